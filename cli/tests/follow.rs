//! `cloudreve-codes annotate --follow` goes on as `tail -F` does.

#![allow(missing_docs)]

mod support;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command};
use std::thread;
use std::time::Duration;

use support::{run, spawn, stderr};
use tempfile::TempDir;

/// The tool, following files.
struct Follower {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Follower {
    fn of(files: &[&Path]) -> Self {
        let files = files.iter().map(|file| file.to_str().unwrap());
        let arguments: Vec<_> = ["annotate", "--follow"].into_iter().chain(files).collect();
        let mut child = spawn(&arguments);
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// The next line; waits for it.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }

    /// Ends it, and returns what it has said.
    fn end(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        errors
    }
}

/// So long that the tool has looked at its files again.
fn wait() {
    thread::sleep(Duration::from_millis(400));
}

fn append(file: &Path, text: &str) {
    File::options()
        .append(true)
        .create(true)
        .open(file)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

fn log(folder: &TempDir) -> PathBuf {
    folder.path().join("server.log")
}

#[test]
fn what_is_there_and_what_is_added_comes_out_line_by_line() {
    let folder = TempDir::new().unwrap();
    append(&log(&folder), "code=40016\n");
    let mut follower = Follower::of(&[&log(&folder)]);
    assert_eq!(follower.line(), "code=40016  # 40016 Parent Directory Does Not Exist\n");
    append(&log(&folder), "code=4007");
    wait();
    append(&log(&folder), "3\nx\n");
    assert_eq!(follower.line(), "code=40073  # 40073 Lock Conflict\n");
    assert_eq!(follower.line(), "x\n");
    assert_eq!(follower.end(), "");
}

#[test]
fn a_file_that_appears_later_is_waited_for() {
    let folder = TempDir::new().unwrap();
    let mut follower = Follower::of(&[&log(&folder)]);
    wait();
    append(&log(&folder), "code=40073\n");
    assert_eq!(follower.line(), "code=40073  # 40073 Lock Conflict\n");
    let said = follower.end();
    assert!(said.contains("waiting for it") && said.contains("it is there now"), "{said}");
}

#[test]
fn a_rotated_file_is_read_to_its_end_and_then_the_new_one() {
    let folder = TempDir::new().unwrap();
    append(&log(&folder), "a\n");
    let mut follower = Follower::of(&[&log(&folder)]);
    assert_eq!(follower.line(), "a\n");
    let rotated = folder.path().join("server.log.1");
    fs::rename(log(&folder), &rotated).unwrap();
    append(&rotated, "code=40016\n");
    assert_eq!(follower.line(), "code=40016  # 40016 Parent Directory Does Not Exist\n");
    append(&log(&folder), "code=40073\n");
    assert_eq!(follower.line(), "code=40073  # 40073 Lock Conflict\n");
    assert!(follower.end().contains("it was replaced"));
}

#[test]
fn a_file_that_is_cut_to_nothing_is_read_from_its_start() {
    let folder = TempDir::new().unwrap();
    append(&log(&folder), "a long line that was there before\n");
    let mut follower = Follower::of(&[&log(&folder)]);
    follower.line();
    wait();
    fs::write(log(&folder), "").unwrap();
    wait();
    append(&log(&folder), "code=40073\n");
    assert_eq!(follower.line(), "code=40073  # 40073 Lock Conflict\n");
    assert!(follower.end().contains("it was cut short"));
}

#[test]
fn lines_of_several_files_do_not_mix() {
    let folder = TempDir::new().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    append(&one, "code=4");
    append(&other, "b\n");
    let mut follower = Follower::of(&[&one, &other]);
    assert_eq!(follower.line(), "b\n");
    append(&one, "0073\n");
    assert_eq!(follower.line(), "code=40073  # 40073 Lock Conflict\n");
    follower.end();
}

#[test]
fn it_ends_when_nobody_reads_any_more() {
    let folder = TempDir::new().unwrap();
    append(&log(&folder), "a\n");
    let mut follower = Follower::of(&[&log(&folder)]);
    follower.line();
    drop(follower.output);
    assert!(follower.child.wait().unwrap().success());
}

#[test]
fn what_cannot_be_followed_is_said() {
    let folder = TempDir::new().unwrap();
    let compressed = folder.path().join("log.gz");
    fs::write(&compressed, [0x1f, 0x8b, 8, 0, 0]).unwrap();
    for (file, reason) in [
        (folder.path().to_str().unwrap(), "Is a directory"),
        (compressed.to_str().unwrap(), "it is compressed"),
        ("-", "only a file can be followed"),
    ] {
        let output = run(&["annotate", "--follow", file]);
        assert_eq!(output.status.code(), Some(2));
        let expected = format!("cloudreve-codes: {file}: {reason}");
        assert!(stderr(&output).starts_with(&expected), "{}", stderr(&output));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_of_more_bytes_than_its_size_says_is_read_once() {
    let output = run(&["annotate", "--follow", "/proc/version"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, fs::read("/proc/version").unwrap());
    let said = stderr(&output);
    assert!(said.contains("/proc/version: it has more than the 0 bytes of its size"), "{said}");
}

#[test]
#[cfg(unix)]
fn a_pipe_among_the_files_keeps_nothing_back() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    append(&log(&folder), "code=40073\n");
    let mut follower = Follower::of(&[&pipe, &log(&folder)]);
    assert_eq!(follower.line(), "code=40073  # 40073 Lock Conflict\n");
    // One that takes the place of a log ends that log alone.
    fs::remove_file(log(&folder)).unwrap();
    fs::rename(&pipe, log(&folder)).unwrap();
    assert_eq!(follower.child.wait().unwrap().code(), Some(2));
    assert_eq!(follower.end().matches("it is no regular file").count(), 2);
}
