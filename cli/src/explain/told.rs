//! Codes that are told in prose: `系统会返回40005错误代码`, `error code 40016`.

use cloudreve_error_codes::{ErrorCode, ResponseCode};

use super::beginning::{beginning, ending};
use super::keyed::is_key;
use super::messages;
use crate::log::messages::Fingerprints;

/// How much of a text is looked at, in bytes: nobody writes more.
const LONGEST: usize = 64 << 10;
/// How far a word that says what a number is may reach from it, in bytes.
const FARTHEST: usize = 48;

/// How much behind a number may be its message, in bytes.
const LONGEST_MESSAGE: usize = 200;
/// Behind how many numbers a message is looked for.
const MOST: usize = 64;

/// What a code is called, in the languages of the interface.
const CODE: [&str; 26] = [
    "error code",
    "code erreur",
    "codigo de error",
    "codigo de erro",
    "错误编号",
    "错误号",
    "报错代码",
    "返回代码",
    "错误代码",
    "错误码",
    "錯誤代碼",
    "錯誤碼",
    "返回码",
    "エラーコード",
    "오류 코드",
    "에러 코드",
    "код ошибки",
    "fehlercode",
    "code d'erreur",
    "código de error",
    "código de erro",
    "codice di errore",
    "codice errore",
    "kod błędu",
    "رمز الخطأ",
    "cloudreve",
];
/// What an error is called: a number beside it is its code where nothing but a blank is between.
const ERROR: [&str; 12] = [
    "error",
    "错误",
    "錯誤",
    "报错",
    "エラー",
    "오류",
    "ошибка",
    "fehler",
    "erreur",
    "errore",
    "erro",
    "błąd",
];
/// Codes of other things, whose numbers are none of ours.
const OTHERS: [&str; 5] = ["sqlstate", "aadsts", "exit code", "status code", "errcode"];

/// The known codes of five digits that a text tells, each once.
pub(super) fn codes(fingerprints: &Fingerprints, text: &str) -> Vec<ResponseCode> {
    let text = beginning(text, LONGEST).to_lowercase();
    if OTHERS.iter().any(|other| text.contains(other)) {
        return Vec::new();
    }
    let mut codes = Vec::new();
    let mut looked_up = 0;
    for (start, number) in numbers(&text) {
        let Ok(code) = number.parse::<ErrorCode>() else { continue };
        let (before, behind) = (&text[..start], &text[start + number.len()..]);
        let code = ResponseCode::from(code);
        if codes.contains(&code) {
            continue;
        }
        let is_told = is_told(before, behind);
        looked_up += usize::from(!is_told);
        if is_told || (looked_up <= MOST && has_message(fingerprints, code, behind)) {
            codes.push(code);
        }
    }
    codes
}

/// Whether the message of a code is behind its number.
fn has_message(fingerprints: &Fingerprints, code: ResponseCode, behind: &str) -> bool {
    let line = beginning(behind.lines().next().unwrap_or_default(), LONGEST_MESSAGE);
    let line = line.trim_start_matches(|it: char| !it.is_alphanumeric());
    let ends = line.match_indices(char::is_whitespace).map(|(end, _)| end).chain([line.len()]);
    ends.into_iter().any(|end| {
        let message = messages::of_line(fingerprints, &line[..end]);
        message.is_some_and(|message| message.codes.contains(&code))
    })
}

/// The numbers of five digits that are no part of a longer one, of a word, an address or a time.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || "_-./:@%".contains(it);
    let ends = |it: char| it.is_ascii_alphanumeric() || "_-/@%".contains(it);
    let starts = text.char_indices().filter(|(_, it)| it.is_ascii_digit());
    starts.filter_map(move |(start, _)| {
        let number = text.get(start..start + 5)?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit())
            && !text[..start].ends_with(is_part)
            && !text[start + 5..].starts_with(ends);
        is_number.then_some((start, number))
    })
}

/// Whether the words beside a number call it a code.
fn is_told(before: &str, behind: &str) -> bool {
    let is_blank = |it: char| it.is_whitespace() || "\"'“”「」‘’`*()（）#".contains(it);
    let is_between = |it: char| is_blank(it) || ":：=为是,，".contains(it);
    // No more is looked at than a word and what may be between.
    let before = ending(before, FARTHEST);
    let behind = beginning(behind, FARTHEST);
    let is_beside = |words: &[&str], is_between: &dyn Fn(char) -> bool| {
        let (before, behind) =
            (before.trim_end_matches(is_between), behind.trim_start_matches(is_between));
        words.iter().any(|word| before.ends_with(word) || behind.starts_with(word))
    };
    // With a mark between it would be a key, which has its own rules.
    let is_said = |it: char| it.is_whitespace() || "为是".contains(it);
    let key = before.trim_end_matches(is_said).strip_suffix("code");
    key.is_some_and(|before| is_key(before, ""))
        || is_beside(&CODE, &is_between)
        || is_beside(&ERROR, &is_blank)
}

#[cfg(test)]
mod tests {
    use super::{Fingerprints, ResponseCode};

    fn codes(text: &str) -> Vec<i64> {
        let codes = super::codes(&Fingerprints::built_in(), text);
        codes.into_iter().map(ResponseCode::get).collect()
    }

    #[test]
    fn a_number_beside_the_word_for_a_code_is_told() {
        for text in [
            "系统会返回40016错误代码,提示",
            "错误码：40016。",
            "Error code 40016",
            "I get error 40016 when I upload",
            "cloudreve: \"40016\"",
            "エラーコードは40016、エラー 40016",
            "Fehlercode 40016",
            "it returns code 40016 when I upload",
            "报错代码40016",
        ] {
            assert_eq!(codes(text), [40016], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "40016",
            "error 127.0.0.1:40016",
            "error 12345",
            "error 400160",
            "Error 1213 (40001): Deadlock found",
            "ERROR: could not serialize access (SQLSTATE 40001)",
            "status code 40016",
            "an error, and 40016 bytes",
            "error 40016ms",
            "zip code 40016",
            "exited with code 40016",
            "your verification code is 40016",
            "barcode 40016",
            "code: '40016'",
            "error 2025-40016",
        ] {
            assert_eq!(codes(text), [0; 0], "{text}");
        }
    }
}
