//! What a person sees, and the ways to it.

pub(crate) mod language;
pub(crate) mod markdown;
pub(crate) mod progress;
pub mod stdio;
pub(crate) mod table;
