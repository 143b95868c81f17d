//! The subcommands, one file each.

pub(crate) mod annotate;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod list;
pub(crate) mod man;
pub(crate) mod stats;
pub(crate) mod upstream;

use std::path::Path;
use std::sync::Arc;

use crate::messages::Matcher;
use crate::stdio;

/// How a subcommand went, where the output did not fail. The later ones are worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    #[default]
    Complete,
    /// A code that was asked for is unknown, which has been said.
    UnknownCode,
    /// What was compared differs, which has been said.
    Differs,
    /// An input or an argument is of no use, which has been said.
    InputFailed,
}

impl Outcome {
    /// Becomes the other one where that is worse.
    pub(crate) fn worsen(&mut self, other: Self) {
        *self = other.max(*self);
    }
}

/// The messages of an index, if one is given. Why it cannot be read is said.
fn read_messages(index: Option<&Path>) -> Result<Option<Arc<Matcher>>, ()> {
    let Some(path) = index else { return Ok(None) };
    match Matcher::read(path) {
        Ok(messages) => Ok(Some(Arc::new(messages))),
        Err(error) => {
            stdio::complain(format_args!("{}: {error}", path.display()));
            Err(())
        }
    }
}
