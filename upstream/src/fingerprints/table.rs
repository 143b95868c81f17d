//! `text/fingerprints.csv`: a row for each sentence, in the order of their sources and digests.

use std::io::{self, Write};

use cloudreve_codes::log::messages::{Case, Digest, Key, Meaning, Rest, Start};

use super::collection::Source;

/// The columns, in their order.
const COLUMNS: [&str; 8] = ["source", "digest", "rest", "start", "codes", "first", "last", "kinds"];

/// All rows.
pub(crate) struct Table {
    rows: Vec<Row>,
}

/// One sentence of one source.
pub(super) struct Row {
    pub(super) source: Source,
    pub(super) key: Key,
    /// How a text of a server begins.
    pub(super) start: Option<Start>,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) meaning: Meaning,
}

impl Table {
    pub(super) fn of(mut rows: Vec<Row>) -> Self {
        rows.sort_by(|a, b| {
            (&a.source, a.key).cmp(&(&b.source, b.key)).then(a.first.cmp(&b.first))
        });
        Self { rows }
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS)?;
        for row in &self.rows {
            writer.write_record(row.fields())?;
        }
        writer.flush()
    }
}

impl Row {
    /// Its fields, in the order of the columns.
    pub(super) fn fields(&self) -> [String; 8] {
        let codes = self.meaning.codes.iter().map(|code| code.get().to_string());
        [
            self.source.name().to_owned(),
            hexadecimal(self.key.digest),
            rest(self.key.rest),
            self.start.map(|Start(start)| format!("{start:04x}")).unwrap_or_default(),
            codes.collect::<Vec<_>>().join(" "),
            self.first.clone(),
            self.last.clone(),
            kinds(self),
        ]
    }
}

/// What the program sees of a key: two keys that it sees as one are one.
pub(super) fn seen(key: Key) -> (u64, u64) {
    let rest = match key.rest {
        Rest::None => 0,
        Rest::Open => 1,
        Rest::Ends(digest) => digest.0 >> 16 | 1 << 63,
    };
    (key.digest.0 >> 16, rest)
}

fn hexadecimal(digest: Digest) -> String {
    format!("{:016x}", digest.0)
}

fn rest(rest: Rest) -> String {
    match rest {
        Rest::None => String::new(),
        Rest::Open => "*".to_owned(),
        Rest::Ends(digest) => hexadecimal(digest),
    }
}

/// What a sentence is, in words.
fn kinds(row: &Row) -> String {
    let Meaning { uses, is_exact, is_aggregate, is_common, is_of_system, .. } = row.meaning;
    if row.source != Source::Server {
        return String::new();
    }
    let cases =
        [("coded", uses.coded), ("wraps", uses.wraps), ("ends", uses.ends), ("label", uses.label)];
    let mut kinds: Vec<_> =
        cases.into_iter().filter_map(|(kind, case)| of_case(kind, case)).collect();
    let others = [
        ("exact", is_exact),
        ("aggregate", is_aggregate),
        ("common", is_common),
        ("system", is_of_system),
    ];
    kinds.extend(others.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind.to_owned()));
    kinds.join(" ")
}

fn of_case(kind: &str, case: Case) -> Option<String> {
    match case {
        Case::BOTH => Some(kind.to_owned()),
        Case::UPPER => Some(format!("{kind}:upper")),
        Case::LOWER => Some(format!("{kind}:lower")),
        _ => None,
    }
}
