//! What stands before a key, read backward from it.

use super::notation::{
    ANSI_INTRODUCERS, ESCAPED_ANSI_INTRODUCERS, ESCAPED_QUOTES, HTML_AMPERSAND, HTML_QUOTES,
    TYPOGRAPHIC_QUOTES, is_ansi_final, is_ansi_parameter, is_word_byte, is_word_character,
};

/// Whose code is none of Cloudreve's: `exit code: 401`.
pub(super) const OTHER_CODES: [&[u8]; 8] =
    [b"zip", b"postal", b"exit", b"status", b"verification", b"captcha", b"security", b"source"];

/// What comes before a parameter of a URL, be it escaped for HTML. Where it is escaped for a URL or for
/// JSON (`%26`, `\u0026`), a digit stands before the key, which then is no whole word.
const PARAMETER_MARKS: [&[u8]; 4] = [b"?", b"&", b"&#38;", b"&#x26;"];

/// Whether a key without quotes, with `before` before it, can be that of a code.
pub(super) fn admits_bare_key(before: &[u8]) -> bool {
    let before = without_ansi_escapes(before);
    ends_at_boundary(before) && !ends_with_parameter_mark(before) && !ends_with_other_code(before)
}

/// Whether `before` ends within a parenthesis that has at most one word so far: `(`, `(error `.
pub(super) fn opens_parenthesis(before: &[u8]) -> bool {
    let rest = without_blanks(before);
    let word = rest.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    rest[..rest.len() - word].ends_with(b"(")
}

/// Whether `before` ends where a field of a list or of a struct may begin.
pub(super) fn ends_at_gap(before: &[u8]) -> bool {
    before
        .last()
        .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b',' | b'{' | b'(' | b'['))
}

/// Whether `before` ends with a quote that nothing escapes.
pub(super) fn has_plain_quote(before: &[u8]) -> bool {
    matches!(before.split_last(), Some((b'"', rest)) if rest.last() != Some(&b'\\'))
}

/// The quote, with all that escapes it, at the end of `before`.
pub(super) fn quote(before: &[u8]) -> Option<&[u8]> {
    let before = without_ansi_escapes(before);
    let rest = without_quote(before)?;
    Some(&before[rest.len()..])
}

fn without_quote(before: &[u8]) -> Option<&[u8]> {
    match before {
        [rest @ .., b'"' | b'\''] => Some(without_backslashes(rest)),
        [.., b';'] => {
            let mut rest = without_any(before, &HTML_QUOTES)?;
            while let Some(shorter) = rest.strip_suffix(HTML_AMPERSAND) {
                rest = shorter;
            }
            rest.strip_suffix(b"&")
        }
        [.., 0x80..=0xff] => without_any(before, &TYPOGRAPHIC_QUOTES.map(str::as_bytes)),
        _ => {
            let rest = without_any(before, &ESCAPED_QUOTES)?;
            rest.ends_with(b"\\").then(|| without_backslashes(rest))
        }
    }
}

fn without_any<'a>(bytes: &'a [u8], endings: &[&[u8]]) -> Option<&'a [u8]> {
    endings.iter().find_map(|ending| bytes.strip_suffix(*ending))
}

fn without_backslashes(mut bytes: &[u8]) -> &[u8] {
    while let Some(shorter) = bytes.strip_suffix(b"\\") {
        bytes = shorter;
    }
    bytes
}

pub(super) fn without_ansi_escapes(mut bytes: &[u8]) -> &[u8] {
    while let Some(shorter) = without_ansi_escape(bytes) {
        bytes = shorter;
    }
    bytes
}

fn without_ansi_escape(bytes: &[u8]) -> Option<&[u8]> {
    let (last, mut rest) = bytes.split_last()?;
    if !is_ansi_final(*last) {
        return None;
    }
    while let Some((byte, shorter)) = rest.split_last()
        && is_ansi_parameter(*byte)
    {
        rest = shorter;
    }
    if !rest.ends_with(b"[") {
        return None;
    }
    without_any(rest, &ANSI_INTRODUCERS).or_else(|| {
        let rest = without_any(rest, &ESCAPED_ANSI_INTRODUCERS)?;
        rest.ends_with(b"\\").then(|| without_backslashes(rest))
    })
}

/// Whether a word can begin behind `before`.
pub(super) fn ends_at_boundary(before: &[u8]) -> bool {
    match before {
        // A line break or tab within a string is a boundary too.
        [] | [.., b'\\', b'n' | b'r' | b't'] => true,
        [.., byte] if byte.is_ascii() => !is_word_byte(*byte),
        _ => !ends_with_word_character(before),
    }
}

fn ends_with_word_character(before: &[u8]) -> bool {
    let start = before.len().saturating_sub(4);
    let last = before[start..].utf8_chunks().last();
    let Some(last) = last.filter(|chunk| chunk.invalid().is_empty()) else { return false };
    last.valid().chars().next_back().is_some_and(is_word_character)
}

fn ends_with_parameter_mark(before: &[u8]) -> bool {
    without_any(before, &PARAMETER_MARKS).is_some() || ends_with_html_ampersand(before)
}

/// `&amp;`, `&amp;amp;`
fn ends_with_html_ampersand(before: &[u8]) -> bool {
    before.ends_with(HTML_AMPERSAND)
}

fn ends_with_other_code(before: &[u8]) -> bool {
    let text = without_blanks(before);
    if !text.last().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    OTHER_CODES.iter().any(|word| {
        let Some((rest, ending)) = text.split_at_checked(text.len().wrapping_sub(word.len()))
        else {
            return false;
        };
        ending.eq_ignore_ascii_case(word) && ends_at_boundary(without_ansi_escapes(rest))
    })
}

/// Without what may stand between two words that make one name: `exit code`, `exit-code`, `exit.code`.
fn without_blanks(mut bytes: &[u8]) -> &[u8] {
    loop {
        bytes = match bytes {
            [rest @ .., b' ' | b'\t' | b'-' | b'.'] => rest,
            _ => match without_ansi_escape(bytes) {
                Some(rest) => rest,
                None => return bytes,
            },
        };
    }
}
