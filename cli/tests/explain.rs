//! `cloudreve-codes explain` answers whoever has a code in hand.

#![allow(missing_docs)]

mod support;

use std::process::Output;

use cloudreve_error_codes::ErrorCode;
use support::{run, run_with, stderr, stdout};

fn explain(codes: &[&str]) -> Output {
    run(&[&["explain"], codes].concat())
}

fn explain_pasted(text: &str) -> Output {
    run_with(&["explain", "-"], text.as_bytes())
}

const BATCH: &str = r#"{"code":40081,"aggregated_error":{
    "cloudreve://my/a.docx":{"code":40073,"msg":"locked","data":[
        {"path":"cloudreve://my/a.docx","token":"75c1","type":0,
         "owner":{"application":{"type":"viewer","viewer_id":"onlyoffice"}}},
        {"type":1,"owner":{"application":{"type":"dav"}}}
    ]},
    "cloudreve://my/b":{"code":40999,"msg":"new \u001b[31m"}
},"msg":"Some parts failed","error":"inner","correlation_id":"4d2f"}"#;

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
        let page = page.split_whitespace().collect::<Vec<_>>().join(" "); // however it is wrapped
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

/// What is offered for an argument.
fn offered(argument: &str) -> Vec<u32> {
    let output = explain(&[argument]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), ""));
    let text = stderr(&output);
    let Some((_, offered)) = text.split_once("; the nearest known ones: ") else { return vec![] };
    let numbers = offered.trim_end().split(", ").map(|code| code.split_once(' ').unwrap().0);
    numbers.map(|number| number.parse().unwrap()).collect()
}

#[test]
fn a_shortened_number_is_answered_by_its_digits() {
    assert_eq!(offered("4007"), [40070, 40071, 40072]);
    assert_eq!(offered("4073"), [40073, 403]);
}

#[test]
fn what_resembles_nothing_is_offered_nothing() {
    let long = "LockConflict".repeat(10_000);
    for argument in
        ["用户不存在吗", "xyz", "12345", "7", "-99", "unrelated text", "9223372036854775807", &long]
    {
        assert_eq!(offered(argument), [0; 0], "{argument}");
    }
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
fn a_word_finds_codes_by_name_and_description_the_best_first() {
    let output = explain(&["lock"]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    let numbers: Vec<_> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let place = |code: &str| numbers.iter().position(|number| *number == code);
    assert!(place("code") == Some(0) && place("40073").is_some(), "{text}");
    assert!(place("40073") < place("40075"), "{text}");
}

#[test]
fn words_that_only_one_code_has_are_answered_with_its_page() {
    let page = stdout(&explain(&["40073"]));
    for words in ["lock conflict", "Lock Conflict", "CONFLICT lock"] {
        assert_eq!(stdout(&explain(&[words])), page);
    }
    for code in ErrorCode::ALL {
        assert!(stdout(&explain(&[code.description()])).contains(code.name()), "{code}");
    }
}

#[test]
fn a_pasted_response_is_explained_with_each_part_that_failed_and_the_owners_of_locks() {
    let output = explain_pasted(BATCH);
    let text = stdout(&output);
    let expected = "\
The response

  40081 Batch Operation Not Fully Completed
  message: Some parts failed
  inner error: inner
  correlation id: 4d2f
  failed: cloudreve://my/a.docx
    40073 Lock Conflict
    message: locked
    locked by viewer onlyoffice: file cloudreve://my/a.docx, token 75c1
    locked by dav: folder, whose token is told to its owner only
  failed: cloudreve://my/b
    40999 unknown
    message: new \\u{1b}[31m

40081  Batch Operation Not Fully Completed
";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains(&stdout(&explain(&["40081", "40073"]))), "{text}");
    // What is unknown in it is told as if it had been asked for.
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("40999 is an unknown code of class 4xxxx"));
}

#[test]
fn what_is_around_a_pasted_response_does_not_matter() {
    let response = r#"{"code":40016,"msg":"gone"}"#;
    let expected = explain_pasted(response);
    assert_eq!(expected.status.code(), Some(0));
    assert!(stdout(&expected).contains(&stdout(&explain(&["40016"]))));
    for text in [
        format!("2025-10-11 08:44:35 WARN api: {response} after 7 ms\n"),
        format!("body={response:?}"),
        format!(r#"{{"log":{response:?},"stream":"stdout"}}"#),
    ] {
        assert_eq!(stdout(&explain_pasted(&text)), stdout(&expected), "{text}");
    }
}

#[test]
fn a_pasted_lock_conflict_without_locks_and_one_with_other_data_are_explained() {
    let text = stdout(&explain_pasted(r#"{"code":40073,"msg":"expired"}"#));
    assert!(text.contains("no lock is named"), "{text}");
    let text = stdout(&explain_pasted(r#"{"code":40073,"msg":"","data":"x"}"#));
    assert!(text.contains("its data is no list of locks"), "{text}");
}

#[test]
fn success_and_errors_without_a_code_are_explained_when_pasted() {
    let output = explain_pasted(r#"{"code":0,"data":{"files":[]},"msg":""}"#);
    assert!(stdout(&output).contains(&stdout(&explain(&["0"]))));
    let output = explain_pasted(r#"{"code":-1,"msg":"it broke"}"#);
    assert!(stdout(&output).contains("-1 Not Set\n  message: it broke\n"), "{}", stdout(&output));
    assert!(stdout(&output).contains(&stdout(&explain(&["-1"]))));
}

#[test]
fn where_no_whole_response_was_pasted_the_codes_are_explained() {
    for text in [
        "{Code:40073 Msg:locked}",
        r#"{"error":"invalid_scope","error_codes":[40073]}"#,
        r#"{"code":40073,"msg":"cut o"#,
        "request failed (code: 40073)",
    ] {
        let output = explain_pasted(text);
        let explained = stdout(&output);
        assert!(explained.starts_with("Read as a text with a code: 40073.\n"), "{explained}");
        assert!(explained.contains(&stdout(&explain(&["40073"]))), "{text}");
        assert_eq!(stderr(&output), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn what_has_no_code_at_all_is_said() {
    for text in ["hello", "{\"code\":"] {
        let output = explain_pasted(text);
        assert_eq!(output.status.code(), Some(2), "{text}");
        let expected = "cloudreve-codes: -: it has no response of Cloudreve, and no code\n";
        assert_eq!(stderr(&output), expected);
    }
    let output = explain_pasted(&"x".repeat((16 << 20) + 1));
    assert!(stderr(&output).contains("more than 16 MiB"), "{}", stderr(&output));
}

#[test]
fn without_a_code_the_usage_is_shown() {
    let output = explain(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("Usage:"));
}
