//! All that is known of one code, for a terminal.

use cloudreve_error_codes::{ErrorCode, Language, ResponseCode, finding_out_more_in};

use crate::terminal::language;
use crate::terminal::markdown::{self, Styles};
use crate::terminal::wrap::wrap;

/// How wide the labels are, with what stands before and after them.
const LABEL: usize = 15;

/// How a page is set.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// That of the descriptions, and of the pages where there is a translation.
    pub(crate) language: Language,
    /// Of the terminal, in columns.
    pub(crate) width: usize,
    pub(crate) styles: Styles,
}

impl Page {
    /// The page on a code; `None` if it is unknown.
    pub(crate) fn of(self, code: ResponseCode) -> Option<String> {
        match code {
            ResponseCode::SUCCESS => Some(
                self.of_none("0  Success", "No error: `data` holds what the request asked for."),
            ),
            ResponseCode::NOT_SET => {
                let page = code.explanation_in(self.language)?;
                Some(self.of_none("-1  Not Set", page.text()))
            }
            code => code.known().map(|code| self.of_known(code)),
        }
    }

    /// How to find out more about an error.
    pub(crate) fn of_finding_out_more(self) -> String {
        let page = finding_out_more_in(self.language).text();
        markdown::render(page, self.width, self.styles)
    }

    pub(crate) fn of_known(self, code: ErrorCode) -> String {
        let title = language::description(code, self.language);
        let style = self.styles.heading;
        let explanation =
            markdown::render(code.explanation_in(self.language).text(), self.width, self.styles);
        format!("{style}{}  {title}{style:#}\n\n{}\n{explanation}", code.as_u32(), self.facts(code))
    }

    /// On what is no error of its own.
    fn of_none(self, title: &str, meaning: &str) -> String {
        let style = self.styles.heading;
        format!("{style}{title}{style:#}\n\n{}", markdown::render(meaning, self.width, self.styles))
    }

    /// A line, or more if it is long, for each thing that the table knows.
    fn facts(self, code: ErrorCode) -> String {
        let is_translated = self.language != Language::English;
        let facts = [
            ("name", code.name().to_owned()),
            ("in English", if is_translated { code.description() } else { "" }.to_owned()),
            ("constant", code.constant().to_owned()),
            ("formerly", code.aliases().join(", ")),
            ("class", code.class().to_string()),
            ("since", format!("Cloudreve {}", code.since())),
            ("sent", sent(code)),
            ("HTTP status", code.http_status().to_string()),
            ("remedy", format!("{}: {}", code.remedy(), code.remedy().advice())),
        ];
        let known = facts.iter().filter(|(_, value)| !value.is_empty());
        known.map(|(label, value)| self.fact(label, value)).collect()
    }

    /// What is said beside pages.
    pub(crate) fn paragraph(self, text: &str) -> String {
        let lines = wrap(text, self.width, "", "");
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn fact(self, label: &str, value: &str) -> String {
        let (first, rest) = (format!("  {label:<11}  "), " ".repeat(LABEL));
        let lines = wrap(value, self.width, &first, &rest);
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

/// Whether the community server sends a code, and how it arrives.
fn sent(code: ErrorCode) -> String {
    let release = ErrorCode::SERVER_RELEASE;
    match (code.is_sent(), code.is_nested()) {
        (false, _) => format!("not by the community server {release}"),
        (true, false) => format!("by the community server {release}"),
        (true, true) => {
            format!("by the community server {release}, also for one part of a batch (40081)")
        }
    }
}
