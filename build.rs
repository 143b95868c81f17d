//! Generates `$OUT_DIR/codes.rs` from `codes.csv`, `server-release.txt`, and the texts in `text` that the
//! features ask for; with the feature `locales` also `$OUT_DIR/remedies.rs`, with `interface`
//! `$OUT_DIR/interface.rs`, and with `fingerprints` `$OUT_DIR/fingerprints.rs`.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

// What reads the texts of a feature has no caller where the feature is off.
#[cfg_attr(not(feature = "locales"), allow(dead_code))]
#[path = "build/mod.rs"]
mod generator;

use generator::emit::{self, Source};
use generator::fault::Fault;
use generator::fingerprints::{self, Fingerprints};
use generator::folder;
use generator::interface::{self, Interface};
use generator::locale::{self, Locale};
use generator::page::{self, Pages};
use generator::release;
use generator::table::{self, Table};
#[cfg(feature = "locales")]
use generator::translation;
use generator::translation::Translation;
use generator::untranslated;

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<Fault>> {
    let (table, release) = both(read_table(), read_release())?;
    let (pages, locales) = both(read_pages(&table), read_locales(&table))?;
    let translations = read_translations(pages.as_ref(), &table)?;
    let source = Source {
        table: &table,
        release: &release,
        pages: pages.as_ref(),
        locales: locales.as_deref(),
        translations: translations.as_deref(),
    };
    if let Some(warning) = untranslated::warning(&source) {
        println!("cargo::warning={warning}");
    }
    write("codes.rs", &emit::source(&source))?;
    if let Some(found) = read_interface()? {
        write("remedies.rs", &interface::source_of_remedies(&found))?;
        write("interface.rs", &interface::source(&found))?;
    }
    match read_fingerprints(&table)? {
        Some(found) => write("fingerprints.rs", &fingerprints::source(&found)),
        None => Ok(()),
    }
}

fn write(name: &str, source: &str) -> Result<(), Vec<Fault>> {
    let target = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join(name);
    fs::write(&target, source)
        .map_err(|error| vec![Fault::unreadable(target.display().to_string(), &error)])
}

fn read_table() -> Result<Table, Vec<Fault>> {
    Table::parse(&read(table::FILE)?)
}

fn read_release() -> Result<String, Vec<Fault>> {
    release::parse(&read(release::FILE)?)
}

fn read(file: &str) -> Result<Vec<u8>, Vec<Fault>> {
    println!("cargo::rerun-if-changed={file}");
    fs::read(file).map_err(|error| vec![Fault::unreadable(file, &error)])
}

// Where a feature is off, what reads its texts is not even compiled: its build is everyone's.

fn read_pages(table: &Table) -> Result<Option<Pages>, Vec<Fault>> {
    if !cfg!(feature = "explanations") {
        return Ok(None);
    }
    println!("cargo::rerun-if-changed={}", page::FOLDER);
    Pages::parse(folder::read(page::FOLDER, "md")?, table).map(Some)
}

fn read_locales(table: &Table) -> Result<Option<Vec<Locale>>, Vec<Fault>> {
    if !cfg!(feature = "locales") {
        return Ok(None);
    }
    println!("cargo::rerun-if-changed={}", locale::FOLDER);
    Locale::parse_all(&folder::read(locale::FOLDER, "csv")?, table).map(Some)
}

fn read_interface() -> Result<Option<Interface>, Vec<Fault>> {
    if !cfg!(feature = "locales") {
        return Ok(None);
    }
    println!("cargo::rerun-if-changed={}", interface::FOLDER);
    Interface::parse(&folder::read(interface::FOLDER, "csv")?).map(Some)
}

fn read_fingerprints(table: &Table) -> Result<Option<Fingerprints>, Vec<Fault>> {
    if !cfg!(feature = "fingerprints") {
        return Ok(None);
    }
    println!("cargo::rerun-if-changed={}", fingerprints::FILE);
    let bytes = fs::read(fingerprints::FILE)
        .map_err(|error| vec![Fault::unreadable(fingerprints::FILE, &error)])?;
    Fingerprints::parse(&bytes, table).map(Some)
}

#[cfg(not(feature = "locales"))]
#[allow(clippy::unnecessary_wraps)] // as it is with the feature
fn read_translations(_: Option<&Pages>, _: &Table) -> Result<Option<Vec<Translation>>, Vec<Fault>> {
    Ok(None)
}

#[cfg(feature = "locales")]
fn read_translations(
    pages: Option<&Pages>,
    table: &Table,
) -> Result<Option<Vec<Translation>>, Vec<Fault>> {
    let Some(pages) = pages else { return Ok(None) };
    let read = |language: &(&'static str, _)| {
        let files = folder::read(&translation::folder(language.0), "md")?;
        Translation::parse(language, files, pages, table, blob_id)
    };
    translation::LANGUAGES.iter().map(read).collect::<Result<_, _>>().map(Some)
}

/// What `git hash-object` says of a file with this text.
#[cfg(feature = "locales")]
fn blob_id(text: &str) -> String {
    let mut hash = sha1_smol::Sha1::from(format!("blob {}\0", text.len()).as_bytes());
    hash.update(text.as_bytes());
    hash.digest().to_string()
}

/// Both values, or the faults of both.
fn both<A, B>(a: Result<A, Vec<Fault>>, b: Result<B, Vec<Fault>>) -> Result<(A, B), Vec<Fault>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut faults), b) => {
            faults.extend(b.err().unwrap_or_default());
            Err(faults)
        }
        (_, Err(faults)) => Err(faults),
    }
}
