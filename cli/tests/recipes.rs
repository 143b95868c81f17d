//! The recipes of the docs work as they are written there: their files are written, and their commands run.

#![allow(missing_docs)]
#![cfg(unix)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const RECIPES: &str = include_str!("../../docs/recipes.md");

/// A block of code.
struct Block {
    language: &'static str,
    code: &'static str,
    /// What the text before it ends with.
    path: &'static str,
}

/// The blocks of code under a heading.
fn blocks(heading: &str) -> Vec<Block> {
    let (_, recipe) = RECIPES.split_once(&format!("\n## {heading}\n")).expect(heading);
    let recipe = recipe.split("\n## ").next().unwrap();
    let parts: Vec<_> = recipe.split("```").collect();
    // Text, block, text, block, text.
    assert!(parts.len() > 2 && parts.len() % 2 == 1, "{heading}");
    let blocks = parts.chunks_exact(2).map(|pair| {
        let (language, code) = pair[1].split_once('\n').unwrap();
        let path = pair[0].trim_end().strip_suffix("`:").and_then(|text| text.rsplit('`').next());
        Block { language, code, path: path.unwrap_or_default() }
    });
    blocks.collect()
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Runs a block in the shell, with this tool on the `PATH`.
fn shell(folder: &Path, script: &str) -> Output {
    let tool = Path::new(env!("CARGO_BIN_EXE_cloudreve-codes")).parent().unwrap();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([tool.to_owned()].into_iter().chain(env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.args(["-ec", script]).current_dir(folder).env("PATH", path.unwrap());
    // What was fetched once is not fetched again, and nothing is that the recipe does not ask for.
    command.env("npm_config_prefer_offline", "true").env("npm_config_audit", "false");
    command.output().unwrap()
}

/// Runs a block that has to succeed; what it printed is returned.
fn succeed(folder: &Path, script: &str) -> String {
    let output = shell(folder, script);
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{script}{}", String::from_utf8_lossy(&said));
    String::from_utf8(output.stdout).unwrap()
}

/// Does what a reader of the recipe does: writes its files, runs its commands, and looks at what they print.
fn follow(folder: &Path, heading: &str) {
    let mut printed = String::new();
    for Block { language, code, path } in blocks(heading) {
        match language {
            "sh" => printed = succeed(folder, code),
            "text" => assert_eq!(printed, code),
            _ => {
                assert_ne!(path, "", "nobody says where this goes: {code}");
                let file = folder.join(path);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, code).unwrap();
            }
        }
    }
}

#[test]
fn a_file_in_a_repository_is_checked() {
    let folder = folder();
    let folder = folder.path();
    succeed(folder, "git init --quiet");
    follow(folder, "A file in your repository");
    let file = folder.join("cloudreve.ts");
    let stale = fs::read_to_string(&file).unwrap().replace("40089", "40090");
    fs::write(file, stale).unwrap();
    let check = blocks("A file in your repository").pop().unwrap().code;
    let output = shell(folder, check);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("40090"));
    assert!(RECIPES.contains(concat!("cloudreve-codes@", env!("CARGO_PKG_VERSION"), "`")));
}

#[test]
#[ignore = "needs node, npm, and its registry"]
fn a_package_for_typescript_is_packed_and_imported() {
    let folder = folder();
    follow(folder.path(), "A package for TypeScript");
    let manifest = fs::read_to_string(folder.path().join("cloudreve-codes/package.json")).unwrap();
    assert_eq!(manifest.lines().count(), 10);
}

#[test]
#[ignore = "needs python3 with venv and pip, and PyPI"]
fn a_package_for_python_is_installed_with_its_types() {
    let folder = folder();
    follow(folder.path(), "A package for Python");
}

#[test]
#[ignore = "needs go"]
fn a_package_for_go_is_imported_by_another_module() {
    let folder = folder();
    follow(folder.path(), "A package for Go");
}
