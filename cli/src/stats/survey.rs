use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;

use super::range::Range;
use super::summary::Summary;
use super::tally::{Counter, Tally};
use crate::log::finder::Finder;
use crate::log::input::{Input, Segments};
use crate::log::messages::Fingerprints;
use crate::log::scan::Stream;

/// How much is read at a time: it fits in the second cache.
const BLOCK: usize = 256 << 10;
/// How long the parts are at least that a file is cut into for several threads.
const SEGMENT: u64 = 8 << 20;
/// Into how many parts a file is cut at most.
const MOST_SEGMENTS: u64 = 1024;

/// Counts what several logs have, in several threads. What there is so far can be taken at any time.
pub(crate) struct Survey {
    logs: Vec<Log>,
    /// In the order of the logs, and of the segments of each.
    jobs: Vec<Job>,
    next_job: AtomicUsize,
    parts: Mutex<Parts>,
    bucket: Option<i64>,
    messages: Option<Arc<Fingerprints>>,
    progress: ProgressBar,
}

struct Log {
    input: Input,
    /// As it stands in reports.
    name: Arc<str>,
    segments: Option<Segments>,
}

/// A log, or a segment of one.
#[derive(Clone, Copy)]
struct Job {
    log: usize,
    segment: u64,
}

/// What was counted.
#[derive(Default)]
struct Parts {
    /// By all jobs before `next`.
    total: Summary,
    next: usize,
    /// How many lines the log of the job before `next` has so far.
    lines: u64,
    /// By jobs from `next` on that are done now, or wait for one before them.
    later: BTreeMap<usize, Part>,
}

#[derive(Clone, Default)]
struct Part {
    tally: Arc<Mutex<Tally>>,
    is_complete: bool,
}

impl Survey {
    /// `bucket` is how many seconds each has, if there shall be any.
    pub(crate) fn new(
        inputs: Vec<Input>,
        bucket: Option<i64>,
        messages: Option<Arc<Fingerprints>>,
        progress: ProgressBar,
    ) -> Self {
        Self::of(inputs.into_iter().map(Log::new).collect(), bucket, messages, progress)
    }

    /// Counts the lines of one file that begin in a range of it.
    ///
    /// # Errors
    /// It is no plain file.
    pub(crate) fn of_range(
        input: Input,
        range: Range,
        bucket: Option<i64>,
        messages: Option<Arc<Fingerprints>>,
        progress: ProgressBar,
    ) -> io::Result<Self> {
        let length = segment_length(range.to - range.from);
        let segments = Segments::of_range(&input, range.from..range.to, length)?;
        let log = Log { name: input.to_string().into(), input, segments: Some(segments) };
        Ok(Self::of(vec![log], bucket, messages, progress))
    }

    fn of(
        logs: Vec<Log>,
        bucket: Option<i64>,
        messages: Option<Arc<Fingerprints>>,
        progress: ProgressBar,
    ) -> Self {
        let jobs = logs.iter().enumerate().flat_map(|(log, Log { segments, .. })| {
            let count = segments.as_ref().map_or(1, Segments::count);
            (0..count).map(move |segment| Job { log, segment })
        });
        let jobs = jobs.collect();
        let (next_job, parts) = (AtomicUsize::new(0), Mutex::default());
        Self { logs, jobs, next_job, parts, bucket, messages, progress }
    }

    /// How many threads can be of use.
    pub(crate) fn most_threads(&self) -> usize {
        self.jobs.len()
    }

    /// Does jobs until none is left. `on_error` gets what cannot be read, and why.
    pub(crate) fn work(&self, on_error: impl Fn(&Input, io::Error)) {
        let mut stream = Stream::new(BLOCK);
        loop {
            let index = self.next_job.fetch_add(1, Ordering::Relaxed);
            let Some(Job { log, segment }) = self.jobs.get(index) else { return };
            let log = &self.logs[*log];
            let part = lock(&self.parts).begin(index);
            if let Err(error) = self.count(log, *segment, &mut stream, &part.tally) {
                on_error(&log.input, error);
            }
            self.complete(index);
        }
    }

    /// What was counted so far, from the start of the first log on.
    ///
    /// Nothing after a gap: the lines there have no numbers yet.
    pub(crate) fn summary(&self) -> Summary {
        let parts = lock(&self.parts);
        let mut summary = parts.total.clone();
        if let Some(part) = parts.later.get(&parts.next) {
            let (name, lines) = self.place_of(parts.next, parts.lines);
            summary.append_part(name, lines, lock(&part.tally).clone());
        }
        summary
    }

    /// Adds what the job has counted to the total, and what has waited for it.
    fn complete(&self, job: usize) {
        let parts = &mut *lock(&self.parts);
        if let Some(part) = parts.later.get_mut(&job) {
            part.is_complete = true;
        }
        while let Some(part) = parts.take_next() {
            let (name, lines) = self.place_of(parts.next, parts.lines);
            parts.lines = lines + part.lines;
            parts.total.append_part(name, lines, part);
            parts.next += 1;
        }
    }

    /// The name of the log of a job, and how many of its lines are before the job, given the lines that its log or
    /// the one before it has so far.
    fn place_of(&self, job: usize, lines_so_far: u64) -> (&Arc<str>, u64) {
        let Job { log, segment } = self.jobs[job];
        (&self.logs[log].name, if segment == 0 { 0 } else { lines_so_far })
    }

    fn count(
        &self,
        log: &Log,
        segment: u64,
        stream: &mut Stream,
        tally: &Mutex<Tally>,
    ) -> io::Result<()> {
        let mut counter = Counter::new(Finder::new(self.messages.as_ref()), self.bucket);
        let mut count = |stream: &mut Stream| counter.count(stream, &mut lock(tally));
        let Some(segments) = &log.segments else {
            let progress = self.progress.clone();
            let mut source = log.input.open(move |count| progress.inc(count))?;
            stream.restart(0);
            while !stream.has_ended() {
                let read = stream.read_from(source.as_mut());
                if !matches!(read, Ok(1..)) {
                    stream.end();
                }
                count(stream);
                read?;
            }
            return Ok(());
        };
        let mut reader = segments.reader()?;
        segments.enter(segment, &mut reader, stream)?;
        count(stream);
        while !stream.has_ended() {
            reader.read_into(stream)?;
            count(stream);
        }
        self.progress.inc(segments.length(segment));
        Ok(())
    }
}

impl Log {
    fn new(input: Input) -> Self {
        let length = segment_length(input.size().unwrap_or_default());
        Self { segments: Segments::of(&input, length), name: input.to_string().into(), input }
    }
}

/// How long the parts are that so many bytes are cut into.
fn segment_length(bytes: u64) -> u64 {
    bytes.div_ceil(MOST_SEGMENTS).max(SEGMENT)
}

impl Parts {
    fn begin(&mut self, job: usize) -> Part {
        self.later.entry(job).or_default().clone()
    }

    /// What the next job has counted, if it is done.
    fn take_next(&mut self) -> Option<Tally> {
        let part = self.later.first_entry()?;
        let is_next = *part.key() == self.next && part.get().is_complete;
        is_next.then(|| std::mem::take(&mut *lock(&part.remove().tally)))
    }
}

/// A tally is whole between two blocks, so that a thread that died leaves one that is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
