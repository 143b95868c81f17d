//! Comparing the table with the server, and reading what the server sends.

mod add;
mod check;
mod messages;

use std::fmt::Display;
use std::io;

use clap::Subcommand;

use super::Outcome;
use crate::stdio;

/// Compare the table with the server's sources, and read what they send.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Add(add::Arguments),
    Messages(messages::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    match &arguments.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Add(arguments) => add::run(arguments),
        Command::Messages(arguments) => messages::run(arguments),
    }
}

/// Says on stderr what could not be read.
fn say(problems: impl IntoIterator<Item = impl Display>) {
    for problem in problems {
        stdio::complain(problem);
    }
}

/// Says why nothing could be read.
fn unreadable(problems: impl IntoIterator<Item = impl Display>) -> Outcome {
    say(problems);
    Outcome::InputFailed
}
