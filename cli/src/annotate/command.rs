use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use cloudreve_error_codes::Language;
use indicatif::ProgressBar;
use serde::Serialize;

use super::annotator::Annotator;
use super::turns::Turns;
use crate::codes::facts::Facts;
use crate::log::finder::Finder;
use crate::log::input::{Event, Input, SegmentReader, Segments, Tail, is_same};
use crate::log::lines::Lines;
use crate::log::messages::Matcher;
use crate::log::scan::Stream;
use crate::outcome::{Outcome, read_messages};
use crate::terminal::language;
use crate::terminal::progress;
use crate::terminal::stdio;

/// How much is read at a time: it fits in the second cache, with room for what the kernel needs there.
const BLOCK: usize = 256 << 10;
/// How long the parts are that a file is cut into for several threads.
const SEGMENT: usize = 512 << 10;
/// What a segment is read with at once: with what the scanner needs before, and the rest of its last line.
const SEGMENT_BLOCK: usize = SEGMENT + (32 << 10);
/// More threads would wait for memory, and need it.
const MOST_THREADS: usize = 8;
/// How often files are looked at that may grow.
const POLLING: Duration = Duration::from_millis(100);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A log, `-` or none for standard input. What is compressed by gzip or zstd comes out plain.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Instead of the log write one JSON object a line for each code that is found.
    ///
    /// Its keys are `file`, `line` (from 1 on), `offset` (in bytes from 0 on), `code`, `name`, `class`,
    /// `description`, and `remedy`. What is not known of a code is null.
    #[arg(long)]
    json: bool,

    /// Also find the messages of an index, as `cloudreve-upstream messages` writes it.
    ///
    /// Of a line of the server's log whose text is a chain, `message: inner: …: cause`, the last known message
    /// decides. What is inferred is marked: `  # ~40005 Signature Expired`; in JSON by the key `inferred`.
    #[arg(long, value_name = "INDEX")]
    messages: Option<PathBuf>,

    /// When a file has come to its end, wait for more, as `tail -F` does.
    ///
    /// A file that is replaced, cut short, or not there yet is read from its start. Of several files only
    /// whole lines are read.
    #[arg(long, requires = "files")]
    follow: bool,

    #[command(flatten)]
    choice: language::Choice,
}

impl Arguments {
    fn annotator(&self, finder: Finder) -> Annotator {
        Annotator::new(self.choice.language(), finder, stdio::is_colored())
    }
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let Ok(messages) = read_messages(arguments.messages.as_deref()) else {
        return Ok(Outcome::InputFailed);
    };
    let messages = messages.as_ref();
    let out = stdio::unbuffered_output()?;
    stdio::widen_pipe(&out);
    let inputs = Input::all(&arguments.files);
    if arguments.follow {
        return follow(arguments, messages, &inputs, &out);
    }
    let progress = progress::beside_output(inputs.iter().map(Input::size));
    let mut outcome = Outcome::Complete;
    for input in &inputs {
        let copied = match segments(arguments, input) {
            _ if is_output(input, &out) => {
                let itself = "it is also the output, and would never end";
                Err(Failure::Input(io::Error::other(itself)))
            }
            Some(segments) => copy_segments(&segments, arguments, messages, &progress, &out),
            None => copy(input, &progress, writer(arguments, messages, input).as_mut(), &out),
        };
        match copied {
            Ok(()) => {}
            Err(Failure::Input(error)) => {
                stdio::complain(format_args!("{input}: {error}"));
                outcome = Outcome::InputFailed;
            }
            Err(Failure::Output(error)) => return Err(error),
        }
    }
    progress.finish_and_clear();
    Ok(outcome)
}

/// Why a log was not copied to its end.
enum Failure {
    Input(io::Error),
    Output(io::Error),
}

/// What makes output of a log, block by block.
trait Writer {
    /// Takes the hits and the bytes of the block that the stream holds.
    fn write(&mut self, stream: &mut Stream, out: &File) -> io::Result<()>;
}

fn writer(
    arguments: &Arguments,
    messages: Option<&Arc<Matcher>>,
    input: &Input,
) -> Box<dyn Writer> {
    let finder = Finder::new(messages);
    if arguments.json {
        Box::new(Records {
            language: arguments.choice.language(),
            file: input.to_string(),
            finder,
            marks_inferred: messages.is_some(),
            lines: Lines::default(),
            text: Vec::new(),
        })
    } else {
        Box::new(arguments.annotator(finder))
    }
}

/// Writes what can be read.
fn copy(
    input: &Input,
    progress: &ProgressBar,
    writer: &mut dyn Writer,
    out: &File,
) -> Result<(), Failure> {
    let mut source = input.open(progress).map_err(Failure::Input)?;
    let mut stream = Stream::new(BLOCK);
    while !stream.has_ended() {
        let read = stream.read_from(source.as_mut());
        if !matches!(read, Ok(1..)) {
            stream.end();
        }
        writer.write(&mut stream, out).map_err(Failure::Output)?;
        read.map_err(Failure::Input)?;
    }
    Ok(())
}

/// Whether what is written to the output would be read from the input again.
fn is_output(input: &Input, out: &File) -> bool {
    let Input::File(path) = input else { return false };
    match (path.metadata(), out.metadata()) {
        (Ok(input), Ok(output)) => output.is_file() && cfg!(unix) && is_same(&input, &output),
        _ => false,
    }
}

/// Copies logs, and goes on as they grow, for as long as there is one and somebody reads the output.
fn follow(
    arguments: &Arguments,
    messages: Option<&Arc<Matcher>>,
    inputs: &[Input],
    out: &File,
) -> io::Result<Outcome> {
    let mut logs = Vec::new();
    for input in inputs {
        match Tail::of(input, inputs.len() > 1) {
            Some(tail) => {
                let (stream, writer) = (Stream::new(BLOCK), writer(arguments, messages, input));
                logs.push(FollowedLog { input, tail, stream, writer });
            }
            None => stdio::complain(format_args!("{input}: only a file can be followed")),
        }
    }
    while !logs.is_empty() {
        let mut is_quiet = true;
        let mut followed = Vec::new();
        for mut log in logs {
            match log.advance(arguments, messages, out)? {
                None => {}
                Some(has_grown) => {
                    is_quiet &= !has_grown;
                    followed.push(log);
                }
            }
        }
        logs = followed;
        if is_quiet {
            stdio::pause(out, POLLING)?;
        }
    }
    Ok(Outcome::InputFailed)
}

struct FollowedLog<'a> {
    input: &'a Input,
    tail: Tail,
    stream: Stream,
    writer: Box<dyn Writer>,
}

impl FollowedLog<'_> {
    /// Writes what has come since, and returns whether that is anything; `None` if the log cannot be
    /// followed.
    fn advance(
        &mut self,
        arguments: &Arguments,
        messages: Option<&Arc<Matcher>>,
        out: &File,
    ) -> io::Result<Option<bool>> {
        match self.tail.advance(&mut self.stream) {
            Ok(Event::Idle) => return Ok(Some(false)),
            Ok(Event::Grew) => self.writer.write(&mut self.stream, out)?,
            Ok(Event::Ended) => {
                self.stream.end();
                self.writer.write(&mut self.stream, out)?;
                self.stream.restart(0);
                self.writer = writer(arguments, messages, self.input);
            }
            Err(error) => {
                self.stream.end();
                self.writer.write(&mut self.stream, out)?;
                stdio::complain(format_args!("{}: {error}", self.input));
                return Ok(None);
            }
        }
        Ok(Some(true))
    }
}

/// How to copy the input by several threads, where that is of use.
fn segments(arguments: &Arguments, input: &Input) -> Option<Segments> {
    if arguments.json || threads() == 1 { None } else { Segments::of(input, SEGMENT as u64) }
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS))
}

/// Copies the segments of a file in their order, while those that follow are read.
fn copy_segments(
    segments: &Segments,
    arguments: &Arguments,
    messages: Option<&Arc<Matcher>>,
    progress: &ProgressBar,
    out: &File,
) -> Result<(), Failure> {
    let (next, turns) = (AtomicU64::new(0), Turns::default());
    let work = || {
        let mut copier = SegmentCopier {
            segments,
            turns: &turns,
            reader: segments.reader().map_err(Failure::Input)?,
            stream: Stream::new(SEGMENT_BLOCK),
            annotator: arguments.annotator(Finder::new(messages)),
        };
        loop {
            let segment = next.fetch_add(1, Ordering::Relaxed);
            if segment >= segments.count() {
                return Ok(());
            }
            copier.copy(segment, out).inspect_err(|_| turns.stop())?;
            progress.inc(segments.length(segment));
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(thread::ScopedJoinHandle::join).collect()
    })
}

/// Copies segments, waiting for its turn with each.
struct SegmentCopier<'a> {
    segments: &'a Segments,
    turns: &'a Turns,
    reader: SegmentReader,
    stream: Stream,
    annotator: Annotator,
}

impl SegmentCopier<'_> {
    fn copy(&mut self, segment: u64, mut out: &File) -> Result<(), Failure> {
        let mut read = self.segments.enter(segment, &mut self.reader, &mut self.stream);
        loop {
            if read.is_err() {
                self.stream.end();
            }
            self.annotator.place_annotations(&mut self.stream);
            if !self.turns.wait_for(segment) {
                return Ok(());
            }
            self.annotator.write_to(&mut out, &mut self.stream).map_err(Failure::Output)?;
            read.map_err(Failure::Input)?;
            if self.stream.has_ended() {
                self.turns.pass();
                return Ok(());
            }
            read = self.reader.read_into(&mut self.stream);
        }
    }
}

impl Writer for Annotator {
    fn write(&mut self, stream: &mut Stream, mut out: &File) -> io::Result<()> {
        self.place_annotations(stream);
        self.write_to(&mut out, stream)
    }
}

/// Writes an object for each hit.
struct Records {
    language: Language,
    file: String,
    finder: Finder,
    marks_inferred: bool,
    lines: Lines,
    text: Vec<u8>,
}

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    line: u64,
    offset: u64,
    #[serde(flatten)]
    facts: Facts,
    #[serde(skip_serializing_if = "Option::is_none")]
    inferred: Option<bool>,
}

impl Writer for Records {
    fn write(&mut self, stream: &mut Stream, mut out: &File) -> io::Result<()> {
        self.text.clear();
        while let Some(found) = self.finder.next(stream) {
            let line = self.lines.find(stream.bytes(), found.place_in(stream));
            let record = Record {
                file: &self.file,
                line,
                offset: found.offset,
                facts: Facts::of(found.code, self.language),
                inferred: self.marks_inferred.then_some(found.is_inferred),
            };
            serde_json::to_writer(&mut self.text, &record)?;
            self.text.push(b'\n');
        }
        self.lines.pass(stream.bytes(), stream.has_ended());
        stream.take_all_but(0);
        out.write_all(&self.text)
    }
}
