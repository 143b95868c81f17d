//! What a checkout or a locale file shows, and the fingerprints do not know: they are behind.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use cloudreve_codes::log::messages::{Key, Sentence};
use cloudreve_error_codes::ErrorCode;
use serde::Serialize;

use super::collection::{Collection, Source};
use super::release::Release;
use super::table::{Row, Table};
use crate::comparison::locale;
use crate::messages;
use crate::server::{Checkout, Messages, read_text};

const FINGERPRINTS: &str = include_str!("../../../text/fingerprints.csv");
/// The release that the sentences count for; any of version 4 would do.
const RELEASE: &str = "4.0.0";
/// The kind of a text whose code is sent whatever is printed behind it.
const EXACT: &str = "exact";

/// A sentence that has no fingerprint, or one that says less of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Unrecognized {
    /// The codes that it is shown for; none where it tells something of another error.
    pub(crate) codes: Vec<i64>,
    pub(crate) file: String,
    /// Not known of a locale file.
    pub(crate) line: Option<usize>,
}

/// Those of a checkout's messages.
///
/// # Errors
/// Two messages have one digest.
pub(crate) fn in_checkout(path: &Path) -> Result<Vec<Unrecognized>, String> {
    let checkout = Checkout::read(path);
    let (Some(found), Some(release)) = (Messages::of(&checkout), Release::of(RELEASE)) else {
        return Ok(Vec::new());
    };
    let mut collection = Collection::default();
    let mut places = BTreeMap::new();
    for row in messages::index(&checkout, found).rows {
        collection.add_row(&release, &row);
        let key = Sentence::of_format(&row.message).key();
        places.entry(key).or_insert((row.file, Some(row.line)));
    }
    Ok(unknown(&collection.into_table()?, |key| places.get(&key).cloned().unwrap_or_default()))
}

/// Those of a locale file, in a folder that is named after its language.
///
/// # Errors
/// Two sentences have one digest.
pub(crate) fn in_locale(path: &Path) -> Result<Vec<Unrecognized>, String> {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    let (Some(source), Some(release)) =
        (Source::of_language(&folder.to_string_lossy()), Release::of(RELEASE))
    else {
        return Ok(Vec::new());
    };
    let sentences = read_text(path).ok().and_then(|text| locale::sentences(&text).ok());
    let mut collection = Collection::default();
    for (code, sentence) in sentences.into_iter().flatten() {
        if let Ok(code) = ErrorCode::try_from(code) {
            collection.add_sentence(&release, source.clone(), code, &sentence);
        }
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(unknown(&collection.into_table()?, |_| (file.to_string(), None)))
}

/// The rows of a table that the fingerprints do not have, each with its place.
fn unknown(table: &Table, place: impl Fn(Key) -> (String, Option<usize>)) -> Vec<Unrecognized> {
    let known = Known::built_in();
    let mut unknown: Vec<_> = table
        .rows()
        .iter()
        .filter(|row| !known.has(row))
        .map(|row| {
            let (file, line) = place(row.key);
            let codes = row.meaning.codes.iter().map(|code| code.get()).collect();
            Unrecognized { codes, file, line }
        })
        .collect();
    unknown.sort();
    unknown
}

/// The rows of the fingerprints: by source, digest and rest, the codes and the kinds.
struct Known(HashMap<[String; 3], Vec<[String; 2]>>);

impl Known {
    fn built_in() -> Self {
        let mut known: HashMap<_, Vec<_>> = HashMap::new();
        let mut reader = csv::Reader::from_reader(FINGERPRINTS.as_bytes());
        // The build of the library refuses a file that is none.
        for record in reader.records().flatten() {
            let field = |index: usize| record.get(index).unwrap_or_default().to_owned();
            let key = [field(0), field(1), field(2)];
            known.entry(key).or_default().push([field(4), field(7)]);
        }
        Self(known)
    }

    /// Whether they say at least as much of a sentence as a row does: no less codes and uses, and that its code is
    /// sent for certain only where it is.
    fn has(&self, row: &Row) -> bool {
        let [source, digest, rest, _, codes, _, _, kinds] = row.fields();
        let known = self.0.get(&[source, digest, rest]);
        known.is_some_and(|known| {
            known.iter().any(|[known_codes, known_kinds]| {
                let has = |word: &str, of: &str| of.split(' ').any(|known| known == word);
                let has_kind =
                    |kind: &str| has(kind, known_kinds) || has(before_colon(kind), known_kinds);
                codes.split(' ').all(|code| has(code, known_codes))
                    && kinds.split(' ').filter(|kind| *kind != EXACT).all(has_kind)
                    && (has(EXACT, &kinds) || !has(EXACT, known_kinds))
            })
        })
    }
}

/// A kind without the case that it is written in: that of both.
fn before_colon(kind: &str) -> &str {
    kind.split(':').next().unwrap_or_default()
}
