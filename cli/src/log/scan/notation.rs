//! How quotes, ANSI escapes and words are written, whichever way they are read.

use std::str;

/// How an ANSI escape begins, as it is or made visible.
pub(super) const ANSI_INTRODUCERS: [&[u8]; 3] = [b"\x1b[", b"#033[", b"^[["];
/// The same behind a backslash, in a string of JSON or of a programming language.
pub(super) const ESCAPED_ANSI_INTRODUCERS: [&[u8]; 6] =
    [b"u001b[", b"u001B[", b"x1b[", b"x1B[", b"033[", b"e["];

/// Quotes behind a backslash.
pub(super) const ESCAPED_QUOTES: [&[u8]; 4] = [b"\"", b"'", b"u0022", b"u0027"];
/// Quotes that word processors and chats put in place of `"`. One of them closes what another one has opened.
pub(super) const TYPOGRAPHIC_QUOTES: [&str; 5] =
    ["\u{201c}", "\u{201d}", "\u{201e}", "\u{201f}", "\u{ff02}"];
/// Quotes of HTML, behind the `&`.
pub(super) const HTML_QUOTES: [&[u8]; 5] = [b"quot;", b"#34;", b"#x22;", b"#39;", b"apos;"];
/// What follows the `&` of an `&` in HTML: `&amp;quot;` is a quote that was escaped twice.
pub(super) const HTML_AMPERSAND: &[u8] = b"amp;";

/// Whether one quote closes what another one has opened.
pub(super) fn are_a_pair(opening: &[u8], closing: &[u8]) -> bool {
    let is_typographic = |quote| TYPOGRAPHIC_QUOTES.iter().any(|it| it.as_bytes() == quote);
    opening == closing || (is_typographic(opening) && is_typographic(closing))
}

pub(super) fn is_ansi_parameter(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b';' | b':' | b'?')
}

pub(super) fn is_ansi_final(byte: u8) -> bool {
    matches!(byte, 0x40..=0x7e)
}

pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a character is part of a word. A letter without case is none: scripts that put no spaces
/// between words have such letters, and `错误code: 40016` counts.
pub(super) fn is_word_character(character: char) -> bool {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => is_word_byte(byte),
        _ => character.is_lowercase() || character.is_uppercase() || character.is_numeric(),
    }
}

/// What the first character of some bytes is.
pub(super) enum First {
    Character(char),
    /// No character of UTF-8, or none at all.
    Nothing,
    /// The bytes end within the character.
    Cut,
}

pub(super) fn first_character(bytes: &[u8]) -> First {
    let bytes = &bytes[..bytes.len().min(4)];
    let (valid, is_cut) = match str::from_utf8(bytes) {
        Ok(text) => (text, text.is_empty()),
        Err(error) => {
            let valid = str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            (valid, error.error_len().is_none())
        }
    };
    match valid.chars().next() {
        Some(character) => First::Character(character),
        None if is_cut => First::Cut,
        None => First::Nothing,
    }
}
