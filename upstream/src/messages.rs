use std::fmt::Display;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cloudreve_codes::complaint::Complaint;
use cloudreve_codes::log::messages::{Index, Row};
use cloudreve_codes::outcome::{Failure, Outcome};

use crate::problem::Problem;
use crate::server::{Checkout, Codes, Messages, texts};

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
    index(&checkout, messages).write(io::stdout().lock())?;
    Ok(if checkout.problems.is_empty() { Outcome::Complete } else { Outcome::InputFailed })
}

/// All that a server prints whose sources are this one alone, or `None` where it has no constants of codes.
#[must_use]
pub fn index_of_source(source: &str) -> Option<Index> {
    let checkout = Checkout::of_file(Path::new("error.go"), source);
    let messages = Messages::of(&checkout)?;
    Some(index(&checkout, messages))
}

/// All that a checkout prints: what is sent with a code, and what has none.
pub(crate) fn index(checkout: &Checkout, messages: Messages) -> Index {
    let codes = Codes::find(&checkout.program);
    let plain = codes.map(|codes| texts(checkout, &codes, &messages.sent)).unwrap_or_default();
    let mut rows: Vec<_> = messages
        .sent
        .into_iter()
        .map(|sent| Row {
            message: sent.message,
            code: Some(sent.code),
            constant: sent.constant,
            file: sent.file,
            line: sent.line,
            kind: sent.kind,
        })
        .collect();
    rows.extend(plain.into_iter().map(|plain| Row {
        message: plain.message,
        code: None,
        constant: String::new(),
        file: plain.file,
        line: plain.line,
        kind: plain.kind,
    }));
    rows.sort();
    Index { rows }
}
