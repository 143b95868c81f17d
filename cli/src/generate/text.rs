//! How wide a text is, and what it is made of.

use heck::ToSnakeCase;
use unicode_width::UnicodeWidthStr;

/// How many columns of a terminal or an editor it takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Spaces after the text up to a width.
pub(crate) fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// The text with a space for each line ending, of those that any language knows.
pub(crate) fn one_line(text: &str) -> String {
    let endings = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.replace("\r\n", " ").replace(endings, " ")
}

/// The text with its first letter as at the start of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// `FixRequest` as `Fix request`.
pub(crate) fn words(name: &str) -> String {
    capital(&name.to_snake_case().replace('_', " "))
}
