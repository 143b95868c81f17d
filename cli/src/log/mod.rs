//! Reading logs: where they come from, the codes in them, and the lines that these are on.

pub(crate) mod finder;
pub(crate) mod input;
pub(crate) mod lines;
pub mod messages;
pub mod scan;
pub(crate) mod timestamp;
