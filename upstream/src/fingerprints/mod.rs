//! The fingerprints of all sentences that the releases of a server and of its web interface have.

mod collection;
pub(crate) mod command;
mod release;
mod repository;
mod table;
mod unrecognized;

pub(crate) use unrecognized::{Unrecognized, in_checkout, in_locale};
