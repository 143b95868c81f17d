use std::collections::VecDeque;
use std::sync::Arc;

use cloudreve_error_codes::ResponseCode;

use crate::log::messages::{Inferrer, Matcher};
use crate::log::scan::Stream;

/// Finds what a log has: the codes in it, and the codes of known messages.
#[derive(Default)]
pub(crate) struct Finder {
    inferrer: Option<Inferrer>,
    /// The next code, where it was looked for whether a message comes before it.
    next_hit: Option<Finding>,
    /// The codes of the next message.
    inferred: VecDeque<Finding>,
}

/// A code that was found in a log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    pub(crate) code: ResponseCode,
    /// Where its value or message begins, counted from the start of the input.
    pub(crate) offset: u64,
    /// Whether a message stands there instead of a code.
    pub(crate) is_inferred: bool,
    /// Where it was found, on the same line: never before the one found before it.
    decided: u64,
}

impl Finder {
    pub(crate) fn new(messages: Option<&Arc<Matcher>>) -> Self {
        let inferrer = messages.map(|messages| Inferrer::new(Arc::clone(messages)));
        Self { inferrer, ..Self::default() }
    }

    /// Whether a line that is open may still get a code, though none was found on it.
    pub(crate) fn infers(&self) -> bool {
        self.inferrer.is_some()
    }

    /// The next code or message that the bytes decide that the stream has read so far. Of the messages of
    /// a line the one that decides comes after all its codes.
    pub(crate) fn next(&mut self, stream: &mut Stream) -> Option<Finding> {
        let Some(inferrer) = &mut self.inferrer else { return next_hit(stream) };
        self.next_hit = self.next_hit.take().or_else(|| next_hit(stream));
        if self.inferred.is_empty() {
            let next = inferrer.next(stream.bytes(), stream.offset(), stream.has_ended());
            if let Some(inferred) = next {
                let (offset, decided) = (inferred.offset, inferred.decided);
                let of = |code| Finding { code, offset, is_inferred: true, decided };
                self.inferred.extend(inferred.codes.into_iter().map(of));
            }
        }
        let message = self.inferred.front();
        let is_hit_first = self
            .next_hit
            .is_some_and(|hit| message.is_none_or(|message| hit.decided <= message.decided));
        if is_hit_first { self.next_hit.take() } else { self.inferred.pop_front() }
    }
}

fn next_hit(stream: &mut Stream) -> Option<Finding> {
    let hit = stream.next_hit()?;
    Some(Finding { code: hit.code, offset: hit.offset, is_inferred: false, decided: hit.offset })
}

impl Finding {
    /// Where in the bytes of the stream it was found. What was found before them is at their beginning, on the
    /// same line.
    pub(crate) fn place_in(&self, stream: &Stream) -> usize {
        usize::try_from(self.decided.saturating_sub(stream.offset())).unwrap_or(usize::MAX)
    }
}
