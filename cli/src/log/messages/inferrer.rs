//! Finding messages in a log, line by line.

use std::sync::Arc;

use cloudreve_error_codes::ResponseCode;
use memchr::{memchr, memrchr};

use super::matcher::Matcher;
use super::text;

/// How much of a line is looked at: no chain is longer.
pub(crate) const LONGEST: usize = 4 << 10;

/// The message of a line that decides its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inferred {
    /// Ascending.
    pub(crate) codes: Vec<ResponseCode>,
    /// Where it begins, counted from the start of the log.
    pub(crate) offset: u64,
    /// Where it is clear that no other one follows it on its line: at the end of it, or after
    /// [`LONGEST`] bytes.
    pub(crate) decided: u64,
}

/// Finds the messages of a log that comes block by block.
pub(crate) struct Inferrer {
    matcher: Arc<Matcher>,
    /// How many bytes of the log were looked at.
    passed: u64,
    /// How the line begins that is open there.
    open: Vec<u8>,
    /// Whether no more is looked at of that line.
    skips_line: bool,
}

impl Inferrer {
    pub(crate) fn new(matcher: Arc<Matcher>) -> Self {
        Self { matcher, passed: 0, open: Vec::new(), skips_line: false }
    }

    /// The next message of a block that begins at `offset` of the log, or `None` once all is decided that
    /// it decides. Some of its bytes may have come before; if some are missing, the block has to begin
    /// with a line.
    pub(crate) fn next(&mut self, block: &[u8], offset: u64, ends_log: bool) -> Option<Inferred> {
        let is_next = (offset..=offset + block.len() as u64).contains(&self.passed);
        if !is_next {
            (self.passed, self.skips_line) = (offset, false);
            self.open.clear();
        }
        loop {
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
            let start = self.passed - self.open.len() as u64;
            let decided = self.passed + end as u64;
            self.passed = decided + u64::from(newline.is_some());
            self.skips_line = is_cut;
            let found = if self.open.is_empty() {
                find(&self.matcher, &seen[..end], is_cut)
            } else {
                self.open.extend_from_slice(&seen[..end]);
                find(&self.matcher, &self.open, is_cut)
            };
            self.open.clear();
            if let Some((place, codes)) = found {
                return Some(Inferred { codes, offset: start + place as u64, decided });
            }
        }
    }
}

/// Where the message that decides begins in a line, and its codes.
fn find(matcher: &Matcher, line: &[u8], is_cut: bool) -> Option<(usize, Vec<ResponseCode>)> {
    let text = text::place(line);
    let chain = &line[text.clone()];
    // Of a line that is cut the last message that is seen to end is the one before the last colon.
    let end = if is_cut { memrchr(b':', chain).unwrap_or(0) } else { chain.len() };
    let found = matcher.last_in(&chain[..end])?;
    Some((text.start + found.place.start, found.codes))
}

#[cfg(test)]
mod tests {
    use super::{Arc, Inferrer, LONGEST, Matcher};
    use crate::log::messages::{Index, Row};

    fn inferrer() -> Inferrer {
        let row = |(message, code): (&str, i64)| Row {
            message: message.to_owned(),
            code,
            constant: String::new(),
            file: String::new(),
            line: 1,
        };
        let rows = [("signature expired", 40005), ("failed", 40001)].map(row).into();
        Inferrer::new(Arc::new(Matcher::new(&Index { rows }).unwrap()))
    }

    /// Where each message begins that is found, and where that is decided, in a log that comes in parts.
    fn find(log: &str, part: usize) -> Vec<(u64, u64)> {
        let (mut inferrer, mut found) = (inferrer(), Vec::new());
        for start in (0..log.len().max(1)).step_by(part) {
            let block = &log.as_bytes()[start..log.len().min(start + part)];
            let ends = start + part >= log.len();
            while let Some(inferred) = inferrer.next(block, start as u64, ends) {
                found.push((inferred.offset, inferred.decided));
            }
        }
        found
    }

    #[test]
    fn each_line_has_its_own_message_however_it_comes() {
        let log = "failed: signature expired\nfailed: x\r\nnone\n\nfailed\nsignature expired";
        let expected = [(8, 25), (26, 36), (43, 49), (50, 67)];
        for part in 1..log.len() {
            assert_eq!(find(log, part), expected, "{part}");
        }
    }

    #[test]
    fn of_a_long_line_the_beginning_counts_however_it_comes() {
        let line = |before: usize, after: usize| {
            let (before, after) = ("x".repeat(before), "y".repeat(after));
            format!("{before}: failed: {after}: signature expired\nfailed\n")
        };
        for part in [1, 7, 100, LONGEST - 1, LONGEST, LONGEST + 1, 5 * LONGEST] {
            let log = line(100, LONGEST);
            assert_eq!(find(&log, part)[0], (102, LONGEST as u64), "{part}");
            assert_eq!(find(&log, part).len(), 2);
            // The message reaches into what is no longer looked at.
            let log = line(LONGEST - 5, 3 * LONGEST);
            assert_eq!(find(&log, part).len(), 1, "{part}");
            // It ends where that begins, but is not seen to end.
            let log = line(LONGEST - 8, 10);
            assert_eq!(find(&log, part).len(), 1, "{part}");
            let log = line(LONGEST - 9, 10);
            assert_eq!(find(&log, part).len(), 2, "{part}");
        }
    }
}
