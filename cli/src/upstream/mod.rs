//! What the server, its API page and its web frontend say of codes, and how that compares with the
//! table. It knows no terminal.
//!
//! [`Listing`] is what is said there: read from a [`Checkout`], a page or a locale file. [`Drift`] is how
//! it differs from the table, [`TableFile`] is a `codes.csv` that gains what it lacks. [`Messages`] are
//! what a checkout sends with each code.

mod checkout;
mod codes;
mod drift;
mod listing;
mod locale;
mod page;
mod problem;
mod raiser;
mod sources;
mod table_file;

pub(crate) use checkout::Checkout;
pub(crate) use drift::{Drift, Place};
pub(crate) use listing::{Kind, Known, Listing};
pub(crate) use problem::Problem;
pub(crate) use raiser::Messages;
pub(crate) use table_file::{MARK, TableFile};
