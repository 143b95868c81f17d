//! The tools of other languages, and folders to use them in.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

/// A new folder that holds a copy of the sources of a language under `cli/tests/bindings`.
pub fn workspace(language: &str) -> TempDir {
    copy_of(&format!("bindings/{language}"))
}

/// A new folder that holds a copy of one under `cli/tests`.
pub fn copy_of(sources: &str) -> TempDir {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(sources), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs a tool in a folder, with a text on its standard input. It has to succeed; what it printed is returned.
pub fn run(folder: &Path, command: &[impl AsRef<str>], input: &str) -> String {
    let command: Vec<_> = command.iter().map(AsRef::as_ref).collect();
    let mut child = Command::new(program(command[0]))
        .args(&command[1..])
        .current_dir(folder)
        .env("GOFLAGS", "-mod=mod -buildvcs=false")
        .env("GOPROXY", "off")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{} cannot be run, see cli/tests/tools and .ci/run: {error}", command[0])
        });
    // Beside the reading: a program that answers while it is asked would wait for its answers to be read.
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let asking = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let asked = asking.join().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let name = command.iter().take(4).copied().collect::<Vec<_>>().join(" ");
    assert!(output.status.success(), "{name}: {}\n{stderr}\n{stdout}", output.status);
    asked.unwrap();
    stdout
}

/// A tool of the npm registry, of those that `cli/tests/tools` names; any other is on the `PATH`.
fn program(name: &str) -> PathBuf {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
    let locals = [tools.clone(), tools.join("generators")];
    let mut locals = locals.map(|tools| tools.join("node_modules/.bin").join(name)).into_iter();
    locals.find(|local| local.exists()).unwrap_or_else(|| PathBuf::from(name))
}
