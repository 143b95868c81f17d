//! The sentences of the web interface in a text.

use cloudreve_error_codes::ResponseCode;
use unicode_normalization::UnicodeNormalization;

use super::messages::{self, Message};
use crate::log::messages::interface::{self, Found};
use crate::log::messages::{Era, Fingerprints};

/// How many sentences of a text are looked at.
const MOST: usize = 8;
/// How somebody goes on who has quoted a sentence, in scripts that put no space there.
const PARTICLES: [&str; 19] = [
    "啊",
    "呢",
    "吧",
    "呀",
    "怎么",
    "怎麼",
    "如何",
    "是什么",
    "是什麼",
    "是怎",
    "的提示",
    "的错误",
    "的錯誤",
    "的报错",
    "这个",
    "這個",
    "と表示",
    "という",
    "が出",
];

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

/// What programs put before an error, up to the colon.
const LABELS: [&str; 12] = [
    "error",
    "erreur",
    "errore",
    "erro",
    "fehler",
    "błąd",
    "ошибка",
    "错误",
    "錯誤",
    "エラー",
    "오류",
    "操作失败",
];
/// How long an id is at least, in bytes.
const SHORTEST_ID: usize = 8;

/// The first sentence of the interface in a text, be it behind a label, or with the id of a request behind it.
pub(super) fn find(
    sentences: &interface::Sentences,
    fingerprints: &Fingerprints,
    text: &str,
) -> Option<Sentence> {
    let found = first(sentences, fingerprints, text);
    found.or_else(|| first(sentences, fingerprints, bare(text)?))
}

/// A text without a label before it and an id behind it, if it has one of them.
fn bare(text: &str) -> Option<&str> {
    let is_label = |label: &str| LABELS.iter().any(|it| label.trim().to_lowercase() == *it);
    let text = text.trim();
    let is_closing = |it: char| matches!(it, ')' | '）' | ']');
    let (before, id) =
        text.trim_end_matches(is_closing).rsplit_once(['(', '（', '[', '\n']).unwrap_or((text, ""));
    let is_id = id.len() >= SHORTEST_ID && id.chars().all(|it| it.is_ascii_hexdigit() || it == '-');
    let rest = if is_id { before.trim_end() } else { text };
    let rest = match rest.split_once([':', '：']) {
        Some((label, rest)) if is_label(label) => rest.trim_start(),
        _ => rest,
    };
    (rest.len() < text.len()).then_some(rest)
}

/// The first sentence of the interface in a text. Where it stands for several codes, the message behind it decides.
fn first(
    sentences: &interface::Sentences,
    fingerprints: &Fingerprints,
    text: &str,
) -> Option<Sentence> {
    let mut rest = text.to_owned();
    let mut first: Option<Sentence> = None;
    let mut is_followed = false;
    for _ in 0..MOST {
        let Some(found) = sentences.find(&rest) else { break };
        let after = found.after.clone();
        // The interface begins its sentences with a capital letter, the server what is inside an error with a small one.
        let first_letter = rest.nfkc().nth(found.before.chars().count());
        let is_inner = first_letter.is_some_and(char::is_lowercase)
            && found.before.contains(char::is_alphanumeric);
        if found.is_common && (is_inner || is_in_prose(&found)) {
            rest = after;
            continue;
        }
        // Of two that were pasted together the first one tells more.
        if is_followed && !found.before.contains(char::is_alphanumeric) {
            return first.map(|sentence| Sentence { is_whole: true, ..sentence });
        }
        let follows = if has_other_number(&found) { Follows::More } else { Follows::of(&after) };
        if follows == Follows::Nothing {
            return Some(sentence(fingerprints, found, true));
        }
        // A label is not what went wrong, `上传失败: …`, unless something is filled in behind it.
        let is_filled = follows == Follows::Colon && found.is_open;
        if (follows == Follows::Text || is_filled) && first.is_none() {
            first = Some(sentence(fingerprints, found, is_filled));
        }
        is_followed = follows == Follows::Text && first.is_some();
        rest = after;
    }
    first
}

/// Whether a word is beside a sentence, so that it may be a part of another one: `client authentication failed`
fn is_in_prose(found: &Found) -> bool {
    let is_spaced = |it: char| {
        it.is_alphanumeric() && (it.is_ascii() || it.is_lowercase() || it.is_uppercase())
    };
    let is_blank = |it: char| matches!(it, ' ' | '\t' | '\u{a0}');
    let (before, after) =
        (found.before.trim_end_matches(is_blank), found.after.trim_start_matches(is_blank));
    before.ends_with(is_spaced) || after.starts_with(is_spaced)
}

/// Whether what is in parentheses behind a sentence begins with another number than its code: so does what older
/// pages showed of a storage's answer, `上传失败(203：Error status : 502.)`
fn has_other_number(found: &Found) -> bool {
    let number = found.message.as_ref().and_then(|message| message.split_once(':'));
    let number = number.and_then(|(number, _)| number.trim().parse::<u32>().ok());
    number.is_some_and(|number| !found.codes.contains(&ResponseCode::new(number.into())))
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

/// What follows a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// Nothing that belongs to it.
    Nothing,
    /// A colon, so that it is a label.
    Colon,
    /// A letter, so that it is a part of another sentence.
    More,
    /// The next part of what somebody wrote.
    Text,
}

/// What closes a quotation, and what is put around one.
fn is_closing(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t'
            | '\u{a0}'
            | '*'
            | '`'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '】'
    )
}

impl Follows {
    fn of(after: &str) -> Self {
        let rest = after.trim_start_matches(is_closing);
        match rest.chars().next() {
            None => Self::Nothing,
            Some(':') => Self::Colon,
            Some(next) if "\r\n.。!?;()[]{}<>|\\".contains(next) => Self::Nothing,
            Some(_) if PARTICLES.iter().any(|it| rest.starts_with(it)) => Self::Text,
            Some(next) if next.is_alphanumeric() && rest.len() == after.len() => Self::More,
            Some(_) => Self::Text,
        }
    }
}
