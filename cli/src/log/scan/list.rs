//! The elements of a list of codes: on one line, or each on a line of its own.

use cloudreve_error_codes::ResponseCode;

use super::cursor::{Cursor, Stop};
use super::key::Form;
use super::notation::is_word_byte;
use super::value;

/// Line breaks and tabs within a string, behind their backslash.
const ESCAPED_BLANKS: [&[u8]; 3] = [b"n", b"r", b"t"];

pub(super) enum Element {
    Code(ResponseCode),
    /// A number that is no code, or what stands between the elements.
    Other,
    /// The list is closed, or this was none.
    End,
}

/// Whether a byte stands between the elements of a list, where its line does not end.
pub(super) fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b',')
}

pub(super) fn read(cursor: &mut Cursor<'_>, form: Form) -> Result<Element, Stop> {
    let mut ahead = *cursor;
    match value::read_element(&mut ahead, form) {
        Ok(code) => {
            *cursor = ahead;
            Ok(Element::Code(code))
        }
        Err(Stop::Mismatch) if skip(cursor)? => Ok(Element::Other),
        Err(Stop::Mismatch) => Ok(Element::End),
        Err(Stop::Unfinished) => Err(Stop::Unfinished),
    }
}

fn skip(cursor: &mut Cursor<'_>) -> Result<bool, Stop> {
    let start = cursor.place();
    cursor.skip_ansi_escapes()?;
    if cursor.place() > start {
        return Ok(true);
    }
    if !cursor.take_while(|byte| byte == b'\\')?.is_empty() {
        return cursor.take_any(&ESCAPED_BLANKS);
    }
    cursor.take_while(|byte| is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'+'))?;
    Ok(cursor.place() > start)
}
