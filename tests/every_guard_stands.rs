//! Whoever takes a guard away is told by this one: `ARCHITECTURE.md` names them all, and `.ci/run` runs them.

#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// This package's folder.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Where each file is a guard.
const GUARDS: [(&str, &str); 4] =
    [("tests", "rs"), ("cli/tests", "rs"), ("upstream/tests", "rs"), ("fuzz/fuzz_targets", "rs")];

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(file)).unwrap()
}

/// The files that the table of promises names, between backquotes.
fn named() -> BTreeSet<String> {
    let architecture = read("ARCHITECTURE.md");
    let (_, promises) = architecture.split_once("| promise | kept by |").unwrap();
    let quoted = promises.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted.filter(|text| text.contains(['/', '.'])).map(str::to_owned).collect()
}

/// The names of a folder's files with one extension, as paths from the root.
fn files((folder, extension): (&str, &str)) -> BTreeSet<String> {
    let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let names = files.map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    names.map(|name| format!("{folder}/{name}")).collect()
}

#[test]
fn every_guard_that_is_named_is_there() {
    for file in named() {
        assert!(Path::new(ROOT).join(&file).exists(), "{file} is named and missing");
    }
}

#[test]
fn every_guard_that_is_there_is_named() {
    let named = named();
    for file in GUARDS.into_iter().flat_map(files) {
        assert!(named.contains(&file), "{file} keeps a promise that ARCHITECTURE.md does not name");
    }
}

#[test]
fn every_fuzz_target_has_seeds() {
    for target in files(("fuzz/fuzz_targets", "rs")) {
        let seeds = target.replace("fuzz_targets", "seeds").replace(".rs", "");
        assert!(fs::read_dir(Path::new(ROOT).join(&seeds)).unwrap().count() > 0, "{seeds}");
    }
}

#[test]
fn ci_runs_every_check() {
    let script = read(".ci/run");
    let commands: Vec<_> = script.lines().filter(|line| !line.trim().starts_with('#')).collect();
    for check in [
        "cargo run --locked -- explain 40073",
        "cargo test --locked --workspace --all-features",
        "cargo test --locked --workspace --all-features -- --ignored",
        "cargo fmt --all --check",
        "cargo clippy --locked --workspace --all-targets --all-features",
        "cargo doc --locked --workspace --all-features --no-deps",
        "--cfg docsrs",
        "generate markdown --check docs/error-codes.md",
        "generate html --check docs/error-codes.html",
        "generate json --check docs/error-codes.json",
        "generate dart --check cli/tests/bindings/dart/cloudreve.dart",
        "generate swift --check cli/tests/bindings/swift/Cloudreve.swift",
        "cli/tests/bindings/dart/check.sh",
        "cli/tests/bindings/swift/check.sh",
        "translations --check text/README.md",
        "npm ci --prefix cli/tests/tools",
        "npm ci --prefix cli/tests/tools/generators",
        "needs go golang-go",
        "needs mvn maven",
        "--requirement cli/tests/tools/requirements.txt",
        "grep ^chdb cli/tests/tools/requirements-engines.txt",
        "'/^default-members/d' target/scratch/features/Cargo.toml",
        "each_pair check --lib",
        "each_pair clippy \"${seeing[@]}\"",
        "each_pair test \"${seeing[@]}\"",
        "--feature-powerset --depth 2",
        "-Z direct-minimal-versions",
        "cargo deny --locked check bans",
        "cargo deny --locked --workspace check licenses sources",
        "cargo package --locked --workspace --exclude cloudreve-upstream",
        "cargo fuzz run",
        "docs/pictures/make target/pictures",
        "bash .ci/full",
        "git diff --exit-code",
    ] {
        assert!(commands.iter().any(|line| line.contains(check)), ".ci/run no longer runs {check}");
    }
    let rest = read(".ci/full");
    for engine in ["engine spark:: duckdb::", "for relay in rsyslog syslog-ng"] {
        assert!(rest.contains(engine), ".ci/full no longer runs {engine}");
    }
    for line in ["set -euo pipefail", "export RUSTFLAGS=\"-D warnings\""] {
        assert!(commands.contains(&line), ".ci/run no longer says {line}");
    }
}
