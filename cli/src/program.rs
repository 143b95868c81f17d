use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::complaint::Complaint;
use crate::outcome::{Failure, Outcome};
use crate::terminal::escaped::Lines;

/// A program as its caller sees it: what goes wrong is said on standard error under its name, and its exit
/// status tells how it went. Nothing else writes to standard error but a progress bar.
pub struct Program {
    name: &'static str,
}

impl Program {
    pub const fn new(name: &'static str) -> Self {
        Self { name }
    }

    /// Does a job with the arguments of this process. The job gets what to complain with.
    pub fn run<A: Parser>(
        &self,
        job: impl FnOnce(A, &dyn Fn(Complaint)) -> Result<Outcome, Failure>,
    ) -> ExitCode {
        match A::try_parse() {
            Ok(arguments) => self.end(job(arguments, &|complaint| self.say(complaint))),
            Err(error) => self.usage(&error),
        }
    }

    fn say(&self, message: impl Display) {
        // Where nobody listens there is nobody left to tell.
        let _ = writeln!(io::stderr(), "{}: {message}", self.name);
    }

    /// The help that was asked for, or what is wrong with the arguments.
    fn usage(&self, error: &clap::Error) -> ExitCode {
        let text = error.render().to_string();
        let Some(text) = text.strip_prefix("error: ") else {
            return self.end(error.print().map_err(Failure::Output).map(|()| {
                if error.exit_code() == 0 { Outcome::Complete } else { Outcome::InputFailed }
            }));
        };
        self.say(Lines(text.trim_end()));
        ExitCode::from(2)
    }

    fn end(&self, result: Result<Outcome, Failure>) -> ExitCode {
        match result {
            Ok(Outcome::Complete) => ExitCode::SUCCESS,
            Ok(Outcome::UnknownCode | Outcome::Differs) => ExitCode::from(1),
            Ok(Outcome::InputFailed) => ExitCode::from(2),
            // Whoever read the output has seen enough of it.
            Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {
                ExitCode::SUCCESS
            }
            Err(Failure::Output(error)) => {
                self.say(Complaint::new(format_args!("cannot write the output: {error}")));
                ExitCode::from(2)
            }
            Err(Failure::Input(complaint)) => {
                self.say(complaint);
                ExitCode::from(2)
            }
        }
    }
}
