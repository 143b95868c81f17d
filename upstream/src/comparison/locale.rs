//! A locale file of the web frontend: JSON, with an object `errors` of sentences by code.

use serde_json::Value;

use super::entry::Entry;

/// The codes that have a sentence.
///
/// # Errors
/// What the file has instead of an object `errors`.
pub(super) fn entries(file: &str, text: &str) -> Result<Vec<Entry>, String> {
    let locale: Value = serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
    let errors = locale.get("errors").and_then(Value::as_object).ok_or(
        "no object \"errors\" in it, such as that of a locale file of the web frontend has",
    )?;
    let translated = errors.iter().filter(|(_, sentence)| {
        sentence.as_str().is_some_and(|sentence| !sentence.trim().is_empty())
    });
    let entries = translated.filter_map(|(key, _)| {
        // A key may go on with a plural or a context: `40038_one`.
        let code = key.split('_').next()?.parse().ok()?;
        Some(Entry { code, label: None, file: file.to_owned(), line: None })
    });
    Ok(entries.collect())
}
