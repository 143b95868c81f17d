//! What somebody else's file says of codes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::entry::{Entry, Kind};
use super::{locale, page};
use crate::problem::Problem;
use crate::server::{Checkout, Codes, NO_ERRORS, read_text};

/// The codes that a checkout, a page or a locale file has.
pub(crate) struct Listing {
    pub(crate) kind: Kind,
    pub(crate) entries: Vec<Entry>,
    /// The labels that are there, but whose code cannot be known.
    pub(crate) unknown: BTreeSet<String>,
    /// What keeps codes from being known: with these the listing is not whole.
    pub(crate) faults: Vec<Problem>,
    /// What else could not be read.
    pub(crate) problems: Vec<Problem>,
}

impl Listing {
    /// Reads a checkout of the server, one of its sources, the API page, or a locale file.
    ///
    /// # Errors
    /// What could not be read, and why.
    pub(crate) fn read(path: &Path) -> Result<Self, Vec<Problem>> {
        let name = path.display().to_string();
        let of_file = |error: &dyn std::fmt::Display| vec![Problem::of(&name, error)];
        if fs::metadata(path).map_err(|error| of_file(&error))?.is_dir() {
            let checkout = Checkout::read_constants(path);
            return match Self::of_source(&checkout, &name) {
                Ok(listing) if listing.unknown.is_empty() => Ok(listing),
                // What is missing, such as a type, may stand in another source.
                _ => Self::of_source(&Checkout::read(path), &name),
            };
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let text = read_text(path).map_err(|error| of_file(&error))?;
        let entries = match file_kind(path, &text) {
            Kind::Source => return Self::of_source(&Checkout::of_file(path, &text), &name),
            Kind::Page => page::entries(&file, &text),
            Kind::Locale => locale::entries(&file, &text).map_err(|error| of_file(&error))?,
        };
        let kind = file_kind(path, &text);
        if entries.is_empty() {
            return Err(of_file(&match kind {
                Kind::Page => "no table of codes in it, with a heading Code | Description",
                _ => "no sentence for a code in its object \"errors\"",
            }));
        }
        Ok(Self {
            kind,
            entries,
            unknown: BTreeSet::new(),
            faults: Vec::new(),
            problems: Vec::new(),
        })
    }

    /// How many codes are there; 0 and -1 are no errors.
    pub(crate) fn count(&self) -> usize {
        let codes: BTreeSet<_> = self.entries.iter().map(|entry| entry.code).collect();
        codes.into_iter().filter(|code| !NO_ERRORS.contains(code)).count()
    }

    fn of_source(checkout: &Checkout, name: &str) -> Result<Self, Vec<Problem>> {
        let Some(codes) = Codes::find(&checkout.program) else {
            let mut problems = checkout.problems.clone();
            let missing = "no constants of codes in it, such as pkg/serializer/error.go declares";
            problems.push(Problem::of(name, missing));
            return Err(problems);
        };
        let is_near = |problem: &Problem| {
            let folder = problem.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            folder == codes.folder
        };
        let (mut faults, problems): (Vec<_>, Vec<_>) =
            checkout.problems.iter().cloned().partition(is_near);
        faults.extend(codes.problems);
        let entries = codes.constants.into_iter().map(|constant| Entry {
            code: constant.code,
            label: Some(constant.name),
            file: constant.file,
            line: Some(constant.line),
        });
        let (entries, unknown) = (entries.collect(), codes.unknown);
        Ok(Self { kind: Kind::Source, entries, unknown, faults, problems })
    }
}

/// By its name; where that does not tell, by how it begins.
fn file_kind(path: &Path, text: &str) -> Kind {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("go") => Kind::Source,
        Some("md" | "mdx" | "markdown") => Kind::Page,
        Some("json") => Kind::Locale,
        _ if text.trim_start().starts_with('{') => Kind::Locale,
        _ if text.lines().any(|line| line.starts_with("package ")) => Kind::Source,
        _ => Kind::Page,
    }
}
