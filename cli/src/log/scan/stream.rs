use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use super::scanner::{Hit, REACH, Scanner};

/// How many bytes from before a read a code may still need.
const KEPT: usize = 2 * REACH;
/// To what the bytes of a read are aligned in memory: the kernel copies several times as fast then.
const ALIGNMENT: usize = 4096;

/// An input of any length under the scanner: a window of bytes that moves over it.
///
/// After each [`read_from`](Self::read_from), and after the [`end`](Self::end), take all
/// [hits](Self::next_hit), then the [bytes](Self::bytes).
pub struct Stream {
    scanner: Scanner,
    buffer: Box<[u8]>,
    /// Where in the buffer the bytes of a read begin; before it is room for those that are kept.
    head: usize,
    /// What of the buffer is filled.
    window: Range<usize>,
    /// Where the bytes begin that were not taken yet.
    untaken: usize,
    /// How many bytes of the input are before the window.
    passed: u64,
    /// Hits before this offset are not wanted.
    hits_from: u64,
    has_ended: bool,
}

impl Stream {
    /// Reads `block` bytes at a time.
    pub fn new(block: usize) -> Self {
        let buffer = vec![0; KEPT + ALIGNMENT + block].into_boxed_slice();
        // Where it cannot be told it may be anything.
        let head = KEPT + buffer[KEPT..].as_ptr().align_offset(ALIGNMENT).min(ALIGNMENT);
        Self {
            scanner: Scanner::new(),
            buffer,
            head,
            window: head..head,
            untaken: head,
            passed: 0,
            hits_from: 0,
            has_ended: false,
        }
    }

    /// Makes it as new, for another input or from another place in it: `offset` bytes are before.
    pub fn restart(&mut self, offset: u64) {
        self.scanner.restart();
        self.window = self.head..self.head;
        self.untaken = self.head;
        self.passed = offset;
        self.hits_from = offset;
        self.has_ended = false;
    }

    /// Reads once, and returns how many bytes; none at the end of the source.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read_from(&mut self, source: &mut (impl Read + ?Sized)) -> io::Result<usize> {
        self.make_room();
        let count = loop {
            match source.read(&mut self.buffer[self.head..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.window.end = self.head + count;
        Ok(count)
    }

    /// Says that no more bytes will come, which decides what is still open.
    pub fn end(&mut self) {
        self.has_ended = true;
    }

    /// Moves the bytes that are still needed to before the head.
    fn make_room(&mut self) {
        let kept_from = self.window.start + self.scanner.disposable();
        let kept_from = kept_from.min(self.untaken);
        let kept = kept_from..self.window.end;
        let dropped = kept.start - self.window.start;
        let start = self.head - kept.len();
        self.untaken = start + (self.untaken - kept.start);
        self.buffer.copy_within(kept, start);
        self.window = start..self.head;
        self.scanner.dispose(dropped);
        self.passed += dropped as u64;
    }

    /// The next code that the bytes read so far decide.
    pub fn next_hit(&mut self) -> Option<Hit> {
        loop {
            let place = self.scanner.next(&self.buffer[self.window.clone()], self.has_ended)?;
            let offset = self.passed + place.start as u64;
            if offset >= self.hits_from {
                return Some(Hit { code: place.code, offset });
            }
        }
    }

    /// Drops the next `count` bytes, and what hits there are in them.
    pub fn skip(&mut self, count: usize) {
        self.untaken += count;
        self.hits_from = self.offset();
    }

    /// Drops all bytes that were read, and what hits there are in them.
    pub fn skip_all(&mut self) {
        self.skip(self.bytes().len());
        while self.next_hit().is_some() {}
    }

    /// The bytes that were read and not taken yet.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[self.untaken..self.window.end]
    }

    /// How many bytes of the input are before [`bytes`](Self::bytes).
    pub fn offset(&self) -> u64 {
        self.passed + (self.untaken - self.window.start) as u64
    }

    /// Takes all bytes but the last `left`, which come again before those of the next read.
    pub fn take_all_but(&mut self, left: usize) {
        self.untaken = self.window.end - left;
    }

    /// Whether the source has no more bytes.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }
}
