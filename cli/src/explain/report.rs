//! What is said of a recognized text, for a terminal.

use cloudreve_error_codes::{ErrorCode, Language, ResponseCode};

use super::messages::Message;
use super::page::Page;
use super::recognition::{Recognition, What};
use super::sentences::Sentence;
use super::{response, suggestions};
use crate::codes::listing;
use crate::interface::{self, text};
use crate::terminal::escaped::OneLine;

/// How many answers or messages of one text are shown.
const MOST_SHOWN: usize = 64;
/// How many unknown codes of one text are complained of.
const MOST_UNKNOWN: usize = 16;
/// How many pages a search lists.
const MOST_LISTED: usize = 16;
/// How much is quoted of what somebody pasted, in characters.
const QUOTED: usize = 120;

/// What is said of a text.
#[derive(Default)]
pub(super) struct Report {
    /// What was recognized, and the pages of the codes.
    pub(super) pages: Vec<String>,
    /// What is said of codes that have no page, in one line each.
    pub(super) unknown: Vec<String>,
}

impl Report {
    pub(super) fn of(recognition: &Recognition, setting: Page) -> Self {
        let mut report = Self::default();
        let language = setting.language;
        let pages = &mut report.pages;
        match &recognition.what {
            What::Code(_) | What::Page(_) | What::Nothing => {}
            What::Responses(responses) => {
                let errors = responses.iter().filter_map(|response| response.as_result().err());
                let shown = errors.clone().take(MOST_SHOWN);
                pages.extend(shown.map(|error| response::page(error, setting.language)));
                let rest = errors.count().saturating_sub(MOST_SHOWN);
                if rest > 0 {
                    let more = text!(language, "explain.more_responses", count = rest);
                    pages.push(setting.paragraph(&more));
                }
            }
            What::Codes(codes, messages) => {
                let codes = numbers(language, codes.iter().take(MOST_SHOWN), interface::and);
                pages.push(setting.paragraph(&text!(
                    language,
                    "explain.read.codes",
                    codes = codes
                )));
                add_messages(pages, messages, setting, of_log);
            }
            What::Log(messages) => add_messages(pages, messages, setting, of_log),
            What::Messages(messages) => add_messages(pages, messages, setting, of_server),
            What::Sentence(sentence) => {
                pages.push(setting.paragraph(&of_sentence(language, sentence)));
            }
            What::Prose(_) => {
                pages.push(setting.paragraph(text!(language, "explain.read.prose")));
            }
            What::Constants(codes) => {
                let names: Vec<_> = codes.iter().map(|code| code.constant()).collect();
                let names = interface::and(language, &names);
                let read = text!(language, "explain.read.constants", constants = names);
                pages.push(setting.paragraph(&read));
            }
            What::Words(codes) => {
                report.add_listing(codes, setting);
                return report;
            }
        }
        if let Some(foreign) = &recognition.foreign {
            let what = foreign.what(language);
            let (what, advice) = (OneLine(&what), foreign.advice(language));
            pages.push(setting.paragraph(&if recognition.what == What::Nothing {
                text!(language, "foreign.alone", what = what, advice = advice)
            } else {
                text!(language, "foreign.beside", what = what, advice = advice)
            }));
        }
        report.add_codes(&recognition.codes(), setting);
        if recognition.is_of_v3 && !report.pages.is_empty() {
            let note = text!(language, "explain.of_version_3");
            report.pages.insert(0, setting.paragraph(note));
        }
        report
    }

    fn add_codes(&mut self, codes: &[ResponseCode], setting: Page) {
        let mut unknown = 0;
        for code in codes {
            if let Some(page) = setting.of(*code) {
                self.pages.push(page);
                continue;
            }
            unknown += 1;
            if unknown <= MOST_UNKNOWN {
                self.unknown.push(unknown_number(*code));
            }
        }
        if unknown > MOST_UNKNOWN {
            self.unknown.push(format!("there are {} more unknown codes", unknown - MOST_UNKNOWN));
        }
    }

    fn add_listing(&mut self, codes: &[ErrorCode], setting: Page) {
        let shown = &codes[..codes.len().min(MOST_LISTED)];
        let table = listing::table(shown, setting.language);
        self.pages.push(match codes.len() - shown.len() {
            0 => table.to_string(),
            more => {
                let more = text!(setting.language, "explain.more_codes", count = more);
                format!("{table}{}", setting.paragraph(&more))
            }
        });
    }
}

/// Says of each message what it is sent with, in a sentence about where it was read.
fn add_messages(
    pages: &mut Vec<String>,
    messages: &[Message],
    setting: Page,
    read: fn(Language, &str) -> String,
) {
    let language = setting.language;
    for message in messages.iter().take(MOST_SHOWN) {
        pages.push(setting.paragraph(&read(language, &sent(language, message))));
    }
    if messages.len() > MOST_SHOWN {
        let rest = messages.len() - MOST_SHOWN;
        let more = text!(language, "explain.more_messages", count = rest);
        pages.push(setting.paragraph(&more));
    }
}

fn of_log(language: Language, message: &str) -> String {
    text!(language, "explain.read.log", message = message)
}

fn of_server(language: Language, message: &str) -> String {
    text!(language, "explain.read.message", message = message)
}

/// `"signature expired" is sent with 40005`
fn sent(language: Language, message: &Message) -> String {
    let codes = numbers(language, message.codes.iter(), interface::or);
    let quoted = quoted(&message.text);
    if message.is_certain {
        text!(language, "explain.message", message = quoted, codes = codes)
    } else {
        text!(language, "explain.message.doubtful", message = quoted, codes = codes)
    }
}

fn of_sentence(language: Language, sentence: &Sentence) -> String {
    let codes = numbers(language, sentence.codes.iter(), interface::or);
    let languages = interface::list(language, &sentence.languages);
    match &sentence.message {
        Some(message) => text!(
            language,
            "explain.read.sentence_with_message",
            languages = languages,
            codes = codes,
            message = sent(language, message),
        ),
        None => {
            text!(language, "explain.read.sentence", languages = languages, codes = codes)
        }
    }
}

/// The numbers of codes, as `join` puts several things into one text.
fn numbers<'a>(
    language: Language,
    codes: impl Iterator<Item = &'a ResponseCode>,
    join: fn(Language, &[String]) -> String,
) -> String {
    let numbers: Vec<_> = codes.map(|code| code.get().to_string()).collect();
    join(language, &numbers)
}

/// What somebody pasted, in quotes, safe for a terminal.
fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(QUOTED).collect();
    let rest = if shown.len() < text.len() { "…" } else { "" };
    format!("\"{}{rest}\"", OneLine(&shown))
}

/// What can be said of an unknown code, in one line.
fn unknown_number(code: ResponseCode) -> String {
    let class = match code.class() {
        Some(class) => format!("of class {class}, perhaps of a newer server or a fork"),
        None => "of no class that Cloudreve uses".to_owned(),
    };
    let nearest = suggestions::offer(&suggestions::for_number(code));
    format!("{code:?} is an unknown code {class}{nearest}")
}
