//! All that is known of one code, for a terminal.

use cloudreve_error_codes::{ErrorCode, Explanation, Language, ResponseCode, finding_out_more_in};

use crate::interface::{self, text};
use crate::terminal::language;
use crate::terminal::markdown::{self, Styles};
use crate::terminal::wrap::{width, wrap};

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
        let language = self.language;
        match code {
            ResponseCode::SUCCESS => {
                let title = format!("0  {}", text!(language, "code.success"));
                Some(self.of_none(&title, &self.render(text!(language, "code.success.about"))))
            }
            ResponseCode::NOT_SET => {
                let page = code.explanation_in(language)?;
                let title = format!("-1  {}", text!(language, "code.not_set"));
                Some(self.of_none(&title, &self.translated(page)))
            }
            code => code.known().map(|code| self.of_known(code)),
        }
    }

    /// How to find out more about an error.
    pub(crate) fn of_finding_out_more(self) -> String {
        self.translated(finding_out_more_in(self.language))
    }

    pub(crate) fn of_known(self, code: ErrorCode) -> String {
        let title = language::description(code, self.language);
        let style = self.styles.heading;
        let explanation = self.translated(code.explanation_in(self.language));
        format!("{style}{}  {title}{style:#}\n\n{}\n{explanation}", code.as_u32(), self.facts(code))
    }

    /// On what is no error of its own.
    fn of_none(self, title: &str, meaning: &str) -> String {
        let style = self.styles.heading;
        format!("{style}{title}{style:#}\n\n{meaning}")
    }

    /// The page, below a line that says so if it is not what somebody would expect.
    fn translated(self, page: Explanation) -> String {
        let text = self.render(page.text());
        match interface::note(page, self.language) {
            Some(note) => format!("{}\n{text}", self.paragraph(note)),
            None => text,
        }
    }

    fn render(self, page: &str) -> String {
        markdown::render(page, self.width, self.styles)
    }

    /// A line, or more if it is long, for each thing that the table knows.
    fn facts(self, code: ErrorCode) -> String {
        let language = self.language;
        let release = text!(language, "fact.release", release = code.since());
        let remedy = language::remedy(code.remedy(), language);
        let advice = code.remedy().advice_in(language);
        let facts = [
            (text!(language, "label.name"), code.name().to_owned()),
            (text!(language, "label.constant"), code.constant().to_owned()),
            (text!(language, "label.formerly"), interface::list(language, code.aliases())),
            (text!(language, "label.class"), code.class().to_string()),
            (text!(language, "label.since"), release),
            (text!(language, "label.sent"), sent(code, language)),
            (text!(language, "label.http_status"), code.http_status().to_string()),
            (
                text!(language, "label.remedy"),
                text!(language, "fact.remedy", name = remedy, advice = advice),
            ),
        ];
        let widest = facts.iter().map(|(label, _)| width(label)).max().unwrap_or_default();
        let known = facts.iter().filter(|(_, value)| !value.is_empty());
        known.map(|(label, value)| self.fact(label, widest, value)).collect()
    }

    /// What is said beside pages.
    pub(crate) fn paragraph(self, text: &str) -> String {
        let lines = wrap(text, self.width, "", "");
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn fact(self, label: &str, widest: usize, value: &str) -> String {
        let first = format!("  {label}{}  ", " ".repeat(widest.saturating_sub(width(label))));
        let rest = " ".repeat(width(&first));
        let lines = wrap(value, self.width, &first, &rest);
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

/// Whether the community server sends a code, and how it arrives.
fn sent(code: ErrorCode, language: Language) -> String {
    let release = ErrorCode::SERVER_RELEASE;
    match (code.is_sent(), code.is_nested()) {
        (false, _) => text!(language, "fact.not_sent", release = release),
        (true, false) => text!(language, "fact.sent", release = release),
        (true, true) => text!(language, "fact.sent_and_nested", release = release),
    }
}
