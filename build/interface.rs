//! `text/interface`: the words that people read beside the pages, in each language.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::fault::{Fault, Faults};
use super::folder::File;
use super::locale::{ENGLISH, TAGS};
use super::record::{Heading, one_line, records};
use super::table::REMEDIES;

/// Where the languages are, each in a file named after its tag.
pub const FOLDER: &str = "text/interface";

/// The columns, in their order.
pub const COLUMNS: [&str; 2] = ["key", "text"];

/// All texts of the interface, in every language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// English first, then the others in the order of [`TAGS`].
    pub languages: Vec<Texts>,
}

/// The texts in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    pub tag: &'static str,
    /// All keys of English, each with its text: in English where there is no other.
    pub by_key: BTreeMap<String, String>,
    /// The keys whose texts are English.
    pub untranslated: Vec<String>,
}

impl Interface {
    /// Reads every language from the files of the folder. One without a file has no texts of its own.
    ///
    /// # Errors
    /// All faults of all files: English lacks a text, or another language has one that cannot stand for its text.
    pub fn parse(files: &[File]) -> Result<Self, Vec<Fault>> {
        let bytes_of = |tag: &str| {
            let name = format!("{tag}.csv");
            files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.as_slice())
        };
        let english = english(bytes_of(ENGLISH).unwrap_or_default())?;
        let mut faults = Vec::new();
        let mut languages =
            vec![Texts { tag: ENGLISH, by_key: english.clone(), untranslated: Vec::new() }];
        for tag in TAGS {
            let translated = bytes_of(tag).map(|bytes| translated(tag, bytes, &english));
            match translated.unwrap_or_else(|| Ok(BTreeMap::new())) {
                Ok(translated) => languages.push(Texts::new(tag, &english, translated)),
                Err(found) => faults.extend(found),
            }
        }
        for (name, _) in files {
            let is_known = |tag: &str| *name == format!("{tag}.csv");
            if !is_known(ENGLISH) && !TAGS.iter().any(|tag| is_known(tag)) {
                let tags = TAGS.join(", ");
                let message = format!("no known language: expected one of {ENGLISH}, {tags}");
                faults.push(Fault { file: format!("{FOLDER}/{name}"), line: None, message });
            }
        }
        if faults.is_empty() { Ok(Self { languages }) } else { Err(faults) }
    }
}

impl Texts {
    fn new(
        tag: &'static str,
        english: &BTreeMap<String, String>,
        translated: BTreeMap<String, String>,
    ) -> Self {
        let is_missing = |key: &&String| !translated.contains_key(*key);
        let untranslated = english.keys().filter(is_missing).cloned().collect();
        let mut by_key = english.clone();
        by_key.extend(translated);
        Self { tag, by_key, untranslated }
    }
}

/// The English texts, with all that the library needs.
fn english(bytes: &[u8]) -> Result<BTreeMap<String, String>, Vec<Fault>> {
    let mut faults = Faults::of(path(ENGLISH));
    let texts = texts(bytes, &mut faults, |key, text| {
        if !is_key(key) {
            return Err(format!("key {key:?}: expected words between dots, such as web.copy.link"));
        }
        placeholders(text).map(drop)
    });
    for key in REMEDIES.iter().flat_map(|name| of_remedy(name)) {
        if !texts.contains_key(&key) {
            faults.add_of_file(format!("key {key} is missing"));
        }
    }
    faults.finish()?;
    Ok(texts)
}

/// The texts of another language.
fn translated(
    tag: &str,
    bytes: &[u8],
    english: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Vec<Fault>> {
    let mut faults = Faults::of(path(tag));
    let texts = texts(bytes, &mut faults, |key, text| {
        let Some(original) = english.get(key) else {
            return Err(format!("key {key:?} is not in {}", path(ENGLISH)));
        };
        let (found, expected) = (placeholders(text)?, placeholders(original).unwrap_or_default());
        if found == expected {
            return Ok(());
        }
        let all = |names: Vec<&str>| match names.join("}, {") {
            names if names.is_empty() => "none".to_owned(),
            names => format!("{{{names}}}"),
        };
        Err(format!("placeholders: {}, where English has {}", all(found), all(expected)))
    });
    faults.finish()?;
    Ok(texts)
}

/// The texts of a file by their keys. `check` says what is wrong with one.
fn texts(
    bytes: &[u8],
    faults: &mut Faults,
    check: impl Fn(&str, &str) -> Result<(), String>,
) -> BTreeMap<String, String> {
    let records = records(bytes);
    let mut texts = BTreeMap::new();
    let mut lines = BTreeMap::new();
    let Some((heading, rows)) = Heading::split_off(&COLUMNS, &records, faults) else {
        return texts;
    };
    for record in rows {
        let Some(mut row) = heading.fields(record, faults) else { continue };
        let Some(key) = row.read(0, |key| Ok(key.to_owned())) else { continue };
        let of_key = |message: String| format!("{key}: {message}");
        let text = row.read(1, |text| {
            let text = one_line("text", text).map_err(of_key)?;
            check(&key, &text).map_err(of_key)?;
            Ok(text)
        });
        if let Some(line) = lines.insert(key.clone(), record.line) {
            faults.add(record.line, format!("{key}: the key is already on line {line}"));
        }
        texts.insert(key, text.unwrap_or_default());
    }
    texts
}

fn path(tag: &str) -> String {
    format!("{FOLDER}/{tag}.csv")
}

/// `web.copy.link`, `remedy.SignIn.name`
fn is_key(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.split('.').all(|word| !word.is_empty() && word.bytes().all(is_letter))
}

/// The names in the braces of a text, sorted: what is filled in.
fn placeholders(text: &str) -> Result<Vec<&str>, String> {
    let torn = || format!("text {text:?}: expected placeholders such as {{count}}");
    let mut names = Vec::new();
    let mut parts = text.split('{');
    if parts.next().is_some_and(|before| before.contains('}')) {
        return Err(torn());
    }
    for part in parts {
        let (name, rest) = part.split_once('}').ok_or_else(torn)?;
        let is_name =
            !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
        if !is_name || rest.contains('}') {
            return Err(torn());
        }
        names.push(name);
    }
    names.sort_unstable();
    Ok(names)
}

/// The keys of a remedy's name and advice.
fn of_remedy(name: &str) -> [String; 2] {
    [format!("remedy.{name}.name"), format!("remedy.{name}.advice")]
}

/// Writes what the library itself knows of them: the remedies.
pub fn source_of_remedies(interface: &Interface) -> String {
    let mut out = String::from("// Generated by build.rs from text/interface.\n");
    // Writing to a `String` never fails.
    let _ = write_remedies(&mut out, interface);
    out
}

fn write_remedies(out: &mut String, interface: &Interface) -> fmt::Result {
    let (count, remedies) = (interface.languages.len(), REMEDIES.len());
    writeln!(out, "\n/// Name and advice of each remedy, in each language.")?;
    writeln!(out, "static REMEDIES: [[[&str; 2]; {remedies}]; {count}] = [")?;
    for Texts { tag, by_key, .. } in &interface.languages {
        writeln!(out, "    // {tag}\n    [")?;
        for remedy in REMEDIES {
            let texts = of_remedy(remedy).map(|key| by_key.get(&key).cloned().unwrap_or_default());
            writeln!(out, "        {texts:?},")?;
        }
        writeln!(out, "    ],")?;
    }
    writeln!(out, "];")
}

/// Writes all of them as arrays, which a program holds as they are.
pub fn source(interface: &Interface) -> String {
    let mut out = String::from("// Generated by build.rs from text/interface.\n");
    // Writing to a `String` never fails.
    let _ = write(&mut out, interface);
    out
}

fn write(out: &mut String, interface: &Interface) -> fmt::Result {
    let count = interface.languages.len();
    let keys = interface.languages.first().map(|english| &english.by_key);
    let length = keys.map_or(0, BTreeMap::len);
    writeln!(out, "\n/// The keys, sorted.\npub static KEYS: [&str; {length}] = [")?;
    for key in keys.into_iter().flat_map(BTreeMap::keys) {
        writeln!(out, "    {key:?},")?;
    }
    writeln!(out, "];\n\n/// The text of each key, in each language.")?;
    writeln!(out, "pub static TEXTS: [[&str; {length}]; {count}] = [")?;
    for Texts { tag, by_key, .. } in &interface.languages {
        writeln!(out, "    // {tag}\n    [")?;
        for text in by_key.values() {
            writeln!(out, "        {text:?},")?;
        }
        writeln!(out, "    ],")?;
    }
    writeln!(out, "];")
}
