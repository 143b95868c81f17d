use std::fs;
use std::io;
use std::path::PathBuf;

use cloudreve_codes::log::messages::{Index, Row};
use cloudreve_codes::outcome::Outcome;

use crate::server::{Checkout, Messages};
use crate::{say, unreadable};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A checkout of the server, of the version that runs.
    path: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let path = &arguments.path;
    let name = path.display();
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Ok(unreadable([format!("{name}: no folder: expected a checkout")])),
        Err(error) => return Ok(unreadable([format!("{name}: {error}")])),
    }
    let checkout = Checkout::read(path);
    say(&checkout.problems);
    let Some(messages) = Messages::of(&checkout) else {
        return Ok(unreadable([format!("{name}: no constants of codes in it")]));
    };
    say(&messages.unknown);
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
