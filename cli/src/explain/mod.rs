//! `explain`: says all that is known of codes, or of what was pasted.

pub(crate) mod command;
mod page;
mod pasted;
mod response;
