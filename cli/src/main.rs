//! `cloudreve-codes`: looks up the error codes of Cloudreve, and finds them in logs.

#![allow(clippy::doc_markdown)] // doc comments of the arguments are help texts, not Markdown

mod annotation;
mod annotator;
mod commands;
mod facts;
mod finder;
mod generate;
mod go;
mod histogram;
mod input;
mod language;
mod lines;
mod markdown;
mod messages;
mod page;
mod pasted;
mod progress;
mod response;
mod scan;
mod search;
mod stdio;
mod survey;
mod table;
mod tally;
mod timestamp;
mod turns;
mod upstream;
mod whole_file;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use commands::{Outcome, annotate, completions, explain, list, man, stats};

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
    Generate(commands::generate::Arguments),

    /// Compare the table with the server's sources, and read what they send.
    #[command(subcommand)]
    Upstream(commands::upstream::Command),

    /// Write the completions of a shell.
    Completions(completions::Arguments),

    /// Write a page of the manual, for `man -l -`.
    Man(man::Arguments),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    arguments.color.write_global();
    let result = match arguments.command {
        Command::Explain(arguments) => explain::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Generate(arguments) => commands::generate::run(&arguments),
        Command::Upstream(command) => commands::upstream::run(&command),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
    };
    exit_code(result)
}

/// The help that was asked for, or what is wrong with the arguments.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    match text.strip_prefix("error: ") {
        Some(text) => stdio::complain(text.trim_end()),
        None => {
            return exit_code(error.print().map(|()| match error.exit_code() {
                0 => Outcome::Complete,
                _ => Outcome::InputFailed,
            }));
        }
    }
    ExitCode::from(2)
}

/// The error is one of the output.
fn exit_code(result: io::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::UnknownCode | Outcome::Differs) => ExitCode::from(1),
        Ok(Outcome::InputFailed) => ExitCode::from(2),
        // Whoever read the output has seen enough of it.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            stdio::complain(format_args!("cannot write the output: {error}"));
            ExitCode::from(2)
        }
    }
}
