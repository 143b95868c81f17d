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

#[derive(Subcommand)]
enum Command {
    Explain(explain::Arguments),
    List(list::Arguments),
    Annotate(annotate::Arguments),
    Stats(stats::Arguments),
    Generate(commands::generate::Arguments),
    Upstream(commands::upstream::Arguments),
    Completions(completions::Arguments),
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
        Command::Upstream(arguments) => commands::upstream::run(&arguments),
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
