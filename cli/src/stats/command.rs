use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};
use std::panic;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use cloudreve_error_codes::{Language, ResponseCode};
use indicatif::{HumanBytes, HumanCount};
use jiff::{Span, SpanRelativeTo};
use serde::Serialize;

use super::histogram::Histogram;
use super::survey::Survey;
use super::tally::{Count, Place, Tally};
use crate::codes::facts::Facts;
use crate::complaint::Complaint;
use crate::log::input::Input;
use crate::log::messages;
use crate::log::timestamp::bucket_start;
use crate::outcome::{Failure, Outcome};
use crate::terminal::escaped::OneLine;
use crate::terminal::language;
use crate::terminal::progress;
use crate::terminal::table::Column::{Number, Text};
use crate::terminal::table::Table;

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
    /// Its keys are `complete` (false after Ctrl-C), `bytes`, `lines`, `hits`, `codes`, `classes`, `remedies`,
    /// and with --bucket `buckets` and `untimed`, the hits on lines without a time. Each of `codes` has `code`,
    /// `name`, `class`, `description`, `remedy`, `hits`, where messages are looked for `inferred`, and `first` and `last` with `file`, `line` and `time`;
    /// of `classes` `class` and `hits`; of `remedies` `remedy` and `hits`; of `buckets` `start` and `hits`.
    /// What is not known is null.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    choice: language::Choice,
}

fn seconds(text: &str) -> Result<i64, String> {
    let expected = || "expected a time of a second or more, such as 10m, 1h or 1d".to_owned();
    let span: Span = text.parse().map_err(|_| expected())?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| expected())?;
    Some(duration.as_secs()).filter(|seconds| *seconds >= 1).ok_or_else(expected)
}

/// What is heard of the count.
enum News {
    /// A log cannot be read, or not to its end.
    Unreadable(Complaint),
    Ended(End),
}

enum End {
    Complete,
    Interrupted,
    /// A worker has panicked: what it had counted is lost.
    Panicked(Box<dyn Any + Send>),
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let messages = arguments.messages.fingerprints()?;
    let tells_inferred = messages.is_some();
    let inputs = Input::all(&arguments.files);
    let progress = progress::before_output(inputs.iter().map(Input::size));
    let survey = Arc::new(Survey::new(inputs, arguments.bucket, messages, progress.clone()));
    let (teller, news) = channel();
    let interrupted = teller.clone();
    // Where there can be no handler, Ctrl-C ends the tool as it would end any other.
    let _ = ctrlc::set_handler(move || {
        let _ = interrupted.send(News::Ended(End::Interrupted));
    });
    count(&survey, teller);
    let mut outcome = Outcome::Complete;
    let is_complete = loop {
        match news.recv() {
            Ok(News::Unreadable(complaint)) => {
                complain(complaint);
                outcome = Outcome::InputFailed;
            }
            Ok(News::Ended(End::Panicked(panic))) => panic::resume_unwind(panic),
            Ok(News::Ended(End::Interrupted)) => break false,
            Ok(News::Ended(End::Complete)) | Err(_) => break true,
        }
    };
    progress.finish_and_clear();
    let language = arguments.choice.language();
    let report = Report::new(&survey, is_complete, tells_inferred, language);
    if arguments.json {
        report.write_json(arguments.bucket)?;
    } else {
        report.write_tables(arguments.bucket)?;
    }
    if !is_complete {
        complain(Complaint::new("interrupted: this is what there was so far"));
    }
    Ok(outcome)
}

/// Starts the threads that count. What is heard of them goes to `teller`, last that they have ended.
fn count(survey: &Arc<Survey>, teller: Sender<News>) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers: Vec<_> = (0..cores.min(survey.most_threads()))
        .map(|_| {
            let (survey, teller) = (Arc::clone(survey), teller.clone());
            thread::spawn(move || {
                survey.work(|input, error| {
                    let _ = teller.send(News::Unreadable(Complaint::about(input, error)));
                });
            })
        })
        .collect();
    thread::spawn(move || {
        let ended = workers.into_iter().try_for_each(thread::JoinHandle::join);
        let end = ended.map_or_else(End::Panicked, |()| End::Complete);
        let _ = teller.send(News::Ended(end));
    });
}

/// What was counted, in all logs together.
struct Report {
    language: Language,
    is_complete: bool,
    /// Whether it says how many hits are inferred.
    tells_inferred: bool,
    bytes: u64,
    lines: u64,
    hits: u64,
    /// The most frequent first.
    codes: Vec<CodeReport>,
    buckets: BTreeMap<i64, u64>,
    untimed: u64,
}

struct CodeReport {
    code: ResponseCode,
    hits: u64,
    inferred: u64,
    first: Location,
    last: Location,
}

/// A line of a log.
#[derive(Clone, Serialize)]
struct Location {
    file: String,
    line: u64,
    time: Option<String>,
}

impl Report {
    fn new(survey: &Survey, is_complete: bool, tells_inferred: bool, language: Language) -> Self {
        let mut report = Self {
            language,
            is_complete,
            tells_inferred,
            bytes: 0,
            lines: 0,
            hits: 0,
            codes: Vec::new(),
            buckets: BTreeMap::new(),
            untimed: 0,
        };
        for (input, tally) in survey.tallies() {
            report.add(input, tally);
        }
        report.codes.sort_by_key(|report| (std::cmp::Reverse(report.hits), report.code));
        report
    }

    fn add(&mut self, input: &Input, tally: Tally) {
        self.bytes += tally.bytes;
        self.lines += tally.lines;
        self.hits += tally.hits();
        self.untimed += tally.untimed;
        for (code, Count { hits, inferred, first, last }) in tally.counts {
            let last = Location::new(input, &last);
            if let Some(report) = self.codes.iter_mut().find(|report| report.code == code) {
                report.hits += hits;
                report.inferred += inferred;
                report.last = last;
            } else {
                let first = Location::new(input, &first);
                self.codes.push(CodeReport { code, hits, inferred, first, last });
            }
        }
        for (start, hits) in tally.buckets {
            *self.buckets.entry(start).or_default() += hits;
        }
    }

    /// The hits of the codes that have the same of something, the most frequent first.
    fn hits_by(&self, key: impl Fn(ResponseCode) -> Option<String>) -> Vec<(Option<String>, u64)> {
        let mut hits: BTreeMap<_, u64> = BTreeMap::new();
        for report in &self.codes {
            *hits.entry(key(report.code)).or_default() += report.hits;
        }
        let mut hits: Vec<_> = hits.into_iter().collect();
        hits.sort_by_key(|(_, hits)| std::cmp::Reverse(*hits));
        hits
    }

    fn hits_by_class(&self) -> Vec<(Option<String>, u64)> {
        self.hits_by(|code| code.class().map(|class| class.to_string()))
    }

    fn hits_by_remedy(&self) -> Vec<(Option<String>, u64)> {
        self.hits_by(|code| code.remedy().map(|remedy| remedy.to_string()))
    }

    fn write_tables(&self, bucket: Option<i64>) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let (hits, lines) = (HumanCount(self.hits), HumanCount(self.lines));
        write!(out, "{hits} hits on {lines} lines, {}", HumanBytes(self.bytes))?;
        if self.tells_inferred {
            let inferred: u64 = self.codes.iter().map(|report| report.inferred).sum();
            write!(out, "; {} inferred from messages", HumanCount(inferred))?;
        }
        writeln!(out)?;
        if self.codes.is_empty() {
            return out.flush();
        }
        writeln!(out, "\n{}", self.table())?;
        writeln!(out, "{}", summary("class", self.hits_by_class()))?;
        write!(out, "{}", summary("remedy", self.hits_by_remedy()))?;
        if let Some(length) = bucket {
            write!(out, "\n{}", Histogram { buckets: &self.buckets, length })?;
            if self.untimed > 0 {
                writeln!(out, "{} on lines without a time", HumanCount(self.untimed))?;
            }
        }
        out.flush()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            Number("hits"),
            Number("code"),
            Text("class"),
            Text("remedy"),
            Text("first"),
            Text("last"),
            Text("description"),
        ]);
        for CodeReport { code, hits, first, last, .. } in &self.codes {
            table.add([
                hits.to_string(),
                code.get().to_string(),
                or_unknown(code.class()),
                or_unknown(code.remedy()),
                first.to_string(),
                last.to_string(),
                or_unknown(code.known().map(|code| language::description(code, self.language))),
            ]);
        }
        table
    }

    fn write_json(&self, bucket: Option<i64>) -> io::Result<()> {
        let codes = self.codes.iter().map(|report| CodeRecord {
            facts: Facts::of(report.code, self.language),
            hits: report.hits,
            inferred: self.tells_inferred.then_some(report.inferred),
            first: &report.first,
            last: &report.last,
        });
        let classes = self.hits_by_class().into_iter();
        let remedies = self.hits_by_remedy().into_iter();
        let buckets = self.buckets.iter();
        let buckets =
            buckets.map(|(start, hits)| Bucket { start: bucket_start(*start), hits: *hits });
        let record = Record {
            complete: self.is_complete,
            bytes: self.bytes,
            lines: self.lines,
            hits: self.hits,
            codes: codes.collect(),
            classes: classes.map(|(class, hits)| ClassRecord { class, hits }).collect(),
            remedies: remedies.map(|(remedy, hits)| RemedyRecord { remedy, hits }).collect(),
            buckets: bucket.map(|_| buckets.collect()),
            untimed: bucket.map(|_| self.untimed),
        };
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &record)?;
        writeln!(out)?;
        out.flush()
    }
}

impl Location {
    fn new(input: &Input, place: &Place) -> Self {
        let time = place.written().map(|written| written.to_string());
        Self { file: input.to_string(), line: place.line, time }
    }
}

impl Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", OneLine(&self.file), self.line)?;
        match &self.time {
            Some(time) => write!(f, " {time}"),
            None => Ok(()),
        }
    }
}

fn or_unknown<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| value.to_string())
}

fn summary(of: &'static str, hits: Vec<(Option<String>, u64)>) -> Table {
    let mut table = Table::new(&[Number("hits"), Text(of)]);
    for (value, hits) in hits {
        table.add([hits.to_string(), or_unknown(value)]);
    }
    table
}

#[derive(Serialize)]
struct Record<'a> {
    complete: bool,
    bytes: u64,
    lines: u64,
    hits: u64,
    codes: Vec<CodeRecord<'a>>,
    classes: Vec<ClassRecord>,
    remedies: Vec<RemedyRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buckets: Option<Vec<Bucket>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untimed: Option<u64>,
}

#[derive(Serialize)]
struct CodeRecord<'a> {
    #[serde(flatten)]
    facts: Facts,
    hits: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    inferred: Option<u64>,
    first: &'a Location,
    last: &'a Location,
}

#[derive(Serialize)]
struct ClassRecord {
    class: Option<String>,
    hits: u64,
}

#[derive(Serialize)]
struct RemedyRecord {
    remedy: Option<String>,
    hits: u64,
}

#[derive(Serialize)]
struct Bucket {
    start: String,
    hits: u64,
}
