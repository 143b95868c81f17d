//! The messages that a server sends with each code, and finding them in its log.
//!
//! The server prints an error as a chain, `message: inner: …: cause`, without the codes. [`Index`] is a
//! list of the messages that are sent with each code, [`Matcher`] finds them in a chain, and
//! [`Inferrer`] in a log.

mod index;
mod inferrer;
mod matcher;
mod pattern;
mod text;

pub use index::{Index, Row};
pub(crate) use inferrer::Inferrer;
pub(crate) use matcher::{Found, Matcher};
