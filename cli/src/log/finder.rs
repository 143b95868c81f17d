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
