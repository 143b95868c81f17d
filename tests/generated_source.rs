//! A change to `codes.csv` or to the generator shows in review what it does to the source.

#![allow(missing_docs)]

#[path = "support/blob_id.rs"]
mod blob_id;
#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;
#[path = "support/snapshot.rs"]
mod snapshot;

use blob_id::blob_id;
use generator::emit::{self, Source};
use generator::locale::{self, Locale};
use generator::page::{self, Pages};
use generator::translation::{self, Translation};
use generator::{folder, release, table::Table};
use snapshot::assert_reviewed;

fn table() -> Table {
    Table::parse(include_bytes!("../codes.csv")).unwrap()
}

fn release() -> String {
    release::parse(include_bytes!("../server-release.txt")).unwrap()
}

/// Without the texts: those are reviewed where they stand.
fn source() -> String {
    emit::source(&Source {
        table: &table(),
        release: &release(),
        pages: None,
        locales: None,
        translations: None,
    })
}

/// With the texts that the features ask for.
fn source_with_texts() -> String {
    let table = table();
    let pages = cfg!(feature = "explanations")
        .then(|| Pages::parse(folder::read(page::FOLDER, "md").unwrap(), &table).unwrap());
    let locales = cfg!(feature = "locales")
        .then(|| Locale::parse_all(&folder::read(locale::FOLDER, "csv").unwrap(), &table).unwrap());
    let translations = pages.as_ref().filter(|_| cfg!(feature = "locales")).map(|pages| {
        let read = |language: &(&'static str, _)| {
            let files = folder::read(&translation::folder(language.0), "md").unwrap();
            Translation::parse(language, files, pages, &table, blob_id).unwrap()
        };
        translation::LANGUAGES.iter().map(read).collect::<Vec<_>>()
    });
    emit::source(&Source {
        table: &table,
        release: &release(),
        pages: pages.as_ref(),
        locales: locales.as_deref(),
        translations: translations.as_deref(),
    })
}

#[test]
fn the_generated_source_is_the_reviewed_one() {
    assert_reviewed("generated_source", &source());
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(source(), source());
}

#[test]
fn a_description_is_plain_text_in_the_docs() {
    let mut table = table();
    table.rows[0].description = r#"a <b> [c] `d` *e* "f" \"#.to_owned();
    let release = release();
    let source =
        Source { table: &table, release: &release, pages: None, locales: None, translations: None };
    let source = emit::source(&source);
    assert!(source.contains(r#"    /// **203: a \<b\> \[c\] \`d\` \*e\* "f" \\.**"#), "{source}");
    assert!(source.contains(r#"description: "a <b> [c] `d` *e* \"f\" \\","#));
}

/// A table with so many codes beside the known ones, scattered over all classes.
fn table_of(count: usize) -> Table {
    let mut rows = table().rows;
    let known: Vec<u32> = rows.iter().map(|row| row.code).collect();
    // 7919 is a prime, so that each number comes once.
    let scattered = (1..20_000_u32).map(|index| 40_000 + index * 7_919 % 20_000);
    let last = rows.last().unwrap().clone();
    let more = scattered.filter(|code| !known.contains(code)).map(|code| generator::table::Row {
        code,
        class: if code < 50_000 { "App4xxxx" } else { "App5xxxx" },
        name: format!("Extra{code}"),
        constant: format!("CodeExtra{code}"),
        ..last.clone()
    });
    rows.extend(more.take(count));
    rows.sort_by_key(|row| row.code);
    Table { rows }
}

/// What the compiler has to read for a code must not depend on how many others there are: it takes its time over
/// long arrays.
#[test]
fn the_source_grows_with_the_table_and_no_faster() {
    let lines = |table: &Table| {
        let release = release();
        let source =
            Source { table, release: &release, pages: None, locales: None, translations: None };
        emit::source(&source).lines().count()
    };
    let base = lines(&table());
    for count in [100, 1_000, 5_000] {
        let for_each = (lines(&table_of(count)) - base) / count;
        // The variant with its docs, its entry, its two spellings; and at worst all slots, sixteen a line.
        let at_worst = 11 + 65_536 / 16 / count;
        assert!(for_each <= at_worst, "{count} codes: {for_each} lines each");
    }
}

#[test]
fn the_build_wrote_what_the_generator_gives() {
    // Not shown where they differ: they are long.
    assert!(include_str!(concat!(env!("OUT_DIR"), "/codes.rs")) == source_with_texts());
}
