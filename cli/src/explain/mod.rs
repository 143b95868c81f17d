//! `explain`: says all that is known of codes, or of what was pasted.

mod command;
mod page;
mod pasted;
mod response;
mod suggestions;

pub(crate) use command::{Arguments, run};
