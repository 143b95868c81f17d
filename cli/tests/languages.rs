//! The tool says what codes mean in the language that was asked for, by argument or by the system.

#![allow(missing_docs)]

mod support;

use std::process::Output;

use cloudreve_error_codes::{ErrorCode, Language};
use unicode_width::UnicodeWidthStr;

/// Runs the tool in an environment that asks for a locale by these variables alone.
fn run(arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Output {
    let mut command = support::tool(arguments);
    for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(variable);
    }
    command.envs(environment.iter().copied());
    support::output_of(command, input.as_bytes())
}

fn stdout(arguments: &[&str], environment: &[(&str, &str)], input: &str) -> String {
    let output = run(arguments, environment, input);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const LOG: &str = "{\"code\":40073,\"msg\":\"\"}\n";

#[test]
fn every_subcommand_speaks_every_language() {
    for language in Language::ALL {
        let text = ErrorCode::LockConflict.description_in(*language);
        let tag = language.tag();
        for (arguments, input) in [
            (vec!["explain", "40073", "--lang", tag], ""),
            (vec!["list", "--lang", tag], ""),
            (vec!["annotate", "--lang", tag], LOG),
            (vec!["annotate", "--json", "--lang", tag], LOG),
            (vec!["stats", "--lang", tag], LOG),
            (vec!["stats", "--json", "--lang", tag], LOG),
        ] {
            let said = stdout(&arguments, &[], input);
            assert!(said.contains(text), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn the_locale_of_the_system_is_followed() {
    for (environment, language) in [
        (vec![], Language::English),
        (vec![("LANG", "de_DE.UTF-8")], Language::German),
        (vec![("LANG", "de_AT.UTF-8@euro")], Language::German),
        (vec![("LANG", "en_US.UTF-8"), ("LC_ALL", "ja_JP.UTF-8")], Language::Japanese),
        (vec![("LANG", "en_US.UTF-8"), ("LANGUAGE", "tlh:fr:de")], Language::French),
        (vec![("LANG", "zh_HK.UTF-8")], Language::TraditionalChinese),
        (vec![("LANG", "tlh_QO.UTF-8")], Language::English),
        (vec![("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], Language::English),
        (vec![("LANG", "C.UTF-8"), ("LANGUAGE", "de")], Language::English),
        (vec![("LANG", "\u{7f}//..=")], Language::English),
    ] {
        let said = stdout(&["annotate"], &environment, LOG);
        let text = ErrorCode::LockConflict.description_in(language);
        assert!(said.contains(text), "{environment:?}: {said}");
    }
}

#[test]
fn the_argument_wins_over_the_system() {
    let said = stdout(&["explain", "40073", "--lang", "pl"], &[("LANG", "de_DE.UTF-8")], "");
    assert!(said.contains(ErrorCode::LockConflict.description_in(Language::Polish)), "{said}");
}

#[test]
fn an_unknown_language_is_a_usage_error_that_names_the_known_ones() {
    for tag in ["tlh", "", "english"] {
        let output = run(&["explain", "40073", "--lang", tag], &[], "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(Language::ALL.iter().all(|language| said.contains(language.tag())), "{said}");
    }
}

#[test]
fn a_code_is_found_by_words_of_the_language() {
    let text = ErrorCode::SignatureExpired.description_in(Language::German).to_lowercase();
    let said = stdout(&["explain", &text, "--lang", "de"], &[], "");
    assert!(said.starts_with("40005  "), "{said}");
}

#[test]
fn columns_line_up_whatever_the_script() {
    for language in Language::ALL {
        let said = stdout(&["list", "--lang", language.tag()], &[], "");
        let mut lines = said.lines();
        let heading = lines.next().unwrap();
        let column = heading[..heading.rfind("  ").unwrap() + 2].width();
        let mut count = 0;
        for (line, code) in lines.zip(ErrorCode::ALL) {
            let text = code.description_in(*language);
            let before = &line[..line.find(text).unwrap_or_else(|| panic!("{line}"))];
            assert_eq!(before.width(), column, "{line}");
            count += 1;
        }
        assert_eq!(count, ErrorCode::ALL.len());
    }
}

/// The words in Latin letters of a text.
fn latin_words(text: &str) -> Vec<&str> {
    let words = text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
    words.filter(|word| word.contains(|it: char| it.is_ascii_alphabetic())).collect()
}

/// Whether a text in a script without Latin letters has no such words but names.
fn is_of_script(text: &str, names: &[&str]) -> bool {
    const NAMES: [&str; 14] = [
        "2FA",
        "2xx",
        "4xx",
        "4xxxx",
        "5xxxx",
        "Blob",
        "CAPTCHA",
        "CORS",
        "Cloudreve",
        "HTTP",
        "IO",
        "OpenID",
        "URI",
        "WebAuthn",
    ];
    latin_words(text).into_iter().all(|word| NAMES.contains(&word) || names.contains(&word))
}

const OTHER_SCRIPTS: [Language; 6] = [
    Language::Arabic,
    Language::Japanese,
    Language::Korean,
    Language::Russian,
    Language::SimplifiedChinese,
    Language::TraditionalChinese,
];

#[test]
fn no_english_is_said_of_any_code_but_names() {
    let numbers: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_u32().to_string()).collect();
    for language in OTHER_SCRIPTS {
        for (code, number) in ErrorCode::ALL.iter().zip(&numbers) {
            let said = stdout(&["explain", number, "--lang", language.tag()], &[], "");
            let facts: String = said.split_inclusive("\n\n").take(2).collect();
            let names = [&[code.name(), code.constant()][..], code.aliases()].concat();
            assert!(is_of_script(&facts, &names), "{language}: {facts}");
            // It may stand on several lines.
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            assert!(plain(&facts).contains(&plain(code.remedy().advice_in(language))), "{facts}");
        }
    }
}

#[test]
fn no_english_is_in_lists_annotations_and_counts_but_names() {
    let log = "{\"code\":40073}\n{\"code\":40999}\n{\"code\":-1}\n{\"code\":60000}\n";
    let names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
    for language in OTHER_SCRIPTS {
        let tag = language.tag();
        let listed = stdout(&["list", "--lang", tag], &[], "");
        assert!(is_of_script(&listed, &names), "{language}: {listed}");
        let annotated = stdout(&["annotate", "--lang", tag], &[], log);
        for line in annotated.lines() {
            let annotation = line.split_once("  # ").map_or("", |(_, annotation)| annotation);
            assert!(is_of_script(annotation, &[]), "{language}: {line}");
        }
        for arguments in
            [&["stats", "--lang", tag][..], &["stats", "--bucket", "1h", "--lang", tag]]
        {
            let counted = stdout(arguments, &[], log);
            // Of standard input and its size.
            assert!(is_of_script(&counted, &["stdin", "B"]), "{language}: {counted}");
        }
    }
}

#[test]
fn what_was_pasted_is_told_without_english_but_names() {
    let response = "{\"code\":40081,\"msg\":\"\",\"aggregated_error\":{\"a\":{\"code\":40073,\"msg\":\"\",\
                    \"data\":[{\"type\":0,\"owner\":{\"application\":{\"type\":\"viewer\"}}}]}}}";
    for language in OTHER_SCRIPTS {
        for (pasted, names) in [
            (response, &["a", "viewer"][..]),
            ("502 Bad Gateway", &["Bad", "Gateway"]),
            ("unexpected end of JSON input", &["JSON"]),
            ("系统会返回40005错误代码", &[]),
        ] {
            let said = run(&["explain", "-", "--lang", language.tag()], &[], pasted);
            let said = String::from_utf8(said.stdout).unwrap();
            let first: String = said.split_inclusive("\n\n").take(2).collect();
            let first = first.replace("cloudreve-codes explain more", "");
            let first = first.split("\n40005").next().unwrap();
            assert!(!first.is_empty() && is_of_script(first, names), "{language}: {first}");
        }
    }
}

#[test]
fn what_is_written_from_right_to_left_keeps_to_its_place() {
    let said = stdout(&["annotate", "--lang", "ar-AR"], &[], LOG);
    let text = ErrorCode::LockConflict.description_in(Language::Arabic);
    assert!(said.ends_with(&format!("  # 40073 \u{2068}{text}\u{2069}\n")), "{said:?}");
}

#[test]
fn every_page_fits_the_terminal() {
    let numbers: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_u32().to_string()).collect();
    let mut arguments = vec!["explain"];
    arguments.extend(numbers.iter().map(String::as_str));
    let said = stdout(&arguments, &[], "");
    for line in said.lines() {
        assert!(line.width() <= 100, "{line}");
        assert!(
            !line.contains(['`', '\u{1b}']) && !line.contains("](") && !line.contains("**"),
            "{line}"
        );
    }
    for heading in ["What it means", "When the server sends it", "What to do"] {
        assert_eq!(said.lines().filter(|line| *line == heading).count(), ErrorCode::ALL.len());
    }
}
