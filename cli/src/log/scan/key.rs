//! The key that a value belongs to.

use super::behind;
use super::cursor::{Cursor, Stop};
use super::notation::are_a_pair;

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
    /// `code(40073)` and `(code 40073)`: a parenthesis closes behind the value.
    Closed,
    /// `:code 40073`, as Clojure prints it.
    Symbol,
    /// `<code>40073</code>`: the same tag closes behind the value.
    Element,
}

/// What is expected behind a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key<'a> {
    /// One value.
    Code {
        form: Form,
        /// What is before the word.
        before: &'a [u8],
    },
    /// The elements of a list, whose bracket is open.
    List {
        form: Form,
        /// What is before the word.
        before: &'a [u8],
    },
}

/// Reads the key around the anchor that ends at the cursor, and what is between it and its value.
/// `text` is what the cursor reads.
pub(super) fn read<'a>(text: &'a [u8], cursor: &mut Cursor<'_>) -> Result<Key<'a>, Stop> {
    let anchor_end = cursor.place();
    let up_to_anchor = &text[..anchor_end];
    let before_anchor = &up_to_anchor[..anchor_end - ANCHOR.len()];
    let Some((b'c' | b'C', before)) = before_anchor.split_last() else {
        return Err(Stop::Mismatch);
    };
    // As nearly every key is written; the rest reads all ways there are, this one among them.
    if behind::has_plain_quote(before) && cursor.take_at_hand(b"\":") {
        cursor.skip_blanks()?;
        return Ok(Key::Code { form: Form::Quoted, before });
    }
    let is_list = cursor.take(b's')?;
    let goes_on = cursor.peek()?.is_some_and(|byte| byte.is_ascii_alphanumeric());
    if goes_on || (is_list && !up_to_anchor.ends_with(LIST)) {
        return Err(Stop::Mismatch);
    }
    let before = if is_list { &up_to_anchor[..anchor_end - LIST.len()] } else { before };
    let form = form(before, cursor)?;
    cursor.skip_blanks()?;
    if is_list {
        let is_open = matches!(form, Form::Quoted | Form::Bare) && cursor.take(b'[')?;
        return if is_open { Ok(Key::List { form, before }) } else { Err(Stop::Mismatch) };
    }
    let is_go_field = up_to_anchor.ends_with(b"{Code") && text[anchor_end..cursor.place()] == *b":";
    Ok(Key::Code { form: if is_go_field { Form::GoField } else { form }, before })
}

/// How a key is written that has this before it: takes what is between its word and its value.
fn form(before: &[u8], cursor: &mut Cursor<'_>) -> Result<Form, Stop> {
    cursor.skip_ansi_escapes()?;
    if let Some(closing) = cursor.take_quote()? {
        let opening = behind::quote(before).ok_or(Stop::Mismatch)?;
        // PHP prints `["code"]=>`, Ruby `"code"=>`.
        let is_in_bracket = before.strip_suffix(opening).is_some_and(|it| it.ends_with(b"["));
        let _ = is_in_bracket && cursor.take(b']')?;
        return expect(are_a_pair(opening, closing) && takes_separator(cursor)?, Form::Quoted);
    }
    // PHP prints `[code] => `.
    if before.ends_with(b"[") && cursor.take(b']')? {
        cursor.skip_blanks()?;
        return expect(cursor.take(b'=')? && cursor.take(b'>')?, Form::Quoted);
    }
    if cursor.take(b'(')? {
        return expect(behind::admits_bare_key(before), Form::Closed);
    }
    if before.ends_with(b"<") {
        return expect(cursor.take(b'>')?, Form::Element);
    }
    let word_end = cursor.place();
    cursor.skip_blanks()?;
    // Ruby prints `:code=>`, Clojure `{:code 40073}`.
    let is_symbol = before.strip_suffix(b":").is_some_and(behind::ends_at_gap);
    if cursor.place() > word_end && cursor.peek()?.is_some_and(|byte| byte.is_ascii_digit()) {
        if is_symbol {
            return Ok(Form::Symbol);
        }
        let opens = behind::opens_parenthesis(before) && behind::admits_bare_key(before);
        return expect(opens, Form::Closed);
    }
    expect(takes_separator(cursor)? && behind::admits_bare_key(before), Form::Bare)
}

fn expect(is_met: bool, form: Form) -> Result<Form, Stop> {
    if is_met { Ok(form) } else { Err(Stop::Mismatch) }
}

/// Takes `:`, `=`, `=>`, or, as Go's slog prints a key that ends in a colon, `:=`.
fn takes_separator(cursor: &mut Cursor<'_>) -> Result<bool, Stop> {
    cursor.skip_blanks()?;
    let has_colon = cursor.take(b':')?;
    let has_equals = cursor.take(b'=')?;
    let _ = has_equals && !has_colon && cursor.take(b'>')?;
    Ok(has_colon || has_equals)
}
