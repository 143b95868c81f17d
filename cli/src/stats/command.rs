use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use jiff::{Span, SpanRelativeTo};

use super::counting::{Counted, count};
use super::merge::{Named, merge};
use super::range::{Extent, Range};
use super::record;
use super::report::Report;
use super::survey::Survey;
use crate::bounded;
use crate::complaint::Complaint;
use crate::log::input::Input;
use crate::log::messages;
use crate::outcome::{Failure, Outcome};
use crate::terminal::language;
use crate::terminal::progress;

/// How much of a report is read.
const LONGEST_REPORT: u64 = 64 << 20;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A log, `-` or none for standard input. What is compressed by gzip or zstd is read as it was before.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Draw how many codes there were in each hour (1h), or another such time (10m, 1d).
    ///
    /// Times that tell their offset are brought to UTC, others are taken as they stand.
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    bucket: Option<i64>,

    #[command(flatten)]
    messages: messages::Wanted,

    /// Write one JSON object instead of tables.
    ///
    /// Its keys are `version`, `complete` (false after Ctrl-C), `bytes`, `lines`, `hits`, `codes`, `classes`,
    /// `remedies`, with --range `range`, and with --bucket `bucket` (its seconds), `buckets` and `untimed`, the hits
    /// on lines without a time. Each of `codes` has `code`, `name`, `class`, `description`, `remedy`, `hits`, where
    /// messages are looked for `inferred`, and `first` and `last` with `file`, `line` and `time`; of `classes` `class`
    /// and `hits`; of `remedies` `remedy` and `hits`; of `buckets` `start` and `hits`. What is not known is null.
    #[arg(long)]
    json: bool,

    /// Count only the lines that begin in this range of the bytes of one file, such as 0-134217728.
    ///
    /// Ranges that follow each other add up to the whole file: --merge puts them together.
    #[arg(long, value_name = "FROM-TO", requires = "files", conflicts_with = "merge")]
    range: Option<Range>,

    /// Add up files that `stats --json` wrote, on other machines or for other ranges, to what one run over all the
    /// logs would have written.
    #[arg(long, conflicts_with_all = ["bucket", "infer", "messages"])]
    merge: bool,

    #[command(flatten)]
    choice: language::Choice,
}

fn seconds(text: &str) -> Result<i64, String> {
    let expected = || "expected a time of a second or more, such as 10m, 1h or 1d".to_owned();
    let span: Span = text.parse().map_err(|_| expected())?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| expected())?;
    Some(duration.as_secs()).filter(|seconds| *seconds >= 1).ok_or_else(expected)
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Complete;
    let report = if arguments.merge {
        merged(&arguments.files)?
    } else {
        let (report, is_lacking) = counted(arguments, complain)?;
        if is_lacking {
            outcome = Outcome::InputFailed;
        }
        report
    };
    let language = arguments.choice.language();
    if arguments.json {
        record::write(&report, language)?;
    } else {
        report.write_tables(language)?;
    }
    if !report.is_complete && !arguments.merge {
        complain(Complaint::new("interrupted: this is what there was so far"));
    }
    Ok(outcome)
}

/// What the logs have, and whether one could not be read to its end.
fn counted(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<(Report, bool), Failure> {
    let messages = arguments.messages.fingerprints()?;
    let tells_inferred = messages.is_some();
    let inputs = Input::all(&arguments.files);
    let bucket = arguments.bucket;
    let (survey, progress, extent) = match (arguments.range, inputs.as_slice()) {
        (None, _) => {
            let progress = progress::before_output(inputs.iter().map(Input::size));
            (Survey::new(inputs, bucket, messages, progress.clone()), progress, None)
        }
        (Some(range), [input]) => {
            let progress = progress::before_output([Some(range.to - range.from)].into_iter());
            let extent = Extent::of(input, range);
            let survey = Survey::of_range(input.clone(), range, bucket, messages, progress.clone())
                .map_err(|error| Complaint::about(input, error))?;
            (survey, progress, Some(extent))
        }
        (Some(_), _) => return Err(Complaint::new("--range: expected one FILE").into()),
    };
    let Counted { summary, is_complete, is_lacking } = count(survey, complain);
    progress.finish_and_clear();
    Ok((Report { summary, is_complete, tells_inferred, bucket, extent }, is_lacking))
}

/// What several reports add up to.
fn merged(files: &[PathBuf]) -> Result<Report, Failure> {
    let reports = Input::all(files).into_iter().map(|input| {
        let name = input.to_string();
        let bytes = read_report(&input).map_err(|error| Complaint::about(&name, error))?;
        let report = record::read(&bytes).map_err(|fault| Complaint::about(&name, fault))?;
        Ok(Named { name, report })
    });
    let reports = reports.collect::<Result<_, Complaint>>()?;
    Ok(merge(reports).map_err(|fault| Complaint::about("--merge", fault))?)
}

fn read_report(input: &Input) -> io::Result<Vec<u8>> {
    let source: Box<dyn Read> = match input {
        Input::Stdin => Box::new(io::stdin().lock()),
        Input::File(path) => Box::new(File::open(path)?),
    };
    bounded::read(source, LONGEST_REPORT, "expected what stats --json wrote")
}
