//! The words of the interface, for the templates.

use std::collections::BTreeMap;
use std::fmt::Display;

use cloudreve_error_codes::Language;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind};

use super::escapes::{Escape, markdown};
use super::explanation;
use crate::interface::{self, Key, filled_in, placeholders, text};

/// Gives the templates two functions, which take a key, and for each placeholder its value by name: `label` is a text
/// like any other, and `markup` one with code and links in Markdown, which come out as the format has them. `labels`
/// is all texts of a section as JSON, for a script. Two filters are for lists: `listed` is one text of several, and
/// `sentences` one of several that come from `markup`.
pub(crate) fn add_to(environment: &mut Environment<'_>, escape: Escape, language: Language) {
    environment.add_function("label", move |key: &str, values: Kwargs| {
        label(key, &values, language, ToString::to_string)
    });
    environment.add_function("markup", move |key: &str, values: Kwargs| {
        let text = label(key, &values, language, |value| {
            let text = value.to_string();
            if value.is_safe() { text } else { markdown(&text) }
        })?;
        let text = if escape == Escape::Html { explanation::inline_html(&text) } else { text };
        Ok::<_, Error>(Value::from_safe_string(text))
    });
    environment.add_function("labels", move |section: &str| labels(section, language));
    environment.add_filter("listed", move |items: Vec<String>| interface::list(language, &items));
    environment.add_filter("sentences", move |texts: Vec<String>| sentences(language, texts));
}

/// The texts of all keys of a section as JSON.
fn labels(section: &str, language: Language) -> Result<String, Error> {
    let texts: BTreeMap<_, _> = interface::section(section, language).collect();
    serde_json::to_string(&texts)
        .map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

/// Several sentences as one text.
fn sentences(language: Language, sentences: Vec<String>) -> Value {
    let add = |before: String, next: String| {
        text!(language, "list.sentences", before = before, next = next)
    };
    Value::from_safe_string(sentences.into_iter().reduce(add).unwrap_or_default())
}

/// The text of a key, filled in with values as `write` writes them.
fn label(
    key: &str,
    values: &Kwargs,
    language: Language,
    write: impl Fn(&Value) -> String,
) -> Result<String, Error> {
    let wrong = |what: &str| Error::new(ErrorKind::InvalidOperation, format!("{key}: {what}"));
    let text = Key::find(key).ok_or_else(|| wrong("text/interface/en-US.csv has no such key"))?;
    let text = text.text(language);
    let mut written = Vec::new();
    for name in placeholders(text) {
        written.push((name, write(&values.get::<Value>(name)?)));
    }
    values.assert_all_used()?;
    let written: Vec<_> =
        written.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    Ok(filled_in(text, &written))
}
