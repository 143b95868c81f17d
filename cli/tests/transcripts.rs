//! What the docs show of a terminal is what the tool prints today.

#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use snapbox::Assert;
use tempfile::TempDir;

/// The root of the repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// Where the logs are that the docs use.
const LOGS: &str = "docs/pictures";
/// How a block of code begins that is a transcript.
const INFO: &str = "console";
/// What a shell needs to know so that a clone's `cargo run --` is the tool too.
const SHELL: &str = r#"cargo() { [ "$1 $2" = "run --" ] && shift 2 && cloudreve-codes "$@"; }"#;

/// A command of a transcript, and what follows it there.
struct Step {
    page: String,
    command: String,
    output: String,
}

/// The pages that may have transcripts.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(ROOT);
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let docs = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    [root.join("README.md"), root.join("cli/README.md")].into_iter().chain(docs).collect()
}

/// The transcripts of a page: blocks of code that say that they are one.
fn transcripts(page: &str) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), None);
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == INFO => {
                open = Some(String::new());
            }
            Event::Text(text) => open.iter_mut().for_each(|open| open.push_str(&text)),
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

/// The commands of all transcripts: a line after `$ `, and those after `> ` that go on with it.
fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    for path in pages() {
        let page = path.strip_prefix(ROOT).unwrap().display().to_string();
        for transcript in transcripts(&fs::read_to_string(&path).unwrap()) {
            let mut open: Option<Step> = None;
            for line in transcript.split_inclusive('\n') {
                let (page, output) = (page.clone(), String::new());
                match (line.strip_prefix("$ "), line.strip_prefix("> "), &mut open) {
                    (Some(command), ..) => {
                        let command = command.to_owned();
                        steps.extend(open.replace(Step { page, command, output }));
                    }
                    (None, Some(more), Some(step)) if step.output.is_empty() => {
                        step.command.push_str(more);
                    }
                    (.., Some(step)) => step.output.push_str(line),
                    (.., None) => panic!("{page}: a transcript begins with a command: {line}"),
                }
            }
            steps.extend(open);
        }
    }
    steps
}

/// What a shell shows of a command in a folder, where the tool is on the path.
fn shown(command: &str, folder: &Path) -> String {
    let tool = Path::new(env!("CARGO_BIN_EXE_cloudreve-codes"));
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::iter::once(tool.parent().unwrap().to_owned()).chain(std::env::split_paths(&folders));
    let output = Command::new("bash")
        .args(["-c", &format!("{SHELL}\nexec 2>&1\n{command}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("LANG", "C")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(unix)]
#[test]
fn a_transcript_shows_what_its_commands_print() {
    let folder = TempDir::new().unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join(LOGS)).unwrap() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|extension| extension == "log") {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    let steps = steps();
    assert!(steps.iter().any(|step| step.page == "cli/README.md"));
    for Step { page, command, output } in steps {
        let shown = shown(&command, folder.path());
        // An empty line before the next command is none of the output.
        let [shown, output] = [shown, output].map(|text| text.trim_end().to_owned() + "\n");
        let same = Assert::new().try_eq(Some(&"the output"), shown.into(), output.into());
        if let Err(error) = same {
            panic!("{page}: $ {command}{error}");
        }
    }
}

#[test]
fn no_command_is_shown_without_being_run() {
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let run: String = transcripts(&page).concat();
        for line in page.lines().filter(|line| line.starts_with("$ ")) {
            assert!(run.contains(line), "{}: say ```{INFO}: {line}", path.display());
        }
    }
}
