use std::io::Write;

use memchr::memchr;

use super::writer::Writers;
use crate::log::finder::{Evidence, Finder};
use crate::log::scan::Stream;

/// How much of a line is looked at at once.
const BLOCK: usize = 16 << 10;

/// Says of each line which codes it has: a line is an input of its own, whatever is before and after it.
pub(super) struct EachLine<'a> {
    writers: &'a Writers,
    /// Over the line that is open.
    stream: Stream,
    finder: Finder,
    /// Whether a line has begun and not ended.
    is_open: bool,
    /// Whether the array of the line that is open has a code.
    has_code: bool,
    text: Vec<u8>,
}

impl<'a> EachLine<'a> {
    pub(super) fn new(writers: &'a Writers) -> Self {
        Self {
            writers,
            stream: Stream::new(BLOCK),
            finder: writers.finder(),
            is_open: false,
            has_code: false,
            text: Vec::new(),
        }
    }

    /// Takes what comes next of the input.
    pub(super) fn take(&mut self, mut block: &[u8]) {
        while let Some(end) = memchr(b'\n', block) {
            self.open(&block[..end]);
            self.close();
            block = &block[end + 1..];
        }
        if !block.is_empty() {
            self.open(block);
        }
    }

    /// Ends the last line, if it has no ending of its own.
    pub(super) fn end(&mut self) {
        if self.is_open {
            self.close();
        }
    }

    /// The arrays of the lines that have ended, one a line. Of a line that is open the codes so far may be there.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// The text was written.
    pub(super) fn forget_text(&mut self) {
        self.text.clear();
    }

    /// Looks at more of the line that is open, or at the first of one.
    fn open(&mut self, mut part: &[u8]) {
        if !self.is_open {
            self.is_open = true;
            self.has_code = false;
            self.stream.restart(0);
            if self.finder.infers() {
                self.finder = self.writers.finder();
            }
            self.text.push(b'[');
        }
        while !part.is_empty() {
            // What is in memory can be read.
            let _ = self.stream.read_from(&mut part);
            self.add_codes();
        }
    }

    fn close(&mut self) {
        self.stream.end();
        self.add_codes();
        self.text.extend_from_slice(b"]\n");
        self.is_open = false;
    }

    fn add_codes(&mut self) {
        while let Some(found) = self.finder.next(&mut self.stream) {
            if self.has_code {
                self.text.push(b',');
            }
            self.has_code = true;
            // A vector takes all that is written to it.
            let _ = if self.finder.infers() {
                let mark = if found.evidence == Evidence::Code { "" } else { "~" };
                write!(self.text, "\"{mark}{}\"", found.code.get())
            } else {
                write!(self.text, "{}", found.code.get())
            };
        }
        self.stream.take_all_but(0);
    }
}
