//! A text in which sentences of the web interface are looked for, read once.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::normal_form::{Digest, Shape, characters};
use super::sentence::LONGEST_SHOWN;

/// How much of a text is looked at, in characters: nobody pastes more of an interface.
const LONGEST: usize = 8 << 10;

/// A text, with its normal form: that of a part of it is a part of that.
pub(super) struct Shown {
    pub(super) characters: Vec<char>,
    form: Vec<u8>,
    /// Where the last word ends in it.
    word_end: usize,
    /// Where a sentence can begin, ascending.
    pub(super) starts: Vec<Mark>,
    /// Where one can end, ascending.
    ends: Vec<Mark>,
    lines: Vec<Line>,
}

/// The same place in the characters of a text and in its normal form.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) place: usize,
    form: usize,
}

struct Line {
    /// Where it is in the characters.
    place: Range<usize>,
    /// Where its last word ends in the normal form.
    form_end: usize,
}

/// What is between a start and the end of its line.
pub(super) struct Tail {
    pub(super) start: usize,
    pub(super) line: Range<usize>,
    /// That of its normal form, read backward.
    pub(super) digest: Digest,
}

impl Shown {
    pub(super) fn of(text: &str) -> Self {
        // Marks without end may be one character: so not only what comes out is counted.
        let characters: Vec<char> = text.chars().take(LONGEST).nfkc().take(LONGEST).collect();
        let mut shown = Self {
            form: Vec::with_capacity(characters.len()),
            characters,
            word_end: 0,
            starts: Vec::new(),
            ends: Vec::new(),
            lines: Vec::new(),
        };
        shown.read();
        shown
    }

    fn read(&mut self) {
        let mut shape = Shape::default();
        let mut line_start = 0;
        for place in 0..self.characters.len() {
            let character = self.characters[place];
            let is_boundary = place == 0 || is_boundary(&self.characters, place);
            if character == '\n' {
                self.lines.push(Line { place: line_start..place, form_end: self.word_end });
                line_start = place + 1;
            }
            if place > 0 && is_boundary && shape.ends_in_word {
                self.ends.push(Mark { place, form: self.form.len() });
            }
            if let Some(form) = self.push(&mut shape, character)
                && is_boundary
                && character.is_alphanumeric()
            {
                self.starts.push(Mark { place, form });
            }
        }
        let place = self.characters.len();
        if shape.ends_in_word {
            self.ends.push(Mark { place, form: self.form.len() });
        }
        self.lines.push(Line { place: line_start..place, form_end: self.word_end });
    }

    /// Adds what a character is in the normal form, and says where that begins, if it begins with a letter or digit:
    /// a character may be nothing there.
    fn push(&mut self, shape: &mut Shape, character: char) -> Option<usize> {
        let mut start = None;
        for part in characters(character.encode_utf8(&mut [0; 4])) {
            for part in shape.take(part) {
                if part.is_alphanumeric() {
                    start = start.or(Some(self.form.len()));
                }
                self.form.extend(part.encode_utf8(&mut [0; 4]).bytes());
            }
            if shape.ends_in_word {
                self.word_end = self.form.len();
            }
        }
        start
    }

    /// The places at which a sentence that begins at a start can end, with the digest of what is before each.
    pub(super) fn ends(&self, start: Mark) -> impl Iterator<Item = (usize, Digest)> {
        let first = self.ends.partition_point(|end| end.place <= start.place);
        let ends = self.ends[first..].iter();
        let mut read = (start.form, Digest::EMPTY);
        ends.take_while(move |end| end.form - start.form <= LONGEST_SHOWN).map(move |end| {
            let (place, digest) = read;
            let part = &self.form[place..end.form];
            read = (end.form, part.iter().fold(digest, |digest, byte| digest.and(*byte)));
            (end.place, read.1)
        })
    }

    /// The ends of lines that begin at a start, ascending by their starts.
    pub(super) fn tails(&self, is_wanted: impl Fn(Digest) -> bool) -> Vec<Tail> {
        let mut tails = Vec::new();
        let mut starts = self.starts.as_slice();
        for Line { place, form_end } in self.lines.iter().rev() {
            let mut read = (*form_end, Digest::EMPTY);
            let first = starts.partition_point(|start| start.place < place.start);
            let (before, of_line) = starts.split_at(first);
            starts = before;
            for start in of_line.iter().rev() {
                if place.end - start.place > LONGEST_SHOWN {
                    break;
                }
                let part = self.form[start.form..read.0].iter().rev();
                read = (start.form, part.fold(read.1, |digest, byte| digest.and(*byte)));
                if is_wanted(read.1) {
                    tails.push(Tail { start: start.place, line: place.clone(), digest: read.1 });
                }
            }
        }
        tails.reverse();
        tails
    }
}

/// Whether a word does not go on from before a place to behind it.
fn is_boundary(text: &[char], place: usize) -> bool {
    let is_spaced = |it: char| {
        it.is_alphanumeric() && (it.is_ascii() || it.is_lowercase() || it.is_uppercase())
    };
    !(is_spaced(text[place - 1]) && is_spaced(text[place]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST, LONGEST_SHOWN, Shown};
    use crate::log::messages::normal_form::{Digest, normal_form};

    fn form(text: &[char]) -> String {
        normal_form(&text.iter().collect::<String>())
    }

    #[test]
    fn what_is_looked_at_is_bounded_whatever_the_text() {
        for unit in ["文件", "ملف ", "ﷺ", "e", "\u{301}", "\u{1100}\u{1161}", "1 ", "（", "a\n"]
        {
            let shown = Shown::of(&unit.repeat(1 << 18));
            assert!(shown.characters.len() <= LONGEST, "{unit}");
            for start in &shown.starts {
                assert!(shown.ends(*start).count() <= LONGEST_SHOWN, "{unit}");
            }
            assert!(shown.tails(|_| true).len() <= LONGEST, "{unit}");
        }
    }

    proptest! {
        #[test]
        fn the_form_of_a_part_is_a_part_of_the_form(text in "([a-zA-Z0-9]|[ .:(’\n]|[文件（１]|[éİßΣς]|[ملف\u{200f}]|[한か\u{3099}]){0,40}") {
            let shown = Shown::of(&text);
            for start in &shown.starts {
                for (end, digest) in shown.ends(*start) {
                    let form = form(&shown.characters[start.place..end]);
                    prop_assert_eq!(digest, Digest::of(form.bytes()), "{}", form);
                }
            }
            let tails = shown.tails(|_| true);
            prop_assert_eq!(tails.len(), shown.starts.len());
            for tail in tails {
                let form = form(&shown.characters[tail.start..tail.line.end]);
                prop_assert_eq!(tail.digest, Digest::of(form.bytes().rev()), "{}", form);
            }
        }
    }
}
