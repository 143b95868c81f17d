//! `codes.csv`, read and checked: a [`Table`] whose every promise holds, or all its [`Fault`]s.

use std::collections::BTreeMap;

use super::fault::{Fault, Faults};
use super::record::{Heading, Record, description, is_release, number, records};

/// The name of the table's file, as it stands before each fault.
pub const FILE: &str = "codes.csv";

/// The columns, in their order.
pub const COLUMNS: [&str; 10] = [
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

/// The remedies that a row can name: the variants of `Remedy`.
pub const REMEDIES: [&str; 9] = [
    "InspectResponse",
    "SignIn",
    "AskUser",
    "GainAccess",
    "FixRequest",
    "Resolve",
    "Restart",
    "Retry",
    "FixServer",
];

/// The classes: a variant of `Class`, the codes in it, and the HTTP statuses that fit it.
pub const CLASSES: [(&str, [u32; 2], [u16; 2]); 4] = [
    ("Http2xx", [200, 299], [200, 299]),
    ("Http4xx", [400, 499], [400, 499]),
    ("App4xxxx", [40_000, 49_999], [400, 599]),
    ("App5xxxx", [50_000, 59_999], [500, 599]),
];

/// One code with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub code: u32,
    /// The variant of `Class` that the code belongs to.
    pub class: &'static str,
    pub name: String,
    pub description: String,
    pub constant: String,
    pub aliases: Vec<String>,
    pub since: String,
    pub http_status: u16,
    pub remedy: String,
    /// Whether the community server sends it, at the release that the table was checked against.
    pub sent: bool,
    /// Whether it also arrives inside the `aggregated_error` of another response.
    pub nested: bool,
}

/// The rows, ascending by code, free of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads the table from the bytes of its file, with or without a byte-order mark, with LF or CRLF.
    ///
    /// # Errors
    /// All faults of the table, in the order of their lines.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::of(FILE);
        let records = records(bytes);
        let drafts: Vec<_> = match Heading::split_off(&COLUMNS, &records, &mut faults) {
            None => Vec::new(),
            Some((heading, rows)) => {
                rows.iter().filter_map(|row| Draft::read(&heading, row, &mut faults)).collect()
            }
        };
        check_codes(&drafts, &mut faults);
        check_spellings(&drafts, &mut faults);
        faults.finish()?;
        Ok(Self { rows: drafts.into_iter().filter_map(Draft::finish).collect() })
    }
}

/// A row as far as it could be read: a field with a fault is `None`.
struct Draft {
    line: usize,
    code: Option<u32>,
    name: Option<String>,
    description: Option<String>,
    constant: Option<String>,
    aliases: Vec<String>,
    since: Option<String>,
    http_status: Option<u16>,
    remedy: Option<String>,
    sent: Option<bool>,
    nested: Option<bool>,
}

impl Draft {
    fn read(heading: &Heading, record: &Record, faults: &mut Faults) -> Option<Self> {
        let mut row = heading.fields(record, faults)?;
        let code = row.read(0, code);
        let mut draft = Self {
            line: record.line,
            code,
            name: row.read(1, name),
            description: row.read(2, description),
            constant: row.read(3, constant),
            aliases: row.read(4, aliases).unwrap_or_default(),
            since: row.read(5, since),
            http_status: row.read(6, |text| http_status(text, code)),
            remedy: row.read(7, remedy),
            sent: row.read(8, |text| yes_or_no("sent", text)),
            nested: None,
        };
        draft.nested = row.read(9, |text| nested(text, draft.sent));
        Some(draft)
    }

    /// The name for people, as far as it is known.
    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("a code without a proper name")
    }

    /// Everything that finds the row by text, with what it is.
    fn spellings(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = self.name.iter().map(|name| ("name", name.as_str()));
        let constants = self.constant.iter().map(|constant| ("constant", constant.as_str()));
        let aliases = self.aliases.iter().map(|alias| ("alias", alias.as_str()));
        names.chain(constants).chain(aliases)
    }

    fn finish(self) -> Option<Row> {
        Some(Row {
            code: self.code?,
            class: class_of(self.code?)?.0,
            name: self.name?,
            description: self.description?,
            constant: self.constant?,
            aliases: self.aliases,
            since: self.since?,
            http_status: self.http_status?,
            remedy: self.remedy?,
            sent: self.sent?,
            nested: self.nested?,
        })
    }
}

fn class_of(code: u32) -> Option<&'static (&'static str, [u32; 2], [u16; 2])> {
    CLASSES.iter().find(|(_, [first, last], _)| (*first..=*last).contains(&code))
}

fn code(text: &str) -> Result<u32, String> {
    let code = number(text)
        .ok_or_else(|| format!("code {text:?} is not a number: expected digits, such as 40073"))?;
    match class_of(code) {
        Some(_) => Ok(code),
        None => Err(format!("code {code} is in none of the classes 2xx, 4xx, 4xxxx and 5xxxx")),
    }
}

/// What no variant can be called, and why: the compiler would refuse the names as ambiguous.
const RESERVED: [(&str, &str); 3] = [
    ("Self", "a keyword of Rust"),
    ("Error", "what TryFrom calls the type of its errors"),
    ("Err", "what FromStr calls the type of its errors"),
];

fn name(text: &str) -> Result<String, String> {
    if let Some((_, why)) = RESERVED.iter().find(|(name, _)| *name == text) {
        return Err(format!("name {text:?} is {why}: no variant can have it"));
    }
    if is_upper_camel_case(text) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "name {text:?} is not UpperCamelCase: expected ASCII letters and digits, each word and \
         each acronym with one capital, such as LockConflict or IoFailed"
    ))
}

/// `LockConflict`, `AddCors`, `GetAFile`; but not `IOFailed`, `AddCORS`, `lock`, `Lock_Conflict`.
fn is_upper_camel_case(text: &str) -> bool {
    let capitals = |window: &[u8]| window.iter().all(u8::is_ascii_uppercase);
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && !bytes.windows(3).any(capitals)
        && !bytes.windows(2).last().is_some_and(capitals)
}

fn constant(text: &str) -> Result<String, String> {
    go_constant("constant", text)
}

fn aliases(text: &str) -> Result<Vec<String>, String> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    text.split(';').map(|alias| go_constant("alias", alias)).collect()
}

fn go_constant(what: &str, text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("Code").unwrap_or_default();
    if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "{what} {text:?} is malformed: expected Code and then ASCII letters and digits, such as CodeLockConflict"
    ))
}

fn since(text: &str) -> Result<String, String> {
    if is_release(text) {
        return Ok(text.to_owned());
    }
    Err(format!("since {text:?} is not a release: expected three numbers, such as 4.12.0"))
}

fn http_status(text: &str, code: Option<u32>) -> Result<u16, String> {
    let status: u16 = number(text)
        .filter(|status| (100..=599).contains(status))
        .ok_or_else(|| format!("http_status {text:?} is not a status: expected one such as 423"))?;
    match code.and_then(class_of) {
        Some((_, _, [first, last])) if !(first..=last).contains(&&status) => Err(format!(
            "http_status {status} does not fit code {}: expected {first} to {last}",
            code.unwrap_or_default()
        )),
        _ => Ok(status),
    }
}

fn remedy(text: &str) -> Result<String, String> {
    if REMEDIES.contains(&text) {
        return Ok(text.to_owned());
    }
    Err(format!("unknown remedy {text:?}: expected one of {}", REMEDIES.join(", ")))
}

fn yes_or_no(what: &str, text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("{what} is {text:?}: expected yes or no")),
    }
}

fn nested(text: &str, sent: Option<bool>) -> Result<bool, String> {
    let nested = yes_or_no("nested", text)?;
    if nested && sent == Some(false) {
        return Err(
            "nested is yes, but sent is no: what is not sent is not nested either".to_owned()
        );
    }
    Ok(nested)
}

/// Each code once, ascending.
fn check_codes(drafts: &[Draft], faults: &mut Faults) {
    let mut seen: BTreeMap<u32, &Draft> = BTreeMap::new();
    let mut previous: Option<(u32, usize)> = None;
    for draft in drafts {
        let Some(code) = draft.code else { continue };
        if let Some(first) = seen.get(&code) {
            let (line, name) = (first.line, first.name());
            faults
                .add(draft.line, format!("code {code} is already defined on line {line} ({name})"));
            continue;
        }
        if let Some((greater, line)) = previous.filter(|(before, _)| *before > code) {
            faults.add(
                draft.line,
                format!("code {code} is out of order: it belongs before {greater} on line {line}"),
            );
        }
        seen.insert(code, draft);
        previous = Some((code, draft.line));
    }
}

/// Each name, constant and alias finds one code, in whatever case it is typed.
fn check_spellings(drafts: &[Draft], faults: &mut Faults) {
    let mut seen: BTreeMap<String, (&str, &Draft)> = BTreeMap::new();
    for draft in drafts {
        for (what, spelling) in draft.spellings() {
            if let Some((first, owner)) = seen.get(&spelling.to_ascii_lowercase()) {
                let (line, name) = (owner.line, owner.name());
                faults.add(
                    draft.line,
                    format!("{what} {spelling} is taken on line {line}, as the {first} of {name}"),
                );
                continue;
            }
            seen.insert(spelling.to_ascii_lowercase(), (what, draft));
        }
    }
}
