//! `annotate`: copies logs, and says at the end of each line that holds a code what it means.

mod annotation;
mod annotator;
pub(crate) mod command;
mod turns;
