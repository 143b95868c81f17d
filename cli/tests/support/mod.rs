//! Running the tool.

#![allow(dead_code)] // each test file uses what it needs

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

/// The tool, with an environment that says nothing about colors and asks for no language.
pub fn tool(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cloudreve-codes"));
    command.args(arguments).env("LC_ALL", "C");
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

pub fn run(arguments: &[&str]) -> Output {
    tool(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs the tool with `input` on its standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Output {
    output_of(tool(arguments), input)
}

/// What a command makes of `input` on its standard input.
pub fn output_of(mut command: Command, input: &[u8]) -> Output {
    let mut child = with_pipes(&mut command).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // The tool may have ended before it read all.
    let _ = writer.join().unwrap();
    output
}

/// Starts the tool with pipes to and from it.
pub fn spawn(arguments: &[&str]) -> Child {
    with_pipes(&mut tool(arguments)).spawn().unwrap()
}

fn with_pipes(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped())
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
