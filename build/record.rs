//! A file of CSV as records with their lines, and its heading.

use std::str::FromStr;

use csv_core::ReadFieldResult;

use super::fault::Faults;

/// What stands in a field that is still to be filled in. Most columns refuse it by themselves.
const UNKNOWN: &str = "?";

/// One row, not yet looked into.
pub struct Record {
    pub line: usize,
    pub fields: Vec<Vec<u8>>,
}

/// Splits the file into records. Nothing but the shape of CSV is looked at here.
pub fn records(bytes: &[u8]) -> Vec<Record> {
    let mut reader = csv_core::Reader::new();
    let mut lines = Lines { bytes, offset: 0, line: 1 };
    let mut records = Vec::new();
    let mut rest = bytes;
    let mut start = 0;
    let mut fields = Vec::new();
    // No field is longer than the file, so that the reader never runs out of space.
    let mut space = vec![0; bytes.len() + 1];
    let mut length = 0;
    loop {
        let (result, read, written) = reader.read_field(rest, &mut space[length..]);
        rest = &rest[read..];
        length += written;
        match result {
            // Called once more with nothing, the reader ends the last field.
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::Field { record_end } => {
                fields.push(space[..length].to_vec());
                length = 0;
                if record_end {
                    let fields = std::mem::take(&mut fields);
                    records.push(Record { line: lines.at(start), fields });
                    start = bytes.len() - rest.len();
                }
            }
            ReadFieldResult::End | ReadFieldResult::OutputFull => return records,
        }
    }
}

/// Counts lines as editors do. The reader counts line feeds alone, and takes a record to begin where
/// the one before it ended, which is on the line before after CRLF or an empty line.
struct Lines<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line on which the first byte at or after `offset` stands that ends no line.
    fn at(&mut self, offset: usize) -> usize {
        while let Some(&byte) = self.bytes.get(self.offset) {
            let ends_line = matches!(byte, b'\r' | b'\n');
            if self.offset >= offset && !ends_line {
                break;
            }
            let in_crlf = byte == b'\r' && self.bytes.get(self.offset + 1) == Some(&b'\n');
            self.line += usize::from(ends_line && !in_crlf);
            self.offset += 1;
        }
        self.line
    }
}

/// Where each column that a file has to have stands in its rows.
pub struct Heading {
    columns: &'static [&'static str],
    places: Vec<usize>,
    width: usize,
}

impl Heading {
    /// Splits the heading off and checks it; `None` where it is missing or has faults.
    pub fn split_off<'a>(
        columns: &'static [&'static str],
        records: &'a [Record],
        faults: &mut Faults,
    ) -> Option<(Self, &'a [Record])> {
        let Some((heading, rows)) = records.split_first() else {
            faults.add(1, format!("the table is empty: its heading is {}", columns.join(",")));
            return None;
        };
        let heading = Self::read(columns, heading, faults);
        if rows.is_empty() {
            faults.add(records[0].line, "the table has no rows");
        }
        heading.map(|heading| (heading, rows))
    }

    fn read(
        columns: &'static [&'static str],
        record: &Record,
        faults: &mut Faults,
    ) -> Option<Self> {
        let before = faults.count();
        let found: Vec<_> =
            record.fields.iter().map(|field| String::from_utf8_lossy(field)).collect();
        for (index, column) in found.iter().enumerate() {
            if !columns.contains(&column.as_ref()) {
                let expected = columns.join(",");
                faults.add(record.line, format!("unknown column {column:?}: expected {expected}"));
            } else if found[..index].contains(column) {
                faults.add(record.line, format!("column {column:?} stands here twice"));
            }
        }
        let places = columns.iter().map(|column| found.iter().position(|name| name == column));
        let places: Vec<_> = places.collect();
        for (column, place) in columns.iter().zip(&places) {
            if place.is_none() {
                faults.add(record.line, format!("column {column:?} is missing"));
            }
        }
        let places = places.into_iter().flatten().collect();
        (faults.count() == before).then_some(Self { columns, places, width: found.len() })
    }

    /// The row, if it has as many fields as there are columns.
    pub fn fields<'a>(&'a self, record: &'a Record, faults: &'a mut Faults) -> Option<Fields<'a>> {
        let (found, expected) = (record.fields.len(), self.width);
        if found == expected {
            return Some(Fields { heading: self, record, faults });
        }
        let message = format!("{found} fields, where the heading has {expected} columns");
        faults.add(record.line, message);
        None
    }
}

/// Reads one row field by field; what a field's reader finds wrong becomes a fault of the row's line.
pub struct Fields<'a> {
    heading: &'a Heading,
    record: &'a Record,
    faults: &'a mut Faults,
}

impl Fields<'_> {
    /// `column` counts as in the list of columns that the heading was read with.
    pub fn read<T>(
        &mut self,
        column: usize,
        reader: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let field =
            self.record.fields.get(self.heading.places[column]).map_or(&[][..], Vec::as_slice);
        let value = match std::str::from_utf8(field) {
            Err(_) => {
                let lossy = String::from_utf8_lossy(field);
                Err(format!("{} {lossy:?} is not UTF-8", self.heading.columns[column]))
            }
            Ok(text) => reader(text),
        };
        value.map_err(|message| self.faults.add(self.record.line, message)).ok()
    }
}

/// A whole number as it is written everywhere: digits, no sign, no leading zero.
pub fn number<T: FromStr>(text: &str) -> Option<T> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    (digits && !padded).then(|| text.parse().ok()).flatten()
}

/// A release of the server as its tags name it, without a pre-release: `4.12.0`.
pub fn is_release(text: &str) -> bool {
    text.split('.').count() == 3 && text.split('.').all(|part| number::<u32>(part).is_some())
}

/// Whether it turns the direction of the text or separates lines, and shows nothing of itself: the compiler
/// refuses it in docs.
pub fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// What a code says, in one line.
///
/// # Errors
/// As for [`one_line`].
pub fn description(text: &str) -> Result<String, String> {
    one_line("description", text)
}

/// A text that people read, in one line. `what` is what it is called.
///
/// # Errors
/// What is wrong with it: it is empty or padded, has more than one line, or something in it is not seen.
pub fn one_line(what: &str, text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err(format!("{what} is empty"));
    }
    if text == UNKNOWN {
        return Err(format!("{what} {UNKNOWN:?} is still to be written"));
    }
    if text.chars().any(char::is_control) {
        return Err(format!(
            "{what} {text:?} holds a line break or another control character: is a quote left open?"
        ));
    }
    if text.chars().any(is_unseen) {
        return Err(format!(
            "{what} {text:?} holds a character that nobody sees and that turns or breaks the line"
        ));
    }
    if text.trim() != text {
        return Err(format!("{what} {text:?} is padded with white space"));
    }
    Ok(text.to_owned())
}
