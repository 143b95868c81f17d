//! Every page answers: what the code means, when it is sent, what to do; and it agrees with the table.

#![cfg(feature = "explanations")]
#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use cloudreve_error_codes::ErrorCode;
use serde::Deserialize;

const HEADINGS: [&str; 3] = ["## What it means", "## When the server sends it", "## What to do"];

/// The three parts of a page.
fn parts(code: ErrorCode) -> [&'static str; 3] {
    let page = code.explanation();
    let mut rest = page;
    let parts = HEADINGS.map(|heading| {
        let (before, after) =
            rest.split_once(heading).unwrap_or_else(|| panic!("{code}: {heading}"));
        rest = after;
        before.trim()
    });
    assert_eq!(parts[0], "", "{code}: something stands before the first heading");
    [parts[1], parts[2], rest.trim()]
}

/// The paragraphs, list items and code blocks of a page, each on one line.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut in_code = false;
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        if !in_code && (line.is_empty() || line.starts_with("- ")) {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().unwrap();
        block.push(' ');
        block.push_str(line.trim());
    }
    blocks.iter().map(|block| block.trim().to_owned()).filter(|block| !block.is_empty()).collect()
}

fn is_prose(block: &str) -> bool {
    !block.starts_with("```") && !block.starts_with("## ")
}

/// The targets of the links of a page.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0)
}

/// The sample responses of a page.
fn samples(page: &str) -> impl Iterator<Item = &str> {
    page.split("```json\n").skip(1).map(|rest| rest.split_once("```").unwrap().0)
}

#[test]
fn every_page_has_its_three_parts_and_each_says_something() {
    for code in ErrorCode::ALL.iter().copied() {
        for part in parts(code) {
            assert!(part.len() > 30, "{code}: {part:?}");
        }
        assert_eq!(code.explanation().matches("\n## ").count(), 2, "{code}");
    }
}

#[test]
fn every_page_is_read_in_seconds() {
    for code in ErrorCode::ALL.iter().copied() {
        let prose: Vec<_> =
            blocks(code.explanation()).into_iter().filter(|block| is_prose(block)).collect();
        let words = prose.join(" ").split_whitespace().count();
        assert!((35..=330).contains(&words), "{code}: {words} words");
        for line in code.explanation().lines().filter(|line| !line.contains("](")) {
            assert!(line.chars().count() <= 120, "{code}: {line}");
        }
    }
}

#[test]
fn no_two_pages_say_the_same() {
    let mut seen = BTreeMap::new();
    for code in ErrorCode::ALL.iter().copied() {
        assert_eq!(seen.insert(code.explanation(), code), None);
        let [meaning, ..] = parts(code);
        assert_eq!(seen.insert(meaning, code), None, "{meaning}");
    }
}

#[test]
fn every_sentence_ends() {
    for code in ErrorCode::ALL.iter().copied() {
        for block in blocks(code.explanation()).iter().filter(|block| is_prose(block)) {
            assert!(block.ends_with(['.', ':', '?']), "{code}: {block}");
            let first = block.trim_start_matches("- ").trim_start_matches(['*', '`', '[', '"']);
            assert!(
                !first.starts_with(char::is_lowercase)
                    || block.starts_with("- ")
                    || block.starts_with('`'),
                "{code}: {block}"
            );
        }
    }
}

#[test]
fn every_link_leads_to_another_page_and_is_named_after_it() {
    for code in ErrorCode::ALL.iter().copied() {
        for target in links(code.explanation()) {
            let number = target.strip_suffix(".md").unwrap_or_else(|| panic!("{code}: {target}"));
            let linked: ErrorCode = number.parse().unwrap();
            assert_ne!(linked, code, "a page links to itself");
            assert!(
                code.explanation().contains(&format!("[{number}]({target})")),
                "{code}: {target}"
            );
        }
    }
}

#[test]
fn every_code_that_is_named_is_a_link_or_known_to_be_none() {
    for code in ErrorCode::ALL.iter().copied() {
        let page = code.explanation();
        let prose =
            blocks(page).into_iter().filter(|block| is_prose(block)).collect::<Vec<_>>().join("\n");
        let words = prose.split(|character: char| !character.is_ascii_alphanumeric());
        let named =
            words.filter(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
        for number in named.filter_map(|word| word.parse().ok()) {
            let known = ErrorCode::from_u32(number);
            let is_own = known == Some(code);
            assert!(
                is_own || known.is_none() || page.contains(&format!("[{number}]({number}.md)")),
                "{code}: {number}"
            );
        }
    }
}

#[test]
fn every_page_says_who_can_do_something() {
    for code in ErrorCode::ALL.iter().copied() {
        let [.., remedy] = parts(code);
        let labels: Vec<_> =
            remedy.split("- **").skip(1).map(|item| item.split_once("**").unwrap().0).collect();
        let known = ["Person", "Client developer", "Operator"];
        assert!(!labels.is_empty(), "{code}");
        assert!(labels.iter().all(|label| known.contains(label)), "{code}: {labels:?}");
        let order: Vec<_> =
            labels.iter().map(|label| known.iter().position(|name| name == label)).collect();
        assert!(
            order.is_sorted() && BTreeSet::from_iter(&order).len() == order.len(),
            "{code}: {labels:?}"
        );
    }
}

#[test]
fn every_page_says_since_when() {
    for code in ErrorCode::ALL.iter().copied() {
        let [_, when, _] = parts(code);
        assert!(when.contains(code.since()), "{code}: {}", code.since());
    }
}

#[test]
fn every_former_constant_is_named() {
    for code in ErrorCode::ALL.iter().copied() {
        for alias in code.aliases() {
            assert!(code.explanation().contains(alias), "{code}: {alias}");
        }
    }
}

#[test]
fn a_code_that_is_never_sent_says_so_and_no_other_does() {
    for code in ErrorCode::ALL.iter().copied() {
        let [_, when, _] = parts(code);
        let is_said =
            when.split_whitespace().collect::<Vec<_>>().join(" ").contains("never sends it");
        assert_eq!(is_said, !code.is_sent(), "{code}");
    }
}

#[test]
fn every_sample_is_a_response_with_the_code_of_its_page() {
    #[derive(Deserialize)]
    struct Response {
        code: u32,
        #[serde(rename = "msg")]
        _message: String,
    }
    for code in ErrorCode::ALL.iter().copied() {
        for sample in samples(code.explanation()) {
            let response: Response =
                serde_json::from_str(sample).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_eq!(response.code, code.as_u32());
        }
    }
    for code in [
        ErrorCode::NotFullySuccess,
        ErrorCode::LockConflict,
        ErrorCode::BatchOperationNotFullyCompleted,
    ] {
        assert!(
            samples(code.explanation()).count() > 0,
            "{code} carries more than the code, and shows it not"
        );
    }
}

#[test]
fn the_docs_of_each_variant_hold_its_page() {
    let source = include_str!(concat!(env!("OUT_DIR"), "/codes.rs"));
    for code in ErrorCode::ALL.iter().copied() {
        let [meaning, ..] = parts(code);
        let first = meaning.lines().next().unwrap().split("](").next().unwrap();
        assert!(source.contains(&format!("    /// {first}")), "{code}: {first}");
    }
    assert!(!source.contains(".md)\n"), "a link to a file is none in the docs");
}
