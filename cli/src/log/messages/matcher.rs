//! Finding known messages in a chain.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::iter;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, MatchKind, StartKind};
use cloudreve_error_codes::ResponseCode;
use memchr::memmem::Finder;

use super::index::{Index, Row};
use super::pattern::{Pattern, Rest, ends_before};
use super::text;
use crate::complaint::Complaint;

/// What stands before each message of a chain but the first.
const SEPARATOR: &str = ": ";

/// All messages of an index.
pub(crate) struct Matcher {
    separator: Finder<'static>,
    /// Recognizes the prefixes, from the byte on where it is started.
    prefixes: DFA,
    /// What each prefix begins, by its number.
    messages: Vec<Vec<Message>>,
    /// What begins with anything.
    without_prefix: Vec<Message>,
}

/// A message after its prefix.
struct Message {
    rest: Option<Rest>,
    /// Ascending.
    codes: Vec<ResponseCode>,
}

/// A known message in a chain.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where in the chain it stands.
    pub(crate) place: Range<usize>,
    /// Ascending.
    pub(crate) codes: Vec<ResponseCode>,
}

impl Matcher {
    /// Reads the index at a path, if one is given.
    ///
    /// # Errors
    /// It cannot be read, is no index, or is too large.
    pub(crate) fn read_given(path: Option<&Path>) -> Result<Option<Arc<Self>>, Complaint> {
        let Some(path) = path else { return Ok(None) };
        let matcher =
            Index::read(path).and_then(|index| Self::new(&index).map_err(io::Error::other));
        match matcher {
            Ok(matcher) => Ok(Some(Arc::new(matcher))),
            Err(error) => Err(Complaint::about(path.display(), error)),
        }
    }

    /// # Errors
    /// The index is too large.
    pub(crate) fn new(index: &Index) -> Result<Self, String> {
        let mut codes: BTreeMap<&str, BTreeSet<ResponseCode>> = BTreeMap::new();
        // What is sent without a code says nothing.
        let sent =
            |row: &&Row| ![ResponseCode::SUCCESS, ResponseCode::NOT_SET].contains(&row.code.into());
        for row in index.rows.iter().filter(sent) {
            codes.entry(&row.message).or_default().insert(ResponseCode::new(row.code));
        }
        let (mut by_prefix, mut without_prefix) = (BTreeMap::<String, Vec<Message>>::new(), vec![]);
        for (format, codes) in codes {
            let Some(pattern) = Pattern::new(format) else { continue };
            let message = Message { rest: pattern.rest, codes: codes.into_iter().collect() };
            if pattern.prefix.is_empty() {
                without_prefix.push(message);
            } else {
                by_prefix.entry(pattern.prefix).or_default().push(message);
            }
        }
        let (prefixes, messages): (Vec<_>, Vec<_>) = by_prefix.into_iter().unzip();
        let prefixes = DFA::builder()
            .match_kind(MatchKind::Standard)
            .start_kind(StartKind::Anchored)
            .prefilter(false)
            .build(prefixes)
            .map_err(|error| error.to_string())?;
        Ok(Self { separator: Finder::new(SEPARATOR), prefixes, messages, without_prefix })
    }

    /// The last known message of a line of the server's log.
    pub(crate) fn last_in_line(&self, line: &[u8]) -> Option<Found> {
        let text = text::place(line);
        let mut found = self.last_in(&line[text.clone()])?;
        found.place = text.start + found.place.start..text.start + found.place.end;
        Some(found)
    }

    /// The last known message of a chain: the one whose code the client gets.
    pub(crate) fn last_in(&self, chain: &[u8]) -> Option<Found> {
        let colons = self.separator.find_iter(chain);
        let starts = iter::once(0).chain(colons.map(|colon| colon + SEPARATOR.len()));
        starts.filter_map(|start| self.at(chain, start)).last()
    }

    /// The longest known message at a place of a chain; of equally long ones all codes.
    fn at(&self, chain: &[u8], start: usize) -> Option<Found> {
        let mut found: Option<Found> = None;
        let mut add = |end: usize, codes: &[ResponseCode]| match &mut found {
            Some(longest) if longest.place.end > end => {}
            Some(longest) if longest.place.end == end => {
                longest.codes.extend_from_slice(codes);
                longest.codes.sort_unstable();
                longest.codes.dedup();
            }
            _ => found = Some(Found { place: start..end, codes: codes.to_vec() }),
        };
        for (end, messages) in self.prefixes_at(chain, start) {
            for message in messages {
                if let Some(length) = message.goes_on(&chain[end..]) {
                    add(end + length, &message.codes);
                }
            }
        }
        for message in &self.without_prefix {
            if let Some(length) = message.goes_on(&chain[start..]) {
                add(start + length, &message.codes);
            }
        }
        found
    }

    /// The known prefixes at a place of a chain, by where they end.
    fn prefixes_at<'a>(
        &'a self,
        chain: &'a [u8],
        start: usize,
    ) -> impl Iterator<Item = (usize, &'a [Message])> {
        let automaton = &self.prefixes;
        let mut state = automaton.start_state(Anchored::Yes).ok();
        (start..chain.len()).map_while(move |place| {
            let next = automaton.next_state(Anchored::Yes, state?, chain[place]);
            state = Some(next).filter(|state| !automaton.is_dead(*state));
            let is_match = automaton.is_special(state?) && automaton.is_match(next);
            // In an automaton that is anchored no other prefix ends with this one.
            let messages = is_match.then(|| &self.messages[automaton.match_pattern(next, 0)]);
            Some((place + 1, messages.map_or(&[][..], Vec::as_slice)))
        })
    }
}

impl Message {
    /// How long it is after its prefix, if what follows there is the rest of it.
    fn goes_on(&self, following: &[u8]) -> Option<usize> {
        match &self.rest {
            None => ends_before(following).then_some(0),
            Some(rest) => rest.length(following),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Matcher, ResponseCode, Row};

    const MESSAGES: [(&str, i64); 12] = [
        ("signature expired", 40005),
        ("failed to list", 50001),
        ("failed to list: try again", 50005),
        ("failed", 40001),
        ("User not found", 404),
        ("User not found", 40021),
        ("expected: %d, actual: %d", 40055),
        ("Failed to send: ", 40028),
        ("no %s here", 40016),
        ("no %v here", 404),
        ("%s is taken", 40032),
        ("100%% wrong", 40081),
    ];

    fn row((message, code): (&str, i64)) -> Row {
        let (constant, file) = (String::new(), String::new());
        Row { message: message.to_owned(), code, constant, file, line: 1 }
    }

    fn matcher() -> Matcher {
        Matcher::new(&Index { rows: MESSAGES.map(row).into() }).unwrap()
    }

    /// The text and the codes of the message that decides.
    fn decides(chain: &str) -> Option<(&str, Vec<i64>)> {
        let found = matcher().last_in(chain.as_bytes())?;
        Some((&chain[found.place], found.codes.into_iter().map(ResponseCode::get).collect()))
    }

    #[test]
    fn of_the_known_messages_the_innermost_decides() {
        for (chain, message, code) in [
            ("signature expired", "signature expired", 40005),
            ("failed to create upload session: signature expired:", "signature expired", 40005),
            ("failed: signature expired: EOF", "signature expired", 40005),
            ("signature expired: failed: EOF", "failed", 40001),
            ("failed: User said: EOF: ", "failed", 40001),
            ("Failed to send: EOF", "Failed to send", 40028),
            ("Failed to send:", "Failed to send", 40028),
            ("x: expected: 7, actual: 8", "expected: 7, actual: 8", 40055),
            ("x: expected: 7, actual: 8: EOF", "expected: 7, actual: 8", 40055),
            ("x: a: b is taken: y", "b is taken", 40032),
            ("100% wrong", "100% wrong", 40081),
        ] {
            assert_eq!(decides(chain), Some((message, vec![code])), "{chain}");
        }
    }

    #[test]
    fn at_one_place_the_longest_decides() {
        assert_eq!(decides("failed to list: try again: x").unwrap().1, [50005]);
        assert_eq!(decides("failed to list: try again").unwrap().1, [50005]);
        assert_eq!(decides("failed to list: try"), Some(("failed to list", vec![50001])));
        assert_eq!(decides("failed"), Some(("failed", vec![40001])));
    }

    #[test]
    fn a_message_with_several_codes_names_them_all() {
        assert_eq!(decides("User not found"), Some(("User not found", vec![404, 40021])));
        assert_eq!(decides("no one here"), Some(("no one here", vec![404, 40016])));
    }

    #[test]
    fn a_message_is_never_found_inside_other_words() {
        for chain in [
            "",
            ":",
            ": ",
            "the signature expired",
            "signature expired yesterday",
            "signature expired.",
            "Signature expired",
            "x:signature expired",
            "x (signature expired)",
            "failedtolist",
            "expected: x, actual: 8",
            "failed to",
        ] {
            assert_eq!(decides(chain), None, "{chain}");
        }
    }

    #[test]
    fn what_is_sent_without_a_code_says_nothing() {
        let row = Row { code: -1, ..row(("failed", 0)) };
        let matcher = Matcher::new(&Index { rows: vec![row] }).unwrap();
        assert_eq!(matcher.last_in(b"failed"), None);
    }

    #[test]
    fn an_empty_index_knows_nothing() {
        assert_eq!(Matcher::new(&Index::default()).unwrap().last_in(b"failed"), None);
    }

    #[test]
    fn arbitrary_bytes_are_no_chain() {
        assert_eq!(matcher().last_in(b"\xff: \0: signature expired\xff: \xfe"), None);
        let found = matcher().last_in(b"\xff: \0: signature expired: \xfe").unwrap();
        assert_eq!(found.codes, [ResponseCode::new(40005)]);
    }
}
