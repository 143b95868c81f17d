//! What people have in hand leads to its code, and what is another program's to none: each kind that was seen in
//! reports, logs and clients has a case in `what_people_have_in_hand.tsv`.
//!
//! Its columns: the command, the code that is expected or `none`, and the text, with `\n`, `\t` and `\\` as in Rust.

#![allow(missing_docs)]

use std::collections::BTreeSet;

use cloudreve_codes::explain::Knowledge;
use cloudreve_error_codes::Language;
use serde_json::Value;
use support::{run_with, stdout};

mod support;

const CASES: &str = include_str!("what_people_have_in_hand.tsv");

struct Case {
    command: &'static str,
    expected: &'static str,
    text: String,
}

fn cases() -> Vec<Case> {
    let case = |line: &'static str| {
        let [command, expected, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        Case { command, expected, text: unescaped(text) }
    };
    CASES.lines().map(case).collect()
}

fn unescaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut unescaped = String::new();
    while let Some(character) = characters.next() {
        unescaped.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('\\') => '\\',
                other => panic!("\\{other:?} in {text}"),
            },
            character => character,
        });
    }
    unescaped
}

/// The codes that `annotate` finds in a log.
fn annotated(log: &str, arguments: &[&str]) -> BTreeSet<String> {
    let arguments = [&["annotate", "--infer", "--json"], arguments].concat();
    let output = run_with(&arguments, log.as_bytes());
    let records = stdout(&output);
    let records = records.lines().map(|line| serde_json::from_str(line).unwrap());
    records.map(|record: Value| record["code"].to_string()).collect()
}

#[test]
fn a_log_is_annotated_with_the_codes_of_its_answers_and_messages() {
    let cases: Vec<_> = cases().into_iter().filter(|case| case.command == "annotate").collect();
    assert!(cases.len() > 150);
    for Case { expected, text, .. } in cases {
        let found = annotated(&text, &[]);
        let expected: BTreeSet<_> =
            expected.split(',').filter(|it| *it != "none").map(str::to_owned).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn what_is_explained_leads_to_its_code_first() {
    let mut knowledge = Knowledge::new(Language::English, None);
    let cases: Vec<_> = cases().into_iter().filter(|case| case.command == "explain").collect();
    assert!(cases.len() > 50);
    for Case { expected, text, .. } in cases {
        let codes = knowledge.recognize(&text).codes();
        let first = codes.first().map_or("none".to_owned(), |code| code.get().to_string());
        assert_eq!(first, expected, "{text}");
    }
}
