use core::fmt;
use core::str::FromStr;

use crate::error::ParseError;

const EXPECTED: &str = "language: expected a tag of one, such as zh-CN";

/// One of the thirteen languages of Cloudreve's own interface, which the descriptions are translated into.
///
/// `Display` writes the tag, such as `zh-CN`. `FromStr` reads it in any ASCII case, with `-` or `_`. To choose the
/// best of these languages for a person's preferences, use a library for language negotiation.
///
/// ```
/// use cloudreve_error_codes::{ErrorCode, Language};
///
/// let language: Language = "de_DE".parse()?;
/// assert_eq!(language, Language::German);
/// assert_eq!(language.to_string(), "de-DE");
/// assert_ne!(ErrorCode::LockConflict.description_in(language), "Lock Conflict");
/// # Ok::<(), cloudreve_error_codes::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Language {
    /// `en-US`: the language of the table.
    English,
    /// `ar-AR`
    Arabic,
    /// `de-DE`
    German,
    /// `es-ES`
    Spanish,
    /// `fr-FR`
    French,
    /// `it-IT`
    Italian,
    /// `ja-JP`
    Japanese,
    /// `ko-KR`
    Korean,
    /// `pl-PL`
    Polish,
    /// `pt-BR`
    BrazilianPortuguese,
    /// `ru-RU`
    Russian,
    /// `zh-CN`
    SimplifiedChinese,
    /// `zh-TW`
    TraditionalChinese,
}

impl Language {
    /// The languages: English, then the others in the order of their tags.
    pub const ALL: &'static [Self] = &[
        Self::English,
        Self::Arabic,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Italian,
        Self::Japanese,
        Self::Korean,
        Self::Polish,
        Self::BrazilianPortuguese,
        Self::Russian,
        Self::SimplifiedChinese,
        Self::TraditionalChinese,
    ];

    /// The BCP 47 tag that Cloudreve's interface uses.
    ///
    /// ```
    /// use cloudreve_error_codes::Language;
    ///
    /// assert_eq!(Language::TraditionalChinese.tag(), "zh-TW");
    /// ```
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Arabic => "ar-AR",
            Self::German => "de-DE",
            Self::Spanish => "es-ES",
            Self::French => "fr-FR",
            Self::Italian => "it-IT",
            Self::Japanese => "ja-JP",
            Self::Korean => "ko-KR",
            Self::Polish => "pl-PL",
            Self::BrazilianPortuguese => "pt-BR",
            Self::Russian => "ru-RU",
            Self::SimplifiedChinese => "zh-CN",
            Self::TraditionalChinese => "zh-TW",
        }
    }

    /// The name of the language in that language, for a menu.
    ///
    /// ```
    /// use cloudreve_error_codes::Language;
    ///
    /// assert_eq!(Language::German.endonym(), "Deutsch");
    /// ```
    #[must_use]
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::French => "Français",
            Self::Italian => "Italiano",
            Self::Japanese => "日本語",
            Self::Korean => "한국어",
            Self::Polish => "Polski",
            Self::BrazilianPortuguese => "Português do Brasil",
            Self::Russian => "Русский",
            Self::SimplifiedChinese => "简体中文",
            Self::TraditionalChinese => "繁體中文",
        }
    }

    /// Whether the language is written from right to left.
    ///
    /// ```
    /// use cloudreve_error_codes::Language;
    ///
    /// assert!(Language::Arabic.is_right_to_left());
    /// assert!(!Language::Japanese.is_right_to_left());
    /// ```
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }
}

/// The tag.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

/// Reads a tag, in any ASCII case, with `-` or `_`.
impl FromStr for Language {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|language| is_tag(text, language.tag()));
        found.copied().ok_or(ParseError::new(EXPECTED, text))
    }
}

fn is_tag(text: &str, tag: &str) -> bool {
    let plain = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    text.bytes().map(plain).eq(tag.bytes().map(plain))
}
