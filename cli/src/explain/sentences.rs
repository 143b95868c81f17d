//! The sentences of the web interface in a text.

use cloudreve_error_codes::ResponseCode;
use unicode_normalization::UnicodeNormalization;

use super::messages::{self, Message};
use crate::log::messages::interface::{self, Found};
use crate::log::messages::{Era, Fingerprints};

/// How many sentences of a text are looked at.
const MOST: usize = 8;
/// How long a sentence is at most, in characters.
const LONGEST: usize = 400;

/// A sentence of the web interface, with what was shown behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub codes: Vec<ResponseCode>,
    /// The languages that have it, as tags.
    pub languages: Vec<&'static str>,
    /// The newest release that has it.
    pub era: Era,
    /// The message of the server behind it.
    pub message: Option<Message>,
    /// Whether it ends where a sentence does, and is not the beginning of another one.
    pub(super) is_whole: bool,
}

/// The first sentence of the interface in a text. Where it stands for several codes, the message behind it decides.
pub(super) fn find(
    sentences: &interface::Sentences,
    fingerprints: &Fingerprints,
    text: &str,
) -> Option<Sentence> {
    let mut rest = text.to_owned();
    let mut first = None;
    for _ in 0..MOST {
        let Some(found) = sentences.find(&rest) else { break };
        let after = after(sentences, &rest, &found);
        let follows = Follows::of(&after);
        if follows == Follows::Nothing {
            return Some(sentence(fingerprints, found, true));
        }
        // A label is not what went wrong: `上传失败: …`
        if follows == Follows::Text && first.is_none() {
            first = Some(sentence(fingerprints, found, false));
        }
        rest = after;
    }
    first
}

fn sentence(fingerprints: &Fingerprints, found: Found, is_whole: bool) -> Sentence {
    let Found { codes, languages, era, message, .. } = found;
    let message = message.and_then(|message| messages::of_line(fingerprints, &message));
    let is_told =
        |code: &ResponseCode| message.as_ref().is_none_or(|message| message.codes.contains(code));
    let told: Vec<_> = codes.iter().copied().filter(is_told).collect();
    let codes = if told.is_empty() { codes } else { told };
    Sentence { codes, languages, era, message, is_whole }
}

/// What is behind a sentence that was found in a text.
fn after(sentences: &interface::Sentences, text: &str, found: &Found) -> String {
    let start = found.before.chars().count();
    let text: String = text.nfkc().skip(start).collect();
    let is_it = |beginning: &str| {
        let again = sentences.find(beginning);
        again.is_some_and(|again| again.before.is_empty() && again.codes == found.codes)
    };
    let ends = text.char_indices().map(|(place, character)| place + character.len_utf8());
    let end = ends.take(LONGEST).find(|end| is_it(&text[..*end]));
    text[end.unwrap_or(text.len())..].to_owned()
}

/// What follows a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// Nothing that belongs to it.
    Nothing,
    /// A colon, so that it is a label, or a letter, so that it is a part of another sentence.
    More,
    /// The next part of what somebody wrote.
    Text,
}

impl Follows {
    fn of(after: &str) -> Self {
        let rest = after.trim_start_matches([' ', '\t', '\u{a0}', '*', '`', '"', '”', '」', '\'']);
        match rest.chars().next() {
            None => Self::Nothing,
            Some(':') => Self::More,
            Some(next) if "\r\n.。!?;()[]{}<>|\\".contains(next) => Self::Nothing,
            Some(next) if next.is_alphanumeric() && rest.len() == after.len() => Self::More,
            Some(_) => Self::Text,
        }
    }
}
