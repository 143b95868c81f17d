//! What a text is that somebody has in hand.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, Language, ResponseCode};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::beginning::beginning;
use super::foreign::{self, Foreign};
use super::heading;
use super::messages::{self, Message};
use super::pasted::{self, Pasted};
use super::sentences::{self, Sentence};
use super::{constants, keyed, older, others, told};
use crate::codes::search::{self, search};
use crate::log::messages::interface::Sentences;
use crate::log::messages::{Era, Fingerprints};

/// How long a query is at most, in bytes.
const LONGEST_QUERY: usize = 200;

/// What texts are recognized by.
pub struct Knowledge {
    language: Language,
    /// Those that come before those of the server's releases.
    messages: Option<Fingerprints>,
    fingerprints: OnceCell<Arc<Fingerprints>>,
    sentences: OnceCell<Sentences>,
}

/// What a text was recognized as.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition {
    pub what: What,
    /// What it has in place of an answer of Cloudreve.
    pub foreign: Option<Foreign>,
    /// Whether it comes from version 3 of the server.
    pub is_of_v3: bool,
}

/// What a text may be.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A number, a name or a constant, and nothing else.
    Code(ResponseCode),
    /// Answers of Cloudreve, whatever is around them.
    Responses(Vec<ApiResponse<Value>>),
    /// Something with codes in it, and what messages there are on other lines.
    Codes(Vec<ResponseCode>, Vec<Message>),
    /// Lines of the server's log.
    Log(Vec<Message>),
    /// A sentence of the web interface.
    Sentence(Sentence),
    /// Messages of the server, printed by another program.
    Messages(Vec<Message>),
    /// Prose that tells codes.
    Prose(Vec<ResponseCode>),
    /// Something that names constants of the server.
    Constants(Vec<ErrorCode>),
    /// The name or description of a code, or words that only one has there.
    Page(ErrorCode),
    /// Words that several pages have, the best page first.
    Words(Vec<ErrorCode>),
    Nothing,
}

impl Knowledge {
    /// Of the server's releases, and of an index before them. Pages are searched in the language.
    #[must_use]
    pub fn new(language: Language, messages: Option<Fingerprints>) -> Self {
        let (fingerprints, sentences) = (OnceCell::new(), OnceCell::new());
        Self { language, messages, fingerprints, sentences }
    }

    fn fingerprints(&mut self) -> &Arc<Fingerprints> {
        let given = &mut self.messages;
        self.fingerprints.get_or_init(|| {
            let built_in = Fingerprints::built_in();
            Arc::new(match given.take() {
                Some(messages) => messages.or(built_in),
                None => built_in,
            })
        })
    }

    /// What a text is. Of all that it may be, the first of [`What`] that it is.
    pub fn recognize(&mut self, text: &str) -> Recognition {
        if let Some(code) = number(text) {
            let foreign = code.explanation().is_none().then(|| foreign::find(text)).flatten();
            return Recognition { what: What::Code(code), foreign, is_of_v3: false };
        }
        let (mut what, mut is_of_v3) = self.what(text);
        if what == What::Nothing
            && let Some(rest) = without_name(text)
        {
            let found = self.what(rest);
            // Words that are in pages somewhere are no error that was searched for.
            let is_by_words = match found.0 {
                What::Words(_) => true,
                What::Page(code) => described(rest) != Some(code),
                _ => false,
            };
            if !is_by_words {
                (what, is_of_v3) = found;
            }
        }
        let is_answer = matches!(what, What::Responses(_));
        let foreign = (!is_answer).then(|| foreign::find(text)).flatten();
        // What is found of Cloudreve comes first, and what is whole before what is in other text.
        let foreign = match foreign {
            None | Some(Foreign::OtherJson) if what == What::Nothing => {
                others::find(text).or(foreign)
            }
            Some(Foreign::OtherJson) if matches!(what, What::Codes(..)) => None,
            foreign => foreign,
        };
        // The words of an answer that is not Cloudreve's lead nowhere.
        let is_found_by_words = match what {
            What::Page(_) | What::Words(_) => foreign.is_some(),
            What::Sentence(_) => matches!(foreign, Some(Foreign::OAuth(_))),
            _ => false,
        };
        Recognition {
            what: if is_found_by_words { What::Nothing } else { what },
            foreign,
            is_of_v3: is_of_v3 || older::is_named(text),
        }
    }

    /// What it is, and whether what was found in it is of version 3.
    fn what(&mut self, text: &str) -> (What, bool) {
        let Pasted { responses, other_code } = pasted::read(text);
        if !responses.is_empty() {
            return (What::Responses(responses), false);
        }
        let language = self.language;
        let fingerprints = Arc::clone(self.fingerprints());
        let found = messages::in_log(&fingerprints, text);
        if !found.codes.is_empty() {
            return (What::Codes(distinct(found.codes), found.messages), false);
        }
        let is_log = heading::is_in(text);
        if other_code.is_some() && !is_log {
            // What it says is another program's.
            return (What::Nothing, false);
        }
        let codes = if is_log { Vec::new() } else { keyed::codes(text) };
        if !codes.is_empty() {
            return (What::Codes(codes, found.messages), false);
        }
        if is_log && !found.messages.is_empty() {
            return of_messages(What::Log, found.messages);
        }
        let mut sentence = if is_log { None } else { self.sentence(text) };
        let described = described(text);
        let whole = sentence.take_if(|sentence| sentence.is_whole);
        let of_described = described.map(ResponseCode::from);
        if let Some(sentence) = whole.as_ref().filter(|it| it.codes != Vec::from_iter(of_described))
        {
            return of_sentence(sentence.clone());
        }
        // What is in parentheses behind a description may say more: `Parameter Error (Lock conflict)`
        let behind = text.split_once(['(', '（']).filter(|_| whole.is_none());
        let message = behind.and_then(|(_, behind)| messages::of_line(&fingerprints, behind));
        if let (Some(code), None) = (described, message) {
            return (What::Page(code), false);
        }
        if !found.messages.is_empty() {
            return of_messages(What::Messages, found.messages);
        }
        let said = if is_log { Vec::new() } else { messages::in_text(&fingerprints, text) };
        if !said.is_empty() {
            return of_messages(What::Messages, said);
        }
        if let Some(sentence) = sentence {
            return of_sentence(sentence);
        }
        let codes = told::codes(&fingerprints, text);
        if !codes.is_empty() {
            return (What::Prose(codes), false);
        }
        let codes = constants::in_text(text);
        if !codes.is_empty() {
            return (What::Constants(codes), false);
        }
        // What has such marks is a part of something, and no words of a person.
        let is_query =
            text.len() <= LONGEST_QUERY && !text.contains(['{', '}', '<', '>', '=', ':', '：']);
        let what = is_query.then(|| of_words(&search(text, language)));
        (what.unwrap_or(What::Nothing), false)
    }

    /// The sentence of the interface in a text.
    fn sentence(&mut self, text: &str) -> Option<Sentence> {
        let fingerprints = Arc::clone(self.fingerprints());
        let sentences = self.sentences.get_or_init(Sentences::built_in);
        sentences::find(sentences, &fingerprints, text)
    }
}

impl Recognition {
    /// The codes, each once: those that are told first.
    #[must_use]
    pub fn codes(&self) -> Vec<ResponseCode> {
        let of_messages = |messages: &[Message]| -> Vec<ResponseCode> {
            messages.iter().flat_map(|message| message.codes.iter().copied()).collect()
        };
        distinct(match &self.what {
            What::Code(code) => vec![*code],
            What::Responses(responses) => of_responses(responses),
            What::Codes(codes, messages) => [codes.clone(), of_messages(messages)].concat(),
            What::Log(messages) | What::Messages(messages) => of_messages(messages),
            What::Sentence(sentence) => sentence.codes.clone(),
            What::Prose(codes) => codes.clone(),
            What::Constants(codes) | What::Words(codes) => {
                codes.iter().copied().map(ResponseCode::from).collect()
            }
            What::Page(code) => vec![ResponseCode::from(*code)],
            What::Nothing => Vec::new(),
        })
    }
}

/// The number that a text is, and nothing else. A known one of five digits may be in brackets and the like.
fn number(text: &str) -> Option<ResponseCode> {
    if let Ok(code) = text.trim().parse() {
        return Some(code);
    }
    let plain: String = beginning(text, LONGEST_QUERY).nfkc().collect();
    let is_mark = |it: char| it.is_whitespace() || "[](){}<>\"'`*#“”‘’「」.,;:!?。".contains(it);
    let number = plain.trim_matches(is_mark);
    let is_whole = text.len() <= LONGEST_QUERY && number.len() == 5;
    number.parse().ok().filter(|_| is_whole).map(|code: ErrorCode| code.into())
}

/// What somebody has searched for beside the name of the server: `cloudreve Path not exist`
fn without_name(text: &str) -> Option<&str> {
    const NAME: &str = "cloudreve";
    let text = text.trim();
    let is_name = |it: Option<&str>| it.is_some_and(|it| it.eq_ignore_ascii_case(NAME));
    let end = text.len().checked_sub(NAME.len())?;
    let rest = if is_name(text.get(..NAME.len())) {
        &text[NAME.len()..]
    } else if is_name(text.get(end..)) {
        &text[..end]
    } else {
        return None;
    };
    let is_apart = rest.starts_with(char::is_whitespace) || rest.ends_with(char::is_whitespace);
    Some(rest.trim()).filter(|rest| is_apart && !rest.is_empty())
}

/// A name as another language writes it: `ErrorCode::LockConflict`, `LOCK_CONFLICT`
fn spelled(text: &str) -> Option<ErrorCode> {
    let name = text.rsplit_once([':', '.']).map_or(text, |(of, name)| {
        if of.trim_end_matches(':').ends_with("code") { name } else { text }
    });
    let is_name = name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-');
    let code = is_name.then(|| name.replace(['_', '-'], "").parse().ok()).flatten();
    code.filter(|_| !name.starts_with(|it: char| it.is_ascii_digit()))
}

fn of_words(found: &search::Found) -> What {
    match (found.only(), found.all()) {
        (Some(code), _) => What::Page(code),
        (None, []) => What::Nothing,
        (None, codes) => What::Words(codes.to_vec()),
    }
}

fn of_sentence(sentence: Sentence) -> (What, bool) {
    let is_of_v3 = sentence.era == Era::V3;
    (What::Sentence(sentence), is_of_v3)
}

fn of_messages(what: fn(Vec<Message>) -> What, messages: Vec<Message>) -> (What, bool) {
    let is_of_v3 = messages.iter().all(|message| message.is_of_v3);
    (what(messages), is_of_v3)
}

/// The codes of answers and of their parts, in their order.
fn of_responses(responses: &[ApiResponse<Value>]) -> Vec<ResponseCode> {
    let mut codes = Vec::new();
    for response in responses {
        match response.as_result() {
            Ok(_) => codes.push(ResponseCode::SUCCESS),
            Err(error) => add_codes(&mut codes, error),
        }
    }
    codes
}

fn add_codes(codes: &mut Vec<ResponseCode>, error: &ApiError) {
    codes.push(error.code());
    for part in error.parts().values() {
        add_codes(codes, part);
    }
}

/// Each code once, where it is first.
fn distinct(mut codes: Vec<ResponseCode>) -> Vec<ResponseCode> {
    let mut known = HashSet::new();
    codes.retain(|code| known.insert(*code));
    codes
}

/// The one code that has a name or a description, in any language; a message may be behind it in parentheses, but
/// not with another program's number: `上传失败(203：Error status : 502.)`
fn described(text: &str) -> Option<ErrorCode> {
    let (text, behind) = text.split_once(['(', '（']).unwrap_or((text, ""));
    if behind.contains([')', '）']) && !behind.trim_end().ends_with([')', '）']) {
        return None;
    }
    let after_number = behind.trim_start_matches(|it: char| it.is_ascii_digit());
    if after_number.len() < behind.len() && after_number.trim_start().starts_with([':', '：']) {
        return None;
    }
    let text = text.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    if let Some(code) = text.parse().ok().or_else(|| spelled(&text)) {
        return Some(code);
    }
    let is_described = |code: &&ErrorCode| {
        Language::ALL.iter().any(|language| code.description_in(*language).to_lowercase() == text)
    };
    let mut codes = ErrorCode::ALL.iter().filter(is_described);
    codes.next().copied().filter(|_| codes.next().is_none())
}
