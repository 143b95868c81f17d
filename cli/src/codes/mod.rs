//! What several jobs ask of the table of codes.

pub(crate) mod facts;
pub(crate) mod listing;
pub mod release;
pub(crate) mod search;
