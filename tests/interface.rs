//! Every word of the interface is in every language, with the same placeholders, and says what the library says.

#![cfg(feature = "interface")]
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use cloudreve_error_codes::interface::{KEYS, TEXTS};
use cloudreve_error_codes::{Class, Language, Remedy};

/// Each key of a language and its text, as its file has them, read here independently of the generator.
fn rows(language: Language) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("text/interface/{language}.csv"));
    if !path.exists() {
        return Vec::new();
    }
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
