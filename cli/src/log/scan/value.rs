//! The value of a key.

use cloudreve_error_codes::{Class, ErrorCode, ResponseCode};

use super::cursor::{Cursor, Stop};
use super::key::Form;
use super::notation::is_word_byte;

/// No name or constant is longer.
const LONGEST_NAME: usize = 64;

/// Reads a number or a quoted name that counts as a code behind a key of this form.
pub(super) fn read(cursor: &mut Cursor<'_>, form: Form) -> Result<ResponseCode, Stop> {
    let code = match cursor.peek()? {
        Some(b'0'..=b'9') => number(cursor)?,
        _ => name(cursor)?.into(),
    };
    let counts = match code.class() {
        Some(Class::App4xxxx | Class::App5xxxx) => true,
        Some(_) => code.known().is_some() && takes_three_digits(form, cursor)?,
        None => false,
    };
    if counts { Ok(code) } else { Err(Stop::Mismatch) }
}

fn takes_three_digits(form: Form, behind: &Cursor<'_>) -> Result<bool, Stop> {
    match form {
        Form::Quoted => Ok(true),
        Form::GoField => Ok(matches!(behind.peek()?, Some(b' ' | b',' | b'}'))),
        Form::Bare => Ok(false),
    }
}

fn number(cursor: &mut Cursor<'_>) -> Result<ResponseCode, Stop> {
    let digits = cursor.take_while(|byte| byte.is_ascii_digit())?;
    if !matches!(digits, [b'1'..=b'9', _, _] | [b'1'..=b'9', _, _, _, _]) || goes_on(*cursor)? {
        return Err(Stop::Mismatch);
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    Ok(ResponseCode::new(number))
}

/// Whether what stands at the cursor makes the number before it a part of something longer.
fn goes_on(mut cursor: Cursor<'_>) -> Result<bool, Stop> {
    if let Some(b',' | b' ' | b'}') = cursor.peek()? {
        return Ok(false);
    }
    if !cursor.take(b'-')? {
        // One ends a sentence, several are an ellipsis.
        cursor.take_while(|byte| byte == b'.')?;
    }
    cursor.is_in_word()
}

fn name(cursor: &mut Cursor<'_>) -> Result<ErrorCode, Stop> {
    let opening = cursor.take_quote()?.ok_or(Stop::Mismatch)?;
    let start = cursor.place();
    let text = cursor.take_while(is_word_byte)?;
    if cursor.place() - start > LONGEST_NAME || cursor.take_quote()? != Some(opening) {
        return Err(Stop::Mismatch);
    }
    let text = str::from_utf8(text).map_err(|_| Stop::Mismatch)?;
    let code: ErrorCode = text.parse().map_err(|_| Stop::Mismatch)?;
    let mut spellings =
        [code.name(), code.constant()].into_iter().chain(code.aliases().iter().copied());
    spellings.any(|spelling| spelling == text).then_some(code).ok_or(Stop::Mismatch)
}
