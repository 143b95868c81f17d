//! The format `i18next` fills the gaps of a frontend's locale files, and replaces nothing.

#![allow(missing_docs)]

#[path = "support/command.rs"]
mod command;
#[allow(dead_code)] // other tests use the rest
#[path = "support/hostile.rs"]
mod hostile;
#[allow(dead_code)] // other tests use the rest
#[path = "support/toolchain.rs"]
mod toolchain;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_error_codes::{ErrorCode, Language};
use command::{document, formats, generate, stderr};
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

fn parsed(arguments: &[&str]) -> Value {
    serde_json::from_str(&document(&[&["i18next"], arguments].concat())).unwrap()
}

/// The document with these codes alone.
fn texts(codes: impl IntoIterator<Item = ErrorCode>, language: Language) -> Value {
    let text = |code: ErrorCode| (code.as_u32().to_string(), code.description_in(language));
    let texts: BTreeMap<_, _> = codes.into_iter().map(text).collect();
    json!({"errors": texts})
}

fn all() -> impl Iterator<Item = ErrorCode> {
    ErrorCode::ALL.iter().copied()
}

/// A locale file in a folder.
fn locale(folder: &TempDir, name: &str, content: &str) -> String {
    let file: PathBuf = folder.path().join(name);
    fs::write(&file, content).unwrap();
    file.to_str().unwrap().to_owned()
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

#[test]
fn it_has_every_code_in_every_language() {
    for language in Language::ALL {
        assert_eq!(parsed(&["--lang", language.tag()]), texts(all(), *language));
    }
}

#[test]
fn only_the_codes_that_were_asked_for_are_in_it_by_number_or_name() {
    let expected = texts([ErrorCode::FileTooLarge, ErrorCode::InsufficientScope], Language::German);
    let size = ErrorCode::FileTooLarge.as_u32();
    for only in [
        format!("{size},40089"),
        format!("40089, {size},40089"),
        "InsufficientScope,FileTooLarge".into(),
    ] {
        assert_eq!(parsed(&["--lang", "de-DE", "--only", &only]), expected, "{only}");
    }
    for code in all() {
        let only = code.as_u32().to_string();
        assert_eq!(parsed(&["--only", &only]), texts([code], Language::English));
    }
}

#[test]
fn an_unknown_code_among_those_asked_for_is_named() {
    for (only, named) in [
        ("40076,40999", "\"40999\""),
        ("40999, 59999,40076", "\"40999\""),
        ("40076 , 40999 ", "\"40999\""),
        ("40076 40088", "\"40076 40088\""),
        ("4294967699", "\"4294967699\""),
        ("99999999999999999999", "\"99999999999999999999\""),
        ("NoSuchCode", "\"NoSuchCode\""),
        ("-1", "\"-1\""),
        ("40076,", "\"\""),
    ] {
        let output = generate(&["i18next", &format!("--only={only}")]);
        assert_eq!(output.status.code(), Some(2), "{only}");
        assert!(output.stdout.is_empty());
        assert!(stderr(&output).contains(named), "{}", stderr(&output));
    }
    let output = generate(&["i18next", "--as-of", "4.6.0", "--only", "40088,40089"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("40089 is not sent before Cloudreve 4.12"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_frontend_fills_its_gaps_and_replaces_nothing() {
    let folder = folder();
    let (known, lacking): (Vec<_>, Vec<_>) = all().partition(|code| code.as_u32() % 3 != 0);
    let (common, dashboard) = known.split_at(known.len() / 2);
    let write = |name, codes: &[ErrorCode]| {
        let mut file = texts(codes.iter().copied(), Language::English);
        file["pageNotFound"] = "Page not found".into();
        file["errors"]["40999"] = "of a fork".into();
        locale(&folder, name, &file.to_string())
    };
    let (common, dashboard) = (write("common.json", common), write("dashboard.json", dashboard));
    let gaps = parsed(&["--lang", "zh-CN", "--missing-in", &common, "--missing-in", &dashboard]);
    assert_eq!(gaps, texts(lacking.iter().copied(), Language::SimplifiedChinese));
    let filled = locale(&folder, "filled.json", &gaps.to_string());
    let none =
        parsed(&["--missing-in", &common, "--missing-in", &dashboard, "--missing-in", &filled]);
    assert_eq!(none, json!({"errors": {}}));
}

#[test]
fn a_text_that_nobody_would_see_is_a_gap() {
    let folder = folder();
    let file =
        json!({"errors": {"40016": "", "40020": null, "40073": "Locked", "40081_other": "x"}});
    let file = locale(&folder, "common.json", &format!("\u{feff}{file}"));
    let expected = all().filter(|code| *code != ErrorCode::LockConflict);
    assert_eq!(parsed(&["--missing-in", &file]), texts(expected, Language::English));
}

#[test]
fn what_is_no_locale_file_is_refused_with_the_reason() {
    let folder = folder();
    for (content, reason) in [
        ("", "it is not JSON"),
        ("{\"errors\": {\"40016\": \"cut", "it is not JSON"),
        ("[]", "it has no object \"errors\""),
        ("{}", "it has no object \"errors\""),
        ("{\"errors\": []}", "it has no object \"errors\""),
        ("{\"errors\": \"40016\"}", "it has no object \"errors\""),
    ] {
        let file = locale(&folder, "common.json", content);
        let output = generate(&["i18next", "--missing-in", &file]);
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(output.stdout.is_empty());
        assert!(
            stderr(&output).contains(&file) && stderr(&output).contains(reason),
            "{}",
            stderr(&output)
        );
    }
    let output = generate(&["i18next", "--missing-in", "no/such/file"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no/such/file"), "{}", stderr(&output));
}

#[test]
fn no_other_format_leaves_codes_out() {
    let folder = folder();
    let file = locale(&folder, "common.json", "{\"errors\": {}}");
    for format in formats().iter().filter(|format| *format != "i18next") {
        for (option, value) in [("--only", "40016"), ("--missing-in", file.as_str())] {
            let output = generate(&[format, option, value]);
            assert_eq!(output.status.code(), Some(2), "{format}");
            assert!(output.stdout.is_empty());
            let reason = format!("{option}: the format {format} has all codes");
            assert!(stderr(&output).contains(&reason), "{}", stderr(&output));
        }
    }
}

/// The document of a table with this text everywhere.
fn hostile(text: &str) -> Value {
    let document = render(Format::find("i18next").unwrap(), &hostile::catalog(text)).unwrap();
    serde_json::from_str(&document).unwrap()
}

fn assert_shows(text: &str) {
    for (code, shown) in hostile(text)["errors"].as_object().unwrap() {
        let shown = shown.as_str().unwrap();
        assert!(!shown.contains("{{") && !shown.contains("$t("), "{code}: {shown}");
        assert_eq!(shown.replace('\u{2060}', ""), text, "{code}");
    }
}

#[test]
fn nothing_is_filled_into_a_text() {
    assert_shows(hostile::TEXT);
    assert_shows("{{{{message}}}} $t(errors.40016) $$t( {{- raw}} \\{{ \\$t(");
}

#[cfg(unix)]
#[test]
#[ignore = "needs node, and from npm i18next"]
fn i18next_itself_shows_every_text_as_it_is() {
    let folder = toolchain::copy_of("i18next");
    let folder = folder.path();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules");
    fs::write(folder.join("package.json"), "{}").unwrap();
    std::os::unix::fs::symlink(tools, folder.join("node_modules")).unwrap();
    for text in [hostile::TEXT, "{{{{message}}}} $t(errors.40016) {{- message}} \\{{message}}"] {
        let document = render(Format::find("i18next").unwrap(), &hostile::catalog(text)).unwrap();
        let shown = toolchain::run(folder, &["node", "show.mjs"], &document);
        let shown: Vec<String> = serde_json::from_str(&shown.replace('\u{2060}', "")).unwrap();
        assert_eq!(shown, vec![text; ErrorCode::ALL.len()]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_is_shown_as_it_is(text in "[{}$t(\"\\\\ -~\nß锁]{1,30}") {
        assert_shows(&text);
    }
}
