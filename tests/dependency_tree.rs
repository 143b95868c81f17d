//! Whoever depends on the library builds these crates too: each addition shows in the snapshot.

#![allow(missing_docs)]

#[path = "support/snapshot.rs"]
mod snapshot;

use std::fmt::Write;
use std::process::Command;

use snapshot::assert_reviewed;

/// The library's dependencies under some features, each with the features that it is built with.
/// Versions are left out: they are in `Cargo.lock`.
fn tree(features: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "cloudreve-error-codes", "--edges", "normal,build"])
        .args(["--format", "{p} [{f}]", "--locked", "--offline"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    tree.lines().map(without_version).collect::<Vec<_>>().join("\n")
}

/// `├── serde v1.0.229 [derive]` without ` v1.0.229`, and the library's own line without its folder.
fn without_version(line: &str) -> String {
    let Some((name, rest)) = line.split_once(" v") else { return line.to_owned() };
    let kind = if rest.contains("(proc-macro)") { " (proc-macro)" } else { "" };
    match rest.rsplit_once(" [") {
        Some((_, features)) if features != "]" => format!("{name}{kind} [{features}"),
        _ => format!("{name}{kind}"),
    }
}

#[test]
fn the_dependencies_are_the_reviewed_ones() {
    let mut trees = String::new();
    for (title, features) in [
        ("no features", ["--no-default-features"].as_slice()),
        ("default features", &[]),
        ("all features", &["--all-features"]),
    ] {
        writeln!(trees, "{title}\n{}\n", tree(features)).unwrap();
    }
    assert_reviewed("dependency_tree", &trees);
}
