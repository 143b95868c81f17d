//! Every page answers: what the code means, what to do, when it is sent; and it agrees with the table.

#![cfg(feature = "explanations")]
#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use cloudreve_error_codes::{ErrorCode, FINDING_OUT_MORE, ResponseCode};
use serde::Deserialize;

const HEADINGS: [&str; 3] = ["## What it means", "## What to do", "## When the server sends it"];

/// Who can act, by the names that pages have for them.
const ROLES: [&str; 3] = ["Person", "Client developer", "Operator"];

/// Words of someone who has not looked it up.
const HEDGES: [&str; 10] = [
    "likely",
    "probably",
    "perhaps",
    "maybe",
    "seems",
    "seem",
    "presumably",
    "apparently",
    "might",
    "by its name",
];

/// The page that all others lead to.
const MORE: &str = "finding-out-more.md";

/// Every known code, and -1.
fn codes() -> impl Iterator<Item = ResponseCode> {
    let known = ErrorCode::ALL.iter().map(|code| ResponseCode::from(*code));
    [ResponseCode::NOT_SET].into_iter().chain(known)
}

fn page(code: ResponseCode) -> &'static str {
    code.explanation().unwrap()
}

/// The three parts of a page.
fn parts(code: ResponseCode) -> [&'static str; 3] {
    let mut rest = page(code);
    let parts = HEADINGS.map(|heading| {
        let (before, after) =
            rest.split_once(heading).unwrap_or_else(|| panic!("{code}: {heading}"));
        rest = after;
        before.trim()
    });
    assert_eq!(parts[0], "", "{code}: something stands before the first heading");
    [parts[1], parts[2], rest.trim()]
}

/// The text on one line, words with one space between them.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    !block.starts_with("```") && !block.starts_with("## ") && !block.starts_with('|')
}

/// The targets of the links of a page.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0)
}

/// The sample responses of a page.
fn samples(page: &str) -> impl Iterator<Item = &str> {
    page.split("```json\n").skip(1).map(|rest| rest.split_once("```").unwrap().0)
}

/// What stands in bold in a text.
fn bold(text: &str) -> impl Iterator<Item = &str> {
    text.split("**").skip(1).step_by(2)
}

#[test]
fn every_page_has_its_three_parts_and_each_says_something() {
    for code in codes() {
        for part in parts(code) {
            assert!(part.len() > 30, "{code}: {part:?}");
        }
        assert_eq!(page(code).matches("\n## ").count(), 2, "{code}");
    }
}

#[test]
fn who_has_to_do_what_is_read_in_ten_seconds() {
    for code in codes() {
        let [meaning, remedy, _] = parts(code);
        let words = [meaning, remedy].iter().flat_map(|part| part.split_whitespace()).count();
        assert!((15..90).contains(&words), "{code}: {words} words");
    }
}

#[test]
fn lines_are_short_enough_for_an_editor() {
    for code in codes() {
        for line in page(code).lines().filter(|line| !line.contains("](") && !line.starts_with('|'))
        {
            assert!(line.chars().count() <= 120, "{code}: {line}");
        }
    }
}

#[test]
fn at_most_seven_causes_have_a_line_of_their_own() {
    for code in codes() {
        let [.., when] = parts(code);
        let list = when.split("\n\n").find(|paragraph| paragraph.starts_with("- "));
        let items = list.into_iter().flat_map(str::lines).filter(|line| line.starts_with("- "));
        let causes = items.filter(|item| !item.starts_with("- Also"));
        assert!(causes.count() <= 7, "{code}");
    }
}

#[test]
fn no_two_pages_say_the_same() {
    let mut seen = BTreeMap::new();
    for code in codes() {
        assert_eq!(seen.insert(page(code), code), None);
        let [meaning, ..] = parts(code);
        assert_eq!(seen.insert(meaning, code), None, "{meaning}");
    }
}

#[test]
fn every_sentence_ends() {
    for code in codes() {
        for block in blocks(page(code)).iter().filter(|block| is_prose(block)) {
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
fn every_link_is_named_after_the_page_that_it_leads_to() {
    for code in codes() {
        for target in links(page(code)).filter(|target| *target != MORE) {
            let number = target.strip_suffix(".md").unwrap_or_else(|| panic!("{code}: {target}"));
            let linked: ResponseCode = number.parse().unwrap();
            assert!(linked.explanation().is_some(), "{code}: {target}");
            assert_ne!(linked, code, "a page links to itself");
            assert!(page(code).contains(&format!("[{number}]({target})")), "{code}: {target}");
        }
    }
}

#[test]
fn every_page_leads_to_how_to_find_out_more() {
    for code in codes() {
        assert!(links(page(code)).any(|target| target == MORE), "{code}");
    }
    assert!(FINDING_OUT_MORE.starts_with("## "));
    let words = FINDING_OUT_MORE.split_whitespace().count();
    assert!((150..550).contains(&words), "{words} words");
}

#[test]
fn every_code_that_is_named_is_a_link_or_known_to_be_none() {
    for code in codes() {
        let page = page(code);
        let prose =
            blocks(page).into_iter().filter(|block| is_prose(block)).collect::<Vec<_>>().join("\n");
        let words = prose.split(|character: char| !character.is_ascii_alphanumeric());
        let named =
            words.filter(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
        for number in named.filter_map(|word| word.parse().ok()) {
            let known = ErrorCode::from_u32(number);
            let is_own = known.is_some_and(|known| code == known);
            assert!(
                is_own || known.is_none() || page.contains(&format!("[{number}]({number}.md)")),
                "{code}: {number}"
            );
        }
    }
}

#[test]
fn every_page_says_who_has_to_do_something() {
    for code in codes() {
        let [_, remedy, _] = parts(code);
        let roles: Vec<_> =
            remedy.split("- **").skip(1).map(|item| item.split_once("**").unwrap().0).collect();
        assert!(!roles.is_empty(), "{code}");
        assert!(roles.iter().all(|role| ROLES.contains(role)), "{code}: {roles:?}");
        assert_eq!(BTreeSet::from_iter(&roles).len(), roles.len(), "{code}: {roles:?}");
    }
}

#[test]
fn nothing_is_guessed_but_where_it_is_said_what_is_open() {
    let texts = codes().map(page).chain([FINDING_OUT_MORE]);
    for block in texts.flat_map(blocks).filter(|block| is_prose(block)) {
        if block.starts_with("Open: ") {
            continue;
        }
        let lower = block.to_lowercase();
        let words = lower.split(|character: char| !character.is_alphanumeric() && character != ' ');
        for part in words {
            let padded = format!(" {} ", flowing(part));
            for hedge in HEDGES {
                assert!(!padded.contains(&format!(" {hedge} ")), "{hedge:?} in {block}");
            }
        }
    }
}

#[test]
fn facts_of_the_table_stand_in_no_page() {
    for code in codes() {
        for claim in ["In the server since", "Release 4"] {
            assert!(!flowing(page(code)).contains(claim), "{code}: {claim}");
        }
    }
}

#[test]
fn a_code_that_is_never_sent_claims_no_present_cause() {
    for code in ErrorCode::ALL.iter().filter(|code| !code.is_sent()) {
        let [.., when] = parts((*code).into());
        let today = blocks(when).into_iter().filter(|block| !block.starts_with("In v"));
        let today: String = today.collect::<Vec<_>>().join(" ");
        assert!(!today.contains("it is sent") && !today.contains("this code"), "{code}: {today}");
        assert!(
            links(&today).any(|target| target != MORE) || today.contains("community server"),
            "{code} says nothing of what comes instead: {today}"
        );
    }
}

#[test]
fn a_code_that_arrives_nested_leads_to_the_code_around_it() {
    for code in ErrorCode::ALL.iter().filter(|code| code.is_nested()) {
        let around = ErrorCode::BatchOperationNotFullyCompleted.as_u32();
        let target = format!("{around}.md");
        assert!(links(code.explanation()).any(|link| link == target), "{code}");
    }
}

/// The rows of `text/settings.csv`.
fn settings() -> Vec<[String; 6]> {
    let rows = include_str!("../text/settings.csv");
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        vec!["key", "label", "default", "zh-CN", "zh-TW", "ja-JP"]
    );
    let fields =
        |record: csv::StringRecord| [0, 1, 2, 3, 4, 5].map(|column| record[column].to_owned());
    reader.records().map(|record| fields(record.unwrap())).collect()
}

#[test]
fn every_setting_has_a_key_and_a_label_of_its_own() {
    let settings = settings();
    for column in [0, 1] {
        let values: BTreeSet<_> = settings.iter().map(|row| &row[column]).collect();
        assert_eq!(values.len(), settings.len());
        assert!(values.iter().all(|value| !value.is_empty()));
    }
    assert!(settings.is_sorted_by_key(|row| row[0].to_lowercase()));
}

#[test]
fn every_setting_that_a_page_names_is_in_the_list_and_none_is_left_over() {
    let settings = settings();
    let labels: BTreeSet<_> = settings.iter().map(|row| row[1].as_str()).collect();
    let texts: Vec<_> = codes().map(page).chain([FINDING_OUT_MORE]).map(flowing).collect();
    let named: BTreeSet<_> =
        texts.iter().flat_map(|text| bold(text)).filter(|text| text.contains(" > ")).collect();
    assert_eq!(named, labels);
}

#[test]
fn every_sample_is_a_response_with_the_code_of_its_page() {
    #[derive(Deserialize)]
    struct Response {
        code: i64,
        #[serde(rename = "msg")]
        _message: String,
        #[serde(default)]
        aggregated_error: BTreeMap<String, Response>,
    }
    /// Whether it is the code of a response or of one of its parts.
    fn is_in(code: ResponseCode, response: &Response) -> bool {
        let mut parts = response.aggregated_error.values();
        code == ResponseCode::new(response.code) || parts.any(|part| is_in(code, part))
    }
    for code in codes() {
        // The others are of OAuth.
        for sample in samples(page(code)).filter(|sample| sample.contains("\"msg\"")) {
            let response: Response =
                serde_json::from_str(sample).unwrap_or_else(|error| panic!("{code}: {error}"));
            assert!(is_in(code, &response), "{code}: {sample}");
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
    for code in ErrorCode::ALL {
        let [meaning, ..] = parts((*code).into());
        let first = meaning.lines().next().unwrap().split("](").next().unwrap();
        assert!(source.contains(&format!("    /// {first}")), "{code}: {first}");
    }
    assert!(!source.contains(".md)\n"), "a link to a file is none in the docs");
}

#[cfg(feature = "locales")]
mod translations {
    use cloudreve_error_codes::{Language, finding_out_more_in};

    use super::*;

    /// A language with pages, who can act there, and the column of `text/settings.csv` with its labels.
    struct Translation {
        language: Language,
        roles: [&'static str; 3],
        labels: usize,
        /// How many letters the first two parts of a page have at most.
        longest: usize,
    }

    const TRANSLATIONS: [Translation; 3] = [
        Translation {
            language: Language::SimplifiedChinese,
            roles: ["用户", "客户端开发者", "管理员"],
            labels: 3,
            longest: 190,
        },
        Translation {
            language: Language::TraditionalChinese,
            roles: ["使用者", "用戶端開發者", "管理員"],
            labels: 4,
            longest: 190,
        },
        Translation {
            language: Language::Japanese,
            roles: ["利用者", "クライアント開発者", "管理者"],
            labels: 5,
            // Its words are written in more letters.
            longest: 330,
        },
    ];

    impl Translation {
        /// The pages that are translated, each with the English one, in the order of their codes.
        fn pairs(&self) -> Vec<(ResponseCode, &'static str, &'static str)> {
            let translated = |code: ResponseCode| {
                let found = code.explanation_in(self.language).unwrap();
                let is_translated = found.language() == self.language;
                is_translated.then_some((code, page(code), found.text()))
            };
            codes().filter_map(translated).collect()
        }

        fn more(&self) -> &'static str {
            finding_out_more_in(self.language).text()
        }
    }

    #[test]
    fn a_translation_has_the_links_samples_tables_and_bullets_of_its_page() {
        for translation in TRANSLATIONS {
            let language = translation.language;
            let more = [(ResponseCode::NOT_SET, FINDING_OUT_MORE, translation.more())];
            for (code, english, translated) in translation.pairs().into_iter().chain(more) {
                let targets = |page| links(page).collect::<BTreeSet<_>>();
                assert_eq!(targets(english), targets(translated), "{language} {code}");
                assert!(samples(english).eq(samples(translated)), "{language} {code}");
                let starts =
                    |page: &str, mark| page.lines().filter(|line| line.starts_with(mark)).count();
                for mark in ["- ", "|", "## ", "```"] {
                    let counts = (starts(english, mark), starts(translated, mark));
                    assert_eq!(counts.0, counts.1, "{language} {code}: {mark:?}");
                }
            }
        }
    }

    #[test]
    fn a_translation_says_who_has_to_do_what_as_briefly() {
        for translation in TRANSLATIONS {
            let language = translation.language;
            for (code, _, translated) in translation.pairs() {
                let (first_two, _) = translated.rsplit_once("\n## ").unwrap();
                let is_letter =
                    |it: &char| matches!(it, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
                let letters = first_two.chars().filter(is_letter).count();
                assert!(letters <= translation.longest, "{language} {code}: {letters}");
                for role in bold(first_two).filter(|text| !text.contains(" > ")) {
                    assert!(translation.roles.contains(&role), "{language} {code}: {role}");
                }
            }
        }
    }

    #[test]
    fn a_translation_names_settings_as_its_interface_does() {
        let settings = settings();
        for translation in TRANSLATIONS {
            let labels: BTreeSet<_> =
                settings.iter().map(|row| row[translation.labels].as_str()).collect();
            assert_eq!(labels.len(), settings.len(), "{}", translation.language);
            let pages = translation.pairs().into_iter().map(|(.., page)| page);
            let pages: Vec<_> = pages.chain([translation.more()]).collect();
            let named: BTreeSet<_> = pages
                .iter()
                .flat_map(|page| bold(page))
                .filter(|text| text.contains(" > "))
                .collect();
            assert!(named.is_subset(&labels), "{:?}", named.difference(&labels));
        }
    }

    #[test]
    fn a_language_without_pages_is_read_in_english() {
        let page = ErrorCode::LockConflict.explanation_in(Language::Polish);
        assert_eq!((page.language(), page.is_stale()), (Language::English, false));
        assert_eq!(page.text(), ErrorCode::LockConflict.explanation());
        assert_eq!(finding_out_more_in(Language::Polish).text(), FINDING_OUT_MORE);
    }
}
