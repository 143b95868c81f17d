use std::collections::VecDeque;
use std::sync::Arc;

use cloudreve_error_codes::ResponseCode;

use crate::log::messages::{Fingerprints, Inferred, Inferrer};
use crate::log::scan::{Hit, Stream};

/// Finds what a log has: the codes in it, and the codes of known messages.
#[derive(Default)]
pub(crate) struct Finder {
    inferrer: Option<Inferrer>,
    /// The next code, where it was looked for whether a message comes before it.
    next_hit: Option<Finding>,
    /// Where the last code was.
    last_hit: Option<u64>,
    /// The codes of the next message.
    inferred: VecDeque<Finding>,
}

/// A code that was found in a log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    pub(crate) code: ResponseCode,
    /// Where its value or message begins, counted from the start of the input.
    pub(crate) offset: u64,
    pub(crate) evidence: Evidence,
    /// Where the line of a message begins.
    line: u64,
    /// Where it was found, on the same line: never before the one found before it.
    decided: u64,
}

/// What tells of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// It stands there.
    Code,
    /// A message stands there that is sent with this code alone.
    Message,
    /// A message stands there that may have been sent with another code.
    Doubtful,
}

impl Finder {
    pub(crate) fn new(messages: Option<&Arc<Fingerprints>>) -> Self {
        let inferrer = messages.map(|messages| Inferrer::new(Arc::clone(messages)));
        Self { inferrer, ..Self::default() }
    }

    /// Whether a line that is open may still get a code, though none was found on it.
    pub(crate) fn infers(&self) -> bool {
        self.inferrer.is_some()
    }

    /// The next code or message that the bytes decide that the stream has read so far. A line that has a code
    /// needs no message; of the messages of another one the one that decides comes.
    pub(crate) fn next(&mut self, stream: &mut Stream) -> Option<Finding> {
        let Some(inferrer) = &mut self.inferrer else { return next_hit(stream) };
        loop {
            self.next_hit = self.next_hit.take().or_else(|| next_hit(stream));
            if self.inferred.is_empty() {
                let hit = self.next_hit.as_ref().map(|hit| hit.offset);
                let block = stream.bytes();
                let found = inferrer.next(block, stream.offset(), stream.has_ended(), hit);
                self.inferred.extend(found.into_iter().flat_map(findings));
            }
            let message = self.inferred.front();
            let is_before = |hit: &Finding| message.is_none_or(|it| hit.decided <= it.decided);
            if let Some(hit) = self.next_hit.take_if(|hit| is_before(hit)) {
                self.last_hit = Some(hit.offset);
                return Some(hit);
            }
            let message = self.inferred.pop_front()?;
            if self.last_hit.is_none_or(|hit| hit < message.line) {
                return Some(message);
            }
        }
    }
}

fn findings(inferred: Inferred) -> impl Iterator<Item = Finding> {
    let Inferred { codes, is_certain, line, offset, decided } = inferred;
    let evidence = if is_certain { Evidence::Message } else { Evidence::Doubtful };
    codes.into_iter().map(move |code| Finding { code, offset, evidence, line, decided })
}

fn next_hit(stream: &mut Stream) -> Option<Finding> {
    let Hit { code, offset } = stream.next_hit()?;
    Some(Finding { code, offset, evidence: Evidence::Code, line: offset, decided: offset })
}

impl Finding {
    /// Where in the bytes of the stream it was found. What was found before them is at their beginning, on the
    /// same line.
    pub(crate) fn place_in(&self, stream: &Stream) -> usize {
        usize::try_from(self.decided.saturating_sub(stream.offset())).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::{Evidence, Finder};
    use crate::log::messages::Fingerprints;
    use crate::log::scan::Stream;

    static FINGERPRINTS: LazyLock<Arc<Fingerprints>> =
        LazyLock::new(|| Arc::new(Fingerprints::built_in()));

    /// Parts of lines: headings, messages, codes, what separates them, and what may be cut anywhere.
    const PARTS: [&str; 20] = [
        "[Error]\t 2026-03-04 05:06:07 [/x/a.go:3] [Cid: a1] ",
        "[Warning] 2022-03-04 05:06:07 ",
        "cloudreve  | ",
        "Lock conflict",
        "Path not exist",
        "failed to list: ",
        "Failed to upload file",
        "aggregate error: one or more operation failed",
        "ent: file not found",
        "open /x: permission denied",
        "%!(EXTRA string=error, serializer.AppError=",
        "：",
        ": ",
        " (",
        ", ",
        "\r\n",
        "\n",
        "{\"code\":40016,\"msg\":\"a\"}",
        "code=40073 ",
        "文件",
    ];

    /// All that is found in a log that comes in reads of these lengths, over and over.
    fn find(log: &[u8], lengths: &[usize]) -> Vec<(i64, u64, Evidence)> {
        let mut finder = Finder::new(Some(&FINGERPRINTS));
        let mut stream = Stream::new(1 << 10);
        let mut lengths = lengths.iter().cycle();
        let (mut rest, mut found) = (log, Vec::new());
        while !stream.has_ended() {
            let length = lengths.next().map_or(rest.len(), |length| rest.len().min(*length));
            let (mut part, left) = rest.split_at(length);
            rest = left;
            if stream.read_from(&mut part).unwrap() == 0 {
                stream.end();
            }
            while let Some(finding) = finder.next(&mut stream) {
                found.push((finding.code.get(), finding.offset, finding.evidence));
            }
            stream.take_all_but(0);
        }
        found
    }

    proptest! {
        #[test]
        fn what_is_found_does_not_depend_on_how_the_log_is_read(
            parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..40),
            lengths in proptest::collection::vec(1_usize..60, 1..4),
        ) {
            let log = parts.concat();
            prop_assert_eq!(find(log.as_bytes(), &lengths), find(log.as_bytes(), &[1 << 10]));
        }
    }
}
