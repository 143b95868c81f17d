//! `text/fingerprints.csv`: the sentences that a server and its web interface show, by their digests, and the
//! codes that they stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::fault::{Fault, Faults};
use super::locale;
use super::record::{Heading, number, records};
use super::table::Table;

/// Where they are.
pub const FILE: &str = "text/fingerprints.csv";

/// The columns, in their order.
pub const COLUMNS: [&str; 8] =
    ["source", "digest", "rest", "start", "codes", "first", "last", "kinds"];

/// The source of what a server prints; that of a sentence of the interface is its language.
const SERVER: &str = "server";
/// How many of the lowest bits of a digest the program leaves out.
const DROPPED: u32 = 16;

/// All fingerprints, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprints {
    pub rows: Vec<Row>,
}

/// One sentence of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `None` for what a server prints; else the language, by its place in [`languages`].
    pub language: Option<usize>,
    /// The digest of what stands before anything that is filled in.
    pub digest: u64,
    pub rest: Rest,
    /// A few bits of how it begins, where they tell something.
    pub start: Option<u16>,
    pub codes: Vec<u32>,
    /// Whether releases of version 3 have it, and those from 4 on.
    pub eras: [bool; 2],
    /// The bits of [`KINDS`].
    pub kinds: u16,
}

/// What follows in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    None,
    /// Anything.
    Open,
    /// Anything, and then what has this digest, read backward.
    Ends(u64),
}

/// What a sentence is, each with its bits.
pub const KINDS: [(&str, u16); 16] = [
    ("coded:upper", 1),
    ("coded:lower", 2),
    ("coded", 3),
    ("wraps:upper", 1 << 2),
    ("wraps:lower", 2 << 2),
    ("wraps", 3 << 2),
    ("ends:upper", 1 << 4),
    ("ends:lower", 2 << 4),
    ("ends", 3 << 4),
    ("label:upper", 1 << 6),
    ("label:lower", 2 << 6),
    ("label", 3 << 6),
    ("exact", 1 << 8),
    ("common", 1 << 9),
    ("system", 1 << 10),
    ("aggregate", 1 << 11),
];
/// The bits that the program has beside those of the kinds.
const ERAS: u16 = 12;
const OPEN: u16 = 1 << 14;
/// That of a sentence of the interface which stands for two codes.
const TWO_CODES: usize = 1 << 4;

impl Fingerprints {
    /// # Errors
    /// All faults of the file, each with its line: a field is not what it should be, or two sentences cannot be
    /// told apart.
    pub fn parse(bytes: &[u8], table: &Table) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::of(FILE);
        let records = records(bytes);
        let mut rows: Vec<Row> = Vec::new();
        let mut lines = BTreeMap::new();
        let Some((heading, found)) = Heading::split_off(&COLUMNS, &records, &mut faults) else {
            faults.finish()?;
            return Ok(Self { rows });
        };
        for record in found {
            let Some(mut fields) = heading.fields(record, &mut faults) else { continue };
            let language = fields.read(0, language);
            let digest = fields.read(1, digest);
            let rest = fields.read(2, rest);
            let start = fields.read(3, start);
            let codes = fields.read(4, |text| codes(text, table));
            let first = fields.read(5, major);
            let last = fields.read(6, major);
            let kinds = fields.read(7, kinds);
            let (Some(language), Some(digest), Some(rest), Some(codes)) =
                (language, digest, rest, codes)
            else {
                continue;
            };
            let (Some(start), Some(first), Some(last), Some(kinds)) = (start, first, last, kinds)
            else {
                continue;
            };
            let eras = [first <= 3, last >= 4];
            let row = Row { language, digest, rest, start, codes, eras, kinds };
            if row.language.is_some() && !(1..=2).contains(&row.codes.len()) {
                faults.add(record.line, "a sentence of the interface stands for one code or two");
            }
            for era in (0..2).filter(|era| row.eras[*era]) {
                if let Some(line) = lines.insert((row.seen(), era), record.line) {
                    faults.add(record.line, format!("the sentence has the digest of line {line}"));
                }
            }
            rows.push(row);
        }
        faults.finish()?;
        Ok(Self { rows })
    }
}

impl Row {
    /// What the program sees of it: two that it sees as one cannot be told apart.
    fn seen(&self) -> (Option<usize>, u64, Rest) {
        let rest = match self.rest {
            Rest::Ends(digest) => Rest::Ends(digest >> DROPPED),
            rest => rest,
        };
        (self.language, self.digest >> DROPPED, rest)
    }

    fn bits(&self) -> u16 {
        let open = if self.rest == Rest::Open { OPEN } else { 0 };
        self.kinds | u16::from(self.eras[0]) << ERAS | u16::from(self.eras[1]) << (ERAS + 1) | open
    }
}

/// The languages of the interface: those of the table, and English.
pub fn languages() -> impl Iterator<Item = &'static str> {
    [locale::ENGLISH].into_iter().chain(locale::TAGS.iter().copied())
}

fn language(text: &str) -> Result<Option<usize>, String> {
    if text == SERVER {
        return Ok(None);
    }
    let place = languages().position(|tag| tag == text);
    place.map(Some).ok_or_else(|| format!("source {text:?} is neither {SERVER:?} nor a language"))
}

fn digest(text: &str) -> Result<u64, String> {
    let is_digest =
        text.len() == 16 && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    let value = is_digest.then(|| u64::from_str_radix(text, 16).ok()).flatten();
    value.ok_or_else(|| format!("digest {text:?} is not 16 hexadecimal digits in lower case"))
}

fn rest(text: &str) -> Result<Rest, String> {
    match text {
        "" => Ok(Rest::None),
        "*" => Ok(Rest::Open),
        _ => digest(text).map(Rest::Ends),
    }
}

fn start(text: &str) -> Result<Option<u16>, String> {
    let value = u16::from_str_radix(text, 16).ok().filter(|_| text.len() == 4);
    if text.is_empty() || value.is_some() {
        Ok(value)
    } else {
        Err(format!("start {text:?} is neither four hexadecimal digits nor empty"))
    }
}

fn codes(text: &str, table: &Table) -> Result<Vec<u32>, String> {
    let code = |text: &str| {
        let known = |code: &u32| table.rows.binary_search_by_key(code, |row| row.code).is_ok();
        number(text).filter(known).ok_or_else(|| format!("code {text:?} is not in the table"))
    };
    let codes = text.split_terminator(' ').map(code).collect::<Result<Vec<_>, _>>()?;
    if codes.is_sorted_by(|a, b| a < b) {
        Ok(codes)
    } else {
        Err(format!("codes {text:?} are not in ascending order"))
    }
}

/// The major version of a release.
fn major(text: &str) -> Result<u32, String> {
    let major = text.split('.').next().and_then(number::<u32>);
    major.ok_or_else(|| format!("release {text:?} does not begin with a version such as 4.18.0"))
}

fn kinds(text: &str) -> Result<u16, String> {
    text.split_terminator(' ').try_fold(0, |bits, word| {
        let kind = KINDS.iter().find(|(kind, _)| *kind == word);
        kind.map(|(_, kind)| bits | kind).ok_or_else(|| format!("kind {word:?} is unknown"))
    })
}

/// Writes them as arrays, which a program holds as they are.
pub fn source(fingerprints: &Fingerprints) -> String {
    let mut out = String::from("// Generated by build.rs from text/fingerprints.csv.\n");
    // Writing to a `String` never fails.
    let _ = write(&mut out, fingerprints);
    out
}

fn write(out: &mut String, fingerprints: &Fingerprints) -> fmt::Result {
    let (texts, sentences): (Vec<_>, Vec<_>) =
        fingerprints.rows.iter().partition(|row| row.language.is_none());
    let mut codes: Vec<u32> = Vec::new();
    let mut meanings: Vec<[usize; 3]> = Vec::new();
    let mut rows = Vec::new();
    for row in &texts {
        let first = place_of(&mut codes, &row.codes);
        let meaning = [first, row.codes.len(), row.bits().into()];
        let place = meanings.iter().position(|known| *known == meaning).unwrap_or_else(|| {
            meanings.push(meaning);
            meanings.len() - 1
        });
        rows.push(format!("({:?}, {place})", seen_bytes(row.digest)));
    }
    array(
        out,
        "TEXTS",
        "([u8; 6], u16)",
        "What a server prints: its digest, and what it is.",
        &rows,
    )?;
    array(out, "TEXT_ENDS", "(u16, [u8; 6])", "How texts end, by their place.", &ends(&texts))?;
    let starts: BTreeSet<_> = texts.iter().filter_map(|row| row.start).collect();
    let starts: Vec<_> = starts.iter().map(u16::to_string).collect();
    array(out, "STARTS", "u16", "How texts begin.", &starts)?;
    let has_others = texts.iter().any(|row| row.start.is_none());
    let doc = "Whether some begin in another way.";
    writeln!(out, "\n/// {doc}\npub const HAS_OTHER_STARTS: bool = {has_others};")?;
    let meanings: Vec<_> = meanings.iter().map(|meaning| format!("{meaning:?}")).collect();
    let doc = "What texts are: where in `CODES` their codes begin, how many these are, and bits.";
    array(out, "MEANINGS", "[u16; 3]", doc, &meanings)?;
    let rows: Vec<_> = sentences
        .iter()
        .map(|row| {
            let code = place_of(&mut codes, &row.codes);
            let language = row.language.unwrap_or_default();
            // The bits of an open end and of the eras are the highest ones.
            let count = if row.codes.len() > 1 { TWO_CODES } else { 0 };
            let bits = usize::from(row.bits() >> ERAS) << 5 | count | language;
            format!("({:?}, [{code}, {bits}])", seen_bytes(row.digest))
        })
        .collect();
    let doc = "The sentences of the interface: the digest, the place of its code, and bits.";
    array(out, "SENTENCES", "([u8; 6], [u8; 2])", doc, &rows)?;
    let doc = "How sentences end, by their place.";
    array(out, "SENTENCE_ENDS", "(u16, [u8; 6])", doc, &ends(&sentences))?;
    let tags: Vec<_> = languages().map(|tag| format!("{tag:?}")).collect();
    array(out, "LANGUAGES", "&str", "The languages of the interface, as tags.", &tags)?;
    let codes: Vec<_> = codes.iter().map(u32::to_string).collect();
    array(out, "CODES", "u16", "Codes, by which the others are found.", &codes)
}

/// Where some codes are in a list that has all, one after the other; adds them where they are not.
fn place_of(codes: &mut Vec<u32>, wanted: &[u32]) -> usize {
    let place = codes.windows(wanted.len().max(1)).position(|window| window.starts_with(wanted));
    place.unwrap_or_else(|| {
        codes.extend_from_slice(wanted);
        codes.len() - wanted.len()
    })
}

fn seen_bytes(digest: u64) -> [u8; 6] {
    let [_, _, bytes @ ..] = (digest >> DROPPED).to_be_bytes();
    bytes
}

fn ends(rows: &[&Row]) -> Vec<String> {
    let end = |(place, row): (usize, &&Row)| match row.rest {
        Rest::Ends(digest) => Some(format!("({place}, {:?})", seen_bytes(digest))),
        Rest::None | Rest::Open => None,
    };
    rows.iter().enumerate().filter_map(end).collect()
}

fn array(out: &mut String, name: &str, of: &str, doc: &str, elements: &[String]) -> fmt::Result {
    writeln!(out, "\n/// {doc}\npub static {name}: [{of}; {}] = [", elements.len())?;
    for element in elements {
        writeln!(out, "    {element},")?;
    }
    writeln!(out, "];")
}
