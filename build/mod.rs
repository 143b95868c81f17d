//! The generator: the table and the texts, read and checked, as Rust source.

pub mod emit;
pub mod fault;
pub mod fingerprints;
pub mod folder;
pub mod interface;
pub mod locale;
pub mod page;
pub mod record;
pub mod release;
pub mod table;
pub mod translation;
pub mod untranslated;
