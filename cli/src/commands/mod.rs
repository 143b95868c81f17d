//! The subcommands, one file each.

pub(crate) mod annotate;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod list;
pub(crate) mod man;
pub(crate) mod stats;

/// How a subcommand went, where the output did not fail. The later ones are worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    #[default]
    Complete,
    /// A code that was asked for is unknown, which has been said.
    UnknownCode,
    /// A file is not what it was compared with, which has been said.
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
