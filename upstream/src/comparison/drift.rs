//! How a listing differs from the table.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::entry::{Entry, Kind};
use super::known::Known;
use super::listing::Listing;
use crate::server::NO_ERRORS;

/// All differences, each list ascending by code.
#[derive(Default, Serialize)]
pub(crate) struct Drift {
    pub(crate) new: Vec<New>,
    pub(crate) gone: Vec<Gone>,
    pub(crate) renumbered: Vec<Renumbered>,
    pub(crate) renamed: Vec<Renamed>,
    pub(crate) untranslated: Vec<Untranslated>,
}

/// A code there that the table lacks.
#[derive(Serialize)]
pub(crate) struct New {
    pub(crate) code: i64,
    /// Its constants or descriptions there.
    pub(crate) labels: Vec<String>,
    #[serde(flatten)]
    pub(crate) place: Option<Place>,
}

/// A code of the table that is not there.
#[derive(Serialize)]
pub(crate) struct Gone {
    pub(crate) code: i64,
    /// Its constant or description.
    pub(crate) label: Option<String>,
    pub(crate) since: String,
}

/// A code of the table without a sentence there.
#[derive(Serialize)]
pub(crate) struct Untranslated {
    pub(crate) code: i64,
    pub(crate) description: String,
}

/// A constant or description that has another number there.
#[derive(Serialize)]
pub(crate) struct Renumbered {
    pub(crate) label: String,
    /// The number in the table.
    pub(crate) from: i64,
    /// The number there.
    pub(crate) to: i64,
    #[serde(flatten)]
    pub(crate) place: Option<Place>,
}

/// A code that has none of its constants, or another description, there.
#[derive(Serialize)]
pub(crate) struct Renamed {
    pub(crate) code: i64,
    /// In the table.
    pub(crate) from: String,
    /// There.
    pub(crate) to: Vec<String>,
    #[serde(flatten)]
    pub(crate) place: Option<Place>,
}

#[derive(Clone, Serialize)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: Option<usize>,
}

impl Drift {
    pub(crate) fn between(table: &[Known], listing: &Listing) -> Self {
        let mut there: BTreeMap<i64, Vec<&Entry>> = BTreeMap::new();
        for entry in &listing.entries {
            there.entry(entry.code).or_default().push(entry);
        }
        let owners = table
            .iter()
            .flat_map(|known| known.labels.iter().map(move |label| (label.as_str(), known)));
        let comparison = Comparison { table, listing, there, owners: owners.collect() };
        match listing.kind {
            Kind::Source | Kind::Page => comparison.of_labels(),
            Kind::Locale => comparison.of_codes(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.new.is_empty()
            && self.gone.is_empty()
            && self.renumbered.is_empty()
            && self.renamed.is_empty()
            && self.untranslated.is_empty()
    }
}

struct Comparison<'a> {
    table: &'a [Known],
    listing: &'a Listing,
    there: BTreeMap<i64, Vec<&'a Entry>>,
    /// Whose a label is in the table.
    owners: HashMap<&'a str, &'a Known>,
}

impl<'a> Comparison<'a> {
    /// What has no labels can only lack codes, or have more.
    fn of_codes(&self) -> Drift {
        let lacking = self.table.iter().filter(|known| !self.there.contains_key(&known.code));
        let untranslated = lacking
            .map(|known| Untranslated { code: known.code, description: known.description.clone() });
        let known = self.table.iter().map(|known| known.code).collect();
        Drift {
            new: self.new_codes(&known),
            untranslated: untranslated.collect(),
            ..Drift::default()
        }
    }

    fn of_labels(&self) -> Drift {
        let renumbered = self.renumbered();
        let moved: HashSet<_> = renumbered.iter().map(|it| it.label.as_str()).collect();
        let mut drift = Drift::default();
        let mut known = HashSet::new();
        for of_table in self.table {
            known.insert(of_table.code);
            if self.is_kept(of_table) || self.is_unknown(of_table) {
                continue;
            }
            if of_table.labels.iter().any(|label| moved.contains(label.as_str())) {
                continue;
            }
            let own = of_table.labels.first().cloned();
            let others = self.strange_labels(of_table.code);
            match own {
                Some(from) if !others.is_empty() => drift.renamed.push(Renamed {
                    code: of_table.code,
                    from,
                    to: others,
                    place: self.place(of_table.code),
                }),
                label => drift.gone.push(Gone {
                    code: of_table.code,
                    label,
                    since: of_table.since.clone(),
                }),
            }
        }
        known.extend(renumbered.iter().map(|it| it.to));
        drift.new = self.new_codes(&known);
        drift.renumbered = renumbered;
        drift
    }

    /// Whether the code is there by one of its labels.
    fn is_kept(&self, known: &Known) -> bool {
        self.labels(known.code).any(|label| known.labels.iter().any(|own| own == label))
    }

    /// Whether it may be there, under a number that cannot be known.
    fn is_unknown(&self, known: &Known) -> bool {
        known.labels.iter().any(|label| self.listing.unknown.contains(label))
    }

    fn labels(&self, code: i64) -> impl Iterator<Item = &'a str> {
        let entries = self.there.get(&code).into_iter().flatten();
        entries.filter_map(|entry| entry.label.as_deref())
    }

    /// The labels there of a code that are no code's in the table.
    fn strange_labels(&self, code: i64) -> Vec<String> {
        let strange = self.labels(code).filter(|label| !self.owners.contains_key(label));
        strange.map(str::to_owned).collect()
    }

    fn place(&self, code: i64) -> Option<Place> {
        self.there.get(&code)?.first().map(|entry| place(entry))
    }

    /// Labels of the table that stand for another number there, and not also for their own.
    fn renumbered(&self) -> Vec<Renumbered> {
        let entries = self.there.values().flatten();
        let moved = entries.filter_map(|entry| {
            let label = entry.label.as_deref()?;
            let owner = self.owners.get(label)?;
            let is_moved = owner.code != entry.code && !self.is_kept(owner);
            is_moved.then(|| Renumbered {
                label: label.to_owned(),
                from: owner.code,
                to: entry.code,
                place: Some(place(entry)),
            })
        });
        moved.collect()
    }

    /// The codes there that are not `known`.
    fn new_codes(&self, known: &HashSet<i64>) -> Vec<New> {
        let codes = self.there.keys().filter(|code| !known.contains(code));
        let codes = codes.filter(|code| !NO_ERRORS.contains(code));
        codes
            .map(|&code| New {
                code,
                labels: self.labels(code).map(str::to_owned).collect(),
                place: self.place(code),
            })
            .collect()
    }
}

fn place(entry: &Entry) -> Place {
    Place { file: entry.file.clone(), line: entry.line }
}
