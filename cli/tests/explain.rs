//! `cloudreve-codes explain` answers whoever has a code in hand.

#![allow(missing_docs)]

use std::process::{Command, Output};

use cloudreve_error_codes::ErrorCode;

fn explain(codes: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cloudreve-codes"));
    command.arg("explain").args(codes).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_code_is_explained_with_all_that_the_table_knows() {
    let numbers: Vec<String> =
        ErrorCode::ALL.iter().map(|code| code.as_u32().to_string()).collect();
    let output = explain(&numbers.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    for code in ErrorCode::ALL {
        let heading = format!("{}  {}\n", code.as_u32(), code.description());
        let (_, page) = text.split_once(&heading).expect("a page of its own");
        for known in [
            code.name().to_owned(),
            code.constant().to_owned(),
            code.aliases().join(", "),
            code.class().to_string(),
            code.since().to_owned(),
            code.http_status().to_string(),
            format!("{}: {}", code.remedy(), code.remedy().advice()),
        ] {
            assert!(page.contains(&known), "{code}: {known}");
        }
    }
}

#[test]
fn a_name_a_constant_and_an_alias_find_the_same_page_as_the_number() {
    let expected = stdout(&explain(&["40068"]));
    for text in ["OpenIdNotLinked", "openidnotlinked", "CodeOpenIDNotLinked", "CodeQQNotLinked"] {
        assert_eq!(stdout(&explain(&[text])), expected);
    }
}

#[test]
fn success_and_not_set_are_answered_too() {
    let output = explain(&["0", "-1"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("0  Success") && stdout(&output).contains("-1  Not Set"));
}

#[test]
fn an_unknown_number_is_answered_with_its_class_and_the_nearest_known_ones() {
    let output = explain(&["59999"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let text = stderr(&output);
    assert!(text.contains("59999 is an unknown code of class 5xxxx"), "{text}");
    let last = ErrorCode::ALL.last().unwrap();
    assert!(text.contains(&format!("{} {}", last.as_u32(), last.name())), "{text}");
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest_ones() {
    let output = explain(&["LockConflct"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("the nearest known ones: 40073 LockConflict"));
}

#[test]
fn one_unknown_code_does_not_keep_the_others_back() {
    let output = explain(&["40999", "40073"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("40073  Lock Conflict\n"));
}

#[test]
fn without_a_code_the_usage_is_shown() {
    let output = explain(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("Usage:"));
}
