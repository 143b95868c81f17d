//! `text/locales`: the descriptions in one language.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::folder::File;
use super::record::{Heading, description, number, records};
use super::table::Table;

/// Where the languages are, each in a file named after its tag.
pub const FOLDER: &str = "text/locales";

/// The columns, in their order.
pub const COLUMNS: [&str; 2] = ["code", "description"];

/// The language of the table, which has no file of descriptions.
pub const ENGLISH: &str = "en-US";

/// The languages beside English, which is that of the table: the variants of `Language` after the first.
pub const TAGS: &[&str] = &[
    "ar-AR", "de-DE", "es-ES", "fr-FR", "it-IT", "ja-JP", "ko-KR", "pl-PL", "pt-BR", "ru-RU",
    "zh-CN", "zh-TW",
];

/// All descriptions in one language, in the order of the table's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    pub tag: String,
    pub descriptions: Vec<String>,
    /// The codes that have no row, ascending: their descriptions are English.
    pub untranslated: Vec<u32>,
}

impl Locale {
    /// Reads every language from the files of the folder.
    ///
    /// # Errors
    /// All faults of all files: a language is missing or not in [`TAGS`], or has a fault of its own.
    pub fn parse_all(files: &[File], table: &Table) -> Result<Vec<Self>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut locales = Vec::new();
        for tag in TAGS {
            let name = format!("{tag}.csv");
            let Some((_, bytes)) = files.iter().find(|(file, _)| *file == name) else {
                let message = "the language is missing".to_owned();
                faults.push(Fault { file: path(tag), line: None, message });
                continue;
            };
            match Self::parse(tag, bytes, table) {
                Ok(locale) => locales.push(locale),
                Err(found) => faults.extend(found),
            }
        }
        for (name, _) in files {
            if !TAGS.iter().any(|tag| *name == format!("{tag}.csv")) {
                let message = format!("no known language: expected one of {}", TAGS.join(", "));
                faults.push(Fault { file: format!("{FOLDER}/{name}"), line: None, message });
            }
        }
        if faults.is_empty() { Ok(locales) } else { Err(faults) }
    }

    /// Reads one language.
    ///
    /// # Errors
    /// All faults of the file: a code of the table has two rows, or one without a description, or a row has a
    /// code that the table has not.
    pub fn parse(tag: &str, bytes: &[u8], table: &Table) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::of(path(tag));
        let records = records(bytes);
        let english = table.rows.iter().map(|row| (row.code, row.description.clone()));
        let mut descriptions: BTreeMap<_, _> = english.collect();
        let mut lines = BTreeMap::new();
        if let Some((heading, rows)) = Heading::split_off(&COLUMNS, &records, &mut faults) {
            for record in rows {
                let Some(mut row) = heading.fields(record, &mut faults) else { continue };
                let code = row.read(0, |text| code(text, table));
                let text = row.read(1, description);
                let Some(code) = code else { continue };
                if let Some(line) = lines.insert(code, record.line) {
                    let message = format!("code {code} is already described on line {line}");
                    faults.add(record.line, message);
                }
                descriptions.insert(code, text.unwrap_or_default());
            }
        }
        faults.finish()?;
        Ok(Self {
            tag: tag.to_owned(),
            untranslated: descriptions
                .keys()
                .copied()
                .filter(|code| !lines.contains_key(code))
                .collect(),
            descriptions: descriptions.into_values().collect(),
        })
    }
}

fn path(tag: &str) -> String {
    format!("{FOLDER}/{tag}.csv")
}

fn code(text: &str, table: &Table) -> Result<u32, String> {
    let known = |code: &u32| table.rows.binary_search_by_key(code, |row| row.code).is_ok();
    number(text).filter(known).ok_or_else(|| format!("code {text:?} is not in the table"))
}
