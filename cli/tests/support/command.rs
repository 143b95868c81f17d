//! `cloudreve-codes generate`, run as a user runs it.

use std::process::{Command, Output};

/// Runs it.
pub fn generate(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cloudreve-codes"));
    command.arg("generate").args(arguments).output().unwrap()
}

/// What it prints, all having gone well.
pub fn document(arguments: &[&str]) -> String {
    let output = generate(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    String::from_utf8(output.stdout).unwrap()
}

/// What it says went wrong.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The names of the formats that are one document, as it lists them.
#[allow(dead_code)] // some tests are about one format
pub fn formats() -> Vec<String> {
    let list = document(&["--list"]);
    let names = list.lines().map(|line| line.split_whitespace().next().unwrap());
    names.filter(|name| *name != "site").map(str::to_owned).collect()
}
