use std::fmt::Display;
use std::fs;
use std::io;
use std::path::PathBuf;

use cloudreve_codes::complaint::Complaint;
use cloudreve_codes::log::messages::{Index, Row};
use cloudreve_codes::outcome::{Failure, Outcome};

use crate::problem::Problem;
use crate::server::{Checkout, Messages};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A checkout of the server, of the version that runs.
    path: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let path = &arguments.path;
    let unreadable = |why: &dyn Display| Complaint::about(path.display(), why);
    if !fs::metadata(path).map_err(|error| unreadable(&error))?.is_dir() {
        return Err(unreadable(&"no folder: expected a checkout").into());
    }
    let checkout = Checkout::read(path);
    Problem::complain_of(&checkout.problems, complain);
    let messages =
        Messages::of(&checkout).ok_or_else(|| unreadable(&"no constants of codes in it"))?;
    Problem::complain_of(&messages.unknown, complain);
    index(messages).write(io::stdout().lock())?;
    Ok(if checkout.problems.is_empty() { Outcome::Complete } else { Outcome::InputFailed })
}

fn index(messages: Messages) -> Index {
    let rows = messages.sent.into_iter().map(|sent| Row {
        message: sent.message,
        code: sent.code,
        constant: sent.constant,
        file: sent.file,
        line: sent.line,
    });
    Index { rows: rows.collect() }
}
