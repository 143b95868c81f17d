//! `text/explain`: a page in Markdown for each code, for -1, and one on finding out more.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::folder::File;
use super::record::{is_unseen, number};
use super::table::{Row, Table};

/// Where the pages are, each named after its code.
pub const FOLDER: &str = "text/explain";

/// The headings of a page, in their order.
pub const HEADINGS: [&str; 3] =
    ["## What it means", "## What to do", "## When the server sends it"];

/// The page on -1, which is no code of the table.
pub const NOT_SET: &str = "-1";

/// The page that all others lead to. It has headings of its own.
pub const FINDING_OUT_MORE: &str = "finding-out-more";

/// All pages, free of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// By the names of their files, without the extension.
    by_name: BTreeMap<String, String>,
}

impl Pages {
    /// Checks the files of the folder.
    ///
    /// # Errors
    /// Each page that is missing, or of no code, or without one of its headings, or with a link that
    /// leads to no page.
    pub fn parse(files: Vec<File>, table: &Table) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut by_name = BTreeMap::new();
        for (file, bytes) in files {
            match parse_page(&file, bytes, table) {
                Ok((name, page)) => drop(by_name.insert(name, page)),
                Err(found) => faults.extend(found),
            }
        }
        for (name, subject) in subjects(table) {
            let file = path(&name);
            let is_known = by_name.contains_key(&name);
            if !is_known && faults.iter().all(|fault: &Fault| fault.file != file) {
                let message = format!("the page {subject} is missing");
                faults.push(Fault { file, line: None, message });
            }
        }
        if faults.is_empty() { Ok(Self { by_name }) } else { Err(faults) }
    }

    /// The names of all pages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The page with a name.
    pub fn of(&self, name: &str) -> &str {
        self.by_name.get(name).map_or("", String::as_str)
    }
}

/// The names of all pages that there have to be, and what each is about.
fn subjects(table: &Table) -> impl Iterator<Item = (String, String)> {
    let codes = table.rows.iter().map(|row| (row.code.to_string(), format!("of {}", row.name)));
    let others = [(NOT_SET, "on -1"), (FINDING_OUT_MORE, "on finding out more")];
    codes.chain(others.map(|(name, subject)| (name.to_owned(), subject.to_owned())))
}

/// The path of a page from the root of the package.
pub fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.md")
}

fn parse_page(file: &str, bytes: Vec<u8>, table: &Table) -> Result<(String, String), Vec<Fault>> {
    let mut faults = Faults::of(format!("{FOLDER}/{file}"));
    let name = name_of(file, table);
    if name.is_none() {
        faults.add_of_file("no code of the table: expected a name such as 40073.md");
    }
    let page = text(bytes, &mut faults);
    if let Some(page) = &page {
        check(page, name.unwrap_or_default(), &HEADINGS, 0, table, &mut faults);
    }
    faults.finish()?;
    Ok((name.unwrap_or_default().to_owned(), page.unwrap_or_default()))
}

/// The name of the page that a file is, if there is such a page.
pub fn name_of<'a>(file: &'a str, table: &Table) -> Option<&'a str> {
    let name = file.strip_suffix(".md")?;
    let is_code = || {
        let code = number(name);
        code.is_some_and(|code| table.rows.binary_search_by_key(&code, |row| row.code).is_ok())
    };
    (name == NOT_SET || name == FINDING_OUT_MORE || is_code()).then_some(name)
}

/// The bytes as text.
pub fn text(bytes: Vec<u8>, faults: &mut Faults) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            faults.add(before.split(|byte| *byte == b'\n').count(), "not UTF-8");
            None
        }
    }
}

/// Checks the characters, the headings and the links of a page, which begins after so many lines of its file.
pub fn check(
    page: &str,
    name: &str,
    headings: &[&str; 3],
    lines_before: usize,
    table: &Table,
    faults: &mut Faults,
) {
    if name == FINDING_OUT_MORE {
        if !page.starts_with("## ") {
            faults.add(lines_before + 1, "expected a heading, such as \"## In the log\"");
        }
    } else {
        check_headings(page, headings, lines_before, faults);
    }
    for (index, line) in page.lines().enumerate() {
        if line.chars().any(|character| character.is_control() || is_unseen(character)) {
            let message = format!("a control character or one that nobody sees in {line:?}");
            faults.add(lines_before + index + 1, message);
        }
        for target in links(line) {
            if name_of(target, table).is_none() {
                let message = format!("link to {target:?}, which is no page");
                faults.add(lines_before + index + 1, message);
            }
        }
    }
}

/// The three headings, each once, in their order, and under each a text.
fn check_headings(page: &str, headings: &[&str; 3], lines_before: usize, faults: &mut Faults) {
    let mut expected = headings.iter();
    let mut is_code = false;
    let mut has_text = true;
    for (index, line) in page.lines().enumerate() {
        is_code ^= line.starts_with("```");
        if is_code || !line.starts_with('#') {
            has_text |= !line.trim().is_empty();
            continue;
        }
        let wanted = expected.next();
        let number = lines_before + index + 1;
        if wanted != Some(&line) {
            let wanted = wanted.map_or("no further heading".to_owned(), |text| format!("{text:?}"));
            faults.add(number, format!("heading {line:?}: expected {wanted}"));
            return;
        }
        if !has_text {
            faults.add(number, format!("nothing stands before {line:?}"));
        }
        has_text = false;
    }
    for heading in expected {
        faults.add_of_file(format!("heading {heading:?} is missing"));
    }
    if !has_text {
        let last = lines_before + page.lines().count().max(1);
        faults.add(last, "nothing stands under the last heading");
    }
}

/// The targets of the links on a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0))
}

/// The page with its links leading to items of the library, as the docs of Rust want them.
pub fn with_rust_links(page: &str, table: &Table) -> String {
    let link = |page: String, name: &str, item: &str| {
        page.replace(&format!("]({name}.md)"), &format!("]({item})"))
    };
    let page = link(page.to_owned(), NOT_SET, "crate::ResponseCode::NOT_SET");
    let page = link(page, FINDING_OUT_MORE, "crate::FINDING_OUT_MORE");
    table.rows.iter().fold(page, |page, Row { code, name, .. }| {
        link(page, &code.to_string(), &format!("ErrorCode::{name}"))
    })
}
