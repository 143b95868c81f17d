use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;

use memchr::memchr;

use super::{Compression, Input};
use crate::log::scan::{LEAD, Stream};

/// To what the places are rounded where a file is read: the kernel copies several times as fast then.
const PAGE: u64 = 4096;

/// How a file is cut into parts of whole lines, which can be read at the same time.
///
/// A part has the lines that begin in its range of bytes: none, if all of these belong to a line that
/// began before.
pub(crate) struct Segments {
    path: PathBuf,
    start: u64,
    end: u64,
    length: u64,
    /// Whether what the file has grown by since belongs to the last one.
    takes_growth: bool,
}

impl Segments {
    /// Cuts what can be cut and is worth it: a plain file of more than one segment, each of `length`
    /// bytes, a multiple of `PAGE`.
    pub(crate) fn of(input: &Input, length: u64) -> Option<Self> {
        let Input::File(path) = input else { return None };
        let end = input.size().filter(|size| *size > length)?;
        let is_plain = !is_compressed(File::open(path).ok()?).ok()?;
        is_plain.then(|| Self { path: path.clone(), start: 0, end, length, takes_growth: true })
    }

    /// Cuts what a plain file has of a range.
    ///
    /// # Errors
    /// It is none, or cannot be read.
    pub(crate) fn of_range(input: &Input, range: Range<u64>, length: u64) -> io::Result<Self> {
        let no_ranges =
            |what| io::Error::other(format!("{what} has no ranges: expected a plain file"));
        let Input::File(path) = input else { return Err(no_ranges("standard input")) };
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(no_ranges("what is no file"));
        }
        if is_compressed(file)? {
            return Err(no_ranges("what is compressed"));
        }
        let start = range.start.min(metadata.len());
        let end = range.end.min(metadata.len());
        Ok(Self { path: path.clone(), start, end, length, takes_growth: false })
    }

    pub(crate) fn count(&self) -> u64 {
        (self.end - self.start).div_ceil(self.length)
    }

    /// How many bytes the range of a segment has.
    pub(crate) fn length(&self, index: u64) -> u64 {
        (self.end - self.start - index * self.length).min(self.length)
    }

    /// A reader of segments, one after the other.
    pub(crate) fn reader(&self) -> io::Result<SegmentReader> {
        Ok(SegmentReader { file: File::open(&self.path)?, position: 0, end: 0, is_done: false })
    }

    /// Goes to the first line of a segment: its first bytes are in `stream`, if it has lines.
    pub(crate) fn enter(
        &self,
        index: u64,
        reader: &mut SegmentReader,
        stream: &mut Stream,
    ) -> io::Result<()> {
        let start = self.start + index * self.length;
        let is_last = index + 1 == self.count();
        let end = if is_last && self.takes_growth { u64::MAX } else { start + self.length(index) };
        let lead_start = start.saturating_sub(LEAD as u64) / PAGE * PAGE;
        reader.go_to(lead_start, end)?;
        stream.restart(lead_start);
        if start == 0 {
            return reader.read_into(stream);
        }
        loop {
            reader.read_into(stream)?;
            if let Some(count) = bytes_before_line(stream, start) {
                stream.skip(count);
                return Ok(());
            }
            stream.skip_all();
            if stream.offset() >= end {
                stream.end();
            }
            if stream.has_ended() {
                return Ok(());
            }
        }
    }
}

fn is_compressed(mut file: File) -> io::Result<bool> {
    let mut head = Vec::new();
    (&mut file).take(4).read_to_end(&mut head)?;
    Ok(Compression::of(&head).is_some())
}

/// How many bytes are before the first line that begins at `start` or later.
fn bytes_before_line(stream: &Stream, start: u64) -> Option<usize> {
    let bytes = stream.bytes();
    let from = usize::try_from((start - 1).saturating_sub(stream.offset())).ok()?;
    let end = from + memchr(b'\n', bytes.get(from..)?)?;
    Some(end + 1)
}

/// Reads up to the end of the line in which a segment ends.
pub(crate) struct SegmentReader {
    file: File,
    position: u64,
    end: u64,
    is_done: bool,
}

impl SegmentReader {
    fn go_to(&mut self, position: u64, end: u64) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(position))?;
        self.position = position;
        self.end = end;
        self.is_done = false;
        Ok(())
    }

    /// Reads once, and ends the stream where the segment ends.
    pub(crate) fn read_into(&mut self, stream: &mut Stream) -> io::Result<()> {
        if stream.read_from(self)? == 0 || self.is_done {
            stream.end();
        }
        Ok(())
    }
}

impl Read for SegmentReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_done {
            return Ok(0);
        }
        // As a rule the last line ends within a page.
        let wanted = self.end.saturating_sub(self.position).saturating_add(PAGE);
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX).min(buffer.len());
        let mut count = self.file.read(&mut buffer[..wanted])?;
        let last = (self.end - 1).saturating_sub(self.position);
        let last = usize::try_from(last).unwrap_or(usize::MAX);
        if let Some(end) = buffer[..count].get(last..).and_then(|rest| memchr(b'\n', rest)) {
            count = last + end + 1;
            self.is_done = true;
        }
        self.position += count as u64;
        Ok(count)
    }
}
