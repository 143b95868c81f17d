use std::io::{self, Read};
use std::sync::Arc;

use cloudreve_error_codes::{ApiError, ErrorCode, Language, ResponseCode};

use super::page::Page;
use super::suggestions;
use super::{pasted, response};
use crate::codes::listing;
use crate::codes::search::search;
use crate::complaint::Complaint;
use crate::log::messages::{self, Decision, Fingerprints, decide_line};
use crate::outcome::{Failure, Outcome};
use crate::terminal::markdown::Styles;
use crate::terminal::{language, stdio};

/// Stands for standard input.
const STDIN: &str = "-";
/// How much may be pasted: more is a log.
const LONGEST_PASTE: u64 = 16 << 20;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A number (40073), a name (LockConflict), a constant of the server's source (CodeLockConflict) or
    /// a former one (CodeQQNotLinked). Other words are looked for in names and descriptions. `-` reads a
    /// response that was pasted.
    #[arg(required = true, value_name = "CODE", allow_negative_numbers = true)]
    codes: Vec<String>,

    #[command(flatten)]
    messages: messages::Wanted,

    #[command(flatten)]
    choice: language::Choice,
}

/// Explains each code, and complains of the unknown ones with what can be said of them.
pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let messages = arguments.messages.fingerprints()?;
    let setting = Page {
        language: arguments.choice.language(),
        width: stdio::width(),
        styles: Styles::new(stdio::is_colored()),
    };
    let outcome = Outcome::Complete;
    let mut explanation = Explanation { setting, messages, complain, pages: Vec::new(), outcome };
    for text in &arguments.codes {
        if text == STDIN {
            explanation.add_pasted();
        } else {
            explanation.add_text(text);
        }
    }
    stdio::print(explanation.pages.join("\n"))?;
    Ok(explanation.outcome)
}

struct Explanation<'a> {
    setting: Page,
    messages: Option<Arc<Fingerprints>>,
    complain: &'a dyn Fn(Complaint),
    pages: Vec<String>,
    outcome: Outcome,
}

impl Explanation<'_> {
    fn add_text(&mut self, text: &str) {
        if let Ok(code) = text.parse() {
            return self.add_code(code);
        }
        if self.add_message(text) {
            return;
        }
        match search(text, self.setting.language).as_slice() {
            [] => {
                (self.complain)(Complaint::new(unknown_text(text, self.setting.language)));
                self.outcome.worsen(Outcome::UnknownCode);
            }
            [code] => self.pages.push(self.setting.of_known(*code)),
            codes => self.pages.push(listing::table(codes, self.setting.language).to_string()),
        }
    }

    /// Explains the codes of a message, if the text has a known one.
    fn add_message(&mut self, text: &str) -> bool {
        let messages = self.messages.as_ref();
        let decision = messages.and_then(|messages| decide_line(messages, text.as_bytes()));
        let Some(Decision { start, codes, is_certain, .. }) = decision else { return false };
        let numbers: Vec<_> = codes.iter().map(|code| code.get().to_string()).collect();
        let message = String::from_utf8_lossy(&text.as_bytes()[start..]);
        let doubt = if is_certain { "" } else { ", unless an inner error has another code" };
        self.pages.push(format!("{message:?} is sent with {}{doubt}\n", numbers.join(" or ")));
        for code in codes {
            self.add_code(code);
        }
        true
    }

    fn add_code(&mut self, code: ResponseCode) {
        if let Some(page) = self.setting.of(code) {
            self.pages.push(page);
        } else {
            (self.complain)(Complaint::new(unknown_number(code)));
            self.outcome.worsen(Outcome::UnknownCode);
        }
    }

    /// Explains the responses on standard input: each with its parts, then every code in them once.
    fn add_pasted(&mut self) {
        let text = match read_pasted() {
            Ok(text) => text,
            Err(error) => return self.fail(&error.to_string()),
        };
        let mut codes = Vec::new();
        for response in pasted::responses(&text) {
            match response.into_result() {
                Ok(_) => codes.push(ResponseCode::SUCCESS),
                Err(error) => {
                    self.pages.push(response::page(&error, self.setting.language));
                    add_codes(&mut codes, &error);
                }
            }
        }
        if codes.is_empty() {
            codes = pasted::codes(&text);
            match codes.len() {
                0 => return self.fail("it has no response of Cloudreve, and no code"),
                1 => self.complain_of_paste("it has no whole response; explaining its code"),
                count => self.complain_of_paste(&format!(
                    "it has no whole response; explaining its {count} codes"
                )),
            }
        }
        for code in codes {
            self.add_code(code);
        }
    }

    fn fail(&mut self, message: &str) {
        self.complain_of_paste(message);
        self.outcome.worsen(Outcome::InputFailed);
    }

    fn complain_of_paste(&self, message: &str) {
        (self.complain)(Complaint::about(STDIN, message));
    }
}

fn read_pasted() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LONGEST_PASTE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_PASTE {
        return Err(io::Error::other("it has more than 16 MiB: logs are for annotate and stats"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Adds the codes of an error and its parts, each once.
fn add_codes(codes: &mut Vec<ResponseCode>, error: &ApiError) {
    if !codes.contains(&error.code()) {
        codes.push(error.code());
    }
    for part in error.parts().values() {
        add_codes(codes, part);
    }
}

/// What can be said of an unknown text, in one line.
fn unknown_text(text: &str, language: Language) -> String {
    let nearest = nearest(&suggestions::for_text(text, language));
    format!("{text:?} is no code, name or constant{nearest}")
}

/// What can be said of an unknown code, in one line.
fn unknown_number(code: ResponseCode) -> String {
    let class = match code.class() {
        Some(class) => format!("of class {class}, perhaps of a newer server or a fork"),
        None => "of no class that Cloudreve uses".to_owned(),
    };
    let nearest = nearest(&suggestions::for_number(code));
    format!("{code:?} is an unknown code {class}{nearest}")
}

/// How a sentence ends that offers codes.
fn nearest(codes: &[ErrorCode]) -> String {
    let names: Vec<_> =
        codes.iter().map(|code| format!("{} {}", code.as_u32(), code.name())).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("; the nearest known ones: {}", names.join(", "))
    }
}
