use std::cmp::Reverse;
use std::io::{self, Write};

use cloudreve_error_codes::{ErrorCode, ResponseCode};

use super::Outcome;

/// How many known codes are offered for one that is unknown.
const SUGGESTIONS: usize = 3;

/// Say all that is known of codes.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A number (40073), a name (LockConflict), a constant of the server's source (CodeLockConflict)
    /// or a former one (CodeQQNotLinked).
    #[arg(required = true, value_name = "CODE", allow_negative_numbers = true)]
    codes: Vec<String>,
}

/// Explains each code on stdout; on stderr says of the unknown ones what can be said.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Complete;
    let mut is_first = true;
    for text in &arguments.codes {
        let Some(page) = page(text) else {
            outcome = Outcome::UnknownCode;
            writeln!(io::stderr(), "cloudreve-codes: {}", unknown(text))?;
            continue;
        };
        if !is_first {
            writeln!(out)?;
        }
        is_first = false;
        out.write_all(page.as_bytes())?;
    }
    out.flush()?;
    Ok(outcome)
}

/// All that is known of a code; `None` if it is unknown.
fn page(text: &str) -> Option<String> {
    match text.parse().ok()? {
        ResponseCode::SUCCESS => Some(
            "0  Success\n\n  No error: `data` holds what the request asked for.\n".to_owned(),
        ),
        ResponseCode::NOT_SET => Some(
            "-1  Not Set\n\n  An error that the server gave no code of its own: `msg` says what went wrong.\n"
                .to_owned(),
        ),
        code => code.known().map(known_page),
    }
}

fn known_page(code: ErrorCode) -> String {
    let remedy = format!("{}: {}", code.remedy(), code.remedy().advice());
    let rows = [
        ("name", code.name().to_owned()),
        ("constant", code.constant().to_owned()),
        ("formerly", code.aliases().join(", ")),
        ("class", code.class().to_string()),
        ("since", format!("Cloudreve {}", code.since())),
        ("HTTP status", code.http_status().to_string()),
        ("remedy", remedy),
    ];
    let known = rows.iter().filter(|(_, value)| !value.is_empty());
    let lines: Vec<_> = known.map(|(label, value)| format!("  {label:<11}  {value}\n")).collect();
    format!("{}  {}\n\n{}", code.as_u32(), code.description(), lines.concat())
}

/// What can be said of an unknown code, in one line.
fn unknown(text: &str) -> String {
    let Ok(code) = text.parse::<ResponseCode>() else {
        let nearest = list(&nearest_spellings(text));
        return format!("{text:?} is no code, name or constant; the nearest known ones: {nearest}");
    };
    let class = match code.class() {
        Some(class) => format!("of class {class}, perhaps of a newer server or a fork"),
        None => "of no class that Cloudreve uses".to_owned(),
    };
    let nearest = list(&nearest_numbers(code));
    format!("{code:?} is an unknown code {class}; the nearest known ones: {nearest}")
}

fn list(codes: &[ErrorCode]) -> String {
    let names: Vec<_> =
        codes.iter().map(|code| format!("{} {}", code.as_u32(), code.name())).collect();
    names.join(", ")
}

fn nearest_numbers(code: ResponseCode) -> Vec<ErrorCode> {
    let mut codes = ErrorCode::ALL.to_vec();
    codes.sort_by_key(|known| code.get().abs_diff(known.as_u32().into()));
    codes.truncate(SUGGESTIONS);
    codes
}

fn nearest_spellings(text: &str) -> Vec<ErrorCode> {
    let text = text.to_ascii_lowercase();
    let mut codes = ErrorCode::ALL.to_vec();
    codes.sort_by_cached_key(|code| Reverse(likeness(&text, *code)));
    codes.truncate(SUGGESTIONS);
    codes
}

/// How much a text resembles the closest of all that finds a code, in thousandths.
fn likeness(text: &str, code: ErrorCode) -> u16 {
    let number = code.as_u32().to_string();
    let fixed = [number.as_str(), code.name(), code.constant(), code.description()];
    let spellings = fixed.iter().chain(code.aliases());
    let best = spellings
        .map(|spelling| {
            strsim::normalized_damerau_levenshtein(text, &spelling.to_ascii_lowercase())
        })
        .fold(0.0, f64::max);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to 1
    let thousandths = (best * 1000.0) as u16;
    thousandths
}
