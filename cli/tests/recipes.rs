//! The recipes of the docs work as they are written there.

#![allow(missing_docs)]

#[allow(dead_code)] // other tests use the rest
#[path = "support/command.rs"]
mod command;
#[allow(dead_code)] // other tests use the rest
#[path = "support/toolchain.rs"]
mod toolchain;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use toolchain::run;

const RECIPES: &str = include_str!("../../docs/recipes.md");

/// The blocks of code in a language under a heading.
fn blocks(heading: &str, language: &str) -> Vec<&'static str> {
    let (_, recipe) = RECIPES.split_once(&format!("\n## {heading}\n")).expect(heading);
    let recipe = recipe.split("\n## ").next().unwrap();
    let start = format!("```{language}\n");
    let blocks = recipe.split(start.as_str()).skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

/// Runs a block in the shell, with this tool on the `PATH`; says whether it succeeded.
fn shell(folder: &Path, script: &str) -> bool {
    let tool = Path::new(env!("CARGO_BIN_EXE_cloudreve-codes")).parent().unwrap();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([tool.to_owned()].into_iter().chain(env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.args(["-ec", script]).current_dir(folder).env("PATH", path.unwrap());
    command.output().unwrap().status.success()
}

#[cfg(unix)]
#[test]
fn a_file_in_a_repository_is_checked() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let folder = folder.path();
    let [made, checked] = blocks("A file in your repository", "sh")[..] else { panic!() };
    assert!(shell(folder, "git init --quiet"));
    assert!(shell(folder, made));
    assert!(shell(folder, checked));
    let file = folder.join("cloudreve.ts");
    let stale = fs::read_to_string(&file).unwrap().replace("40089", "40090");
    fs::write(file, stale).unwrap();
    assert!(!shell(folder, checked));
}

#[cfg(unix)]
#[test]
#[ignore = "needs node, npm, and from npm typescript"]
fn a_package_for_typescript_is_packed_and_imported() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (package, frontend) = (folder.path().join("package"), folder.path().join("frontend"));
    fs::create_dir(&package).unwrap();
    let [manifest] = blocks("A package for TypeScript", "json")[..] else { panic!() };
    assert_eq!(manifest.lines().count(), 10);
    fs::write(package.join("package.json"), manifest).unwrap();
    fs::write(package.join("cloudreve.ts"), command::document(&["typescript"])).unwrap();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules");
    symlink(tools, package.join("node_modules")).unwrap();
    let packed = run(&package, &["npm", "pack", "--silent"], "");
    let archive = packed.lines().last().unwrap();

    let installed = frontend.join("node_modules/cloudreve-codes");
    fs::create_dir_all(&installed).unwrap();
    let archive = package.join(archive);
    let unpack = ["tar", "--extract", "--strip-components=1", "--file", archive.to_str().unwrap()];
    run(&installed, &unpack, "");
    let [program] = blocks("A package for TypeScript", "typescript")[..] else { panic!() };
    fs::write(frontend.join("package.json"), r#"{ "type": "module" }"#).unwrap();
    fs::write(frontend.join("program.ts"), program).unwrap();
    let compile = ["tsc", "--strict", "--target", "es2022", "--module", "nodenext", "--types", ""];
    run(&frontend, &[&compile[..], &["program.ts"]].concat(), "");
    assert_eq!(run(&frontend, &["node", "program.js"], ""), "Resolve\n");
}
