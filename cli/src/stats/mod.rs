//! `stats`: counts the codes in logs.

mod command;
mod counting;
mod histogram;
mod merge;
mod range;
mod record;
mod report;
mod summary;
mod survey;
mod tally;

pub(crate) use command::{Arguments, run};
