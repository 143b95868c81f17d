use std::io::{self, IoSlice, Write};

use cloudreve_error_codes::Language;
use memchr::memchr;

use super::annotation::Annotation;
use crate::log::finder::Finder;
use crate::log::scan::Stream;
use crate::terminal::stdio;

/// Copies a log, with annotations.
pub(crate) struct Annotator {
    is_colored: bool,
    finder: Finder,
    /// That of the line that is open.
    annotation: Annotation,
    /// The texts of the annotations of a block, one after the other.
    texts: Vec<u8>,
    /// Where in the block each of them goes, and where it ends in `texts`.
    places: Vec<(usize, usize)>,
}

impl Annotator {
    pub(crate) const fn new(language: Language, finder: Finder, is_colored: bool) -> Self {
        let annotation = Annotation::new(language);
        Self { is_colored, finder, annotation, texts: Vec::new(), places: Vec::new() }
    }

    /// Ends a line whose ending is at `end` of the block.
    fn end_line(&mut self, block: &[u8], end: usize) {
        let in_crlf = block[..end].ends_with(b"\r");
        self.annotation.drain_to(&mut self.texts, self.is_colored);
        self.places.push((end - usize::from(in_crlf), self.texts.len()));
    }

    /// Finds where the annotations of the block go.
    pub(crate) fn place_annotations(&mut self, stream: &mut Stream) {
        self.texts.clear();
        self.places.clear();
        let mut line_end =
            if self.annotation.is_empty() { None } else { memchr(b'\n', stream.bytes()) };
        while let Some(found) = self.finder.next(stream) {
            let place = found.place_in(stream);
            if let Some(end) = line_end.take_if(|end| *end < place) {
                self.end_line(stream.bytes(), end);
            }
            if self.annotation.is_empty() {
                line_end = memchr(b'\n', &stream.bytes()[place..]).map(|end| place + end);
            }
            self.annotation.add(found.code, found.evidence);
        }
        let block = stream.bytes();
        let end = if stream.has_ended() { line_end.or(Some(block.len())) } else { line_end };
        if let Some(end) = end.filter(|_| !self.annotation.is_empty()) {
            self.end_line(block, end);
        }
    }

    /// Writes the block with its annotations, and takes it.
    pub(crate) fn write_to(&self, out: &mut impl Write, stream: &mut Stream) -> io::Result<()> {
        let block = stream.bytes();
        // It may be the first half of a line ending.
        let is_open = self.finder.infers() && !stream.has_ended();
        let is_cut = (is_open || !self.annotation.is_empty()) && block.ends_with(b"\r");
        let left = usize::from(is_cut);
        let mut slices = Vec::with_capacity(2 * self.places.len() + 1);
        let (mut from, mut text_from) = (0, 0);
        for &(to, text_to) in &self.places {
            slices.push(IoSlice::new(&block[from..to]));
            slices.push(IoSlice::new(&self.texts[text_from..text_to]));
            (from, text_from) = (to, text_to);
        }
        slices.push(IoSlice::new(&block[from..block.len() - left]));
        stdio::write_all(out, &mut slices)?;
        stream.take_all_but(left);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use cloudreve_error_codes::Language;
    use proptest::prelude::*;

    use super::Annotator;
    use crate::log::finder::Finder;
    use crate::log::messages::{Fingerprints, Index, Kind, Row};
    use crate::log::scan::Stream;

    fn messages() -> Arc<Fingerprints> {
        let row = |(message, code): (&str, i64)| Row {
            message: message.to_owned(),
            code: Some(code),
            constant: String::new(),
            file: String::new(),
            line: 1,
            kind: Kind::Exact,
        };
        let rows =
            [("text torn", 40005), ("text torn", 404), ("%s lost", 40001), ("torn %s text", 40073)];
        Arc::new(Fingerprints::of_index(&Index { rows: rows.map(row).into() }).unwrap())
    }

    /// Annotates a log that comes in parts of these lengths, over and over.
    fn annotate(log: &[u8], lengths: &[usize]) -> Vec<u8> {
        let (mut stream, mut annotator) = (
            Stream::new(1 << 16),
            Annotator::new(Language::English, Finder::new(Some(&messages())), false),
        );
        let (mut rest, mut lengths) = (log, lengths.iter().cycle());
        let mut out = Vec::new();
        while !stream.has_ended() {
            let (mut part, left) = rest.split_at(rest.len().min(*lengths.next().unwrap()));
            rest = left;
            if stream.read_from(&mut part).unwrap() == 0 {
                stream.end();
            }
            annotator.place_annotations(&mut stream);
            annotator.write_to(&mut out, &mut stream).unwrap();
        }
        out
    }

    /// A line without its ending, and the ending.
    fn split_ending(line: &[u8]) -> (&[u8], &[u8]) {
        let ending = if line.ends_with(b"\r\n") { 2 } else { usize::from(line.ends_with(b"\n")) };
        line.split_at(line.len() - ending)
    }

    /// Takes away what may have been added to `log`, and nothing else.
    fn strip(annotated: &[u8], log: &[u8]) -> Vec<u8> {
        let lines = log.split_inclusive(|byte| *byte == b'\n');
        let annotated_lines = annotated.split_inclusive(|byte| *byte == b'\n');
        let mut stripped = Vec::new();
        for (annotated, line) in annotated_lines.zip(lines) {
            let (text, ending) = split_ending(annotated);
            // A line break may have been cut within.
            let (text, cut) = match text.strip_suffix(b"\r") {
                Some(text) if ending.is_empty() => (text, b"\r".as_slice()),
                _ => (text, b"".as_slice()),
            };
            let kept = split_ending(line).0.len() - cut.len();
            let is_annotation = text[kept..].is_empty() || text[kept..].starts_with(b"  # ");
            assert!(is_annotation, "{:?}", String::from_utf8_lossy(annotated));
            stripped.extend_from_slice(&text[..kept]);
            stripped.extend_from_slice(cut);
            stripped.extend_from_slice(ending);
        }
        stripped
    }

    fn logs() -> impl Strategy<Value = Vec<u8>> {
        let scrap = prop::sample::select(vec![
            "\"code\":40073",
            "code=40016",
            "(code: 40999).",
            "\"error_codes\":[40016,\n40073]",
            "{Code:404 ",
            "code",
            ": ",
            ":",
            "40016",
            " ",
            "\n",
            "\r\n",
            "\r",
            "\u{0}",
            "\u{1b}[3m",
            "text",
            "text torn",
            "torn",
            " lost",
            "=",
            "：",
            "[Error] 2025-10-11 08:44:35 ",
            "  # 40073 Lock Conflict",
        ]);
        prop_oneof![
            4 => prop::collection::vec(scrap, 0..30).prop_map(|scraps| scraps.concat().into_bytes()),
            1 => prop::collection::vec(any::<u8>(), 0..300),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn without_the_annotations_it_is_the_log(log in logs()) {
            let annotated = annotate(&log, &[usize::MAX]);
            prop_assert_eq!(strip(&annotated, &log), log);
        }

        #[test]
        fn any_split_into_reads_gives_the_same(
            log in logs(), lengths in prop::collection::vec(1_usize..10, 1..5)
        ) {
            prop_assert_eq!(annotate(&log, &lengths), annotate(&log, &[usize::MAX]));
        }
    }
}
