//! The key that a value belongs to.

use super::behind;
use super::cursor::{Cursor, Stop};

/// What every key has in it, and what is looked for: the rest of a key differs.
pub(super) const ANCHOR: &[u8] = b"ode";
const LIST: &[u8] = b"error_code";

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `"code":`
    Quoted,
    /// `{Code:`, the first field of a struct as Go prints it.
    GoField,
    /// `code=`
    Bare,
}

/// What is expected behind a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// One value.
    Code(Form),
    /// The elements of a list, whose bracket is open.
    List(Form),
}

/// Reads the key around the anchor that ends at the cursor, and what is between it and its value.
/// `text` is what the cursor reads.
pub(super) fn read(text: &[u8], cursor: &mut Cursor<'_>) -> Result<Key, Stop> {
    let anchor_end = cursor.place();
    let up_to_anchor = &text[..anchor_end];
    let before_anchor = &up_to_anchor[..anchor_end - ANCHOR.len()];
    let Some((b'c' | b'C', before_code)) = before_anchor.split_last() else {
        return Err(Stop::Mismatch);
    };
    // As nearly every key is written; the rest reads all ways there are, this one among them.
    if behind::has_plain_quote(before_code) && cursor.take_at_hand(b"\":") {
        cursor.skip_blanks()?;
        return Ok(Key::Code(Form::Quoted));
    }
    let is_list = cursor.take(b's')?;
    let goes_on = cursor.peek()?.is_some_and(|byte| byte.is_ascii_alphanumeric());
    if goes_on || (is_list && !up_to_anchor.ends_with(LIST)) {
        return Err(Stop::Mismatch);
    }
    cursor.skip_ansi_escapes()?;
    let closing = cursor.take_quote()?;
    cursor.skip_blanks()?;
    if !cursor.take(b':')? && !cursor.take(b'=')? {
        return Err(Stop::Mismatch);
    }
    let before = if is_list { &up_to_anchor[..anchor_end - LIST.len()] } else { before_code };
    let form = form(before, closing).ok_or(Stop::Mismatch)?;
    cursor.skip_blanks()?;
    if is_list {
        return if cursor.take(b'[')? { Ok(Key::List(form)) } else { Err(Stop::Mismatch) };
    }
    let is_go_field = up_to_anchor.ends_with(b"{Code") && text[anchor_end..cursor.place()] == *b":";
    Ok(Key::Code(if is_go_field { Form::GoField } else { form }))
}

/// How a key is written that has this before it, and this quote behind it.
fn form(before: &[u8], closing: Option<&[u8]>) -> Option<Form> {
    match closing {
        Some(closing) => (behind::quote(before)? == closing).then_some(Form::Quoted),
        None => behind::admits_bare_key(before).then_some(Form::Bare),
    }
}
