use crate::language::Language;

/// A page in Markdown, in the language that was asked for or in English.
///
/// ```
/// use cloudreve_error_codes::{ErrorCode, Language};
///
/// let page = ErrorCode::LockConflict.explanation_in(Language::SimplifiedChinese);
/// if page.is_stale() {
///     println!("The English page has changed since this was translated.");
/// }
/// println!("{}", page.text());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    text: &'static str,
    language: Language,
    is_stale: bool,
}

impl Explanation {
    /// What is translated, and whether it is stale; or else the English page.
    pub(crate) fn new(
        translated: Option<(&'static str, bool)>,
        language: Language,
        english: &'static str,
    ) -> Self {
        match translated {
            Some((text, is_stale)) => Self { text, language, is_stale },
            None => Self { text: english, language: Language::English, is_stale: false },
        }
    }

    /// The page. Links lead to other pages, as `40016.md`.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The language that it is written in: English where there is no translation.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the English page has changed since it was translated.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        self.is_stale
    }
}
