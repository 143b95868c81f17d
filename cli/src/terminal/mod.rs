//! What a person sees, and the ways to it.

pub mod escaped;
pub(crate) mod language;
pub(crate) mod markdown;

pub(crate) mod progress;
pub(crate) mod stdio;
pub(crate) mod table;
pub(crate) mod wrap;
