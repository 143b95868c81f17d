use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::str::FromStr;

use crate::class::Class;
use crate::error::{Expected, ParseError, UnknownCodeError};
#[cfg(all(feature = "explanations", feature = "locales"))]
use crate::explanation::Explanation;
#[cfg(feature = "locales")]
use crate::language::Language;
use crate::remedy::Remedy;

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

impl ErrorCode {
    /// Every known code, ascending.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// let retryable = ErrorCode::ALL.iter().filter(|code| code.remedy().is_retryable());
    /// assert!(retryable.count() > 0);
    /// ```
    pub const ALL: &'static [Self] = ALL;

    /// The release of the server that this version of the crate was checked against:
    /// [`is_sent`](Self::is_sent) and [`is_nested`](Self::is_nested) speak of this release.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// let release = ErrorCode::SERVER_RELEASE;
    /// println!("{} is sent by Cloudreve {release}", ErrorCode::LockConflict);
    /// # assert_eq!(release.split('.').count(), 3);
    /// ```
    pub const SERVER_RELEASE: &'static str = SERVER_RELEASE;

    /// The known code with this number.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::from_u32(40073), Some(ErrorCode::LockConflict));
    /// assert_eq!(ErrorCode::from_u32(50003), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_u32(code: u32) -> Option<Self> {
        let candidate = CODES[slot(code)];
        if candidate as u32 == code { Some(candidate) } else { None }
    }

    /// The number, as it stands on the wire.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::LockConflict.as_u32(), 40073);
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_u32(self) -> u32 {
        self as u32
    }

    /// The name of the variant.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::LockConflict.name(), "LockConflict");
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        NAMES[slot(self as u32)]
    }

    /// The constant of the server's source, spelled as there.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::UserBanned.constant(), "CodeUserBaned");
    /// ```
    #[inline]
    #[must_use]
    pub const fn constant(self) -> &'static str {
        CONSTANTS[slot(self as u32)]
    }

    /// The constants that earlier releases of the server had for this number.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::OpenIdNotLinked.aliases(), ["CodeQQNotLinked"]);
    /// assert!(ErrorCode::LockConflict.aliases().is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn aliases(self) -> &'static [&'static str] {
        ALIASES[slot(self as u32)]
    }

    /// What the code says, in the words of [Cloudreve's API documentation](https://docs.cloudreve.org).
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// const TITLE: &str = ErrorCode::LockConflict.description();
    /// assert_eq!(TITLE, "Lock Conflict");
    /// let titles: Vec<_> = ErrorCode::ALL.iter().map(ErrorCode::description).collect();
    /// # assert!(titles.contains(&TITLE));
    /// ```
    ///
    /// [`Error`] has a deprecated method of this name. On a code and on a reference this one is called; where that
    /// trait is in scope, write `ErrorCode::description(code)` for a reference to a reference, as in
    /// `iter().filter(|code| …)`.
    #[inline]
    #[must_use]
    // By value, a call on a reference would go to the method of `Error`.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub const fn description(&self) -> &'static str {
        DESCRIPTIONS[slot(*self as u32)]
    }

    /// The range that the code belongs to.
    ///
    /// ```
    /// use cloudreve_error_codes::{Class, ErrorCode};
    ///
    /// assert_eq!(ErrorCode::LockConflict.class(), Class::App4xxxx);
    /// ```
    #[inline]
    #[must_use]
    pub const fn class(self) -> Class {
        CLASSES[slot(self as u32)]
    }

    /// What the receiver of the code can do about it.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, Remedy};
    ///
    /// assert_eq!(ErrorCode::LockConflict.remedy(), Remedy::Resolve);
    /// ```
    #[inline]
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        REMEDIES[slot(self as u32)]
    }

    /// The release of the server that first sent this number, a pre-release counted as its release.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::InsufficientScope.since(), "4.12.0");
    /// ```
    #[inline]
    #[must_use]
    pub const fn since(self) -> &'static str {
        SINCE[slot(self as u32)]
    }

    /// The HTTP status that comes nearest, for gateways: the server itself answers 200 whatever the
    /// code.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::LockConflict.http_status(), 423);
    /// ```
    #[inline]
    #[must_use]
    pub const fn http_status(self) -> u16 {
        HTTP_STATUSES[slot(self as u32)]
    }

    /// Whether the community server sends this code, at the release
    /// [`SERVER_RELEASE`](Self::SERVER_RELEASE).
    ///
    /// The other codes belong to the paid edition or are left over from earlier releases. A client
    /// should still handle them: another edition, an older release or a fork may send them.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::ParentDoesNotExist.is_sent());
    /// assert!(!ErrorCode::FileNotFound.is_sent()); // a missing file is `ParentDoesNotExist`
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_sent(self) -> bool {
        SENT[slot(self as u32)]
    }

    /// Whether this code also arrives inside the `aggregated_error` of a response, as the code of one
    /// file, at the release [`SERVER_RELEASE`](Self::SERVER_RELEASE).
    ///
    /// Operations that take a list of files collect what went wrong with each, even if the list has
    /// only one. The response then has the code
    /// [`BatchOperationNotFullyCompleted`](Self::BatchOperationNotFullyCompleted) and this one is a
    /// level down, so a client that looks for it only at the top misses it.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::ParentDoesNotExist.is_nested()); // deleting a file that is gone
    /// assert!(!ErrorCode::TooManyUris.is_nested());       // refuses the request as a whole
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_nested(self) -> bool {
        NESTED[slot(self as u32)]
    }

    /// The page on this code, in Markdown: what it means, when the server sends it, and what the
    /// person, the developer of a client and the operator can do. Links lead to the pages of other
    /// codes, as `40016.md`.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// let page = ErrorCode::LockConflict.explanation();
    /// assert!(page.starts_with("## What it means\n"));
    /// ```
    #[cfg(feature = "explanations")]
    #[inline]
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        EXPLANATIONS[self.row()]
    }

    /// What the code says, in the words of a language.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, Language};
    ///
    /// let code = ErrorCode::LockConflict;
    /// assert_eq!(code.description_in(Language::English), code.description());
    /// for language in Language::ALL {
    ///     println!("{language}: {}", code.description_in(*language));
    /// }
    /// ```
    #[cfg(feature = "locales")]
    #[inline]
    #[must_use]
    pub const fn description_in(self, language: Language) -> &'static str {
        // English is the first of the languages, the others have their arrays in the same order.
        match language as usize {
            0 => self.description(),
            index => TRANSLATIONS[index - 1][self.row()],
        }
    }

    /// The page on this code in a language, or in English where there is no translation.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, Language};
    ///
    /// let page = ErrorCode::LockConflict.explanation_in(Language::SimplifiedChinese);
    /// assert_eq!(page.language(), Language::SimplifiedChinese);
    /// assert!(page.text().starts_with("## 含义\n"));
    ///
    /// let page = ErrorCode::LockConflict.explanation_in(Language::Polish);
    /// assert_eq!(page.language(), Language::English);
    /// ```
    #[cfg(all(feature = "explanations", feature = "locales"))]
    #[must_use]
    pub fn explanation_in(self, language: Language) -> Explanation {
        let translated = translated_page(self.as_u32().into(), language);
        Explanation::new(translated, language, self.explanation())
    }

    /// The row of the table that it stands in, counted from 0.
    #[cfg(any(feature = "explanations", feature = "locales"))]
    const fn row(self) -> usize {
        ROWS[slot(self as u32)] as usize
    }
}

impl Class {
    /// The known codes of this class, ascending.
    ///
    /// ```
    /// use cloudreve_error_codes::{Class, ErrorCode};
    ///
    /// assert!(Class::Http2xx.codes().contains(&ErrorCode::NotFullySuccess));
    /// ```
    #[must_use]
    pub const fn codes(self) -> &'static [ErrorCode] {
        codes_of(self)
    }
}

/// `Lock Conflict (code: 40073)`.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (code: {})", self.description(), self.as_u32())
    }
}

impl Error for ErrorCode {}

/// Reads a number (digits only: no sign, no leading zero), a name, a constant or an alias; these
/// three in any ASCII case.
///
/// ```
/// use cloudreve_error_codes::ErrorCode;
///
/// for text in ["40066", "OpenIdBindConflict", "codeopenidbindconflict", "CodeQQBindConflict"] {
///     assert_eq!(text.parse(), Ok(ErrorCode::OpenIdBindConflict));
/// }
/// assert!("040066".parse::<ErrorCode>().is_err());
/// ```
impl FromStr for ErrorCode {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = if is_decimal(text) {
            text.parse().ok().and_then(Self::from_u32)
        } else {
            Self::from_spelling(text)
        };
        found.ok_or(ParseError::new(Expected::ErrorCode, text))
    }
}

impl ErrorCode {
    /// Finds a name, constant or alias in any ASCII case.
    pub(crate) fn from_spelling(text: &str) -> Option<Self> {
        let found =
            SPELLINGS.binary_search_by(|(spelling, _)| compare_ignoring_case(spelling, text));
        found.ok().map(|index| SPELLINGS[index].1)
    }
}

fn compare_ignoring_case(left: &str, right: &str) -> Ordering {
    let left = left.bytes().map(|byte| byte.to_ascii_lowercase());
    let right = right.bytes().map(|byte| byte.to_ascii_lowercase());
    left.cmp(right)
}

/// Digits only: no sign, no leading zero.
pub(crate) fn is_decimal(text: &str) -> bool {
    let padded = text.len() > 1 && text.starts_with('0');
    !text.is_empty() && !padded && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl From<ErrorCode> for u32 {
    fn from(code: ErrorCode) -> Self {
        code.as_u32()
    }
}

/// Fails with the number where it is unknown.
impl TryFrom<u32> for ErrorCode {
    type Error = UnknownCodeError;

    fn try_from(code: u32) -> Result<Self, Self::Error> {
        Self::from_u32(code).ok_or(UnknownCodeError::new(code.into()))
    }
}

/// Fails with the number where it is unknown: 0 and -1 are, for they are no errors.
///
/// ```
/// use cloudreve_error_codes::ErrorCode;
///
/// assert_eq!(ErrorCode::try_from(40073), Ok(ErrorCode::LockConflict));
/// ```
impl TryFrom<i32> for ErrorCode {
    type Error = UnknownCodeError;

    fn try_from(code: i32) -> Result<Self, Self::Error> {
        Self::try_from(i64::from(code))
    }
}

/// Fails with the number where it is unknown: 0 and -1 are, for they are no errors.
impl TryFrom<i64> for ErrorCode {
    type Error = UnknownCodeError;

    fn try_from(code: i64) -> Result<Self, Self::Error> {
        let known = u32::try_from(code).ok().and_then(Self::from_u32);
        known.ok_or(UnknownCodeError::new(code))
    }
}

/// A page on a code, or on -1, in a language other than English, and whether it is stale.
#[cfg(all(feature = "explanations", feature = "locales"))]
pub(crate) fn translated_page(code: i64, language: Language) -> Option<(&'static str, bool)> {
    let pages = TRANSLATED_PAGES[(language as usize).checked_sub(1)?];
    let found = pages.binary_search_by_key(&code, |(code, _)| *code);
    found.ok().map(|index| without_origin(pages[index].1))
}

/// How to find out more about an error, in a language, or in English where there is no translation.
///
/// ```
/// use cloudreve_error_codes::{Language, finding_out_more_in};
///
/// let page = finding_out_more_in(Language::SimplifiedChinese);
/// assert!(page.text().starts_with("## "));
/// ```
#[cfg(all(feature = "explanations", feature = "locales"))]
#[must_use]
pub fn finding_out_more_in(language: Language) -> Explanation {
    let index = (language as usize).checked_sub(1);
    let translated = index.and_then(|index| TRANSLATED_FINDING_OUT_MORE[index]).map(without_origin);
    Explanation::new(translated, language, FINDING_OUT_MORE)
}

/// A page without the line that says what it was made from.
#[cfg(all(feature = "explanations", feature = "locales"))]
fn without_origin((file, is_stale): (&'static str, bool)) -> (&'static str, bool) {
    (file.split_once('\n').map_or(file, |(_, page)| page), is_stale)
}
