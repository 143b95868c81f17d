//! What only version 3 of the server has.

use memchr::memmem;

use crate::log::messages::{Era, Fingerprints, Origin, decide};

/// How much of a message is looked at, in bytes.
const LONGEST: usize = 4 << 10;

/// Whether a text comes from version 3, by what it says of itself.
pub(super) fn is_named(text: &str) -> bool {
    ["/api/v3", "[GIN]", "[GIN-debug]"]
        .iter()
        .any(|sign| memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
}

/// Whether version 4 does not print a message which version 3 prints.
pub(super) fn is_message(fingerprints: &Fingerprints, message: &[u8]) -> bool {
    let message = &message[..message.len().min(LONGEST)];
    let is_of = |era| decide(fingerprints, message, Origin::Server(era)).is_some();
    is_of(Era::V3) && !is_of(Era::V4)
}
