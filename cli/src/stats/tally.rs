use std::collections::BTreeMap;

use cloudreve_error_codes::ResponseCode;

use crate::log::finder::{Evidence, Finder, Finding};
use crate::log::lines::Lines;
use crate::log::scan::Stream;
use crate::log::timestamp::Written;

/// What was found in a part of a log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
    pub(crate) counts: BTreeMap<ResponseCode, Count>,
    /// How many hits there are in each bucket that has any, by its first second.
    pub(crate) buckets: BTreeMap<i64, u64>,
    /// How many hits are on lines without a time, where there are buckets.
    pub(crate) untimed: u64,
}

/// How often a code was found, and where.
#[derive(Clone, Debug)]
pub(crate) struct Count {
    pub(crate) hits: u64,
    /// How many of the hits are messages that it is sent with.
    pub(crate) inferred: u64,
    pub(crate) first: Place,
    pub(crate) last: Place,
}

/// A line with a hit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// From 1 on.
    pub(crate) line: u64,
    /// How the line begins.
    head: Vec<u8>,
}

impl Tally {
    /// Adds a hit at `place`, and counts it in a bucket of as many seconds.
    fn add(&mut self, found: Finding, place: &Place, bucket: Option<Bucket>) {
        let count = self.counts.entry(found.code).or_insert_with(|| Count {
            hits: 0,
            inferred: 0,
            first: place.clone(),
            last: Place::default(),
        });
        count.hits += 1;
        count.inferred += u64::from(found.evidence != Evidence::Code);
        count.last.line = place.line;
        count.last.head.clone_from(&place.head);
        match bucket {
            Some(Bucket::Starting(start)) => *self.buckets.entry(start).or_default() += 1,
            Some(Bucket::Untimed) => self.untimed += 1,
            None => {}
        }
    }
}

impl Place {
    /// When the line was written, if it says so.
    pub(crate) fn written(&self) -> Option<Written> {
        Written::find(&self.head)
    }
}

#[derive(Clone, Copy)]
enum Bucket {
    /// By its first second.
    Starting(i64),
    /// The line has no time.
    Untimed,
}

/// Counts what a stream has, block by block.
#[derive(Default)]
pub(crate) struct Counter {
    finder: Finder,
    /// How many seconds a bucket has, if there shall be any.
    bucket_length: Option<i64>,
    lines: Lines,
    /// The line of the last hit, which may have more of them.
    place: Place,
    bucket: Option<Bucket>,
}

impl Counter {
    /// `bucket_length` is how many seconds a bucket has, if there shall be any.
    pub(crate) fn new(finder: Finder, bucket_length: Option<i64>) -> Self {
        Self { finder, bucket_length, ..Self::default() }
    }

    /// Counts the hits and lines of the block that the stream holds.
    pub(crate) fn count(&mut self, stream: &mut Stream, tally: &mut Tally) {
        while let Some(found) = self.finder.next(stream) {
            self.go_to(stream.bytes(), found.place_in(stream));
            tally.add(found, &self.place, self.bucket);
        }
        let block = stream.bytes();
        tally.bytes += block.len() as u64;
        tally.lines = self.lines.pass(block, stream.has_ended());
        stream.take_all_but(0);
    }

    fn go_to(&mut self, block: &[u8], place: usize) {
        let line = self.lines.find(block, place);
        if line == self.place.line {
            return;
        }
        self.place.line = line;
        self.lines.head(block, place, &mut self.place.head);
        self.bucket = self.bucket_length.map(|length| match self.place.written() {
            Some(written) => Bucket::Starting(written.bucket(length)),
            None => Bucket::Untimed,
        });
    }
}
