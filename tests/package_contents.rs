//! What a user downloads is what the build needs, and nothing else.

#![allow(missing_docs)]

#[path = "support/snapshot.rs"]
mod snapshot;

use std::process::Command;

use snapshot::assert_reviewed;

/// The files that Cargo would put into the package, one a line.
fn files(package: &str) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--package", package])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = String::from_utf8(output.stdout).unwrap();
    // Only in a clone, and only where nothing is changed.
    files.lines().filter(|file| *file != ".cargo_vcs_info.json").collect::<Vec<_>>().join("\n")
}

#[test]
fn the_package_of_the_library_is_the_reviewed_one() {
    assert_reviewed("package_of_the_library", &files("cloudreve-error-codes"));
}

#[test]
fn the_package_of_the_tool_is_the_reviewed_one() {
    assert_reviewed("package_of_the_tool", &files("cloudreve-codes"));
}
