//! What `cloudreve-upstream` is made of.
//!
//! The table of error codes is compared with what the server, its API page and its web frontend say, and with
//! what the server sends. It is a tool for those who keep the table, and is not published.

#![allow(clippy::doc_markdown)] // doc comments of the arguments are help texts, not Markdown

mod add;
mod check;
mod comparison;
mod fingerprints;
mod go;
mod messages;
mod problem;
mod server;
mod translations;

pub use messages::index_of_source;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use cloudreve_codes::program::Program;

/// Compares the table of error codes with Cloudreve's own sources, and reads what these send.
#[derive(Parser)]
#[command(name = "cloudreve-upstream", version)]
struct Arguments {
    #[command(flatten)]
    color: colorchoice_clap::Color,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say which codes the server, its API page or its web frontend has otherwise than the table.
    ///
    /// `new`: there and not in the table. `gone`: in the table and not there. `renumbered`: a constant or
    /// description that has another number there. `renamed`: a number that has another constant or
    /// description there. `untranslated`: without a sentence in the locale file. The codes 0 and -1 are no
    /// errors, and never named.
    ///
    /// Exit status: 0 if all is in step, 1 if not, 2 if something could not be read or evaluated.
    Check(check::Arguments),

    /// Add the rows that a table of codes lacks.
    ///
    /// What is known of a code is filled in: its constant and a name made of that from a source, its
    /// description from the API page. All else is `?`, which the build refuses until a person has filled it
    /// in. The rest of the table stays as it is, byte for byte.
    ///
    /// Exit status: 0 if the table lacks nothing now, 2 if something could not be read, evaluated or added.
    Add(add::Arguments),

    /// Write the fingerprints of all sentences that a server and its web interface have, as CSV.
    ///
    /// Its columns are `source,digest,rest,codes,first,last,kinds`, its rows sorted; text/README.md says what they
    /// are. All releases that the clones have tags of are read, each with the revision of the interface that it
    /// names. The sentences themselves are nowhere in it.
    ///
    /// Exit status: 0 if all went well, 2 if something could not be read; what could be is written.
    Fingerprints(fingerprints::command::Arguments),

    /// Write an index of the messages that the server sends with each code, as CSV.
    ///
    /// Its columns are `message,code,constant,file,line,kind`, its rows sorted. A message is a format string of Go:
    /// `%%` is a percent sign, and `%d`, `%s`, `%v` and the like stand for what is known only where the server
    /// runs. A message that ends in `: ` is one that the server adds something to. Its kind is `exact`, or `outer`
    /// where an error is passed on with it, whose code is sent if it has one. Those without a code are there too:
    /// of errors that wrap another one (`wraps`) or do not (`ends`), and of the log (`label`). Messages with a code
    /// of which nothing is known are named on stderr.
    ///
    /// Exit status: 0 if all went well, 2 if something could not be read; what could be is in the index.
    Messages(messages::Arguments),

    /// Write anew which of the project's texts are translated, in the table of their README.
    ///
    /// A page is stale where the English one has changed since it was translated.
    ///
    /// Exit status: 0 if the table is as it should be now, 1 if it is not and --check was given, 2 if something could
    /// not be read or written.
    Translations(translations::Arguments),
}

/// Does what the arguments of this process ask for, and returns its exit status.
#[must_use]
pub fn run() -> ExitCode {
    Program::new("cloudreve-upstream").run(|arguments: Arguments, complain| {
        arguments.color.write_global();
        match arguments.command {
            Command::Check(arguments) => check::run(&arguments, complain),
            Command::Add(arguments) => add::run(&arguments, complain),
            Command::Fingerprints(arguments) => fingerprints::command::run(&arguments, complain),
            Command::Messages(arguments) => messages::run(&arguments, complain),
            Command::Translations(arguments) => translations::run(&arguments, complain),
        }
    })
}
