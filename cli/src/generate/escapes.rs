use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, escape_formatter};

use super::binding::Binding;

/// How a format writes a text that is none of its own markup. A template gets it for each value that it
/// prints, unless it says `|safe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// As a text or a quoted attribute.
    Html,
    /// As a value: texts are quoted.
    Json,
    /// As a message of i18next, in JSON, in which nothing is filled in.
    I18next,
    /// As a field, quoted where needed.
    Csv,
    /// As a text on one line, also within a table; for engines that know HTML, and for Vue on top.
    Markdown,
    /// As a literal of the language: texts are quoted.
    Source(Binding),
}

impl Escape {
    /// What the engine calls it.
    pub(crate) fn mode(self) -> AutoEscape {
        match self {
            Self::Html => AutoEscape::Html,
            Self::Json => AutoEscape::Json,
            Self::I18next => AutoEscape::Custom("i18next".into()),
            Self::Csv => AutoEscape::Custom("csv".into()),
            Self::Markdown => AutoEscape::Custom("markdown".into()),
            Self::Source(binding) => AutoEscape::Custom(binding.name().into()),
        }
    }
}

/// Teaches the engine those that it does not know by itself.
pub(crate) fn add_to(environment: &mut Environment<'_>) {
    environment.add_filter("csv", csv);
    environment.add_filter("markdown", markdown);
    environment.set_formatter(format);
}

fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let AutoEscape::Custom(mode) = state.auto_escape() else {
        return escape_formatter(out, state, value);
    };
    let text = if value.is_safe() { value.to_string() } else { escaped(mode, value) };
    out.write_str(&text).map_err(|error| Error::new(ErrorKind::WriteFailure, error.to_string()))
}

fn escaped(mode: &str, value: &Value) -> String {
    let text = value.to_string();
    match (mode, Binding::find(mode)) {
        ("csv", _) => csv(&text),
        ("i18next", _) if value.kind() == ValueKind::String => i18next(&text),
        ("markdown", _) => markdown(&text),
        (_, Some(binding)) if value.kind() == ValueKind::String => binding.literal(&text),
        _ => text,
    }
}

/// A field of CSV: quoted where it holds a comma, a quote or a line ending, quotes doubled.
pub(crate) fn csv(text: &str) -> String {
    let needs_quotes = text.contains([',', '"', '\n', '\r']);
    if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A message of i18next, as a string of JSON. i18next fills in `{{ a value }}` and `$t(another message)`, and has no
/// escape for either: a word joiner, which nobody sees, keeps their first two characters apart.
fn i18next(text: &str) -> String {
    let pairs = [("{{", "{\u{2060}{"), ("$t(", "$\u{2060}t(")];
    // Twice, since after the first time `{{{` still has a pair.
    let apart = [pairs, pairs]
        .into_iter()
        .flatten()
        .fold(text.to_owned(), |text, (pair, apart)| text.replace(pair, apart));
    serde_json::Value::from(apart).to_string()
}

/// A text in Markdown that shows as it is.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("<br>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '>' | '|' | '~' | '#' | '$' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
        if characters.peek().is_some_and(|next| begins_syntax_of_vue(character, *next)) {
            out.push_str("<!-- -->");
        }
    }
    out
}

/// Whether a site made by Vue would read two characters as the start of `{{ an expression }}` or of `:an_emoji:`, which
/// no escape of Markdown keeps it from: an empty comment between them does.
fn begins_syntax_of_vue(character: char, next: char) -> bool {
    match character {
        '{' => next == '{',
        ':' => next.is_ascii_alphanumeric() || "+-".contains(next),
        _ => false,
    }
}
