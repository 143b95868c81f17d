//! `text/explain`: a page in Markdown for each code.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::folder::File;
use super::record::number;
use super::table::{Row, Table};

/// Where the pages are, each named after its code.
pub const FOLDER: &str = "text/explain";

/// The headings of a page, in their order.
pub const HEADINGS: [&str; 3] =
    ["## What it means", "## When the server sends it", "## What to do"];

/// A page for each code of a table, free of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    by_code: BTreeMap<u32, String>,
}

impl Pages {
    /// Checks the files of the folder.
    ///
    /// # Errors
    /// Each page that is missing, or of no code, or without one of its headings, or with a link that
    /// leads to no page.
    pub fn parse(files: Vec<File>, table: &Table) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut by_code = BTreeMap::new();
        for (name, bytes) in files {
            match parse_page(&name, bytes, table) {
                Ok((code, page)) => drop(by_code.insert(code, page)),
                Err(found) => faults.extend(found),
            }
        }
        for Row { code, name, .. } in &table.rows {
            let file = path(*code);
            if !by_code.contains_key(code) && faults.iter().all(|fault: &Fault| fault.file != file)
            {
                let message = format!("the page of {name} is missing");
                faults.push(Fault { file, line: None, message });
            }
        }
        if faults.is_empty() { Ok(Self { by_code }) } else { Err(faults) }
    }

    /// The page of a code of the table.
    pub fn of(&self, code: u32) -> &str {
        self.by_code.get(&code).map_or("", String::as_str)
    }
}

/// The path of a code's page from the root of the package.
pub fn path(code: u32) -> String {
    format!("{FOLDER}/{code}.md")
}

fn parse_page(name: &str, bytes: Vec<u8>, table: &Table) -> Result<(u32, String), Vec<Fault>> {
    let mut faults = Faults::of(format!("{FOLDER}/{name}"));
    let code = code_of(name).filter(|code| knows(table, *code));
    if code.is_none() {
        faults.add_of_file("no code of the table: expected a name such as 40073.md");
    }
    let page = String::from_utf8(bytes);
    match &page {
        Ok(page) => {
            check_headings(page, &mut faults);
            check_links(page, table, &mut faults);
        }
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            faults.add(line, "not UTF-8");
        }
    }
    faults.finish()?;
    Ok((code.unwrap_or_default(), page.unwrap_or_default()))
}

fn code_of(name: &str) -> Option<u32> {
    name.strip_suffix(".md").and_then(number)
}

fn knows(table: &Table, code: u32) -> bool {
    table.rows.binary_search_by_key(&code, |row| row.code).is_ok()
}

/// The three headings, each once, in their order, and under each a text.
fn check_headings(page: &str, faults: &mut Faults) {
    let mut expected = HEADINGS.iter();
    let mut is_code = false;
    let mut has_text = true;
    for (index, line) in page.lines().enumerate() {
        is_code ^= line.starts_with("```");
        if is_code || !line.starts_with('#') {
            has_text |= !line.trim().is_empty();
            continue;
        }
        let wanted = expected.next();
        if wanted != Some(&line) {
            let wanted = wanted.map_or("no further heading".to_owned(), |text| format!("{text:?}"));
            faults.add(index + 1, format!("heading {line:?}: expected {wanted}"));
            return;
        }
        if !has_text {
            faults.add(index + 1, format!("nothing stands before {line:?}"));
        }
        has_text = false;
    }
    for heading in expected {
        faults.add_of_file(format!("heading {heading:?} is missing"));
    }
    if !has_text {
        faults.add(page.lines().count().max(1), "nothing stands under the last heading");
    }
}

fn check_links(page: &str, table: &Table, faults: &mut Faults) {
    for (index, line) in page.lines().enumerate() {
        for target in links(line) {
            if !code_of(target).is_some_and(|code| knows(table, code)) {
                faults.add(index + 1, format!("link to {target:?}, which is no page"));
            }
        }
    }
}

/// The targets of the links on a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0))
}

/// The page with its links leading to the variants, as the docs of Rust want them.
pub fn with_rust_links(page: &str, table: &Table) -> String {
    table.rows.iter().fold(page.to_owned(), |page, row| {
        page.replace(&format!("]({}.md)", row.code), &format!("](ErrorCode::{})", row.name))
    })
}
