use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use indicatif::ProgressBar;

use super::annotator::Annotator;
use super::turns::Turns;
use super::writer::{Unfinished, Writers};
use crate::log::input::{Input, SegmentReader, Segments};
use crate::log::scan::Stream;

/// How long the parts are that a file is cut into for several threads.
const SEGMENT: usize = 512 << 10;
/// What a segment is read with at once: with what the scanner needs before, and the rest of its last line.
const SEGMENT_BLOCK: usize = SEGMENT + (32 << 10);
/// More threads would wait for memory, and need it.
const MOST_THREADS: usize = 8;

/// How to copy the input by several threads, where that is of use.
pub(super) fn segments(input: &Input) -> Option<Segments> {
    if threads() == 1 { None } else { Segments::of(input, SEGMENT as u64) }
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS))
}

/// Copies the segments of a file in their order, while those that follow are read.
pub(super) fn copy_segments(
    segments: &Segments,
    writers: &Writers,
    progress: &ProgressBar,
    out: &File,
) -> Result<(), Unfinished> {
    let next = AtomicU64::new(0);
    Turns::work(threads(), |turns| {
        let mut copier = SegmentCopier {
            segments,
            turns,
            reader: segments.reader().map_err(Unfinished::Input)?,
            stream: Stream::new(SEGMENT_BLOCK),
            annotator: writers.annotator(),
        };
        loop {
            let segment = next.fetch_add(1, Ordering::Relaxed);
            if segment >= segments.count() {
                return Ok(());
            }
            copier.copy(segment, out)?;
            progress.inc(segments.length(segment));
        }
    })
}

/// Copies segments, waiting for its turn with each.
struct SegmentCopier<'a> {
    segments: &'a Segments,
    turns: &'a Turns,
    reader: SegmentReader,
    stream: Stream,
    annotator: Annotator,
}

impl SegmentCopier<'_> {
    fn copy(&mut self, segment: u64, mut out: &File) -> Result<(), Unfinished> {
        let mut read = self.segments.enter(segment, &mut self.reader, &mut self.stream);
        loop {
            if read.is_err() {
                self.stream.end();
            }
            self.annotator.place_annotations(&mut self.stream);
            if !self.turns.wait_for(segment) {
                return Ok(());
            }
            self.annotator.write_to(&mut out, &mut self.stream).map_err(Unfinished::Output)?;
            read.map_err(Unfinished::Input)?;
            if self.stream.has_ended() {
                self.turns.pass();
                return Ok(());
            }
            read = self.reader.read_into(&mut self.stream);
        }
    }
}
