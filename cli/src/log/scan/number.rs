//! A known number of five digits that no key names, where what stands around it says that it is a code.
//!
//! - `failed to list: 40006: Storage policy …`: between `: ` and `: `, as clients print a number before its
//!   message.
//! - `40006: PolicyNotAllowed`: before its own name or constant.
//! - `(40006: PolicyNotAllowed)`: in parentheses, before a name that a client may have given it.
//! - `upload failed (40006)` and `upload failed: 40006`, at the end of its line, where the line tells of a
//!   failure of Cloudreve's API.
//!
//! Numbers in places where every program has them are none: `port: 40016: in use`, `cloudreve(40016): …`.

use cloudreve_error_codes::{ErrorCode, ResponseCode};
use memchr::memmem;

use super::behind::without_ansi_escapes;
use super::beside;
use super::cursor::{Cursor, Stop};
use super::notation::{is_word_byte, is_word_character};
use super::value;

/// What every known number of five digits has behind its first digit.
pub(super) const ANCHOR: &[u8] = b"00";
const DIGITS: usize = 5;

/// The last word before a number's colon that makes it another thing.
const OTHER_NUMBERS: [&[u8]; 30] = [
    b"bytes",
    b"code",
    b"col",
    b"column",
    b"count",
    b"duration",
    b"elapsed",
    b"errno",
    b"gid",
    b"id",
    b"index",
    b"job",
    b"length",
    b"line",
    b"lines",
    b"no",
    b"number",
    b"offset",
    b"pid",
    b"port",
    b"ppid",
    b"row",
    b"seq",
    b"size",
    b"status",
    b"step",
    b"thread",
    b"tid",
    b"took",
    b"uid",
];

/// SQLSTATE has these numbers too: transactions that were rolled back.
const SQLSTATE: [i64; 3] = [40001, 40002, 40003];
/// How a database speaks of them.
const OF_DATABASES: [&[u8]; 4] = [b"serializ", b"deadlock", b"transaction", b"rolled back"];
/// How far behind its number a database has one of these.
const FARTHEST: usize = 80;

/// Whether there may be a number around the anchor at this place, so that reading it is worth while.
pub(super) fn may_be_at(window: &[u8], anchor: usize) -> bool {
    let before = anchor.checked_sub(2).map(|place| window[place]);
    let first = anchor.checked_sub(1).map(|place| window[place]);
    // An ANSI escape ends in a letter, as a rule in this one.
    let is_inner = |byte: u8| {
        (is_word_byte(byte) && byte != b'm') || matches!(byte, b'.' | b'-' | b'/' | b'+')
    };
    matches!(first, Some(b'4' | b'5')) && !before.is_some_and(is_inner)
}

/// Reads the number at the cursor, which is at the first of its digits. `text` is what the cursor reads.
pub(super) fn read(text: &[u8], cursor: &mut Cursor<'_>) -> Result<ResponseCode, Stop> {
    let before = &text[..cursor.place()];
    let digits = cursor.take_while(|byte| byte.is_ascii_digit())?;
    let known = (digits.len() == DIGITS)
        .then(|| ErrorCode::try_from(value::parse(digits)).ok())
        .flatten()
        .ok_or(Stop::Mismatch)?;
    if counts(known, without_ansi_escapes(before), *cursor)? {
        Ok(known.into())
    } else {
        Err(Stop::Mismatch)
    }
}

fn counts(code: ErrorCode, before: &[u8], mut behind: Cursor<'_>) -> Result<bool, Stop> {
    behind.skip_ansi_escapes()?;
    let label = label(before);
    let is_in_parenthesis = before.strip_suffix(b"(").is_some_and(|before| !ends_in_word(before));
    if ends_label(&mut behind)? {
        let is_labelled = label.is_some_and(|label| !is_other_number(label));
        return Ok(is_own_name(code, before, behind)?
            || (is_in_parenthesis && is_name(behind)?)
            || (is_labelled && !is_of_database(code, label.unwrap_or_default(), behind)?));
    }
    if is_in_parenthesis && behind.take(b')')? {
        return Ok(!behind.is_in_word()? && beside::is_failure_of_api(before, behind)?);
    }
    let ends_line = {
        let mut ahead = behind;
        ahead.skip_blanks()?;
        matches!(ahead.peek()?, None | Some(b'\n' | b'\r' | b'"' | b'\''))
    };
    Ok(ends_line
        && label.is_some_and(|label| !is_other_number(label))
        && beside::is_failure_of_api(before, behind)?)
}

/// What is before the colon that `before` ends with, on the same line.
fn label(before: &[u8]) -> Option<&[u8]> {
    let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let text = &before[..before.len() - blanks];
    let is_glued = text.len() == before.len();
    text.strip_suffix("：".as_bytes()).or_else(|| text.strip_suffix(b":").filter(|_| !is_glued))
}

/// Takes the colon that is next, if a message can follow it.
fn ends_label(cursor: &mut Cursor<'_>) -> Result<bool, Stop> {
    if cursor.take_any(&["：".as_bytes()])? {
        return Ok(true);
    }
    Ok(cursor.take(b':')? && matches!(cursor.peek()?, None | Some(b' ' | b'\t' | b'\n' | b'\r')))
}

fn ends_in_word(before: &[u8]) -> bool {
    let start = before.len().saturating_sub(4);
    let last = before[start..].utf8_chunks().last();
    last.and_then(|chunk| chunk.valid().chars().next_back()).is_some_and(is_word_character)
}

/// Whether a label ends in a word, or in a part of one (`userId`, `exitCode`), for other numbers.
fn is_other_number(label: &[u8]) -> bool {
    let label = label.trim_ascii_end();
    let last = |is_before: fn(&u8) -> bool| {
        let start = label.iter().rposition(is_before).unwrap_or(0);
        let is_letter = label.get(start).is_some_and(u8::is_ascii_alphanumeric);
        label[(start + usize::from(!is_letter)).min(label.len())..].to_ascii_lowercase()
    };
    let word = last(|byte| !byte.is_ascii_alphanumeric());
    let part = last(|byte| !byte.is_ascii_lowercase());
    [word, part].iter().any(|it| OTHER_NUMBERS.contains(&it.as_slice()))
}

/// Whether the name or constant of the code follows.
fn is_own_name(code: ErrorCode, before: &[u8], mut behind: Cursor<'_>) -> Result<bool, Stop> {
    behind.skip_blanks()?;
    if !behind.peek()?.is_some_and(|byte| byte.is_ascii_uppercase()) {
        return Ok(false);
    }
    let is_start = before.last().is_none_or(|byte| b" \t\n[(\"'".contains(byte));
    match value::name(&mut behind) {
        Ok(named) => Ok(is_start && named == code && !behind.is_in_word()?),
        Err(Stop::Mismatch) => Ok(false),
        Err(Stop::Unfinished) => Err(Stop::Unfinished),
    }
}

/// Whether a name of several words follows, and the parenthesis is closed: `ObjectAlreadyExists)`.
fn is_name(mut behind: Cursor<'_>) -> Result<bool, Stop> {
    behind.skip_blanks()?;
    let name = behind.take_while(|byte| byte.is_ascii_alphanumeric())?;
    let has_case = |is_case: fn(&u8) -> bool| name.iter().filter(|byte| is_case(byte)).count();
    let is_camel = name.first().is_some_and(u8::is_ascii_uppercase)
        && has_case(u8::is_ascii_uppercase) > 1
        && has_case(u8::is_ascii_lowercase) > 1;
    Ok(is_camel && behind.take(b')')?)
}

/// Whether a database means the number: it calls it an `ERROR`, or speaks of transactions.
fn is_of_database(code: ErrorCode, label: &[u8], behind: Cursor<'_>) -> Result<bool, Stop> {
    if !SQLSTATE.contains(&i64::from(code.as_u32())) {
        return Ok(false);
    }
    let word = label.iter().rev().take_while(|byte| is_word_byte(**byte));
    let mut word = word.copied().peekable();
    if word.peek().is_some() && word.all(|byte| byte.is_ascii_uppercase()) {
        return Ok(true);
    }
    let message = behind.line(FARTHEST)?.to_ascii_lowercase();
    Ok(OF_DATABASES.iter().any(|word| memmem::find(&message, word).is_some()))
}

#[cfg(test)]
mod tests {
    use cloudreve_error_codes::{Class, ErrorCode};

    use super::ANCHOR;

    #[test]
    fn every_known_number_of_five_digits_has_the_anchor() {
        let codes = ErrorCode::ALL
            .iter()
            .filter(|code| matches!(code.class(), Class::App4xxxx | Class::App5xxxx));
        for code in codes {
            assert!(code.as_u32().to_string().as_bytes()[1..].starts_with(ANCHOR), "{code}");
        }
    }
}
