use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::Arc;

use cloudreve_error_codes::ResponseCode;

use super::tally::{Place, Tally};
use crate::log::timestamp::Written;
use crate::terminal::escaped::OneLine;

/// What was found in all logs together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
    pub(crate) codes: BTreeMap<ResponseCode, Occurrences>,
    /// How many hits there are in each bucket that has any, by its first second.
    pub(crate) buckets: BTreeMap<i64, u64>,
    /// How many hits are on lines without a time, where there are buckets.
    pub(crate) untimed: u64,
}

/// How often a code was found, and where first and last.
#[derive(Clone, Debug)]
pub(crate) struct Occurrences {
    pub(crate) hits: u64,
    /// How many of the hits are messages that it is sent with.
    pub(crate) inferred: u64,
    pub(crate) first: Location,
    pub(crate) last: Location,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) file: Arc<str>,
    /// From 1 on.
    pub(crate) line: u64,
    pub(crate) written: Option<Written>,
}

impl Summary {
    pub(crate) fn hits(&self) -> u64 {
        self.codes.values().map(|code| code.hits).sum()
    }

    pub(crate) fn inferred(&self) -> u64 {
        self.codes.values().map(|code| code.inferred).sum()
    }

    /// Adds what was found in the part of a log that follows. `lines_before` is how many lines of the log are
    /// in the parts before it.
    pub(crate) fn append_part(&mut self, file: &Arc<str>, lines_before: u64, part: Tally) {
        let locate = |place: &Place| Location {
            file: Arc::clone(file),
            line: lines_before + place.line,
            written: place.written(),
        };
        self.bytes += part.bytes;
        self.lines += part.lines;
        for (code, count) in part.counts {
            let (first, last) = (locate(&count.first), locate(&count.last));
            let found = Occurrences { hits: count.hits, inferred: count.inferred, first, last };
            self.append_code(code, found);
        }
        self.append_times(part.buckets, part.untimed);
    }

    /// Adds what was found in the logs that follow.
    pub(crate) fn append(&mut self, next: Self) {
        self.bytes += next.bytes;
        self.lines += next.lines;
        for (code, found) in next.codes {
            self.append_code(code, found);
        }
        self.append_times(next.buckets, next.untimed);
    }

    fn append_code(&mut self, code: ResponseCode, next: Occurrences) {
        match self.codes.entry(code) {
            Entry::Vacant(entry) => drop(entry.insert(next)),
            Entry::Occupied(mut entry) => {
                let found = entry.get_mut();
                found.hits += next.hits;
                found.inferred += next.inferred;
                found.last = next.last;
            }
        }
    }

    fn append_times(&mut self, buckets: BTreeMap<i64, u64>, untimed: u64) {
        for (start, hits) in buckets {
            *self.buckets.entry(start).or_default() += hits;
        }
        self.untimed += untimed;
    }

    /// Counts the lines on from those that are before.
    pub(crate) fn shift_lines(&mut self, lines_before: u64) {
        for code in self.codes.values_mut() {
            code.first.line += lines_before;
            code.last.line += lines_before;
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", OneLine(&self.file), self.line)?;
        match &self.written {
            Some(written) => write!(f, " {written}"),
            None => Ok(()),
        }
    }
}
