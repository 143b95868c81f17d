//! Whatever a stranger has written, a terminal is not steered by it.

#![allow(missing_docs)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use support::{run, run_with};
use tempfile::TempDir;

/// What a terminal would obey, and what would show a text in another order than it stands.
const HOSTILE: &str =
    "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}\r\u{8}\u{7f}";

/// A file in a folder whose name is hostile too.
fn hostile_file(folder: &TempDir, text: &str) -> PathBuf {
    let path = folder.path().join(format!("{HOSTILE}\n.log"));
    fs::write(&path, text).unwrap();
    path
}

/// Nothing of [`HOSTILE`] has come out as it is, but it has come out.
fn assert_harmless(output: &Output) {
    let shown = String::from_utf8(output.stdout.clone()).unwrap()
        + &String::from_utf8(output.stderr.clone()).unwrap();
    assert!(shown.contains("\\u{202e}\\u{2066}\\u{200f}"), "{shown:?}");
    for character in HOSTILE.chars().filter(|character| !character.is_ascii_graphic()) {
        assert!(!shown.contains(character), "{character:?} in {shown:?}");
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_response_shows_on_lines_of_its_own() {
    for (key, value) in [("msg", HOSTILE), ("error", HOSTILE), ("correlation_id", HOSTILE)] {
        let response = serde_json::json!({"code": 40073, key: value}).to_string();
        assert_harmless(&run_with(&["explain", "-"], response.as_bytes()));
    }
    let parts = serde_json::json!({"code": 40081, "aggregated_error": {HOSTILE: {"code": 404}}});
    assert_harmless(&run_with(&["explain", "-"], parts.to_string().as_bytes()));
    let owner = serde_json::json!({"application": {"type": HOSTILE, "viewer_id": HOSTILE}});
    let lock = serde_json::json!({"path": HOSTILE, "token": HOSTILE, "owner": owner, "type": 0});
    let locks = serde_json::json!({"code": 40073, "msg": HOSTILE, "data": [lock]});
    assert_harmless(&run_with(&["explain", "-"], locks.to_string().as_bytes()));
}

#[test]
fn an_argument_shows_on_one_line() {
    // A code, a subcommand, and values of options.
    for arguments in [
        ["explain", HOSTILE],
        ["man", HOSTILE],
        ["list", &format!("--class={HOSTILE}")],
        ["list", &format!("--since={HOSTILE}")],
        ["list", &format!("--lang={HOSTILE}")],
        ["generate", HOSTILE],
        ["stats", &format!("--bucket={HOSTILE}")],
        ["annotate", HOSTILE],
        ["stats", HOSTILE],
        [HOSTILE, HOSTILE],
    ] {
        assert_harmless(&run(&arguments));
    }
}

#[test]
fn the_name_of_a_file_shows_on_one_line() {
    let folder = TempDir::new().unwrap();
    let path = hostile_file(&folder, "code=40073\n");
    assert_harmless(&run(&["stats", text(&path)]));
    let missing = path.join("missing");
    for command in ["annotate", "stats"] {
        assert_harmless(&run(&[command, text(&missing)]));
    }
    for option in ["-o", "--check"] {
        assert_harmless(&run(&["generate", "csv", option, text(&missing)]));
    }
    assert_harmless(&run(&["explain", "40073", "--messages", text(&missing)]));
}

#[test]
fn what_a_file_holds_shows_as_it_stands() {
    let folder = TempDir::new().unwrap();
    let path = hostile_file(&folder, HOSTILE);
    assert_harmless(&run(&["generate", "csv", "--check", text(&path)]));
    assert_harmless(&run(&["annotate", "--messages", text(&path)]));
    // A message of an index and the text that has it.
    let index = format!("message,code,constant,file,line\n\"{HOSTILE} x\",40005,,,1\n");
    let index = hostile_file(&folder, &index);
    let said = format!("{HOSTILE} x");
    assert_harmless(&run(&["explain", &said, "--messages", text(&index)]));
}

#[test]
fn a_hostile_argument_is_shown_safely_by_every_command_and_option() {
    for command in cloudreve_codes::command().get_subcommands() {
        let name = command.get_name();
        assert_harmless(&run(&[name, &format!("--{HOSTILE}")]));
    }
    for (command, options) in [
        ("generate", &["as-of", "package", "lang"][..]),
        ("list", &["class", "remedy", "since", "lang"]),
        ("stats", &["bucket", "range", "lang", "messages", "color"]),
        ("annotate", &["lang", "messages"]),
    ] {
        for option in options {
            let format = if command == "generate" { &["go"][..] } else { &[] };
            let option = format!("--{option}={HOSTILE}");
            assert_harmless(&run(&[&[command], format, &[option.as_str()]].concat()));
        }
    }
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join(HOSTILE);
    assert_harmless(&run(&["stats", "--merge", text(&missing)]));
    assert_harmless(&run(&["stats", "--range=0-1", text(&missing)]));
    // A log that is missing would be waited for.
    fs::create_dir(&missing).unwrap();
    assert_harmless(&run(&["annotate", "--follow", text(&missing)]));
}

#[test]
fn the_name_of_a_log_in_a_report_shows_on_one_line() {
    let folder = TempDir::new().unwrap();
    let log = hostile_file(&folder, "code=40073\n");
    let report = run(&["stats", "--json", text(&log)]);
    let report_file = folder.path().join("report.json");
    fs::write(&report_file, &report.stdout).unwrap();
    assert_harmless(&run(&["stats", "--merge", text(&report_file)]));
    // Of ranges that do not fit, the name of the log is said.
    let range = run(&["stats", "--json", "--range=0-3", text(&log)]);
    fs::write(&report_file, &range.stdout).unwrap();
    let other = folder.path().join("other.json");
    let range = run(&["stats", "--json", "--range=5-9", text(&log)]);
    fs::write(&other, &range.stdout).unwrap();
    assert_harmless(&run(&["stats", "--merge", text(&report_file), text(&other)]));
}
