//! A locale file of the web frontend: JSON, with an object `errors` of sentences by code.

use serde_json::Value;

use super::entry::Entry;

/// The codes that have a sentence.
///
/// # Errors
/// What the file has instead of an object `errors`.
pub(super) fn entries(file: &str, text: &str) -> Result<Vec<Entry>, String> {
    let entry = |(code, _)| Entry { code, label: None, file: file.to_owned(), line: None };
    Ok(sentences(text)?.into_iter().map(entry).collect())
}

/// The sentences, each with its code.
///
/// # Errors
/// What the file has instead of an object `errors`.
pub(crate) fn sentences(text: &str) -> Result<Vec<(i64, String)>, String> {
    let locale: Value = serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
    let errors = locale.get("errors").and_then(Value::as_object).ok_or(
        "no object \"errors\" in it, such as that of a locale file of the web frontend has",
    )?;
    let translated = errors.iter().filter_map(|(key, sentence)| {
        let sentence = sentence.as_str().filter(|sentence| !sentence.trim().is_empty())?;
        // A key may go on with a plural or a context: `40038_one`.
        let code: i64 = key.split('_').next()?.parse().ok()?;
        Some((code, sentence.to_owned()))
    });
    Ok(translated.collect())
}
