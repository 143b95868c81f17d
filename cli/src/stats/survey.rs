use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;

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
    jobs: Vec<Job>,
    next_job: AtomicUsize,
    bucket: Option<i64>,
    messages: Option<Arc<Fingerprints>>,
    progress: ProgressBar,
}

struct Log {
    input: Input,
    segments: Option<Segments>,
    parts: Mutex<Parts>,
}

/// A log, or a segment of one.
#[derive(Clone, Copy)]
struct Job {
    log: usize,
    segment: u64,
}

/// What was counted of a log.
#[derive(Default)]
struct Parts {
    /// Of all its segments before `next`.
    total: Tally,
    next: u64,
    /// Of segments from `next` on that are counted now, or wait for one before them.
    later: BTreeMap<u64, Part>,
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
        let logs: Vec<_> = inputs.into_iter().map(Log::new).collect();
        let jobs = logs.iter().enumerate().flat_map(|(log, Log { segments, .. })| {
            let count = segments.as_ref().map_or(1, Segments::count);
            (0..count).map(move |segment| Job { log, segment })
        });
        let jobs = jobs.collect();
        Self { logs, jobs, next_job: AtomicUsize::new(0), bucket, messages, progress }
    }

    /// How many threads can be of use.
    pub(crate) fn most_threads(&self) -> usize {
        self.jobs.len()
    }

    /// Does jobs until none is left. `on_error` gets what cannot be read, and why.
    pub(crate) fn work(&self, on_error: impl Fn(&Input, io::Error)) {
        let mut stream = Stream::new(BLOCK);
        loop {
            let job = self.next_job.fetch_add(1, Ordering::Relaxed);
            let Some(Job { log, segment }) = self.jobs.get(job) else { return };
            let log = &self.logs[*log];
            let part = lock(&log.parts).begin(*segment);
            if let Err(error) = self.count(log, *segment, &mut stream, &part.tally) {
                on_error(&log.input, error);
            }
            lock(&log.parts).complete(*segment);
        }
    }

    /// What was counted so far of each log, from its start on.
    pub(crate) fn tallies(&self) -> impl Iterator<Item = (&Input, Tally)> {
        self.logs.iter().map(|log| (&log.input, lock(&log.parts).so_far()))
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
        let length = input.size().unwrap_or_default().div_ceil(MOST_SEGMENTS).max(SEGMENT);
        Self { segments: Segments::of(&input, length), input, parts: Mutex::default() }
    }
}

impl Parts {
    fn begin(&mut self, segment: u64) -> Part {
        self.later.entry(segment).or_default().clone()
    }

    fn complete(&mut self, segment: u64) {
        if let Some(part) = self.later.get_mut(&segment) {
            part.is_complete = true;
        }
        while let Some(part) = self.later.first_entry()
            && *part.key() == self.next
            && part.get().is_complete
        {
            let tally = std::mem::take(&mut *lock(&part.remove().tally));
            self.total.append(tally);
            self.next += 1;
        }
    }

    /// Nothing after a gap: the lines there have no numbers yet.
    fn so_far(&self) -> Tally {
        let mut tally = self.total.clone();
        if let Some(part) = self.later.get(&self.next) {
            tally.append(lock(&part.tally).clone());
        }
        tally
    }
}

/// A tally is whole between two blocks, so that a thread that died leaves one that is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
