//! A missing, a broken and a surplus text each stop the build, with the file and, where there is one, the line.

#![allow(missing_docs)]

#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::fault::Fault;
use generator::folder::File;
use generator::locale::{Locale, TAGS};
use generator::page::Pages;
use generator::table::Table;
use proptest::prelude::*;

/// Two codes, so that one page can link to the other.
fn table() -> Table {
    let table = "code,name,description,constant,aliases,since,http_status,remedy,sent,nested\n\
                 404,NotFound,Resource Not Found,CodeNotFound,,3.0.0,404,Resolve,yes,yes\n\
                 40073,LockConflict,Lock Conflict,CodeLockConflict,,4.0.0,423,Resolve,yes,yes\n";
    Table::parse(table.as_bytes()).unwrap()
}

const PAGE: &str = "\
## What it means

A lock.

## When the server sends it

Often; see [404](404.md).

```json
# not a heading
```

## What to do

- **Person**: wait.
";

fn file(name: &str, text: impl AsRef<[u8]>) -> File {
    (name.to_owned(), text.as_ref().to_vec())
}

fn lines(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// The faults of the pages, where that of 404 is good.
fn page_faults(others: &[File]) -> Vec<String> {
    let files = [&[file("404.md", PAGE)], others].concat();
    lines(&Pages::parse(files, &table()).expect_err("a fault"))
}

/// The faults of the page of 40073 after one replacement in it.
fn faults_of_page(from: &str, to: &str) -> Vec<String> {
    assert!(PAGE.contains(from));
    page_faults(&[file("40073.md", PAGE.replacen(from, to, 1))])
}

#[test]
fn good_pages_come_through_as_they_are() {
    let pages = Pages::parse(vec![file("404.md", PAGE), file("40073.md", PAGE)], &table()).unwrap();
    assert_eq!(pages.of(404), PAGE);
    assert_eq!(pages.of(40_073), PAGE);
}

#[test]
fn every_code_has_a_page() {
    assert_eq!(page_faults(&[]), ["text/explain/40073.md: the page of LockConflict is missing"]);
}

#[test]
fn every_page_has_a_code() {
    for name in ["40074.md", "README.md", "040073.md", ".md"] {
        assert_eq!(
            page_faults(&[file("40073.md", PAGE), file(name, PAGE)]),
            [format!(
                "text/explain/{name}: no code of the table: expected a name such as 40073.md"
            )]
        );
    }
}

#[test]
fn every_page_has_its_headings_in_order() {
    assert_eq!(
        faults_of_page("## When", "## Where"),
        [
            "text/explain/40073.md:5: heading \"## Where the server sends it\": expected \"## When the server sends it\""
        ]
    );
    assert_eq!(
        faults_of_page("## What to do\n", ""),
        ["text/explain/40073.md: heading \"## What to do\" is missing"]
    );
    assert_eq!(
        faults_of_page("- **Person**: wait.", "Wait.\n\n### More\n\nAnd more."),
        ["text/explain/40073.md:17: heading \"### More\": expected no further heading"]
    );
    assert_eq!(
        faults_of_page("A lock.", ""),
        ["text/explain/40073.md:5: nothing stands before \"## When the server sends it\""]
    );
    assert_eq!(
        faults_of_page("- **Person**: wait.", ""),
        ["text/explain/40073.md:15: nothing stands under the last heading"]
    );
}

#[test]
fn every_link_leads_to_a_page() {
    assert_eq!(
        faults_of_page("(404.md)", "(405.md)"),
        ["text/explain/40073.md:7: link to \"405.md\", which is no page"]
    );
}

#[test]
fn a_page_is_utf_8() {
    let mut page = PAGE.as_bytes().to_vec();
    page[20] = 0xff;
    assert_eq!(page_faults(&[file("40073.md", page)]), ["text/explain/40073.md:3: not UTF-8"]);
}

const LOCALE: &str = "code,description\n404,Nicht gefunden\n40073,Gesperrt\n";

fn locale_faults(text: impl AsRef<[u8]>) -> Vec<String> {
    lines(&Locale::parse("de-DE", text.as_ref(), &table()).expect_err("a fault"))
}

#[test]
fn a_good_language_comes_through_in_the_order_of_the_table() {
    for text in [LOCALE, "code,description\n40073,Gesperrt\n404,Nicht gefunden\n"] {
        let locale = Locale::parse("de-DE", text.as_bytes(), &table()).unwrap();
        assert_eq!(locale.descriptions, ["Nicht gefunden", "Gesperrt"]);
    }
}

#[test]
fn every_code_is_described_once_and_no_other_is() {
    assert_eq!(
        locale_faults(LOCALE.replace("40073,Gesperrt\n", "")),
        ["text/locales/de-DE.csv: code 40073 (Lock Conflict) has no row"]
    );
    assert_eq!(
        locale_faults(format!("{LOCALE}404,Weg\n")),
        ["text/locales/de-DE.csv:4: code 404 is already described on line 2"]
    );
    assert_eq!(
        locale_faults(format!("{LOCALE}40074,Weg\n")),
        ["text/locales/de-DE.csv:4: code \"40074\" is not in the table"]
    );
    assert_eq!(
        locale_faults(LOCALE.replace("Gesperrt", "")),
        ["text/locales/de-DE.csv:3: description is empty"]
    );
    assert_eq!(
        locale_faults(LOCALE.replace("Gesperrt", "Gesperrt,ja")),
        [
            "text/locales/de-DE.csv: code 40073 (Lock Conflict) has no row",
            "text/locales/de-DE.csv:3: 3 fields, where the heading has 2 columns",
        ]
    );
}

#[test]
fn a_language_is_utf_8_and_has_a_heading() {
    let mut text = LOCALE.as_bytes().to_vec();
    text[25] = 0xff;
    assert!(locale_faults(text)[0].contains("de-DE.csv:2: description"));
    assert_eq!(
        locale_faults(""),
        ["text/locales/de-DE.csv:1: the table is empty: its heading is code,description"]
    );
}

#[test]
fn every_language_is_there_and_no_other() {
    let mut files: Vec<File> = TAGS.iter().map(|tag| file(&format!("{tag}.csv"), LOCALE)).collect();
    let locales = Locale::parse_all(&files, &table()).unwrap();
    assert_eq!(locales.iter().map(|locale| locale.tag.as_str()).collect::<Vec<_>>(), TAGS);
    files[0].0 = "tlh.csv".to_owned();
    assert_eq!(
        lines(&Locale::parse_all(&files, &table()).unwrap_err()),
        [
            "text/locales/ar-AR.csv: the language is missing".to_owned(),
            format!("text/locales/tlh.csv: no known language: expected one of {}", TAGS.join(", ")),
        ]
    );
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = Pages::parse(vec![("404.md".to_owned(), bytes.clone())], &table());
        let _ = Locale::parse("de-DE", &bytes, &table());
    }

    #[test]
    fn a_page_with_any_line_missing_is_good_or_told_its_line(missing in 0..PAGE.lines().count()) {
        let lines = PAGE.lines().enumerate().filter(|(index, _)| *index != missing);
        let page = lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let others = [file("404.md", PAGE), file("40073.md", page)];
        if let Err(faults) = Pages::parse(others.to_vec(), &table()) {
            prop_assert!(faults.iter().all(|fault| fault.file == "text/explain/40073.md"));
        }
    }
}
