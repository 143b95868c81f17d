//! Every description in every language is that language, and says one thing about one code.

#![cfg(feature = "locales")]
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cloudreve_error_codes::{ErrorCode, Language};

#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

/// Names of products and protocols, and acronyms: they are the same in every language.
const NAMES: [&str; 10] =
    ["2FA", "Blob", "Cloudreve", "CORS", "CAPTCHA", "IO", "OpenID", "URI", "URIs", "WebAuthn"];

/// Characters of simplified Chinese, each with its form in traditional Chinese.
const SIMPLIFIED_AND_TRADITIONAL: &str = "个個们們这這来來时時国國问問题題无無设設户戶录錄务務数數据據组組绑綁过過点點间間验驗\
    证證码碼邮郵话話误誤创創联聯传傳输輸块塊类類压壓缩縮约約标標节節权權请請发發关關储儲员員应應载載网網络絡级級线線档檔认認账帳启啟";

/// English words that none of the other languages in Latin letters has.
const ENGLISH: [&str; 23] = [
    "already", "allowed", "being", "bound", "cannot", "changed", "does", "exceeded", "exist",
    "exists", "expired", "failed", "found", "invalid", "needed", "not", "required", "still", "the",
    "too", "uploaded", "user", "with",
];

fn translations() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| *language != Language::English)
}

/// Each description of a language, as its file has it, read here independently of the generator.
fn rows(language: Language) -> Vec<(u32, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("text/locales/{language}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].parse().unwrap(), row[1].to_owned())).collect()
}

/// Each code that a language has a description for, and the description. The others are English, and the build
/// names them.
fn described(language: Language) -> impl Iterator<Item = (ErrorCode, &'static str)> {
    let rows = (language != Language::English).then(|| rows(language));
    let is_described = move |code: &ErrorCode| {
        let mut rows = rows.iter().flatten();
        language == Language::English || rows.any(|(row, _)| *row == code.as_u32())
    };
    let codes = ErrorCode::ALL.iter().copied().filter(is_described);
    codes.map(move |code| (code, code.description_in(language)))
}

/// The words of a text: runs of letters and digits of any script.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_script_of(language: Language, character: char) -> bool {
    let is_han = matches!(character, '\u{4e00}'..='\u{9fff}');
    match language {
        Language::Arabic => matches!(character, '\u{600}'..='\u{6ff}'),
        Language::Russian => matches!(character, '\u{400}'..='\u{4ff}'),
        Language::Japanese => is_han || matches!(character, '\u{3040}'..='\u{30ff}'),
        Language::Korean => matches!(character, '\u{ac00}'..='\u{d7a3}'),
        Language::SimplifiedChinese | Language::TraditionalChinese => is_han,
        _ => matches!(character, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}'),
    }
}

#[test]
fn every_language_says_what_its_file_says_in_the_order_of_the_codes() {
    for language in translations() {
        let said = described(language).map(|(code, text)| (code.as_u32(), text.to_owned()));
        assert_eq!(said.collect::<Vec<_>>(), rows(language), "{language}");
    }
}

#[test]
fn what_a_language_does_not_say_is_said_in_english() {
    for language in translations() {
        let described: Vec<_> = described(language).map(|(code, _)| code).collect();
        for code in ErrorCode::ALL.iter().filter(|code| !described.contains(code)) {
            assert_eq!(code.description_in(language), code.description(), "{language}");
        }
    }
}

#[test]
fn english_is_the_table() {
    for code in ErrorCode::ALL {
        assert_eq!(code.description_in(Language::English), code.description());
    }
}

#[test]
fn the_languages_are_those_of_the_generator_in_its_order() {
    let tags: Vec<_> = translations().map(Language::tag).collect();
    assert_eq!(tags, generator::locale::TAGS);
    assert_eq!(Language::ALL[0], Language::English);
}

#[test]
fn a_tag_is_read_in_any_case_and_with_an_underscore() {
    for language in Language::ALL.iter().copied() {
        let tag = language.to_string();
        for text in [tag.clone(), tag.to_lowercase(), tag.to_uppercase(), tag.replace('-', "_")] {
            assert_eq!(text.parse(), Ok(language), "{text}");
        }
    }
    for text in ["", "de", "de-", "de-DE-", "de--DE", "xx-XX", "de DE", "zh-CN\0"] {
        let error = text.parse::<Language>().unwrap_err().to_string();
        assert!(error.contains("expected a tag") && error.contains("zh-CN"), "{error}");
    }
}

#[test]
fn every_language_has_a_name_of_its_own_in_its_script() {
    let names: BTreeMap<_, _> =
        Language::ALL.iter().map(|language| (language.endonym(), language)).collect();
    assert_eq!(names.len(), Language::ALL.len());
    for language in Language::ALL {
        assert!(
            language.endonym().chars().any(|letter| is_script_of(*language, letter)),
            "{language}"
        );
    }
}

#[test]
fn no_two_codes_are_described_alike() {
    for language in Language::ALL.iter().copied() {
        let mut seen = BTreeMap::new();
        for (code, text) in described(language) {
            if let Some(other) = seen.insert(text.to_lowercase(), code) {
                panic!("{language}: {code} is described like {other}");
            }
        }
    }
}

#[test]
fn every_description_is_a_title_and_no_sentence() {
    for language in Language::ALL.iter().copied() {
        for (code, text) in described(language) {
            assert!(
                !text.ends_with(['.', '。', '!', '！', ':', '：', ' ']),
                "{language} {code}: {text}"
            );
            assert!(!text.contains("  ") && text.trim() == text, "{language} {code}: {text}");
            assert!((2..=80).contains(&text.chars().count()), "{language} {code}: {text}");
        }
    }
}

#[test]
fn every_description_is_in_the_script_of_its_language() {
    for language in Language::ALL.iter().copied() {
        for (code, text) in described(language) {
            let latin = text.split(|character: char| !character.is_ascii_alphanumeric());
            let foreign = latin.filter(|word| !NAMES.contains(word)).flat_map(str::chars);
            let letters = foreign.chain(text.chars().filter(|character| !character.is_ascii()));
            for letter in letters.filter(|letter| letter.is_alphabetic()) {
                assert!(is_script_of(language, letter), "{language} {code}: {letter:?} in {text}");
            }
        }
    }
}

#[test]
fn the_two_chinese_are_two() {
    let letters: Vec<char> = SIMPLIFIED_AND_TRADITIONAL.chars().collect();
    for pair in letters.chunks_exact(2) {
        for (language, foreign) in
            [(Language::SimplifiedChinese, pair[1]), (Language::TraditionalChinese, pair[0])]
        {
            for (code, text) in described(language) {
                assert!(!text.contains(foreign), "{language} {code}: {foreign} in {text}");
            }
        }
    }
}

#[test]
fn no_english_is_left() {
    for language in translations() {
        for (code, text) in described(language) {
            assert_ne!(text, code.description(), "{language}");
            let english = words(text).find(|word| ENGLISH.contains(&word.to_lowercase().as_str()));
            assert_eq!(english, None, "{language} {code}: {text}");
        }
    }
}

#[test]
fn the_glossary_has_a_section_for_every_language() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("text/locales/README.md");
    let glossary = fs::read_to_string(path).unwrap();
    for language in translations() {
        assert!(glossary.contains(&format!("\n## {language}\n")), "{language}");
    }
}
