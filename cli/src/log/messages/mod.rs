//! Codes by the texts that the server prints.
//!
//! The server prints an error as a chain, `message: inner message: …: cause`, without its code. A text stands for
//! a code, and is known by the digest of its [normal form](normal_form): [`Fingerprints`] are those of all
//! releases, or those of the [`Index`] of a checkout. [`decide`] says which text of a chain decides,
//! and [`Inferrer`] finds them in a log.

mod built_in;
mod chain;
mod common;
mod fingerprints;
mod heading;
mod index;
mod inferrer;
pub mod interface;
mod normal_form;
mod sentence;
mod shown;
mod start;
mod system;
mod wanted;

pub use chain::{Decision, Origin, decide};
pub use fingerprints::{Case, Fingerprints, Meaning, Uses};
pub use heading::Era;
pub use index::{Index, Kind, Row};
pub use inferrer::decide_line;
pub(crate) use inferrer::{Inferred, Inferrer};
pub use normal_form::{Digest, normal_form};
pub use sentence::{Key, Rest, Sentence};
pub use start::Start;
pub(crate) use wanted::Wanted;
