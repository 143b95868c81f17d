//! The sentences of the web interface, in all of its languages.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use cloudreve_error_codes::{Language, ResponseCode, fingerprints as stored};

use super::built_in::{codes, eras, rest, seen};
use super::common::is_common;
use super::fingerprints::{Filter, slot};
use super::heading::Era;
use super::normal_form::{Digest, normal_form};
use super::sentence::{Key, Rest, weight};
use super::shown::{Mark, Shown, Tail};

const TWO_CODES: u8 = 1 << 4;
const IS_OPEN: u8 = 1 << 7;

/// The digests of a language's sentences that are all in one piece, as far as they are stored, and the codes that
/// each stands for. What is filled in at the end of a sentence is no part of it.
pub(crate) fn whole_sentences(
    language: Language,
) -> impl Iterator<Item = ([u8; 6], Vec<ResponseCode>)> {
    let is_in_pieces = |place: &u16| stored::SENTENCE_ENDS.iter().any(|(of, _)| of == place);
    (0_u16..)
        .zip(&stored::SENTENCES)
        .filter(move |(place, (_, [_, bits]))| {
            language_of(*bits) == language.tag() && !is_in_pieces(place)
        })
        .map(|(_, (digest, [code, bits]))| (*digest, codes((*code).into(), count_of(*bits))))
}

/// The language that the bits of a sentence tell of, as a tag.
fn language_of(bits: u8) -> &'static str {
    stored::LANGUAGES[usize::from(bits & 15) % stored::LANGUAGES.len()]
}

/// How many codes a sentence stands for.
fn count_of(bits: u8) -> u16 {
    1 + u16::from(bits & TWO_CODES != 0)
}

/// A sentence that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The codes that it stands for, those of newer releases first.
    pub codes: Vec<ResponseCode>,
    /// The languages that have it, as tags.
    pub languages: Vec<&'static str>,
    /// The newest releases that have it.
    pub era: Era,
    /// What is before it, and behind it.
    pub before: String,
    pub after: String,
    /// Whether other programs are likely to print it.
    pub is_common: bool,
    /// The text in parentheses behind it, or that was filled in: the message of the server.
    pub message: Option<String>,
    /// Whether something is filled in behind it, at its end.
    pub is_open: bool,
}

/// All sentences of the interface.
pub struct Sentences {
    known: HashMap<u64, Vec<Sentence>>,
    /// How the sentences begin in which something is filled in, and that go on after it.
    beginnings: HashSet<Digest>,
    /// What there is in them before anything that is filled in, and behind it.
    heads: Filter,
    tails: Filter,
}

#[derive(Clone, Copy)]
struct Sentence {
    code: u16,
    count: u16,
    language: &'static str,
    eras: &'static [Era],
    is_open: bool,
}

impl Sentences {
    /// Those of all releases.
    #[must_use]
    pub fn built_in() -> Self {
        let mut known: HashMap<u64, Vec<Sentence>> = HashMap::new();
        let mut beginnings = HashSet::new();
        let mut heads = Filter::new(stored::SENTENCES.len());
        let mut tails = Filter::new(stored::SENTENCE_ENDS.len());
        let mut ends = stored::SENTENCE_ENDS.iter().peekable();
        for (place, (digest, [code, bits])) in (0_u16..).zip(&stored::SENTENCES) {
            let end = ends.next_if(|(of, _)| *of == place).map(|(_, end)| *end);
            // A sentence may be shown without what it is filled with: where that is at its end, it makes no
            // difference.
            let key = Key { digest: seen(*digest), rest: rest(end, false) };
            heads.add(key.digest);
            if let Rest::Ends(end) = key.rest {
                beginnings.insert(key.digest);
                tails.add(end);
            }
            known.entry(slot(key)).or_default().push(Sentence {
                code: (*code).into(),
                count: count_of(*bits),
                language: language_of(*bits),
                eras: eras(u16::from(bits >> 5)),
                is_open: bits & IS_OPEN != 0,
            });
        }
        Self { known, beginnings, heads, tails }
    }

    /// The first sentence in a text; of those that begin there, the longest.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Found> {
        let text = Shown::of(text);
        let tails = text.tails(|digest| self.tails.admits(digest));
        let (start, found) = (text.starts.iter())
            .find_map(|start| Some((start.place, self.at(&text, *start, &tails)?)))
            // What is filled in at the beginning of a sentence is before it, and may be anything.
            .or_else(|| tails.iter().find_map(|tail| Some((tail.start, self.behind(tail)?))))?;
        Some(found.at(&text.characters, start))
    }

    /// The longest sentence that begins at a start.
    fn at(&self, text: &Shown, start: Mark, tails: &[Tail]) -> Option<Match<'_>> {
        let characters = &text.characters;
        let mut longest = None;
        let mut begun = Vec::new();
        for (end, digest) in text.ends(start).filter(|(_, digest)| self.heads.admits(*digest)) {
            if let Some(sentences) = self.get(digest, Rest::None)
                && (!is_one_word(&characters[start.place..end])
                    || is_alone(characters, start.place, end))
            {
                longest = Some(Match { sentences, end, filling: None });
            }
            if self.beginnings.contains(&seen_of(digest)) {
                begun.push((end, digest));
            }
        }
        begun.into_iter().find_map(|(end, digest)| self.filled(tails, end, digest)).or(longest)
    }

    /// A sentence that begins with a digest, and goes on behind what is filled in at a place.
    fn filled(&self, tails: &[Tail], place: usize, beginning: Digest) -> Option<Match<'_>> {
        let behind = &tails[tails.partition_point(|tail| tail.start < place)..];
        let mut of_line = behind.iter().take_while(|tail| tail.line.start <= place);
        of_line.find_map(|Tail { start, line, digest }| {
            let sentences = self.get(beginning, Rest::Ends(*digest))?;
            Some(Match { sentences, end: line.end, filling: Some(place..*start) })
        })
    }

    /// A sentence that begins with something that is filled in before a tail.
    fn behind(&self, tail: &Tail) -> Option<Match<'_>> {
        let sentences = self.get(Digest::EMPTY, Rest::Ends(tail.digest))?;
        Some(Match { sentences, end: tail.line.end, filling: Some(0..tail.start) })
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
        let is_open = self.sentences.iter().any(|sentence| sentence.is_open);
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
        let message = match &self.filling {
            Some(filling) => {
                Some(trimmed(&text[filling.clone()])).filter(|message| !message.is_empty())
            }
            None => parenthesis(&text[self.end..]),
        };
        let form = normal_form(&text[start..self.end].iter().collect::<String>());
        let before = text[..start].iter().collect();
        let after = text[self.end..].iter().collect();
        let is_common = self.filling.is_none() && is_common(&form);
        Found { codes: all_codes, languages, era, before, after, is_common, message, is_open }
    }
}

/// As much of a digest as is stored.
fn seen_of(digest: Digest) -> Digest {
    Digest(digest.0 >> 16 << 16)
}

fn is_one_word(text: &[char]) -> bool {
    weight(&normal_form(&text.iter().collect::<String>())) < 2
}

/// Whether there is nothing beside a part of a text but marks, and parentheses behind it.
fn is_alone(text: &[char], start: usize, end: usize) -> bool {
    let has_word = |text: &[char]| text.iter().any(|it| it.is_alphanumeric());
    let mut rest = &text[end..];
    while let Some(Range { end, .. }) = parentheses(rest) {
        rest = &rest[end..];
    }
    !has_word(&text[..start]) && !has_word(rest)
}

/// What is in the parenthesis that follows, up to the one that closes it.
fn parenthesis(text: &[char]) -> Option<String> {
    let Range { start, end } = parentheses(text)?;
    Some(trimmed(&text[start..end])).filter(|message| !message.is_empty())
}

/// Where the parenthesis is that follows, up to behind the one that closes it.
fn parentheses(text: &[char]) -> Option<Range<usize>> {
    let is_between = |it: &char| it.is_whitespace() || matches!(it, '.' | '。' | '!');
    let open = text.iter().position(|it| !is_between(it)).filter(|open| text[*open] == '(')?;
    let mut depth = 0;
    let closes = |it: &char| {
        match it {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    };
    let end = text[open..].iter().position(closes).map_or(text.len(), |close| open + close + 1);
    Some(open..end)
}

fn trimmed(text: &[char]) -> String {
    let text: String = text.iter().collect();
    text.trim().trim_matches(['(', ')']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Sentences;

    /// The first code of a text and the message behind the sentence.
    fn found(text: &str) -> Option<(i64, Option<String>)> {
        let found = Sentences::built_in().find(text)?;
        Some((found.codes[0].get(), found.message))
    }

    #[test]
    fn what_is_in_parentheses_behind_a_sentence_is_its_message() {
        for (text, message) in [
            ("文件被占用", None),
            ("文件被占用 (a: b)", Some("a: b")),
            ("文件被占用(a)", Some("a")),
            ("文件被占用（a (b) c）。", Some("a (b) c")),
            ("x：文件被占用。(a", Some("a")),
            ("文件被占用 x (a)", None),
        ] {
            assert_eq!(found(text), Some((40073, message.map(str::to_owned))), "{text}");
        }
    }

    #[test]
    fn one_word_is_a_sentence_where_there_is_nothing_else() {
        for text in
            ["Konflikt", " Konflikt. ", "Konflikt (a)", "konflikt. (a (b)) (c)", "Conflicto. (a"]
        {
            assert_eq!(found(text).map(|(code, _)| code), Some(409), "{text}");
        }
        for text in ["a Konflikt", "Konflikt a", "Konflikt: a", "Konflikte", "Konflikt (a): b"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
