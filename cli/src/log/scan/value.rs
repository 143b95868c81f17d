//! The value of a key.

use cloudreve_error_codes::{Class, ErrorCode, ResponseCode};

use super::beside;
use super::cursor::{Cursor, Stop};
use super::key::Form;
use super::notation::{are_a_pair, is_word_byte};

/// No name or constant is longer.
const LONGEST_NAME: usize = 64;

/// What a number may be wrapped in, up to a parenthesis that closes: as Swift, Rust and Python print a value of
/// a type, and Go one that is of another type than its verb is for.
const WRAPPERS: [&[u8]; 13] = [
    b"Optional(",
    b"Some(",
    b"Number(",
    b"NumberInt(",
    b"Int(",
    b"int(",
    b"%!s(int=",
    b"%!s(int64=",
    b"%!s(float64=",
    b"%!d(float64=",
    b"%!q(int=",
    b"%!v(int=",
    b"Decimal(",
];

/// What closes the element of a code.
const END_TAGS: [&[u8]; 2] = [b"</code>", b"</Code>"];

/// Reads a number or a name that counts as a code behind a key of this form, and says where it begins. `before` is
/// what is before the key.
pub(super) fn read(
    cursor: &mut Cursor<'_>,
    form: Form,
    before: &[u8],
) -> Result<(ResponseCode, usize), Stop> {
    let is_number = matches!(cursor.peek()?, Some(b'0'..=b'9'));
    let is_wrapped = !is_number && form != Form::Closed && cursor.take_any(&WRAPPERS)?;
    let start = cursor.place();
    if !is_wrapped {
        return Ok((plain(cursor, form, before)?, start));
    }
    let code = number(cursor)?;
    let is_closed = cursor.take(b')')?;
    if is_closed && counts(code, form, before, cursor)? {
        Ok((code, start))
    } else {
        Err(Stop::Mismatch)
    }
}

fn plain(cursor: &mut Cursor<'_>, form: Form, before: &[u8]) -> Result<ResponseCode, Stop> {
    let code = match cursor.peek()? {
        Some(b'0'..=b'9') => number(cursor)?,
        Some(b'-') if form == Form::Quoted => return not_set(cursor, before),
        Some(b'A'..=b'Z') if form == Form::Bare => return bare_name(cursor),
        _ if matches!(form, Form::Quoted | Form::GoField | Form::Bare) => {
            quoted_name(cursor)?.into()
        }
        _ => return Err(Stop::Mismatch),
    };
    if counts(code, form, before, cursor)? { Ok(code) } else { Err(Stop::Mismatch) }
}

/// Whether a code counts that was read up to the cursor.
fn counts(
    code: ResponseCode,
    form: Form,
    before: &[u8],
    cursor: &mut Cursor<'_>,
) -> Result<bool, Stop> {
    let is_own = matches!(code.class(), Some(Class::App4xxxx | Class::App5xxxx));
    Ok(match form {
        Form::Closed => is_own && cursor.peek()? == Some(b')'),
        Form::Symbol => is_own && code.known().is_some(),
        Form::Element => is_own && code.known().is_some() && cursor.take_any(&END_TAGS)?,
        _ if is_own => true,
        _ => code.known().is_some() && takes_three_digits(form, before, cursor)?,
    })
}

/// Reads an element of a list whose key is of this form.
pub(super) fn read_element(cursor: &mut Cursor<'_>, form: Form) -> Result<ResponseCode, Stop> {
    if cursor.peek()? == Some(b'-') {
        return Err(Stop::Mismatch);
    }
    plain(cursor, form, &[])
}

fn takes_three_digits(form: Form, before: &[u8], behind: &Cursor<'_>) -> Result<bool, Stop> {
    match form {
        Form::Quoted => Ok(true),
        Form::GoField => Ok(matches!(behind.peek()?, Some(b' ' | b',' | b'}'))),
        Form::Bare if before.ends_with(b"(") && behind.peek()? == Some(b')') => Ok(true),
        Form::Bare => beside::has_message(before, *behind),
        Form::Closed | Form::Symbol | Form::Element => Ok(false),
    }
}

/// Reads `-1`, which counts only as the server sends it: followed by another of the fields of a response, or
/// by the end of its line.
fn not_set(cursor: &mut Cursor<'_>, before: &[u8]) -> Result<ResponseCode, Stop> {
    let mut ahead = *cursor;
    if !(ahead.take(b'-')? && ahead.take(b'1')? && beside::is_field_of_response(before, ahead)?) {
        return Err(Stop::Mismatch);
    }
    *cursor = ahead;
    Ok(ResponseCode::NOT_SET)
}

fn number(cursor: &mut Cursor<'_>) -> Result<ResponseCode, Stop> {
    let digits = cursor.take_while(|byte| byte.is_ascii_digit())?;
    if !matches!(digits, [b'1'..=b'9', _, _] | [b'1'..=b'9', _, _, _, _]) || goes_on(*cursor)? {
        return Err(Stop::Mismatch);
    }
    Ok(ResponseCode::new(parse(digits)))
}

/// What a few digits are worth.
pub(super) fn parse(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

/// Whether what stands at the cursor makes the number before it a part of something longer.
pub(super) fn goes_on(mut cursor: Cursor<'_>) -> Result<bool, Stop> {
    if let Some(b',' | b' ' | b'}') = cursor.peek()? {
        return Ok(false);
    }
    if !cursor.take(b'-')? {
        // One ends a sentence, several are an ellipsis.
        cursor.take_while(|byte| byte == b'.')?;
    }
    cursor.is_in_word()
}

fn quoted_name(cursor: &mut Cursor<'_>) -> Result<ErrorCode, Stop> {
    let opening = cursor.take_quote()?.ok_or(Stop::Mismatch)?;
    let code = name(cursor)?;
    match cursor.take_quote()? {
        Some(closing) if are_a_pair(opening, closing) => Ok(code),
        _ => Err(Stop::Mismatch),
    }
}

/// A name without quotes. Those of three digits are everyone's words, as the numbers are.
fn bare_name(cursor: &mut Cursor<'_>) -> Result<ResponseCode, Stop> {
    let code = name(cursor)?;
    let is_own = matches!(code.class(), Class::App4xxxx | Class::App5xxxx);
    if is_own && !goes_on(*cursor)? { Ok(code.into()) } else { Err(Stop::Mismatch) }
}

/// A name or constant, spelled as in the table.
pub(super) fn name(cursor: &mut Cursor<'_>) -> Result<ErrorCode, Stop> {
    let start = cursor.place();
    let text = cursor.take_while(is_word_byte)?;
    if cursor.place() - start > LONGEST_NAME {
        return Err(Stop::Mismatch);
    }
    let text = str::from_utf8(text).map_err(|_| Stop::Mismatch)?;
    let code: ErrorCode = text.parse().map_err(|_| Stop::Mismatch)?;
    let mut spellings =
        [code.name(), code.constant()].into_iter().chain(code.aliases().iter().copied());
    spellings.any(|spelling| spelling == text).then_some(code).ok_or(Stop::Mismatch)
}
