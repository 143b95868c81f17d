use std::io::{self, Write};
use std::path::PathBuf;

use cloudreve_codes::outcome::Outcome;

use crate::comparison::{Drift, Listing, MARK, TableFile};
use crate::{say, unreadable};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A checkout of the server, its error.go, the API page (Markdown), or a locale file of the web
    /// frontend (JSON).
    path: PathBuf,

    /// The table.
    #[arg(long, value_name = "FILE", default_value = "codes.csv")]
    table: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let listing = match Listing::read(&arguments.path) {
        Ok(listing) => listing,
        Err(problems) => return Ok(unreadable(&problems)),
    };
    let name = arguments.table.display();
    let mut table = match TableFile::read(&arguments.table) {
        Ok(table) => table,
        Err(error) => return Ok(unreadable([format!("{name}: {error}")])),
    };
    say(&listing.faults);
    say(&listing.problems);
    let mut outcome =
        if listing.faults.is_empty() { Outcome::Complete } else { Outcome::InputFailed };
    let drift = Drift::between(&table.known(listing.kind), &listing);
    let mut added = Vec::new();
    for new in &drift.new {
        match table.add(new, listing.kind) {
            Ok(row) => added.push(row),
            Err(why) => {
                say([format!("{name}: {why}")]);
                outcome = Outcome::InputFailed;
            }
        }
    }
    let mut out = io::stdout().lock();
    if added.is_empty() {
        writeln!(out, "{name}: nothing to add")?;
        return Ok(outcome);
    }
    if let Err(error) = table.write() {
        return Ok(unreadable([format!("{name}: {error}")]));
    }
    for row in added {
        writeln!(out, "{row}")?;
    }
    writeln!(out, "{name}: fill in what is {MARK}, which the build refuses")?;
    Ok(outcome)
}
