use std::io;
use std::path::PathBuf;

use cloudreve_error_codes::{Language, ResponseCode};

use super::page::Page;
use super::recognition::{Knowledge, Recognition, What};
use super::report::Report;
use super::suggestions;
use crate::bounded;
use crate::complaint::Complaint;
use crate::interface::text;
use crate::log::messages::Fingerprints;
use crate::outcome::{Failure, Outcome};
use crate::terminal::escaped::OneLine;
use crate::terminal::markdown::Styles;
use crate::terminal::{language, stdio};

/// Stands for standard input.
const STDIN: &str = "-";
/// The word for the page on finding out more.
const MORE: &str = "more";
/// How much may be pasted: more is a log.
const LONGEST_PASTE: u64 = 16 << 20;
/// How much is quoted of what is unknown, in characters.
const QUOTED: usize = 100;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A number (40073), a name (LockConflict), a constant of the server's source (CodeLockConflict), or
    /// whatever was pasted; `-` reads it from standard input.
    ///
    /// It may be an answer of the server, whole, torn or inside another text; a line of a log; a sentence of the web
    /// interface in any of its languages, with or without the message behind it; or words to look for in names,
    /// descriptions and pages. What it was recognized as is said. Several words are one text. `more` shows how to
    /// find out more about an error.
    #[arg(required = true, value_name = "TEXT", allow_negative_numbers = true)]
    texts: Vec<String>,

    /// Also know the messages of an index, as `cloudreve-upstream messages` writes it of a checkout: they come
    /// before those of the server's own releases, which are known without it.
    #[arg(long, value_name = "INDEX")]
    messages: Option<PathBuf>,

    #[command(flatten)]
    choice: language::Choice,
}

/// Explains each text, and complains of what is unknown with what can be said of it.
pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let language = arguments.choice.language();
    let messages = arguments.messages.as_ref().map(|path| {
        Fingerprints::read(path).map_err(|error| Complaint::about(path.display(), error))
    });
    let setting =
        Page { language, width: stdio::width(), styles: Styles::new(stdio::is_colored()) };
    let mut explanation = Explanation {
        knowledge: Knowledge::new(language, messages.transpose()?),
        setting,
        complain,
        pages: Vec::new(),
        outcome: Outcome::Complete,
    };
    explanation.add_all(&arguments.texts);
    stdio::print(explanation.pages.join("\n"))?;
    Ok(explanation.outcome)
}

struct Explanation<'a> {
    knowledge: Knowledge,
    setting: Page,
    complain: &'a dyn Fn(Complaint),
    pages: Vec<String>,
    outcome: Outcome,
}

impl Explanation<'_> {
    /// Explains each text, or all of them as one: words of a sentence that a shell has split.
    fn add_all(&mut self, texts: &[String]) {
        let is_alone =
            |text: &String| text == STDIN || text == MORE || text.parse::<ResponseCode>().is_ok();
        if texts.len() > 1 && !texts.iter().any(is_alone) {
            let whole = self.knowledge.recognize(&texts.join(" "));
            if is_something(&whole) {
                return self.add(&whole);
            }
        }
        for text in texts {
            if text == STDIN {
                self.add_pasted();
            } else if text == MORE {
                self.pages.push(self.setting.of_finding_out_more());
            } else {
                self.add_text(text);
            }
        }
    }

    fn add_text(&mut self, text: &str) {
        let recognition = self.knowledge.recognize(text);
        if !is_something(&recognition) {
            (self.complain)(Complaint::new(unknown_text(text, self.setting.language)));
            return self.outcome.worsen(Outcome::UnknownCode);
        }
        self.add(&recognition);
    }

    fn add_pasted(&mut self) {
        let text = match bounded::read(
            io::stdin().lock(),
            LONGEST_PASTE,
            "logs are for annotate and stats",
        ) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return self.fail(&error.to_string()),
        };
        let recognition = self.knowledge.recognize(&text);
        if !is_something(&recognition) {
            let language = self.setting.language;
            return self.fail(&format!(
                "it has no response of Cloudreve, and no code{}",
                nearest(text.trim(), language)
            ));
        }
        self.add(&recognition);
        let command = format!("cloudreve-codes explain {MORE}");
        let more = text!(self.setting.language, "explain.more", command = command);
        self.pages.push(format!("{more}\n"));
    }

    fn add(&mut self, recognition: &Recognition) {
        let report = Report::of(recognition, self.setting);
        self.pages.extend(report.pages);
        let is_foreign = recognition.what == What::Nothing;
        if is_foreign || !report.unknown.is_empty() {
            self.outcome.worsen(Outcome::UnknownCode);
        }
        for unknown in report.unknown {
            (self.complain)(Complaint::new(unknown));
        }
    }

    fn fail(&mut self, message: &str) {
        (self.complain)(Complaint::about(STDIN, message));
        self.outcome.worsen(Outcome::InputFailed);
    }
}

/// Whether there is anything to say of a text.
fn is_something(recognition: &Recognition) -> bool {
    recognition.what != What::Nothing || recognition.foreign.is_some()
}

/// What can be said of an unknown text, in one line.
fn unknown_text(text: &str, language: Language) -> String {
    let shown: String = text.chars().take(QUOTED).collect();
    let rest = if shown.len() < text.len() { "…" } else { "" };
    let is_word = !text.trim().contains(char::is_whitespace);
    let kinds =
        if is_word { "code, name or constant" } else { "code, message or sentence of Cloudreve" };
    format!("\"{}{rest}\" is no {kinds}{}", OneLine(&shown), nearest(text, language))
}

/// How a sentence ends that offers what may have been meant by a text.
fn nearest(text: &str, language: Language) -> String {
    suggestions::offer(&suggestions::for_text(text, language))
}
