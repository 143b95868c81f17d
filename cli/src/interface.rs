//! The words that people read, in their language.

use std::fmt::Display;

use cloudreve_error_codes::interface::{KEYS, TEXTS};
use cloudreve_error_codes::{Explanation, Language};

/// The text of a key in a language: `text!(language, "label.class")`. With values it is a `String`, and each value
/// stands where its name does: `text!(language, "list.and", before = one, last = other)`. It does not compile with
/// another key, or with other names than those in the English text.
macro_rules! text {
    ($language:expr, $key:literal) => {{
        const KEY: $crate::interface::Key = $crate::interface::Key::with($key, &[]);
        KEY.text($language)
    }};
    ($language:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        const KEY: $crate::interface::Key =
            $crate::interface::Key::with($key, &[$(stringify!($name)),+]);
        $crate::interface::filled_in(KEY.text($language), &[$((stringify!($name), &$value)),+])
    }};
}
pub(crate) use text;

/// What a text is found by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key(usize);

impl Key {
    /// The key with a name, whose text has placeholders of these names.
    ///
    /// # Panics
    /// There is none: in a constant, so that the build stops.
    pub(crate) const fn with(name: &str, placeholders: &[&str]) -> Self {
        let key = match place(name) {
            Some(place) => Self(place),
            None => panic!("text/interface/en-US.csv has no such key"),
        };
        assert!(
            has_all(key.text(Language::English), placeholders),
            "the text of this key has other placeholders"
        );
        key
    }

    /// The key with a name.
    pub(crate) fn find(name: &str) -> Option<Self> {
        place(name).map(Self)
    }

    pub(crate) const fn text(self, language: Language) -> &'static str {
        TEXTS[language as usize][self.0]
    }
}

/// All texts whose keys begin with a word, each with its key.
pub(crate) fn section(
    word: &str,
    language: Language,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let texts = KEYS.into_iter().zip(TEXTS[language as usize]);
    texts.filter(move |(key, _)| key.split('.').next() == Some(word))
}

/// The text with each value in the place of its name.
pub(crate) fn filled_in(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, placeholder)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = placeholder.split_once('}').unwrap_or((placeholder, ""));
        for (_, value) in values.iter().filter(|(known, _)| *known == name) {
            out.push_str(&value.to_string());
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What is to be said of a page for a reader of a language, if it is not what that reader would expect.
pub(crate) fn note(page: Explanation, language: Language) -> Option<&'static str> {
    if page.language() != language {
        Some(text!(language, "page.missing"))
    } else if page.is_stale() {
        Some(text!(language, "page.stale"))
    } else {
        None
    }
}

/// Several things, one after the other.
pub(crate) fn list(language: Language, items: &[impl AsRef<str>]) -> String {
    let items = items.iter().map(|item| item.as_ref().to_owned());
    let add =
        |before: String, next: String| text!(language, "list.next", before = before, next = next);
    items.reduce(add).unwrap_or_default()
}

/// All of several things.
pub(crate) fn and(language: Language, items: &[impl AsRef<str>]) -> String {
    match items.split_last() {
        Some((last, before @ [_, ..])) => {
            text!(language, "list.and", before = list(language, before), last = last.as_ref(),)
        }
        _ => list(language, items),
    }
}

/// One of several things.
pub(crate) fn or(language: Language, items: &[impl AsRef<str>]) -> String {
    match items.split_last() {
        Some((last, before @ [_, ..])) => {
            text!(language, "list.or", before = list(language, before), last = last.as_ref(),)
        }
        _ => list(language, items),
    }
}

/// The names of the placeholders of a text.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

const fn place(name: &str) -> Option<usize> {
    let (mut low, mut high) = (0, KEYS.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_less(KEYS[middle].as_bytes(), name.as_bytes()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if low < KEYS.len() && is_equal(KEYS[low].as_bytes(), name.as_bytes(), 0) {
        Some(low)
    } else {
        None
    }
}

const fn is_less(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place < other.len() && (place == one.len() || one[place] < other[place])
}

/// Whether a text, from a place on, is another one.
const fn is_equal(text: &[u8], other: &[u8], from: usize) -> bool {
    let mut place = 0;
    while place < other.len() && from + place < text.len() && text[from + place] == other[place] {
        place += 1;
    }
    place == other.len() && from + place == text.len()
}

/// Whether a text has just the placeholders with these names, each once.
const fn has_all(text: &str, names: &[&str]) -> bool {
    let text = text.as_bytes();
    let (mut place, mut found) = (0, 0);
    while place < text.len() {
        if text[place] == b'{' {
            let mut end = place + 1;
            while end < text.len() && text[end] != b'}' {
                end += 1;
            }
            let (before, _) = text.split_at(end);
            let mut index = 0;
            while index < names.len() && !is_equal(before, names[index].as_bytes(), place + 1) {
                index += 1;
            }
            if index == names.len() {
                return false;
            }
            found += 1;
            place = end;
        }
        place += 1;
    }
    found == names.len()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        for key in KEYS {
            let found = Key::find(key).unwrap();
            assert_eq!(KEYS[found.0], key);
            for other in [format!("{key}."), format!("{key}a"), key[1..].to_owned()] {
                assert_eq!(Key::find(&other).is_some(), KEYS.contains(&other.as_str()), "{other}");
            }
        }
    }

    #[test]
    fn every_key_is_used() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sources = sources(&root.join("src")) + &sources(&root.join("templates"));
        // Those of remedies are the library's, and those of the headings are held to the pages.
        let is_elsewhere = |key: &str| {
            ["remedy.", "page.meaning", "page.action", "page.occasion"]
                .iter()
                .any(|start| key.starts_with(start))
        };
        for key in KEYS.into_iter().filter(|key| !is_elsewhere(key)) {
            assert!(sources.contains(&format!("\"{key}\"")), "{key}");
        }
    }

    /// All files of a folder, one after the other.
    fn sources(folder: &Path) -> String {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let read = |path: PathBuf| {
            if path.is_dir() { sources(&path) } else { fs::read_to_string(path).unwrap() }
        };
        entries.map(read).collect()
    }

    #[test]
    fn every_text_is_filled_in_by_the_names_of_its_placeholders() {
        for language in Language::ALL {
            for key in KEYS {
                let text = Key::find(key).unwrap().text(*language);
                let names: Vec<_> = placeholders(text).collect();
                assert!(has_all(text, &names), "{language} {key}");
                assert!(!has_all(text, &[&names[..], &["another"]].concat()), "{language} {key}");
                let values: Vec<(&str, &dyn Display)> =
                    names.iter().map(|name| (*name, &"{other}" as &dyn Display)).collect();
                let filled = filled_in(text, &values);
                assert_eq!(filled.matches("{other}").count(), names.len(), "{language} {key}");
                assert_eq!(filled.matches('{').count(), names.len(), "{language} {key}");
            }
        }
    }
}
