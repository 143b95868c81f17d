//! Finding codes in bytes: what counts as a code is decided here, and nowhere else.
//!
//! # What counts
//!
//! - The key `code` or `Code` as a whole word, then `:`, `=`, `=>` or `:=`, then a whole number. Blanks (spaces,
//!   tabs) and ANSI escapes may stand between. The key may be quoted, by a quote that is itself
//!   escaped any number of times; then such a quote closes it. `code(40073)` and `(code 40073)` count too, and of
//!   known numbers `:code 40073` and `<code>40073</code>`. The number may be in the parentheses of a type,
//!   `code: Optional(40073)`. The key `error_codes` has a list in brackets instead, each element of which
//!   counts; it goes on to other lines only as JSON does, where each element has its own.
//! - Before a key without quotes there is none of the [`behind::OTHER_CODES`] (`zip code: 40016`), and
//!   it is no parameter of a URL (`?code=40016`).
//! - The number has five digits and a class, or three and is known. Three count only after a quoted key,
//!   in Go's struct form, `{Code:404 …}`, in parentheses, `(code: 404)`, or with a `msg` in the same brackets.
//!   It must not go on: `40016.5`, `40016abc` and `40016-7` are other things; but a full stop may end it.
//! - -1 counts only as the server writes it: `"code":-1,` and then another field of a response, or nothing.
//! - A quoted value counts only where it is a known name or constant, spelled as in the table; one without
//!   quotes only after a key without quotes, and if its number has five digits.
//! - A known number of five digits may have no key where what stands around it says what it is: see
//!   [`number`].
//!
//! `examples.rs` has the table of examples and counter-examples.
//!
//! # How
//!
//! [`Stream`] has a window of bytes over an input of any length. A key and its value stand on one line,
//! within `REACH` bytes to either side of the key, so that this window is all the memory there is.
//! Whatever the reads that the input comes in, the codes found are the same; and so they are from any line
//! on, where the scanner begins [`LEAD`] bytes before it.

mod behind;
mod beside;
mod cursor;
#[cfg(test)]
mod examples;
mod key;
mod list;
mod notation;
mod number;
mod scanner;
mod stream;
mod value;

#[cfg(test)]
pub(crate) use scanner::REACH;
pub use scanner::{Hit, LEAD};
pub use stream::Stream;
