//! Which text of a chain decides its code.
//!
//! The server prints an error as a chain, `message: inner message: …: cause`. What decides is the innermost error
//! that has a code. A text that plain errors have too never decides over one that only errors with a code have;
//! where nothing else decides, it does, but not for certain. An error of the system ends the chain, and so does
//! a plain one that prints an inner error without wrapping it.

use cloudreve_error_codes::ResponseCode;
use memchr::{memchr, memchr_iter, memchr3_iter};

use super::fingerprints::{Case, Fingerprints, Meaning};
use super::heading::Era;
use super::normal_form::{Digest, Shape, characters};
use super::sentence::{LONGEST, Rest};
use super::system;

/// At how many places within one text of a chain another one is looked for.
const MOST_WITHIN: usize = 8;
/// How long the name of a field or a type is at most.
const LONGEST_KEY: usize = 64;
/// Words before which nothing but a text follows, where a line has no heading of the server's.
const LEVELS: [&[u8]; 8] =
    [b"CRITICAL", b"DEBUG", b"ERROR", b"FATAL", b"INFO", b"TRACE", b"WARN", b"WARNING"];

/// What decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Where the text begins.
    pub start: usize,
    /// Ascending.
    pub codes: Vec<ResponseCode>,
    /// Whether no other code can have been sent.
    pub is_certain: bool,
    /// Whether there is a text that no other program is likely to print.
    pub is_own: bool,
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The log of a server.
    Server(Era),
    /// Anything.
    Unknown,
}

/// What decides in a text.
#[must_use]
pub fn decide(fingerprints: &Fingerprints, text: &[u8], origin: Origin) -> Option<Decision> {
    may_have_text(fingerprints, text, origin).then(|| read(fingerprints, text, origin)).flatten()
}

fn read(fingerprints: &Fingerprints, text: &[u8], origin: Origin) -> Option<Decision> {
    let mut walk = Walk {
        fingerprints,
        origin,
        found: None,
        has_own: false,
        has_ended: false,
        may_be_hidden: false,
        has_unknown: false,
        is_doubtful: false,
        beginnings: Beginnings::default(),
    };
    let mut start = 0;
    let mut separators = Separators::of(text);
    let mut opening = Opening::Line;
    loop {
        let (end, next) = separators.next().unwrap_or((text.len(), None));
        walk.segment(text, start, end, opening);
        let Some((resumption, of)) = next else { break };
        (start, opening) = (resumption, of);
    }
    walk.found.map(|found| Decision {
        start: found.start,
        is_certain: (found.meaning.is_exact || found.is_final)
            && found.meaning.codes.len() == 1
            && !(found.is_plain_too || found.is_hidden || walk.is_doubtful),
        codes: found.meaning.codes.clone(),
        is_own: walk.has_own,
    })
}

/// Whether a text that is known may begin somewhere: most have none, and need no closer look.
fn may_have_text(fingerprints: &Fingerprints, text: &[u8], origin: Origin) -> bool {
    let is_start = |place: usize| {
        let rest = text.get(place..).unwrap_or_default();
        fingerprints.admits_start(&rest[skipped(rest)..])
    };
    if is_request(text, origin) {
        return false;
    }
    if is_start(0) || !fingerprints.ends.is_empty() {
        return true;
    }
    match origin {
        Origin::Server(era) => {
            let is_behind =
                |place: usize| is_start(place + if text[place].is_ascii() { 1 } else { 3 });
            memchr3_iter(b':', b'(', 0xef, text).any(is_behind)
                || (era == Era::V3 && memchr_iter(b',', text).any(is_behind))
                || memchr_iter(b'=', text).any(is_behind)
        }
        Origin::Unknown => places_behind_others(text).any(is_start),
    }
}

/// Where a text may begin behind others on a line of any program.
fn places_behind_others(text: &[u8]) -> impl Iterator<Item = usize> {
    let behind_separators = memchr3_iter(b':', b'=', 0xef, text).filter_map(|place| {
        separator(&text[..place], &text[place..]).map(|(length, _)| place + length)
    });
    let behind_blanks = memchr_iter(b' ', text).filter_map(|place| match text.get(place + 1) {
        Some(b'(') => Some(place + 2),
        _ => is_opening(text, place).then_some(place + 1),
    });
    behind_separators.chain(behind_blanks)
}

/// Whether the server tells of a request here, as most lines of its log do: that is no error.
fn is_request(text: &[u8], origin: Origin) -> bool {
    matches!(origin, Origin::Server(_))
        && (text.starts_with(b"[Incoming] ") || text.starts_with(b"[Outgoing] "))
}

/// What is before a text of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// Nothing.
    Line,
    Colon,
    /// `=`: a text of another chain.
    Equals,
}

#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
struct Walk<'a> {
    fingerprints: &'a Fingerprints,
    origin: Origin,
    found: Option<Found<'a>>,
    has_own: bool,
    /// Whether what follows has no code.
    has_ended: bool,
    /// Whether what follows may have no say, though it has a code.
    may_be_hidden: bool,
    /// Whether a text that is not known follows what was found.
    has_unknown: bool,
    /// Whether what was found may not be what decides.
    is_doubtful: bool,
    beginnings: Beginnings,
}

struct Found<'a> {
    start: usize,
    meaning: &'a Meaning,
    /// Whether plain errors have the text too.
    is_plain_too: bool,
    /// Whether a text before it may hide it.
    is_hidden: bool,
    /// Whether an error without a code follows.
    is_final: bool,
}

impl<'a> Walk<'a> {
    /// Reads the text of a chain between two separators.
    fn segment(&mut self, text: &[u8], start: usize, end: usize, opening: Opening) {
        if opening == Opening::Equals {
            self.has_ended = is_plain_type(&text[..start - 1]);
        }
        let start = start + skipped(&text[start..end]);
        if self.has_ended {
            self.aggregate(text, start, end);
            return;
        }
        if !self.text(text, start, end, opening == Opening::Line) {
            if system::begins_error(&text[start..end]) {
                // A library prints what it is given, and hides its code.
                self.may_be_hidden |= system::is_library(&text[start..end]);
                self.end();
            }
            self.has_unknown |= start < end;
        }
        if self.has_ended {
            return;
        }
        let mut count = 0;
        let mut within = |walk: &mut Self, place: usize| {
            let place = place + skipped(&text[place..end]);
            count += 1;
            if count > MOST_WITHIN || walk.has_ended {
                return;
            }
            let is_known = walk.text(text, place, end, false);
            if !is_known && system::begins_error(&text[place..end]) {
                walk.may_be_hidden |= system::is_library(&text[place..end]);
                walk.end();
            }
        };
        match self.origin {
            Origin::Server(Era::V4) => {
                for place in memchr_iter(b'(', &text[start..end]) {
                    within(self, start + place + 1);
                }
            }
            // Its log joins an error to what it says of it by a comma.
            Origin::Server(Era::V3) => {
                for place in memchr3_iter(b'(', b',', 0xef, &text[start..end]) {
                    let place = start + place;
                    match &text[place..end] {
                        [b'(' | b',', ..] => within(self, place + 1),
                        [0xef, 0xbc, 0x88 | 0x8c, ..] => within(self, place + 3),
                        _ => {}
                    }
                }
            }
            Origin::Unknown => {
                for place in memchr_iter(b' ', &text[start..end]) {
                    let place = start + place;
                    let is_opened = text.get(place + 1) == Some(&b'(');
                    if is_opened || is_opening(text, place) {
                        within(self, place + 1 + usize::from(is_opened));
                    }
                }
            }
        }
    }

    /// Behind the end of a chain there may be that of an error of many parts, of which the chain is one.
    fn aggregate(&mut self, text: &[u8], start: usize, end: usize) {
        if let Some(Known { meaning, .. }) = self.longest(&text[start..end], false)
            && meaning.is_aggregate
        {
            self.has_own |= !meaning.is_common;
            self.found(start, meaning, false);
        }
    }

    fn found(&mut self, start: usize, meaning: &'a Meaning, is_plain_too: bool) {
        let is_hidden = self.may_be_hidden;
        self.found = Some(Found { start, meaning, is_plain_too, is_hidden, is_final: false });
        (self.has_unknown, self.is_doubtful) = (false, false);
    }

    /// Looks up the text at a place of a chain, and says whether it is known.
    fn text(&mut self, text: &[u8], start: usize, end: usize, is_first: bool) -> bool {
        let is_label = is_first && matches!(self.origin, Origin::Server(_));
        let Some(Known { meaning, case }) = self.longest(&text[start..end], is_label) else {
            return false;
        };
        let uses = meaning.uses;
        let has_plain = uses.wraps.meets(Case::BOTH) || uses.ends.meets(Case::BOTH);
        let is_of_log = self.origin != Origin::Unknown;
        // Go writes the system's texts in lower case.
        let is_of_system = meaning.is_of_system && !(is_of_log && case == Case::UPPER);
        let is_plain = uses.wraps.meets(case) || uses.ends.meets(case) || is_of_system;
        // Elsewhere than in a log any spelling counts, where nothing but errors with a code have the text.
        let is_spelled = uses.coded.meets(case) || !(has_plain || is_of_log);
        let is_coded = !meaning.codes.is_empty() && is_spelled;
        let is_plain_too = is_plain || (is_label && uses.label.meets(case));
        self.has_own |= !meaning.is_common && (is_coded || is_plain);
        if is_coded {
            match &self.found {
                Some(found) if is_plain_too && !found.is_plain_too => self.is_doubtful = true,
                _ if is_of_system => {}
                _ => self.found(start, meaning, is_plain_too),
            }
        } else if is_of_system {
            self.end();
        }
        if uses.ends.meets(case) {
            self.may_be_hidden = true;
            if !uses.wraps.meets(case) && !is_coded {
                self.end();
            }
        }
        true
    }

    fn end(&mut self) {
        self.has_ended = true;
        if let Some(found) = &mut self.found {
            found.is_final = !self.has_unknown;
        }
    }

    /// The longest known text at the start of a part of a chain.
    fn longest(&mut self, part: &[u8], is_label: bool) -> Option<Known<'a>> {
        if !self.fingerprints.admits_start(part) {
            return None;
        }
        let part = &part[..part.len().min(LONGEST)];
        let first = part.first()?;
        let era = match self.origin {
            Origin::Server(era) => Some(era),
            Origin::Unknown => None,
        };
        let mut reader = Reader::new(self.fingerprints, era, is_label, &mut self.beginnings);
        if part.is_ascii() {
            reader.read(part.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
            return reader.finish(Case::of(Some(char::from(*first))));
        }
        // What is no text ends it.
        let part = match std::str::from_utf8(part) {
            Ok(part) => part,
            Err(error) => std::str::from_utf8(&part[..error.valid_up_to()]).unwrap_or_default(),
        };
        reader.read(characters(part));
        reader.finish(Case::of(part.chars().next()))
    }
}

/// A text that is known.
struct Known<'a> {
    meaning: &'a Meaning,
    case: Case,
}

/// The beginnings of texts that may have an end too.
#[derive(Default)]
struct Beginnings {
    /// Each, and how much of the form is up to there.
    digests: Vec<(Digest, usize)>,
    /// The form from the first of these on.
    form: Vec<u8>,
}

/// Finds the longest known text that some characters begin with.
struct Reader<'a, 'w> {
    fingerprints: &'a Fingerprints,
    era: Option<Era>,
    /// Whether it may be the text that a line of the log begins with: then it does not end before a comma.
    is_label: bool,
    shape: Shape,
    /// Of all so far, and of it up to its last word.
    digest: Digest,
    trimmed: Digest,
    longest: Option<&'a Meaning>,
    begun: &'w mut Beginnings,
}

impl<'a, 'w> Reader<'a, 'w> {
    fn new(
        fingerprints: &'a Fingerprints,
        era: Option<Era>,
        is_label: bool,
        begun: &'w mut Beginnings,
    ) -> Self {
        begun.digests.clear();
        begun.form.clear();
        if !fingerprints.ends.is_empty() {
            begun.digests.push((Digest::EMPTY, 0));
        }
        Self {
            fingerprints,
            era,
            is_label,
            shape: Shape::default(),
            digest: Digest::EMPTY,
            trimmed: Digest::EMPTY,
            longest: None,
            begun,
        }
    }

    #[inline]
    fn read(&mut self, characters: impl Iterator<Item = char>) {
        for character in characters {
            let was_in_word = self.shape.ends_in_word;
            let is_word = character.is_alphanumeric();
            if was_in_word && !(is_word && character.is_ascii()) {
                self.end_word();
            }
            if !is_word && self.can_end_before(character) {
                self.add_whole();
            }
            for part in self.shape.take(character) {
                self.push(part);
            }
            if self.shape.ends_in_word {
                self.trimmed = self.digest;
            }
        }
    }

    #[inline]
    fn push(&mut self, character: char) {
        let mut bytes = [0; 4];
        for byte in character.encode_utf8(&mut bytes).bytes() {
            self.digest = self.digest.and(byte);
            if !self.begun.digests.is_empty() {
                self.begun.form.push(byte);
            }
        }
    }

    /// Whether a text can end before a character.
    fn can_end_before(&self, character: char) -> bool {
        match character {
            ')' | '}' | ']' | ';' | '|' | '\\' | '<' | '%' => true,
            // Behind a space it is a part of a longer one.
            '"' | '\'' => !self.shape.has_space,
            ',' | '。' => !self.is_label,
            '(' => self.era.is_none(),
            _ => false,
        }
    }

    /// What is filled in may begin behind a word.
    #[inline]
    fn end_word(&mut self) {
        if self.fingerprints.begun.admits(self.trimmed) {
            if let Some(meaning) = self.fingerprints.get(self.trimmed, Rest::Open, self.era) {
                self.longest = Some(meaning);
            }
            if self.begun.digests.len() < MOST_WITHIN {
                self.begun.digests.push((self.trimmed, self.begun.form.len()));
            }
        }
    }

    #[inline]
    fn add_whole(&mut self) {
        if self.fingerprints.whole.admits(self.trimmed)
            && let Some(meaning) = self.fingerprints.get(self.trimmed, Rest::None, self.era)
        {
            self.longest = Some(meaning);
        }
    }

    fn finish(mut self, case: Case) -> Option<Known<'a>> {
        self.end_word();
        self.add_whole();
        if !self.begun.digests.is_empty() {
            self.add_ending();
        }
        self.longest.map(|meaning| Known { meaning, case })
    }

    /// Looks for a text that ends where the characters do.
    fn add_ending(&mut self) {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let Beginnings { digests, form } = &*self.begun;
        let end = form.iter().rposition(|byte| is_word(*byte)).map_or(0, |last| last + 1);
        let mut digest = Digest::EMPTY;
        for place in (0..end).rev() {
            digest = digest.and(form[place]);
            let is_start =
                is_word(form[place]) && (place == 0 || !form[place - 1].is_ascii_alphanumeric());
            if !is_start {
                continue;
            }
            for (beginning, _) in digests.iter().filter(|(_, length)| *length <= place) {
                let is_begun = *beginning != Digest::EMPTY || self.fingerprints.ends.admits(digest);
                let rest = Rest::Ends(digest);
                if is_begun && let Some(meaning) = self.fingerprints.get(*beginning, rest, self.era)
                {
                    self.longest = Some(meaning);
                }
            }
        }
    }
}

/// How much at the start of a text of a chain is none of it: blanks, quotes and brackets.
fn skipped(text: &[u8]) -> usize {
    let is_skipped =
        |byte: &&u8| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'\\' | b'(' | b'`' | b'[');
    text.iter().take(MOST_WITHIN).take_while(is_skipped).count()
}

/// Whether a text may follow a blank: in quotes behind a comma, or where it is introduced.
fn is_opening(text: &[u8], blank: usize) -> bool {
    let is_quoted = matches!(text.get(blank + 1), Some(b'"' | b'\''));
    (is_quoted && text[..blank].ends_with(b",")) || is_introduced(&text[..blank])
}

/// Whether a text may follow the blank behind these words: behind a level, a bracket or a dash.
fn is_introduced(before: &[u8]) -> bool {
    match before.last() {
        Some(b']' | b'|' | b'>') => true,
        Some(b'-') => before.ends_with(b" -"),
        Some(b'E' | b'G' | b'L' | b'N' | b'O' | b'R') => {
            let start = before.iter().rposition(|byte| !byte.is_ascii_alphabetic());
            LEVELS.contains(&&before[start.map_or(0, |it| it + 1)..])
        }
        _ => false,
    }
}

/// Whether Go prints a type before its `=`, in `%!(EXTRA …)`, whose errors have no code.
fn is_plain_type(before: &[u8]) -> bool {
    let is_of_type =
        |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'*' | b'_' | b'/');
    let length = before.iter().rev().take_while(is_of_type).count();
    let name = &before[before.len() - length..];
    let wraps = [&b"*fmt.wrapError"[..], b"*fmt.wrapErrors", b"*errors.joinError"];
    let is_error = name.starts_with(b"*") || name.starts_with(b"syscall.");
    let is_coded = name.ends_with(b"AppError") || name.ends_with(b"AggregateError");
    is_error && !is_coded && !wraps.contains(&name) && !name.starts_with(b"*errors.with")
}

/// Where the texts of a chain end, and where and behind what the next ones begin.
struct Separators<'a> {
    text: &'a [u8],
    marks: memchr::Memchr3<'a>,
    /// Up to where a separator reaches.
    passed: usize,
}

impl<'a> Separators<'a> {
    fn of(text: &'a [u8]) -> Self {
        // The first byte of a colon of full width, among others.
        Self { text, marks: memchr3_iter(b':', b'=', 0xef, text), passed: 0 }
    }
}

impl Iterator for Separators<'_> {
    type Item = (usize, Option<(usize, Opening)>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let place = self.marks.next()?;
            if place >= self.passed
                && let Some((length, opening)) = separator(&self.text[..place], &self.text[place..])
            {
                self.passed = place + length;
                return Some((place, Some((self.passed, opening))));
            }
        }
    }
}

/// Whether a text, or the quotes that it is in, may begin with a byte: a number does not, behind the colon of a
/// time, a port or an address.
fn is_of_text(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii() || matches!(byte, b'"' | b'\'')
}

/// How long the separator is that a text begins with, and what it is.
fn separator(before: &[u8], text: &[u8]) -> Option<(usize, Opening)> {
    match text {
        [b':'] => Some((1, Opening::Colon)),
        [b':', next, ..] if is_of_text(*next) || matches!(next, b' ' | b'\t') => {
            Some((1, Opening::Colon))
        }
        [b':', b'\\', rest @ ..] if opens_quote(rest) => Some((1, Opening::Colon)),
        [b'=', next, ..] if (is_of_text(*next) || *next == b'*') && ends_with_key(before) => {
            Some((1, Opening::Equals))
        }
        [0xef, 0xbc, 0x9a, ..] => Some((3, Opening::Colon)),
        _ => None,
    }
}

/// Whether the name of a field or a type is before its `=`, and no address with parameters.
fn ends_with_key(before: &[u8]) -> bool {
    let is_of_key = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'*' | b'"' | b'\'')
    };
    let length = before.iter().rev().take(LONGEST_KEY).take_while(|byte| is_of_key(byte)).count();
    let is_opened =
        |byte: &u8| matches!(byte, b' ' | b'\t' | b'(' | b',' | b'{' | b'[' | b';' | b'|');
    length > 0 && before[..before.len() - length].last().is_none_or(is_opened)
}

/// Whether a quote follows, behind one backslash or more.
fn opens_quote(rest: &[u8]) -> bool {
    let quote = rest.iter().position(|byte| *byte != b'\\');
    quote.is_some_and(|quote| memchr(rest[quote], b"\"'").is_some())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::{Era, Fingerprints, Origin, is_request, may_have_text, read};

    static FINGERPRINTS: LazyLock<Fingerprints> = LazyLock::new(Fingerprints::built_in);

    /// Texts that are known, and what is before, between and behind them.
    const PARTS: [&str; 26] = [
        "Lock conflict",
        "lock  Conflict",
        "Path not exist",
        "Object existed",
        "Failed to upload file",
        "未找到上传会话",
        "One or more operation failed",
        "failed to list",
        "ent",
        "code",
        "level=ERROR",
        "INFO",
        "msg=",
        "12:30",
        "a",
        ": ",
        ":",
        "：",
        " (",
        ")",
        ", ",
        "\"",
        "\\\"",
        "%!(EXTRA string=",
        " - ",
        "] ",
    ];

    proptest! {
        #[test]
        fn no_text_that_decides_is_passed_over(
            parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..8),
        ) {
            let text = parts.concat();
            for origin in [Origin::Server(Era::V3), Origin::Server(Era::V4), Origin::Unknown] {
                let is_passed_over = !may_have_text(&FINGERPRINTS, text.as_bytes(), origin);
                if is_passed_over && !is_request(text.as_bytes(), origin) {
                    prop_assert_eq!(read(&FINGERPRINTS, text.as_bytes(), origin), None, "{}", text);
                }
            }
        }
    }
}
