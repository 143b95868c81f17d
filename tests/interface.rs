//! Every word of the interface is in every language, with the same placeholders, and says what the library says.

#![cfg(feature = "interface")]
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use cloudreve_error_codes::interface::{KEYS, TEXTS};
use cloudreve_error_codes::{Class, Language, Remedy};

#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::{page, translation};

/// Each key of a language and its text, as its file has them, read here independently of the generator.
fn rows(language: Language) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("text/interface/{language}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[1].to_owned())).collect()
}

/// The text of each key, as the library has it.
fn texts(language: Language) -> BTreeMap<&'static str, &'static str> {
    KEYS.into_iter().zip(TEXTS[language as usize]).collect()
}

#[test]
fn every_text_is_that_of_its_file_and_english_where_there_is_none() {
    let english = texts(Language::English);
    for language in Language::ALL.iter().copied() {
        let rows: BTreeMap<_, _> = rows(language).into_iter().collect();
        for (key, text) in texts(language) {
            let expected = rows.get(key).map_or(english[key], String::as_str);
            assert_eq!(text, expected, "{language} {key}");
        }
        assert!(rows.keys().all(|key| english.contains_key(key.as_str())), "{language}");
    }
}

#[test]
fn the_english_texts_of_remedies_are_what_the_library_says_without_a_language() {
    for remedy in Remedy::ALL {
        assert_eq!(remedy.advice_in(Language::English), remedy.advice());
        let words = remedy.name_in(Language::English).replace(' ', "");
        assert!(words.eq_ignore_ascii_case(remedy.as_str()), "{remedy}");
    }
}

#[test]
fn remedies_are_told_in_each_language_by_its_texts() {
    for language in Language::ALL.iter().copied() {
        let texts = texts(language);
        for remedy in Remedy::ALL {
            let text = |part: &str| texts[format!("remedy.{remedy}.{part}").as_str()];
            assert_eq!(remedy.name_in(language), text("name"), "{language}");
            assert_eq!(remedy.advice_in(language), text("advice"), "{language}");
        }
    }
}

#[test]
fn every_class_has_a_text_about_it() {
    let texts = texts(Language::English);
    for class in Class::ALL {
        assert!(texts.contains_key(format!("class.{class}.about").as_str()), "{class}");
    }
}

#[test]
fn the_headings_of_the_pages_are_those_of_the_interface() {
    let english = ("en-US", page::HEADINGS);
    for (tag, headings) in [english].iter().chain(translation::LANGUAGES) {
        let texts = texts(tag.parse().unwrap());
        let expected = ["page.meaning", "page.action", "page.occasion"]
            .map(|key| format!("## {}", texts[key]));
        assert_eq!(*headings, expected, "{tag}");
    }
}

fn translations() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| *language != Language::English)
}

/// The parts of a text between two marks.
fn between(text: &str, mark: [char; 2]) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((_, opened)) = rest.split_once(mark[0]) {
        let Some((part, after)) = opened.split_once(mark[1]) else { break };
        parts.push(part);
        rest = after;
    }
    parts.sort_unstable();
    parts
}

/// A text without its placeholders and its code.
fn prose(text: &str) -> String {
    let mut prose = text.to_owned();
    for (mark, parts) in
        [(['{', '}'], between(text, ['{', '}'])), (['`', '`'], between(text, ['`', '`']))]
    {
        for part in parts {
            prose = prose.replace(&format!("{}{part}{}", mark[0], mark[1]), " ");
        }
    }
    prose
}

/// Names of products, protocols, formats, fields and files, and acronyms: they are the same in every language.
const NAMES: [&str; 27] = [
    "2FA",
    "AADSTS",
    "API",
    "CAPTCHA",
    "CORS",
    "Cloudflare",
    "Cloudreve",
    "Go",
    "HTML",
    "HTTP",
    "ID",
    "JSON",
    "LockConflict",
    "Microsoft",
    "OAuth",
    "URI",
    "Web",
    "WebDAV",
    "api",
    "code",
    "codes",
    "cloudreve",
    "data",
    "msg",
    "nginx",
    "v3",
    "v4",
];

#[test]
fn every_language_has_every_text() {
    let english: Vec<_> = rows(Language::English).into_iter().map(|(key, _)| key).collect();
    for language in translations() {
        let keys: Vec<_> = rows(language).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, english, "{language}: the keys, in the order of the English ones");
    }
}

#[test]
fn placeholders_and_code_are_the_same_in_every_language() {
    let english = texts(Language::English);
    for language in translations() {
        for (key, text) in texts(language) {
            for marks in [['{', '}'], ['`', '`'], ['[', ')']] {
                assert_eq!(between(text, marks), between(english[key], marks), "{language} {key}");
            }
        }
    }
}

#[test]
fn a_text_ends_with_a_full_stop_where_the_english_one_does() {
    let english = texts(Language::English);
    let is_sentence = |text: &str| text.ends_with(['.', '。']);
    for language in translations() {
        for (key, text) in texts(language) {
            // What a schema says is no sentence, but some of it holds one.
            if !key.starts_with("schema.") && key != "explain.more_codes" {
                assert_eq!(
                    is_sentence(text),
                    is_sentence(english[key]),
                    "{language} {key}: {text}"
                );
            }
        }
    }
}

#[test]
fn scripts_without_latin_letters_have_none_but_in_names() {
    for language in [
        Language::Arabic,
        Language::Japanese,
        Language::Korean,
        Language::Russian,
        Language::SimplifiedChinese,
        Language::TraditionalChinese,
    ] {
        for (key, text) in texts(language) {
            let prose = prose(text);
            let mut words = prose.split(|it: char| !it.is_ascii_alphanumeric());
            let foreign = words.find(|word| {
                word.contains(|it: char| it.is_ascii_alphabetic()) && !NAMES.contains(word)
            });
            assert_eq!(foreign, None, "{language} {key}: {text}");
        }
    }
}

#[test]
fn no_english_is_left_in_other_languages() {
    const ENGLISH: [&str; 16] = [
        "and", "are", "from", "has", "here", "is", "its", "not", "of", "or", "server", "that",
        "the", "this", "what", "with",
    ];
    for language in translations() {
        for (key, text) in texts(language) {
            let prose = prose(text).to_lowercase();
            let mut words = prose.split(|it: char| !it.is_alphanumeric());
            let is_own = |word: &str| {
                // Words that a language has in common with English.
                let german = [Language::German, Language::Italian, Language::Polish];
                word == "server" && german.contains(&language)
            };
            let english = words.find(|word| ENGLISH.contains(word) && !is_own(word));
            assert_eq!(english, None, "{language} {key}: {text}");
        }
    }
}
