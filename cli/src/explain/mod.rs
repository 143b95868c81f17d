//! `explain`: says all that is known of codes, or of whatever was pasted.

mod beginning;
mod command;
mod constants;
mod escapes;
mod foreign;
mod heading;
mod keyed;
mod messages;
mod objects;
mod older;
mod others;
mod page;
mod pasted;
mod recognition;
mod report;
mod response;
mod sentences;
mod suggestions;
mod told;

pub(crate) use command::{Arguments, run};
pub use foreign::Foreign;
pub use messages::Message;
pub use recognition::{Knowledge, Recognition, What};
pub use sentences::Sentence;
