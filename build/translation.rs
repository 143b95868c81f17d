//! `text/explain/<tag>`: the pages in another language, as far as there are any.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::folder::File;
use super::page::{self, Pages};
use super::table::Table;

/// The languages that have pages, and their headings.
pub const LANGUAGES: &[(&str, [&str; 3])] = &[
    ("zh-CN", ["## 含义", "## 怎么办", "## 什么时候会出现"]),
    ("zh-TW", ["## 含義", "## 怎麼辦", "## 什麼時候會出現"]),
    ("ja-JP", ["## 意味", "## 対処方法", "## 発生する場面"]),
];

/// The pages in one language. Those that are missing are read in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    pub tag: &'static str,
    /// By the names of their files, without the extension.
    pub by_name: BTreeMap<String, Translated>,
}

/// A page that is translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    pub text: String,
    /// Whether the English page has changed since.
    pub is_stale: bool,
}

/// The folder of a language.
pub fn folder(tag: &str) -> String {
    format!("{}/{tag}", page::FOLDER)
}

impl Translation {
    /// Checks the files of a language against the pages that they were made from. `id_of` says what
    /// `git hash-object` says of a file with a text.
    ///
    /// # Errors
    /// Each file that is of no page, does not say what it was made from, or has a fault that the English page
    /// could not have.
    pub fn parse(
        (tag, headings): &(&'static str, [&'static str; 3]),
        files: Vec<File>,
        pages: &Pages,
        table: &Table,
        id_of: impl Fn(&str) -> String,
    ) -> Result<Self, Vec<Fault>> {
        let mut all_faults = Vec::new();
        let mut by_name = BTreeMap::new();
        for (file, bytes) in files {
            let mut faults = Faults::of(format!("{}/{file}", folder(tag)));
            let name = page::name_of(&file, table);
            if name.is_none() {
                faults.add_of_file("no page: expected a name such as 40073.md");
            }
            let name = name.unwrap_or_default();
            let translated = translated(name, headings, bytes, table, &mut faults);
            let translated = translated.map(|(original, text)| Translated {
                text,
                is_stale: original != id_of(pages.of(name)),
            });
            match (faults.finish(), translated) {
                (Ok(()), Some(translated)) => drop(by_name.insert(name.to_owned(), translated)),
                (Ok(()), None) => {}
                (Err(found), _) => all_faults.extend(found),
            }
        }
        if all_faults.is_empty() { Ok(Self { tag, by_name }) } else { Err(all_faults) }
    }
}

/// The id of the page that it was made from, and the text.
fn translated(
    name: &str,
    headings: &[&str; 3],
    bytes: Vec<u8>,
    table: &Table,
    faults: &mut Faults,
) -> Option<(String, String)> {
    let text = page::text(bytes, faults)?;
    let (first, text) = text.split_once('\n').unwrap_or((&text, ""));
    let Some(original) = original(first) else {
        faults
            .add(1, "expected <!-- of ID -->, with what git hash-object says of the English page");
        return None;
    };
    page::check(text, name, headings, 1, table, faults);
    Some((original.to_owned(), text.to_owned()))
}

/// The id of the page that it was made from.
fn original(line: &str) -> Option<&str> {
    let id = line.strip_prefix("<!-- of ")?.strip_suffix(" -->")?;
    let is_id = id.len() == 40 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_id.then_some(id)
}
