//! What `cloudreve-codes` is made of, as a library for its own tests, its fuzz targets and the maintainers' tool.
//!
//! It makes no promise to anyone else: whatever is here may change with any release. What others depend on is
//! `cloudreve-error-codes`.

// What is public here is so for tests, not for a user of a library.
#![allow(missing_docs, clippy::missing_errors_doc, clippy::must_use_candidate)]
#![allow(rustdoc::private_intra_doc_links)] // its readers see all of it
#![allow(clippy::doc_markdown)] // doc comments of the arguments are help texts, not Markdown

mod annotate;
pub mod bounded;
pub mod codes;
pub mod complaint;
mod completions;
pub mod explain;
pub mod generate;
mod interface;
mod list;
pub mod log;
mod man;
pub mod outcome;
pub mod program;
mod stats;
pub mod terminal;
pub mod whole_file;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use program::Program;

/// Looks up the error codes of Cloudreve, the self-hosted file service, and finds them in logs.
#[derive(Parser)]
#[command(name = "cloudreve-codes", version, after_help = EXIT_STATUS)]
struct Arguments {
    #[command(flatten)]
    color: colorchoice_clap::Color,

    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "\
Exit status: 0 if all went well, 1 if a code that was asked for is unknown or what is compared differs,
2 for a usage, input or output error.";

// What a subcommand takes is made when it is called, so that starting takes no time.
#[derive(Subcommand)]
#[command(defer = true)]
enum Command {
    /// Say all that is known of codes.
    Explain(explain::Arguments),

    /// List the known codes, all of them or those that meet every condition.
    List(list::Arguments),

    /// Copy logs, and say at the end of each line that holds a code what it means.
    ///
    /// What is added is `  # 40073 Lock Conflict`, before the line ending: each code of the line once, joined
    /// by `; `, and `…` in place of those after the sixteenth. All else comes out as it came in, byte for
    /// byte.
    Annotate(annotate::Arguments),

    /// Count the codes in logs: by code, by class and by remedy, with the lines they first and last stood on.
    ///
    /// Ctrl-C prints what there is so far.
    Stats(stats::Arguments),

    /// Make documents from the table of codes.
    ///
    /// The same version makes the same document from the same arguments, always.
    Generate(generate::Arguments),

    /// Write the completions of a shell.
    Completions(completions::Arguments),

    /// Write a page of the manual, for `man -l -`.
    Man(man::Arguments),
}

/// The subcommands and what they take.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Does what the arguments of this process ask for, and returns its exit status.
#[must_use]
pub fn run() -> ExitCode {
    Program::new("cloudreve-codes").run(|arguments: Arguments, complain| {
        arguments.color.write_global();
        match arguments.command {
            Command::Explain(arguments) => explain::run(&arguments, complain),
            Command::List(arguments) => list::run(&arguments, complain),
            Command::Annotate(arguments) => annotate::run(&arguments, complain),
            Command::Stats(arguments) => stats::run(&arguments, complain),
            Command::Generate(arguments) => generate::run(&arguments, complain),
            Command::Completions(arguments) => completions::run(&arguments, command()),
            Command::Man(arguments) => man::run(&arguments, command()),
        }
    })
}
