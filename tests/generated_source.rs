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
fn the_build_wrote_what_the_generator_gives() {
    // Not shown where they differ: they are long.
    assert!(include_str!(concat!(env!("OUT_DIR"), "/codes.rs")) == source_with_texts());
}
