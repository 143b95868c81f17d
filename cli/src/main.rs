//! `cloudreve-codes`: looks up the error codes of Cloudreve.

#![allow(clippy::doc_markdown)] // doc comments of the arguments are help texts, not Markdown

mod commands;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::{Outcome, explain};

/// Looks up the error codes of Cloudreve, the self-hosted file service.
#[derive(Parser)]
#[command(name = "cloudreve-codes", version, after_help = EXIT_STATUS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "\
Exit status: 0 if all went well, 1 if a code is unknown, 2 for a usage, input or output error.";

#[derive(Subcommand)]
enum Command {
    Explain(explain::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Explain(arguments) => explain::run(&arguments),
    };
    exit_code(result)
}

fn exit_code(result: io::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::UnknownCode) => ExitCode::from(1),
        // Whoever read the output has seen enough of it.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cloudreve-codes: cannot write the output: {error}");
            ExitCode::from(2)
        }
    }
}
