//! What the server's own sources say: the codes that they declare, and the messages that they send with each.

mod checkout;
mod codes;
mod plain;
mod raiser;
mod sources;

pub(crate) use checkout::{Checkout, read_text};
pub(crate) use codes::{Codes, NO_ERRORS};
pub(crate) use plain::texts;
pub(crate) use raiser::Messages;
