//! What stands on the line beside a key, or a number without one, and tells whose it is.

use super::behind;
use super::cursor::{Cursor, Stop};
use super::notation::is_word_byte;

/// How far from a key the fields beside it are looked for.
const FARTHEST: usize = 256;
/// How far from a list of codes the object that it is in is looked at: its description may come first.
const FARTHEST_IN_OBJECT: usize = 1 << 10;
/// How far from a number its line is looked at.
const LONGEST_LINE: usize = 512;

/// The fields of a response that may follow its code.
const FIELDS: [&[u8]; 5] = [b"msg", b"data", b"aggregated_error", b"error", b"correlation_id"];

/// What the sign-in of Microsoft has beside its `error_codes`, and Cloudreve has not.
const OF_MICROSOFT: [&[u8]; 3] = [b"AADSTS", b"trace_id", b"error_uri"];

/// What a line has that speaks of Cloudreve's API.
const API: [&[u8]; 4] = [b"/api/v3/", b"/api/v4/", b"cloudreve api", b"cloudreveapi"];

/// What a line has that tells of a failure.
const FAILURES: [&str; 10] =
    ["error", "fail", "exception", "失败", "失敗", "错误", "錯誤", "异常", "異常", "エラー"];

/// Whether a field `msg` is in the brackets that a key is in: `before` is what is before the key, and the
/// cursor behind its value.
pub(super) fn has_message(before: &[u8], behind: Cursor<'_>) -> Result<bool, Stop> {
    let Some(object) = open_object(before) else { return Ok(false) };
    if has_message_key(object) {
        return Ok(true);
    }
    if !matches!(behind.peek()?, Some(b',' | b';' | b' ')) {
        return Ok(false);
    }
    let rest = behind.line(FARTHEST)?;
    Ok(has_message_key(&rest[..closing_bracket(rest)]))
}

/// What of `before` is in the innermost bracket that is open at its end, on the same line.
fn open_object(before: &[u8]) -> Option<&[u8]> {
    let mut depth = 0;
    for (place, byte) in before.iter().enumerate().rev().take(FARTHEST) {
        match byte {
            b'\n' => return None,
            b')' | b']' | b'}' => depth += 1,
            b'(' | b'[' | b'{' if depth == 0 => return Some(&before[place + 1..]),
            b'(' | b'[' | b'{' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the bracket is closed that is open at the start of `rest`.
fn closing_bracket(rest: &[u8]) -> usize {
    let mut depth = 0;
    let closes = |byte: &u8| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        depth < 0
    };
    rest.iter().position(closes).unwrap_or(rest.len())
}

fn has_message_key(object: &[u8]) -> bool {
    memchr::memmem::find_iter(object, b"msg").any(|start| {
        let is_word = behind::ends_at_boundary(&object[..start]);
        let rest = &object[start + b"msg".len()..];
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        is_word && matches!(rest.trim_ascii_start().first(), Some(b':' | b'='))
    })
}

/// Whether a response goes on at the cursor, behind the value of a key that has this before it.
pub(super) fn is_field_of_response(before: &[u8], mut behind: Cursor<'_>) -> Result<bool, Stop> {
    let is_json = behind::quote(before).is_some_and(|quote| !quote.ends_with(b"'"));
    behind.skip_blanks()?;
    if !is_json || !behind.take(b',')? {
        return Ok(false);
    }
    behind.skip_blanks()?;
    behind.skip_escaped_blanks()?;
    if matches!(behind.peek()?, None | Some(b'\n' | b'\r')) {
        return Ok(true);
    }
    if behind.take_quote()?.is_none() {
        return Ok(false);
    }
    let field = behind.take_while(is_word_byte)?;
    Ok(FIELDS.contains(&field) && behind.take_quote()?.is_some())
}

/// Whether a list of codes, whose bracket is open at the cursor, is in an object of Microsoft.
pub(super) fn is_of_microsoft(before: &[u8], behind: Cursor<'_>) -> Result<bool, Stop> {
    let before = &before[before.len().saturating_sub(FARTHEST_IN_OBJECT)..];
    let object = memchr::memrchr(b'{', before).map_or(before, |start| &before[start..]);
    let is_said = |text: &[u8]| OF_MICROSOFT.iter().any(|it| contains(text, it));
    Ok(is_said(object) || is_said(behind.line(FARTHEST_IN_OBJECT)?))
}

/// Whether the line tells of a failure of Cloudreve's API.
pub(super) fn is_failure_of_api(before: &[u8], behind: Cursor<'_>) -> Result<bool, Stop> {
    let rest = behind.line(LONGEST_LINE)?;
    let before = &before[before.len().saturating_sub(LONGEST_LINE)..];
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let line = [&before[start..], rest].concat().to_ascii_lowercase();
    let says_any = |words: &[&[u8]]| words.iter().any(|word| contains(&line, word));
    Ok(says_any(&API) && says_any(&FAILURES.map(str::as_bytes)))
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(text, word).is_some()
}
