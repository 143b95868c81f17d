//! `annotate`: copies logs, and says at the end of each line that holds a code what it means.

mod annotation;
mod annotator;
mod command;
mod copying;
mod each_line;
mod following;
mod parallel;
mod records;
mod turns;
mod writer;

pub(crate) use command::{Arguments, run};
