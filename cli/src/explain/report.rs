//! What is said of a recognized text, for a terminal.

use cloudreve_error_codes::{ErrorCode, ResponseCode};

use super::messages::Message;
use super::page::Page;
use super::recognition::{Recognition, What};
use super::sentences::Sentence;
use super::{response, suggestions};
use crate::codes::listing;
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
        let pages = &mut report.pages;
        match &recognition.what {
            What::Code(_) | What::Page(_) | What::Nothing => {}
            What::Responses(responses) => {
                let errors = responses.iter().filter_map(|response| response.as_result().err());
                let shown = errors.clone().take(MOST_SHOWN);
                pages.extend(shown.map(|error| response::page(error, setting.language)));
                add_rest(pages, errors.count(), "responses");
            }
            What::Codes(codes, messages) => {
                let numbers =
                    list(codes.iter().take(MOST_SHOWN).map(|code| code.get().to_string()), "and");
                pages.push(setting.paragraph(&format!("Read as a text with a code: {numbers}.")));
                add_messages(pages, "Read as a line of the server's log", messages, setting);
            }
            What::Log(messages) => {
                add_messages(pages, "Read as a line of the server's log", messages, setting);
            }
            What::Messages(messages) => {
                add_messages(pages, "Read as a message of the server", messages, setting);
            }
            What::Sentence(sentence) => pages.push(setting.paragraph(&of_sentence(sentence))),
            What::Prose(_) => {
                pages.push(setting.paragraph("Read as a text that tells a code in its own words."));
            }
            What::Constants(codes) => {
                let names = list(codes.iter().map(|code| code.constant().to_owned()), "and");
                pages.push(setting.paragraph(&format!("Read as a text that names {names}.")));
            }
            What::Words(codes) => {
                report.add_listing(codes, setting);
                return report;
            }
        }
        if let Some(foreign) = &recognition.foreign {
            let opening = match recognition.what {
                What::Nothing => "Not an answer of Cloudreve, but",
                _ => "There is also",
            };
            pages.push(setting.paragraph(&format!("{opening} {foreign}")));
        }
        report.add_codes(&recognition.codes(), setting);
        if recognition.is_of_v3 && !report.pages.is_empty() {
            let note = "This comes from version 3 of Cloudreve: the page describes version 4.";
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
            more => format!(
                "{table}and {more} more: add a word to narrow the search
"
            ),
        });
    }
}

/// Says of each message what it is sent with.
fn add_messages(pages: &mut Vec<String>, opening: &str, messages: &[Message], setting: Page) {
    for message in messages.iter().take(MOST_SHOWN) {
        pages.push(setting.paragraph(&format!("{opening}: {}.", sent(message))));
    }
    add_rest(pages, messages.len(), "messages");
}

fn add_rest(pages: &mut Vec<String>, count: usize, of_what: &str) {
    if count > MOST_SHOWN {
        pages.push(format!("And {} more {of_what}.\n", count - MOST_SHOWN));
    }
}

/// `"signature expired" is sent with 40005`
fn sent(message: &Message) -> String {
    let numbers = list(message.codes.iter().map(|code| code.get().to_string()), "or");
    let doubt = if message.is_certain { "" } else { ", unless an inner error has another code" };
    format!("{} is sent with {numbers}{doubt}", quoted(&message.text))
}

fn of_sentence(sentence: &Sentence) -> String {
    let numbers = list(sentence.codes.iter().map(|code| code.get().to_string()), "or");
    let languages = sentence.languages.join(", ");
    let shown =
        format!("Read as a sentence of the web interface ({languages}), shown for {numbers}.");
    match &sentence.message {
        Some(message) => format!("{shown} Its message: {}.", sent(message)),
        None => shown,
    }
}

/// What somebody pasted, in quotes, safe for a terminal.
fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(QUOTED).collect();
    let rest = if shown.len() < text.len() { "…" } else { "" };
    format!("\"{}{rest}\"", OneLine(&shown))
}

fn list(items: impl Iterator<Item = String>, before_last: &str) -> String {
    let mut items: Vec<_> = items.collect();
    let last = items.pop().unwrap_or_default();
    if items.is_empty() { last } else { format!("{} {before_last} {last}", items.join(", ")) }
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
