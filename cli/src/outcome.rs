//! How a command went, and what the caller of the program is told of it.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::log::messages::Matcher;
use crate::terminal::stdio::{self, complain_as};

/// How a subcommand went, where the output did not fail. The later ones are worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
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
    pub fn worsen(&mut self, other: Self) {
        *self = other.max(*self);
    }
}

/// The messages of an index, if one is given. Why it cannot be read is said.
pub(crate) fn read_messages(index: Option<&Path>) -> Result<Option<Arc<Matcher>>, ()> {
    let Some(path) = index else { return Ok(None) };
    match Matcher::read(path) {
        Ok(messages) => Ok(Some(Arc::new(messages))),
        Err(error) => {
            stdio::complain(format_args!("{}: {error}", path.display()));
            Err(())
        }
    }
}

/// The help that was asked for, or what is wrong with the arguments.
pub fn usage(program: &str, error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    match text.strip_prefix("error: ") {
        Some(text) => complain_as(program, text.trim_end()),
        None => {
            return exit_code(
                program,
                error.print().map(|()| match error.exit_code() {
                    0 => Outcome::Complete,
                    _ => Outcome::InputFailed,
                }),
            );
        }
    }
    ExitCode::from(2)
}

/// The error is one of the output.
pub fn exit_code(program: &str, result: io::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::UnknownCode | Outcome::Differs) => ExitCode::from(1),
        Ok(Outcome::InputFailed) => ExitCode::from(2),
        // Whoever read the output has seen enough of it.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain_as(program, format_args!("cannot write the output: {error}"));
            ExitCode::from(2)
        }
    }
}
