use std::io::{self, Write};
use std::path::PathBuf;

use cloudreve_codes::complaint::Complaint;
use cloudreve_codes::outcome::{Failure, Outcome};
use cloudreve_codes::terminal::escaped::OneLine;

use crate::comparison::{Drift, Listing, MARK, TableFile};
use crate::problem::Problem;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A checkout of the server, its error.go, the API page (Markdown), or a locale file of the web
    /// frontend (JSON).
    path: PathBuf,

    /// The table.
    #[arg(long, value_name = "FILE", default_value = "codes.csv")]
    table: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let listing = match Listing::read(&arguments.path) {
        Ok(listing) => listing,
        Err(problems) => {
            Problem::complain_of(&problems, complain);
            return Ok(Outcome::InputFailed);
        }
    };
    let name = &arguments.table.display().to_string();
    let mut table =
        TableFile::read(&arguments.table).map_err(|error| Complaint::about(name, error))?;
    Problem::complain_of(listing.faults.iter().chain(&listing.problems), complain);
    let mut outcome =
        if listing.faults.is_empty() { Outcome::Complete } else { Outcome::InputFailed };
    let drift = Drift::between(&table.known(listing.kind), &listing);
    let mut added = Vec::new();
    for new in &drift.new {
        match table.add(new, listing.kind) {
            Ok(row) => added.push(row),
            Err(why) => {
                complain(Complaint::about(name, why));
                outcome = Outcome::InputFailed;
            }
        }
    }
    let mut out = io::stdout().lock();
    if added.is_empty() {
        writeln!(out, "{}: nothing to add", OneLine(name))?;
        return Ok(outcome);
    }
    table.write().map_err(|error| Complaint::about(name, error))?;
    for row in added {
        writeln!(out, "{}", OneLine(&row))?;
    }
    writeln!(out, "{}: fill in what is {MARK}, which the build refuses", OneLine(name))?;
    Ok(outcome)
}
