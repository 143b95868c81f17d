//! `stats`: counts the codes in logs.

mod command;
mod histogram;
mod survey;
mod tally;

pub(crate) use command::{Arguments, run};
