//! How what others say of the codes differs from the table.
//!
//! A [`Listing`] is what is said: read from the server's sources, its API page or a locale file of its web
//! frontend. [`Drift`] is how that differs from the table, [`TableFile`] is a `codes.csv` that gains what it lacks.

mod drift;
mod entry;
mod known;
mod listing;
pub(crate) mod locale;
mod page;
mod table_file;

pub(crate) use drift::{Drift, Place};
pub(crate) use entry::Kind;
pub(crate) use known::Known;
pub(crate) use listing::Listing;
pub(crate) use table_file::{MARK, TableFile};
