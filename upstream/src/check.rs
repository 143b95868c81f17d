use std::io::{self, Write};
use std::path::{Path, PathBuf};

use cloudreve_codes::complaint::Complaint;
use cloudreve_codes::outcome::{Failure, Outcome};
use cloudreve_codes::terminal::escaped::OneLine;
use cloudreve_error_codes::ErrorCode;
use serde::Serialize;

use crate::comparison::{Drift, Kind, Known, Listing, Place};
use crate::fingerprints::{self, Unrecognized};
use crate::problem::Problem;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A checkout of the server, its error.go, the API page (Markdown), or a locale file of the web
    /// frontend (JSON).
    path: PathBuf,

    /// Write one JSON object instead.
    ///
    /// Its keys are `path`, `kind` (source, page or locale), `in_step`, `codes` (how many are there), the
    /// lists `new` (code, labels, file, line), `gone` (code, label, since), `renumbered` (label, from, to,
    /// file, line), `renamed` (code, from, to, file, line), `untranslated` (code, description) and
    /// `unrecognized` (codes, file, line), and `problems` (file, line, message). A label is a constant of a source, or a description of a page.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    path: String,
    kind: Kind,
    in_step: bool,
    codes: usize,
    #[serde(flatten)]
    drift: &'a Drift,
    unrecognized: &'a [Unrecognized],
    problems: Vec<&'a Problem>,
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let listing = match Listing::read(&arguments.path) {
        Ok(listing) => listing,
        Err(problems) => {
            Problem::complain_of(&problems, complain);
            return Ok(Outcome::InputFailed);
        }
    };
    let drift = Drift::between(&Known::built_in(listing.kind), &listing);
    let unrecognized = unrecognized(&arguments.path, listing.kind)
        .map_err(|error| Complaint::about(arguments.path.display(), error))?;
    let differs = !(drift.is_empty() && unrecognized.is_empty());
    let is_in_step = !differs && listing.faults.is_empty();
    let codes = listing.count();
    Problem::complain_of(listing.faults.iter().chain(&listing.problems), complain);
    let mut out = io::stdout().lock();
    if arguments.json {
        let report = Report {
            path: arguments.path.display().to_string(),
            kind: listing.kind,
            in_step: is_in_step,
            codes,
            drift: &drift,
            unrecognized: &unrecognized,
            problems: listing.faults.iter().chain(&listing.problems).collect(),
        };
        serde_json::to_writer_pretty(&mut out, &report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for line in lines(&drift).into_iter().chain(unrecognized.iter().map(line_of_unrecognized)) {
            writeln!(out, "{}", OneLine(&line))?;
        }
        let table = ErrorCode::ALL.len();
        let verdict = if is_in_step { "in step" } else { "not in step" };
        writeln!(out, "{verdict}: {codes} codes there, {table} in the table")?;
    }
    out.flush()?;
    Ok(match (listing.faults.is_empty(), differs) {
        (false, _) => Outcome::InputFailed,
        (true, true) => Outcome::Differs,
        (true, false) => Outcome::Complete,
    })
}

/// The sentences that the fingerprints are behind with: those of a checkout, or of a locale file in the folder of
/// its language.
fn unrecognized(path: &Path, kind: Kind) -> Result<Vec<Unrecognized>, String> {
    match kind {
        Kind::Source if path.is_dir() => fingerprints::in_checkout(path),
        Kind::Locale => fingerprints::in_locale(path),
        Kind::Source | Kind::Page => Ok(Vec::new()),
    }
}

fn line_of_unrecognized(unrecognized: &Unrecognized) -> String {
    let Unrecognized { codes, file, line } = unrecognized;
    let codes: Vec<_> = codes.iter().map(i64::to_string).collect();
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{:<12}  {:>6}  a sentence ({file}{line})", "unrecognized", codes.join(" "))
}

/// One line a difference.
fn lines(drift: &Drift) -> Vec<String> {
    let new = drift.new.iter().map(|it| {
        let labels = it.labels.join(", ");
        line("new", it.code, &format!("{labels}{}", at(it.place.as_ref())))
    });
    let gone = drift.gone.iter().map(|it| {
        let label = it.label.as_deref().unwrap_or_default();
        line("gone", it.code, &format!("{label}, in the table since Cloudreve {}", it.since))
    });
    let renumbered = drift.renumbered.iter().map(|it| {
        let place = at(it.place.as_ref());
        line("renumbered", it.from, &format!("{} is {} there{place}", it.label, it.to))
    });
    let renamed = drift.renamed.iter().map(|it| {
        let place = at(it.place.as_ref());
        line("renamed", it.code, &format!("{} is {} there{place}", it.from, it.to.join(", ")))
    });
    let untranslated =
        drift.untranslated.iter().map(|it| line("untranslated", it.code, &it.description));
    new.chain(gone).chain(renumbered).chain(renamed).chain(untranslated).collect()
}

fn line(what: &str, code: i64, more: &str) -> String {
    format!("{what:<12}  {code:>6}  {more}").trim_end().to_owned()
}

fn at(place: Option<&Place>) -> String {
    match place {
        Some(Place { file, line: Some(line) }) => format!(" ({file}:{line})"),
        _ => String::new(),
    }
}
