//! Whoever breaks `codes.csv` is told what is wrong by Cargo itself, without a panic or a backtrace.

#![allow(missing_docs)]

#[path = "support/consumer.rs"]
#[allow(dead_code)]
mod consumer;

use std::fs;
use std::path::{Path, PathBuf};

use consumer::{LIBRARY, cargo, messages};

/// Copies of the files that make the library, in a folder of their own.
fn copy_of_the_library() -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad-table");
    for folder in ["build", "src"] {
        copy_folder(&Path::new(LIBRARY).join(folder), &copy.join(folder));
    }
    for file in ["build.rs", "codes.csv", "server-release.txt", "Cargo.lock"] {
        fs::copy(Path::new(LIBRARY).join(file), copy.join(file)).unwrap();
    }
    let manifest = fs::read_to_string(Path::new(LIBRARY).join("Cargo.toml")).unwrap();
    // Alone, and without what its tests and benches need.
    let manifest = manifest
        .replace("members = [\"cli\", \"upstream\"]", "members = []")
        .replace("default-members = [\".\", \"cli\"]", "");
    let without_benches: Vec<_> =
        manifest.split("\n\n").filter(|part| !part.starts_with("[[")).collect();
    fs::write(copy.join("Cargo.toml"), without_benches.join("\n\n")).unwrap();
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_fault_is_an_error_of_the_build_in_a_line_of_its_own() {
    let copy = copy_of_the_library();
    let table = fs::read_to_string(copy.join("codes.csv")).unwrap();
    let line = |start: &str| table.lines().position(|line| line.starts_with(start)).unwrap() + 1;
    let bad = table.replacen("\n409,", "\n404,", 1).replacen(",Lock Conflict,", ",,", 1);
    fs::write(copy.join("codes.csv"), bad).unwrap();
    let built = cargo(&copy, &["check"]);
    let messages = messages(&built);
    assert!(!built.status.success());
    let (second, first) = (line("409,"), line("404,"));
    for fault in [
        format!("codes.csv:{second}: code 404 is already defined on line {first} (NotFound)"),
        format!("codes.csv:{}: description is empty", line("40073,")),
    ] {
        assert!(messages.contains(&fault), "{messages}");
    }
    for noise in ["panicked", "RUST_BACKTRACE", "unwrap"] {
        assert!(!messages.contains(noise), "{messages}");
    }

    fs::write(copy.join("codes.csv"), table).unwrap();
    let mended = cargo(&copy, &["check"]);
    assert!(mended.status.success(), "{}", consumer::messages(&mended));
}
