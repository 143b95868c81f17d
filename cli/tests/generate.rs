//! `cloudreve-codes generate` makes documents, keeps them fresh, and says what it cannot make.

#![allow(missing_docs)]

#[path = "support/command.rs"]
mod command;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use cloudreve_codes::generate::formats::{FORMATS, Format};
use cloudreve_error_codes::{ErrorCode, Language};
use command::{document, formats, generate, stderr};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn every_format_is_listed_with_what_it_is_for() {
    let list = document(&["--list"]);
    for Format { name, .. } in FORMATS {
        let line = list.lines().find(|line| line.split_whitespace().next() == Some(name));
        let (_, purpose) = line.expect(name).split_once("  ").unwrap();
        assert!(purpose.trim().len() > 20, "{name}: {purpose}");
    }
}

#[test]
fn every_format_is_the_same_each_time_in_every_language() {
    for format in formats() {
        for language in Language::ALL {
            let arguments = [format.as_str(), "--lang", language.tag()];
            assert_eq!(document(&arguments), document(&arguments), "{arguments:?}");
        }
    }
}

#[test]
fn an_unknown_format_names_the_known_ones() {
    let output = generate(&["markdwon"]);
    assert_eq!(output.status.code(), Some(2));
    for format in formats() {
        assert!(stderr(&output).contains(&format), "{}", stderr(&output));
    }
    assert!(stderr(&output).contains("'markdown'"), "the nearest: {}", stderr(&output));
}

#[test]
fn an_unknown_language_names_the_known_ones() {
    let output = generate(&["csv", "--lang", "tlh"]);
    assert_eq!(output.status.code(), Some(2));
    for language in Language::ALL {
        assert!(stderr(&output).contains(language.tag()), "{}", stderr(&output));
    }
}

#[test]
fn the_table_is_as_of_a_release_which_compares_as_numbers() {
    for (release, numbers) in [
        ("4", [4, 0, 0]),
        ("4.0.0", [4, 0, 0]),
        ("4.5.9", [4, 5, 9]),
        ("4.6", [4, 6, 0]),
        ("v4.10.0", [4, 10, 0]),
        ("4.11.99", [4, 11, 99]),
        ("4.12.0-rc.1", [4, 12, 0]),
        ("v4.18.0", [4, 18, 0]),
    ] {
        let since = |code: &ErrorCode| {
            code.since().split('.').map(|number| number.parse().unwrap()).collect::<Vec<u32>>()
        };
        let sent = ErrorCode::ALL.iter().filter(|code| since(code) <= numbers.to_vec());
        assert_eq!(codes(&["--as-of", release]), sent.copied().collect::<Vec<_>>(), "{release}");
    }
}

/// The codes of a table in CSV.
fn codes(arguments: &[&str]) -> Vec<ErrorCode> {
    let document = document(&[&["csv"], arguments].concat());
    let mut table = csv::Reader::from_reader(document.as_bytes());
    table.records().map(|record| record.unwrap()[0].parse().unwrap()).collect()
}

#[test]
fn a_release_that_the_table_cannot_tell_of_is_refused_with_the_reason() {
    for (release, reason) in [
        ("3.8.3", "releases before 4.0.0 sent others besides"),
        ("99.0.0", "is not known to this version"),
        ("4.x", "expected a release of the server, such as 4.6"),
        ("newest", "expected a release of the server, such as 4.6"),
        ("", "expected a release of the server, such as 4.6"),
    ] {
        let output = generate(&["csv", "--as-of", release]);
        assert_eq!(output.status.code(), Some(2), "{release}");
        assert!(stderr(&output).contains(reason), "{release}: {}", stderr(&output));
        for known in ["4.0.0 to 4.", "4.6.0", "4.12.0"] {
            assert!(stderr(&output).contains(known), "{release}: {}", stderr(&output));
        }
    }
}

#[test]
fn no_document_leads_to_a_code_that_it_does_not_hold() {
    for format in formats() {
        let document = document(&[&format, "--as-of", "4.0.0"]);
        for link in ["](40088.md)", "](#40088)", "href=\"#40088\""] {
            assert!(!document.contains(link), "{format} has {link}");
        }
    }
}

#[test]
fn a_file_is_written_in_place_of_the_former_one() {
    let folder = folder();
    let file = folder.path().join("codes.csv");
    for release in ["4.0.0", "4.18.0"] {
        assert_eq!(document(&["csv", "--as-of", release, "-o", text(&file)]), "");
        assert_eq!(fs::read_to_string(&file).unwrap(), document(&["csv", "--as-of", release]));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_left_as_it_was() {
    let folder = folder();
    let nowhere = folder.path().join("missing/codes.csv");
    let output = generate(&["csv", "-o", text(&nowhere)]);
    assert_eq!(output.status.code(), Some(2));
    let system = fs::write(&nowhere, "").unwrap_err();
    assert_eq!(stderr(&output), format!("cloudreve-codes: {}: {system}\n", text(&nowhere)));
    let output = generate(&["csv", "-o", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(folder.path().to_str().unwrap()), "{}", stderr(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_link_and_the_permissions_of_a_file_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder();
    let (file, link) = (folder.path().join("codes.csv"), folder.path().join("link.csv"));
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    document(&["csv", "-o", text(&link)]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), document(&["csv"]));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_link_to_no_file_yet_is_followed_and_one_without_an_end_is_refused() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    let [link, middle, file] = ["link", "middle", "file"].map(|name| folder.path().join(name));
    symlink("middle", &link).unwrap();
    symlink(&file, &middle).unwrap();
    document(&["csv", "-o", text(&link)]);
    assert!(fs::symlink_metadata(&file).unwrap().is_file());
    for link in [&link, &middle] {
        assert!(fs::symlink_metadata(link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(link).unwrap(), document(&["csv"]));
    }
    let circle = folder.path().join("circle");
    symlink("circle", &circle).unwrap();
    let output = generate(&["csv", "-o", text(&circle)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(text(&circle)), "{}", stderr(&output));
    assert!(fs::symlink_metadata(&circle).unwrap().is_symlink());
}

#[test]
fn a_file_that_must_not_be_written_is_not_replaced() {
    let folder = folder();
    let file = folder.path().join("codes.csv");
    fs::write(&file, "kept").unwrap();
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let output = generate(&["csv", "-o", text(&file)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("it is read-only"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_is_left_beside_a_file_if_the_tool_is_killed() {
    let folder = folder();
    let file = folder.path().join("codes.html");
    let mut killed = 0;
    for step in 0..100 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cloudreve-codes"))
            .args(["generate", "html", "-o", text(&file)])
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_micros(250 * step));
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());
        for entry in fs::read_dir(folder.path()).unwrap() {
            assert_eq!(entry.unwrap().path(), file);
        }
    }
    assert!(killed > 0, "it was always too late");
}

#[cfg(unix)]
#[test]
fn a_device_is_written_into() {
    assert_eq!(document(&["csv", "-o", "/dev/stdout"]), document(&["csv"]));
}

#[test]
fn a_fresh_file_passes_the_check() {
    let folder = folder();
    for format in formats() {
        let file = folder.path().join(&format);
        document(&[&format, "-o", text(&file)]);
        assert_eq!(document(&[&format, "--check", text(&file)]), "");
    }
}

#[test]
fn a_stale_file_fails_the_check_with_a_diff() {
    let folder = folder();
    let file = folder.path().join("codes.csv");
    document(&["csv", "--as-of", "4.6.0", "-o", text(&file)]);
    let before = fs::read_to_string(&file).unwrap();
    let output = generate(&["csv", "--check", text(&file)]);
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8(output.stdout.clone()).unwrap();
    let changes: Vec<_> = diff.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    let [old, new, added @ ..] = &changes[..] else { panic!("{diff}") };
    assert!(old.starts_with("---") && old.contains(text(&file)) && new.starts_with("+++"));
    assert!(added.iter().all(|line| line.starts_with('+')), "{diff}");
    assert!(added.iter().any(|line| line.starts_with("+40089,InsufficientScope,")), "{diff}");
    assert!(stderr(&output).contains("is not what would be generated now"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&file).unwrap(), before, "nothing is written");
}

#[test]
fn line_endings_and_a_missing_last_one_count_in_the_check() {
    let folder = folder();
    let file = folder.path().join("codes.csv");
    let fresh = document(&["csv"]);
    for stale in [fresh.replace('\n', "\r\n"), fresh.trim_end().to_owned(), String::new()] {
        fs::write(&file, stale).unwrap();
        let output = generate(&["csv", "--check", text(&file)]);
        assert_eq!(output.status.code(), Some(1));
        assert!(!output.stdout.is_empty());
    }
    fs::write(&file, b"\xFF").unwrap();
    assert_eq!(generate(&["csv", "--check", text(&file)]).status.code(), Some(1));
}

#[test]
fn a_check_of_a_file_that_is_not_there_names_it() {
    let output = generate(&["csv", "--check", "no/such/file"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no/such/file"), "{}", stderr(&output));
}

#[test]
fn without_a_format_or_with_two_intentions_the_usage_is_shown() {
    for arguments in [
        [].as_slice(),
        &["csv", "--check", "a", "-o", "b"],
        &["csv", "--list"],
        &["--list", "--check", "a"],
    ] {
        let output = generate(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("Usage:"), "{arguments:?}: {}", stderr(&output));
    }
}
