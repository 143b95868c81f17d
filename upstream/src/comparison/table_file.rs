//! A `codes.csv` on disk, and the rows that it lacks.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cloudreve_codes::bounded;
use cloudreve_codes::terminal::escaped::is_steering;
use cloudreve_codes::whole_file;
use cloudreve_error_codes::Class;
use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use heck::ToUpperCamelCase;

use super::drift::New;
use super::entry::Kind;
use super::known::Known;

/// What stands in a field until a person has filled it in: the build refuses it.
pub(crate) const MARK: &str = "?";
const COLUMNS: [&str; 10] = [
    "code",
    "name",
    "description",
    "constant",
    "aliases",
    "since",
    "http_status",
    "remedy",
    "sent",
    "nested",
];
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The file's bytes, and where its rows stand in them.
pub(crate) struct TableFile {
    path: PathBuf,
    bytes: Vec<u8>,
    /// The column of each field of a row, in their order in the file.
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    /// How its lines end.
    line_ending: &'static str,
}

struct Row {
    start: usize,
    code: i64,
    fields: HashMap<&'static str, String>,
}

impl TableFile {
    /// # Errors
    /// The file cannot be read, or is no table of codes.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        // Through a link the file itself is written, not the link.
        let path = fs::canonicalize(path)?;
        let bytes = bounded::read_file(&path, "expected a table of codes")?;
        let mut records = records(&bytes)?.into_iter();
        let (_, heading) = records.next().ok_or_else(|| no_table("it is empty"))?;
        let columns = columns(&heading).map_err(|why| no_table(&why))?;
        let rows = records.map(|(start, record)| Row::read(&columns, start, &record));
        let rows = rows.collect::<Result<_, _>>().map_err(|why| no_table(&why))?;
        let line_ending = line_ending(&bytes);
        Ok(Self { path, bytes, columns, rows, line_ending })
    }

    /// The codes that are in it.
    pub(crate) fn known(&self, kind: Kind) -> Vec<Known> {
        let known = |row: &Row| {
            let aliases = row.fields["aliases"].split(';').filter(|alias| !alias.is_empty());
            let labels = match kind {
                Kind::Source => {
                    std::iter::once(row.fields["constant"].as_str()).chain(aliases).collect()
                }
                Kind::Page => vec![row.fields["description"].as_str()],
                Kind::Locale => Vec::new(),
            };
            Known {
                code: row.code,
                description: row.fields["description"].clone(),
                since: row.fields["since"].clone(),
                labels: labels.into_iter().map(str::to_owned).collect(),
            }
        };
        self.rows.iter().map(known).collect()
    }

    /// Adds a row for a code, in its place, and returns it: what is not known of it is marked.
    ///
    /// # Errors
    /// Why the table can have no such code.
    pub(crate) fn add(&mut self, new: &New, kind: Kind) -> Result<String, String> {
        if Class::of(new.code).is_none() {
            return Err(format!(
                "{} is in none of the classes 2xx, 4xx, 4xxxx and 5xxxx",
                new.code
            ));
        }
        let fields = self.fields(new, kind);
        let row = self.line(&fields).map_err(|error| error.to_string())?;
        let after = self.rows.iter().position(|row| row.code > new.code);
        let index = after.unwrap_or(self.rows.len());
        let start = after.map_or(self.bytes.len(), |after| self.rows[after].start);
        let ending = self.line_ending;
        let text = if self.bytes[..start].ends_with(ending.as_bytes()) {
            format!("{row}{ending}")
        } else {
            // The last line has no ending, and neither has the new one.
            format!("{ending}{row}")
        };
        self.bytes.splice(start..start, text.bytes());
        for row in &mut self.rows[index..] {
            row.start += text.len();
        }
        self.rows.insert(index, Row { start, code: new.code, fields });
        Ok(row)
    }

    /// Writes the file, whole or not at all.
    pub(crate) fn write(&self) -> io::Result<()> {
        whole_file::write(&self.path, &self.bytes)
    }

    /// What is known of a code, by column.
    fn fields(&self, new: &New, kind: Kind) -> HashMap<&'static str, String> {
        // What could deceive its reader is none that anyone should take over.
        let mut labels = new.labels.iter().filter(|label| !label.contains(is_steering));
        let label = labels.next().cloned();
        let (constant, description) = match kind {
            Kind::Source => (label, None),
            Kind::Page => (None, label),
            Kind::Locale => (None, None),
        };
        let name = constant.as_deref().and_then(name).filter(|name| !self.is_taken(name));
        let aliases = match kind {
            Kind::Source => {
                labels.filter(|label| !self.is_taken(label)).cloned().collect::<Vec<_>>()
            }
            Kind::Page | Kind::Locale => Vec::new(),
        };
        let known = [
            ("code", Some(new.code.to_string())),
            ("name", name),
            ("description", description),
            ("constant", constant),
            ("aliases", Some(aliases.join(";"))),
        ];
        let mut fields = HashMap::from(COLUMNS.map(|column| (column, MARK.to_owned())));
        fields.extend(known.into_iter().filter_map(|(column, value)| Some((column, value?))));
        fields
    }

    /// Whether a code of the table is found by the text.
    fn is_taken(&self, text: &str) -> bool {
        self.rows.iter().any(|row| {
            let fixed = [row.fields["name"].as_str(), &row.fields["constant"]];
            let mut spellings = fixed.into_iter().chain(row.fields["aliases"].split(';'));
            spellings.any(|spelling| spelling.eq_ignore_ascii_case(text))
        })
    }

    /// A row as it stands in the file, without a line ending.
    fn line(&self, fields: &HashMap<&'static str, String>) -> io::Result<String> {
        let mut writer = WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|column| &fields[column]))?;
        let line = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        let line = String::from_utf8(line).map_err(io::Error::other)?;
        Ok(line.trim_end_matches('\n').to_owned())
    }
}

impl Row {
    fn read(columns: &[&'static str], start: usize, record: &ByteRecord) -> Result<Self, String> {
        let text = |field| String::from_utf8_lossy(field).into_owned();
        let fields: HashMap<_, _> = columns.iter().copied().zip(record.iter().map(text)).collect();
        let code = fields.get("code").map(String::as_str).unwrap_or_default();
        let number = code.parse().map_err(|_| format!("a row in it has the code {code:?}"))?;
        if fields.len() == columns.len() {
            return Ok(Self { start, code: number, fields });
        }
        Err(format!("the row of {code} in it has not as many fields as the heading"))
    }
}

/// All records of the file, each with the place of its first byte.
fn records(bytes: &[u8]) -> io::Result<Vec<(usize, ByteRecord)>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut records = Vec::new();
    for record in reader.byte_records() {
        let record = record?;
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).map_err(io::Error::other)?;
        // A record begins where the one before it ended: at its line ending, where that is CRLF, or
        // at an empty line.
        let blank = bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        records.push((start + blank, record));
    }
    Ok(records)
}

/// How the first line ends.
fn line_ending(bytes: &[u8]) -> &'static str {
    match bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        Some(end) if bytes[end..].starts_with(b"\r\n") => "\r\n",
        Some(end) if bytes[end] == b'\r' => "\r",
        _ => "\n",
    }
}

fn columns(heading: &ByteRecord) -> Result<Vec<&'static str>, String> {
    let column = |field: &[u8]| {
        let field = field.strip_prefix(BYTE_ORDER_MARK).unwrap_or(field);
        COLUMNS.into_iter().find(|column| column.as_bytes() == field)
    };
    let found: Option<Vec<_>> = heading.iter().map(column).collect();
    let is_whole = |found: &Vec<_>| COLUMNS.iter().all(|column| found.contains(column));
    match found.filter(is_whole) {
        Some(found) if found.len() == COLUMNS.len() => Ok(found),
        _ => Err(format!("its heading is not {}", COLUMNS.join(","))),
    }
}

fn no_table(why: &str) -> io::Error {
    io::Error::other(format!("no table of codes: {why}"))
}

/// The name that a constant gives: `CodeIOFailed` is `IoFailed`. `None` where it gives none.
fn name(constant: &str) -> Option<String> {
    let rest = constant.strip_prefix("Code")?;
    let is_name = rest.starts_with(|first: char| first.is_ascii_uppercase())
        && rest.chars().all(|letter| letter.is_ascii_alphanumeric());
    is_name.then(|| rest.to_upper_camel_case())
}
