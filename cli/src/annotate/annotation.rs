use std::io::Write;

use anstyle::{AnsiColor, Style};
use cloudreve_error_codes::{Language, ResponseCode};

use crate::interface::text;
use crate::log::finder::Evidence;
use crate::terminal::language;

/// How many codes of a line are named.
const LIMIT: usize = 16;

/// What a line is annotated with: each of its codes once, in their order.
pub(crate) struct Annotation {
    language: Language,
    codes: Vec<(ResponseCode, Evidence)>,
    has_more: bool,
}

impl Annotation {
    pub(crate) const fn new(language: Language) -> Self {
        Self { language, codes: Vec::new(), has_more: false }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    pub(crate) fn add(&mut self, code: ResponseCode, evidence: Evidence) {
        if self.codes.iter().any(|(known, _)| *known == code) {
            return;
        }
        if self.codes.len() == LIMIT {
            self.has_more = true;
        } else {
            self.codes.push((code, evidence));
        }
    }

    /// Writes `  # 40073 Lock Conflict; 40999 unknown (4xxxx); ~40005 Signature Expired; …`, and is empty
    /// again. `~?` stands before a code where another one may have been sent.
    pub(crate) fn drain_to(&mut self, line: &mut Vec<u8>, is_colored: bool) {
        const STYLE: Style = AnsiColor::Cyan.on_default();
        if is_colored {
            put(line, format_args!("{STYLE}"));
        }
        line.extend_from_slice(b"  # ");
        for (index, (code, evidence)) in self.codes.drain(..).enumerate() {
            if index > 0 {
                line.extend_from_slice(b"; ");
            }
            line.extend_from_slice(match evidence {
                Evidence::Code => b"",
                Evidence::Message => b"~",
                Evidence::Doubtful => b"~?",
            });
            describe(code, self.language, line);
        }
        if std::mem::take(&mut self.has_more) {
            line.extend_from_slice("; …".as_bytes());
        }
        if is_colored {
            put(line, format_args!("{STYLE:#}"));
        }
    }
}

fn describe(code: ResponseCode, language: Language, line: &mut Vec<u8>) {
    line.extend_from_slice(itoa::Buffer::new().format(code.get()).as_bytes());
    line.push(b' ');
    match (code.known(), code.class()) {
        (Some(known), _) => {
            line.extend_from_slice(language::description(known, language).as_bytes());
        }
        (None, _) if code == ResponseCode::NOT_SET => {
            line.extend_from_slice(text!(language, "annotation.not_set").as_bytes());
        }
        (None, Some(class)) => {
            let unknown = text!(language, "code.unknown_of_class", class = class);
            line.extend_from_slice(unknown.as_bytes());
        }
        (None, None) => line.extend_from_slice(text!(language, "code.unknown").as_bytes()),
    }
}

fn put(line: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // A vector takes all that is written to it.
    let _ = line.write_fmt(text);
}
