//! The sentences of the web interface, in all of its languages.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use cloudreve_error_codes::{ResponseCode, fingerprints as stored};
use unicode_normalization::UnicodeNormalization;

use super::built_in::{codes, eras, rest, seen};
use super::fingerprints::slot;
use super::heading::Era;
use super::normal_form::{Digest, Shape, characters, normal_form};
use super::sentence::{Key, Rest};

/// How much of a text is looked at, in characters: nobody pastes more of an interface.
const LONGEST_TEXT: usize = 8 << 10;
/// No sentence of the interface is longer, in bytes of its normal form.
const LONGEST: usize = 1 << 10;

const TWO_CODES: u8 = 1 << 4;

/// A sentence that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The codes that it stands for, those of newer releases first.
    pub codes: Vec<ResponseCode>,
    /// The languages that have it, as tags.
    pub languages: Vec<&'static str>,
    /// The newest releases that have it.
    pub era: Era,
    /// What is before it.
    pub before: String,
    /// The text in parentheses behind it, or that was filled in: the message of the server.
    pub message: Option<String>,
}

/// All sentences of the interface.
pub struct Sentences {
    known: HashMap<u64, Vec<Sentence>>,
    /// How the sentences begin in which something is filled in, and that go on after it.
    beginnings: HashSet<Digest>,
}

#[derive(Clone, Copy)]
struct Sentence {
    code: u16,
    count: u16,
    language: &'static str,
    eras: &'static [Era],
}

impl Sentences {
    /// Those of all releases.
    #[must_use]
    pub fn built_in() -> Self {
        let mut known: HashMap<u64, Vec<Sentence>> = HashMap::new();
        let mut beginnings = HashSet::new();
        let mut ends = stored::SENTENCE_ENDS.iter().peekable();
        for (place, (digest, code, bits)) in (0_u16..).zip(&stored::SENTENCES) {
            let end = ends.next_if(|(of, _)| *of == place).map(|(_, end)| *end);
            // A sentence may be shown without what it is filled with: where that is at its end, it makes no
            // difference.
            let key = Key { digest: seen(*digest), rest: rest(end, false) };
            if key.rest != Rest::None {
                beginnings.insert(key.digest);
            }
            known.entry(slot(key)).or_default().push(Sentence {
                code: *code,
                count: 1 + u16::from(bits & TWO_CODES != 0),
                language: stored::LANGUAGES[usize::from(bits & 15) % stored::LANGUAGES.len()],
                eras: eras(u16::from(bits >> 5)),
            });
        }
        Self { known, beginnings }
    }

    /// The first sentence in a text; of those that begin there, the longest.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Found> {
        let text: Vec<char> = text.nfkc().take(LONGEST_TEXT).collect();
        let starts = (0..text.len()).filter(|start| is_start(&text, *start));
        let (start, found) =
            starts.clone().find_map(|start| Some((start, self.at(&text, start)?))).or_else(
                // What is filled in at the beginning of a sentence is before it, and may be anything.
                || starts.clone().find_map(|start| Some((start, self.behind(&text, start)?))),
            )?;
        Some(found.at(&text, start))
    }

    /// The longest sentence that begins at a place of a text.
    fn at(&self, text: &[char], start: usize) -> Option<Match<'_>> {
        let mut reader = Reader::default();
        let mut longest = None;
        let mut begun = Vec::new();
        let mut place = start;
        while place < text.len() && reader.length < LONGEST {
            let end = (place + 1..text.len()).find(|end| is_boundary(text, *end));
            let end = end.unwrap_or(text.len());
            reader.read(&text[place..end]);
            place = end;
            if let Some(sentences) = self.get(reader.trimmed, Rest::None) {
                longest = Some(Match { sentences, end, filling: None });
            }
            if self.beginnings.contains(&seen_of(reader.trimmed)) {
                begun.push((end, reader.trimmed));
            }
        }
        begun.into_iter().find_map(|(end, digest)| self.filled(text, end, digest)).or(longest)
    }

    /// A sentence that begins with a digest, and goes on behind what is filled in at a place.
    fn filled(&self, text: &[char], place: usize, beginning: Digest) -> Option<Match<'_>> {
        let line_end = text[place..].iter().position(|it| *it == '\n');
        let end = line_end.map_or(text.len(), |length| place + length).min(place + LONGEST);
        let starts = (place..end).filter(|start| is_start(text, *start));
        starts.into_iter().find_map(|start| {
            let sentences = self.get(beginning, Rest::Ends(backward(&text[start..end])))?;
            Some(Match { sentences, end, filling: Some(place..start) })
        })
    }

    /// A sentence that begins with something that is filled in before a place.
    fn behind(&self, text: &[char], place: usize) -> Option<Match<'_>> {
        let line_end = text[place..].iter().position(|it| *it == '\n');
        let end = line_end.map_or(text.len(), |length| place + length).min(place + LONGEST);
        let sentences = self.get(Digest::EMPTY, Rest::Ends(backward(&text[place..end])))?;
        Some(Match { sentences, end, filling: Some(0..place) })
    }

    fn get(&self, digest: Digest, rest: Rest) -> Option<&[Sentence]> {
        self.known.get(&slot(Key { digest, rest })).map(Vec::as_slice)
    }
}

/// Sentences that one part of a text is.
struct Match<'a> {
    sentences: &'a [Sentence],
    end: usize,
    /// Where something is filled in.
    filling: Option<Range<usize>>,
}

impl Match<'_> {
    fn at(self, text: &[char], start: usize) -> Found {
        let is_new = |sentence: &&Sentence| sentence.eras.contains(&Era::V4);
        let (newer, older): (Vec<&Sentence>, Vec<&Sentence>) =
            self.sentences.iter().partition(is_new);
        let era = if newer.is_empty() { Era::V3 } else { Era::V4 };
        let (mut all_codes, mut languages) = (Vec::new(), Vec::new());
        for sentence in newer.into_iter().chain(older) {
            for code in codes(sentence.code, sentence.count) {
                if !all_codes.contains(&code) {
                    all_codes.push(code);
                }
            }
            if !languages.contains(&sentence.language) {
                languages.push(sentence.language);
            }
        }
        let message = match self.filling {
            Some(filling) => Some(trimmed(&text[filling])).filter(|message| !message.is_empty()),
            None => parenthesis(&text[self.end..]),
        };
        Found { codes: all_codes, languages, era, before: text[..start].iter().collect(), message }
    }
}

/// As much of a digest as is stored.
fn seen_of(digest: Digest) -> Digest {
    Digest(digest.0 >> 16 << 16)
}

/// Whether a sentence can begin at a place: there is no letter before it, but for scripts that put no spaces
/// between their words.
fn is_start(text: &[char], place: usize) -> bool {
    text[place].is_alphanumeric() && (place == 0 || is_boundary(text, place))
}

/// Whether a word does not go on from before a place to behind it.
fn is_boundary(text: &[char], place: usize) -> bool {
    let is_spaced = |it: char| {
        it.is_alphanumeric() && (it.is_ascii() || it.is_lowercase() || it.is_uppercase())
    };
    !(is_spaced(text[place - 1]) && is_spaced(text[place]))
}

/// What is in the parenthesis that follows, up to the one that closes it.
fn parenthesis(text: &[char]) -> Option<String> {
    let is_between = |it: &char| it.is_whitespace() || matches!(it, '.' | '。' | '!');
    let open = text.iter().position(|it| !is_between(it))?;
    if text[open] != '(' {
        return None;
    }
    let mut depth = 0;
    let closes = |it: &char| {
        match it {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    };
    let inside = &text[open + 1..];
    let close =
        text[open..].iter().position(closes).map_or(inside.len(), |end| end.saturating_sub(1));
    Some(trimmed(&inside[..close])).filter(|message| !message.is_empty())
}

fn trimmed(text: &[char]) -> String {
    let text: String = text.iter().collect();
    text.trim().trim_matches(['(', ')']).trim().to_owned()
}

/// The digest of the normal form of a text, read backward.
fn backward(text: &[char]) -> Digest {
    Digest::of(normal_form(&text.iter().collect::<String>()).bytes().rev())
}

/// Reads the normal form of a text, part by part.
#[derive(Default)]
struct Reader {
    shape: Shape,
    digest: Digest,
    trimmed: Digest,
    length: usize,
}

impl Reader {
    fn read(&mut self, part: &[char]) {
        for character in characters(&part.iter().collect::<String>()) {
            for part in self.shape.take(character) {
                let mut bytes = [0; 4];
                let bytes = part.encode_utf8(&mut bytes).bytes();
                self.length += bytes.len();
                self.digest = bytes.fold(self.digest, Digest::and);
            }
            if self.shape.ends_in_word {
                self.trimmed = self.digest;
            }
        }
    }
}
