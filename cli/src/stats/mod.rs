//! `stats`: counts the codes in logs.

pub(crate) mod command;
mod histogram;
mod survey;
mod tally;
