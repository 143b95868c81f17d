use std::io::{self, Write};

use cloudreve_error_codes::Language;
use serde::Serialize;

use crate::codes::facts::Facts;
use crate::log::finder::{Evidence, Finder};
use crate::log::lines::Lines;
use crate::log::scan::Stream;

/// Writes an object of JSON for each code in a log.
pub(super) struct Records {
    language: Language,
    file: String,
    finder: Finder,
    marks_inferred: bool,
    lines: Lines,
    text: Vec<u8>,
}

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    line: u64,
    offset: u64,
    #[serde(flatten)]
    facts: Facts,
    #[serde(skip_serializing_if = "Option::is_none")]
    inferred: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certain: Option<bool>,
}

impl Records {
    /// `file` is what the log is called.
    pub(super) fn new(
        language: Language,
        file: String,
        finder: Finder,
        marks_inferred: bool,
    ) -> Self {
        let (lines, text) = (Lines::default(), Vec::new());
        Self { language, file, finder, marks_inferred, lines, text }
    }

    /// Writes the records of the block that the stream holds, and takes it.
    pub(super) fn write_to(&mut self, out: &mut impl Write, stream: &mut Stream) -> io::Result<()> {
        self.text.clear();
        while let Some(found) = self.finder.next(stream) {
            let line = self.lines.find(stream.bytes(), found.place_in(stream));
            let record = Record {
                file: &self.file,
                line,
                offset: found.offset,
                facts: Facts::of(found.code, self.language),
                inferred: self.marks_inferred.then_some(found.evidence != Evidence::Code),
                certain: self.marks_inferred.then_some(found.evidence != Evidence::Doubtful),
            };
            serde_json::to_writer(&mut self.text, &record)?;
            self.text.push(b'\n');
        }
        self.lines.pass(stream.bytes(), stream.has_ended());
        stream.take_all_but(0);
        out.write_all(&self.text)
    }
}
