//! Finding messages in a log, line by line.

use std::sync::Arc;

use cloudreve_error_codes::ResponseCode;
use memchr::{memchr, memmem, memrchr};

use super::chain::{Decision, Origin, decide};
use super::fingerprints::Fingerprints;
use super::heading;

/// How much of a line is looked at: no chain is longer.
pub(crate) const LONGEST: usize = 4 << 10;

/// The message of a line that decides its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inferred {
    /// Ascending.
    pub(crate) codes: Vec<ResponseCode>,
    /// Whether no other code can have been sent.
    pub(crate) is_certain: bool,
    /// Where its line begins, counted from the start of the log.
    pub(crate) line: u64,
    /// Where it begins.
    pub(crate) offset: u64,
    /// Where it is clear that no other one follows it on its line: at the end of it, or after
    /// [`LONGEST`] bytes.
    pub(crate) decided: u64,
}

/// Finds the messages of a log that comes block by block.
pub(crate) struct Inferrer {
    fingerprints: Arc<Fingerprints>,
    /// How many bytes of the log were looked at.
    passed: u64,
    /// How the line begins that is open there.
    open: Vec<u8>,
    /// Whether no more is looked at of that line.
    skips_line: bool,
}

impl Inferrer {
    pub(crate) fn new(fingerprints: Arc<Fingerprints>) -> Self {
        Self { fingerprints, passed: 0, open: Vec::new(), skips_line: false }
    }

    /// The next message of a block that begins at `offset` of the log, or `None` once all is decided that
    /// it decides. Some of its bytes may have come before; if some are missing, the block has to begin
    /// with a line.
    ///
    /// `hit` is where the next code is: its line needs no message, and is passed over. Nothing is looked for
    /// behind that line, which may have codes too.
    pub(crate) fn next(
        &mut self,
        block: &[u8],
        offset: u64,
        ends_log: bool,
        hit: Option<u64>,
    ) -> Option<Inferred> {
        let is_next = (offset..=offset + block.len() as u64).contains(&self.passed);
        if !is_next {
            (self.passed, self.skips_line) = (offset, false);
            self.open.clear();
        }
        while hit.is_none_or(|hit| self.passed <= hit) {
            let rest = usize::try_from(self.passed - offset).ok().and_then(|at| block.get(at..))?;
            if self.skips_line {
                let newline = memchr(b'\n', rest);
                self.passed += newline.map_or(rest.len(), |end| end + 1) as u64;
                self.skips_line = newline.is_none();
                if self.skips_line {
                    return None;
                }
                continue;
            }
            let seen = &rest[..rest.len().min(LONGEST - self.open.len())];
            let newline = memchr(b'\n', seen);
            let is_cut = newline.is_none() && self.open.len() + seen.len() == LONGEST;
            let has_line = !(self.open.is_empty() && seen.is_empty());
            if newline.is_none() && !is_cut && !(ends_log && has_line) {
                self.open.extend_from_slice(seen);
                self.passed += seen.len() as u64;
                return None;
            }
            let end = newline.unwrap_or(seen.len());
            let line = self.passed - self.open.len() as u64;
            let decided = self.passed + end as u64;
            self.passed = decided + u64::from(newline.is_some());
            self.skips_line = is_cut;
            if hit.is_some_and(|hit| (line..decided).contains(&hit)) {
                self.open.clear();
                return None;
            }
            let found = if self.open.is_empty() {
                find(&self.fingerprints, &seen[..end], is_cut)
            } else {
                self.open.extend_from_slice(&seen[..end]);
                find(&self.fingerprints, &self.open, is_cut)
            };
            self.open.clear();
            if let Some(Found { codes, place, is_certain }) = found {
                let offset = line + place as u64;
                return Some(Inferred { codes, is_certain, line, offset, decided });
            }
        }
        None
    }
}

struct Found {
    codes: Vec<ResponseCode>,
    is_certain: bool,
    place: usize,
}

/// What decides in a line that is about Cloudreve for certain, with the start counted from that of the line.
#[must_use]
pub fn decide_line(fingerprints: &Fingerprints, line: &[u8]) -> Option<Decision> {
    let heading::Line { era, text } = heading::read(line);
    let origin = era.map_or(Origin::Unknown, Origin::Server);
    let decision = decide(fingerprints, &line[text.clone()], origin)?;
    Some(Decision { start: text.start + decision.start, ..decision })
}

/// The message that decides in a line.
fn find(fingerprints: &Fingerprints, line: &[u8], is_cut: bool) -> Option<Found> {
    let heading::Line { era, text } = heading::read(line);
    let chain = &line[text.clone()];
    // Of a line that is cut the last message that is seen to end is the one before the last colon.
    let end = if is_cut { memrchr(b':', chain).unwrap_or(0) } else { chain.len() };
    let origin = era.map_or(Origin::Unknown, Origin::Server);
    if origin == Origin::Unknown && is_message_of_response(chain) {
        return None;
    }
    let decision = decide(fingerprints, &chain[..end], origin)?;
    let is_told = origin != Origin::Unknown
        || decision.is_own
        || decision.codes.iter().any(|code| has_number(line, *code));
    is_told.then(|| Found {
        place: text.start + decision.start,
        codes: decision.codes,
        is_certain: decision.is_certain,
    })
}

/// Whether a line is that of the field `msg` in a response over several lines: its code is on another one.
fn is_message_of_response(line: &[u8]) -> bool {
    let field = line.trim_ascii_start().strip_prefix(b"\"msg\"").map(<[u8]>::trim_ascii_start);
    field.is_some_and(|rest| rest.starts_with(b":"))
}

/// Whether a code of five digits stands in a line, as a word.
fn has_number(line: &[u8], code: ResponseCode) -> bool {
    let number = code.get().to_string();
    let is_inner =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'/');
    number.len() == 5
        && memmem::find_iter(line, number.as_bytes()).any(|start| {
            let before = start.checked_sub(1).map(|place| line[place]);
            let behind = line.get(start + number.len());
            !before.is_some_and(|it| is_inner(&it) || it == b':') && !behind.is_some_and(is_inner)
        })
}

#[cfg(test)]
mod tests {
    use super::{Arc, Fingerprints, Inferrer, LONGEST};
    use crate::log::messages::{Index, Kind, Row};

    fn inferrer() -> Inferrer {
        let row = |(message, code): (&str, i64)| Row {
            message: message.to_owned(),
            code: Some(code),
            constant: String::new(),
            file: String::new(),
            line: 1,
            kind: Kind::Exact,
        };
        let rows = [("signature expired", 40005), ("upload torn", 40001)].map(row).into();
        Inferrer::new(Arc::new(Fingerprints::of_index(&Index { rows }).unwrap()))
    }

    /// Where each message begins that is found, and where that is decided, in a log that comes in parts.
    fn find(log: &str, part: usize) -> Vec<(u64, u64)> {
        let (mut inferrer, mut found) = (inferrer(), Vec::new());
        for start in (0..log.len().max(1)).step_by(part) {
            let block = &log.as_bytes()[start..log.len().min(start + part)];
            let ends = start + part >= log.len();
            while let Some(inferred) = inferrer.next(block, start as u64, ends, None) {
                found.push((inferred.offset, inferred.decided));
            }
        }
        found
    }

    #[test]
    fn each_line_has_its_own_message_however_it_comes() {
        let log = "upload torn: signature expired\nupload torn: x\r\nnone\n\nupload torn\nsignature expired";
        let expected = [(13, 30), (31, 46), (53, 64), (65, 82)];
        for part in 1..log.len() {
            assert_eq!(find(log, part), expected, "{part}");
        }
    }

    #[test]
    fn of_a_long_line_the_beginning_counts_however_it_comes() {
        let line = |before: usize, after: usize| {
            let (before, after) = ("x".repeat(before), "y".repeat(after));
            format!("{before}: upload torn: {after}: signature expired\nupload torn\n")
        };
        for part in [1, 7, 100, LONGEST - 1, LONGEST, LONGEST + 1, 5 * LONGEST] {
            let log = line(100, LONGEST);
            assert_eq!(find(&log, part)[0], (102, LONGEST as u64), "{part}");
            assert_eq!(find(&log, part).len(), 2);
            // The message reaches into what is no longer looked at.
            let log = line(LONGEST - 5, 3 * LONGEST);
            assert_eq!(find(&log, part).len(), 1, "{part}");
            // It ends where that begins, but is not seen to end.
            let log = line(LONGEST - 13, 10);
            assert_eq!(find(&log, part).len(), 1, "{part}");
            let log = line(LONGEST - 14, 10);
            assert_eq!(find(&log, part).len(), 2, "{part}");
        }
    }
}
