use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::str::FromStr;

use crate::class::Class;
use crate::error::{ParseError, UnknownCodeError};
#[cfg(all(feature = "explanations", feature = "locales"))]
use crate::explanation::Explanation;
#[cfg(feature = "locales")]
use crate::language::Language;
use crate::remedy::Remedy;

const EXPECTED: &str = "error code: expected a known number (40073), name (LockConflict) \
                        or constant (CodeLockConflict)";

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

/// What is known of a code: its row of the table.
struct Entry {
    code: ErrorCode,
    name: &'static str,
    description: &'static str,
    constant: &'static str,
    aliases: &'static [&'static str],
    since: &'static str,
    http_status: u16,
    class: Class,
    remedy: Remedy,
    sent: bool,
    nested: bool,
}

impl ErrorCode {
    /// Every known code, ascending.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// let retryable = ErrorCode::ALL.iter().filter(|code| code.remedy().is_retryable());
    /// assert!(retryable.count() > 0);
    /// ```
    pub const ALL: &'static [Self] = &{
        let mut all = [ENTRIES[0].code; ENTRIES.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = ENTRIES[index].code;
            index += 1;
        }
        all
    };

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
        let candidate = ENTRIES[PLACES[slot(code)] as usize].code;
        if candidate as u32 == code { Some(candidate) } else { None }
    }

    /// The number, as on the wire.
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
        self.entry().name
    }

    /// The name of the constant in the server's source, with the server's spelling.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::UserBanned.constant(), "CodeUserBaned");
    /// ```
    #[inline]
    #[must_use]
    pub const fn constant(self) -> &'static str {
        self.entry().constant
    }

    /// The names that the constant had in earlier releases of the server.
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
        self.entry().aliases
    }

    /// A short description, in the words of [Cloudreve's API documentation](https://docs.cloudreve.org).
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
    /// The trait [`Error`] has a deprecated method with the same name. A call on a code or on a reference to one
    /// is a call of this one. On a reference to a reference, as in `iter().filter(|code| …)`, write
    /// `ErrorCode::description(code)` if that trait is in scope.
    #[inline]
    #[must_use]
    // By value, a call on a reference would go to the method of `Error`.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub const fn description(&self) -> &'static str {
        self.entry().description
    }

    /// The range that the code is in.
    ///
    /// ```
    /// use cloudreve_error_codes::{Class, ErrorCode};
    ///
    /// assert_eq!(ErrorCode::LockConflict.class(), Class::App4xxxx);
    /// ```
    #[inline]
    #[must_use]
    pub const fn class(self) -> Class {
        self.entry().class
    }

    /// What a client can do about the code.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, Remedy};
    ///
    /// assert_eq!(ErrorCode::LockConflict.remedy(), Remedy::Resolve);
    /// ```
    #[inline]
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        self.entry().remedy
    }

    /// The first release of the server with this number. A pre-release counts as its release.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::InsufficientScope.since(), "4.12.0");
    /// ```
    #[inline]
    #[must_use]
    pub const fn since(self) -> &'static str {
        self.entry().since
    }

    /// The nearest HTTP status, for gateways. The server itself answers almost everything with 200.
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::LockConflict.http_status(), 423);
    /// ```
    #[inline]
    #[must_use]
    pub const fn http_status(self) -> u16 {
        self.entry().http_status
    }

    /// Whether the community server sends this code, at the release
    /// [`SERVER_RELEASE`](Self::SERVER_RELEASE).
    ///
    /// Codes that it never sends belong to the paid edition or are left over from earlier releases. Clients
    /// should still handle them, because another edition, an older release or a fork may send them.
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
        self.entry().sent
    }

    /// Whether this code can also arrive inside the `aggregated_error` of a response, as the code of one
    /// file, at the release [`SERVER_RELEASE`](Self::SERVER_RELEASE).
    ///
    /// Operations on a list of files collect what went wrong with each of them, even if the list has only one.
    /// The response itself then has the code
    /// [`BatchOperationNotFullyCompleted`](Self::BatchOperationNotFullyCompleted), and a client that looks only
    /// there misses this one.
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
        self.entry().nested
    }

    /// The page on this code, in Markdown: what it means, what the person, the developer of a client or the
    /// operator can do, and when the server sends it. Links lead to the pages of other codes, as `40016.md`.
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
        EXPLANATIONS[self.place()]
    }

    /// The description in a language, or in English if it is not translated yet.
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
            index => TRANSLATIONS[index - 1][self.place()],
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

    const fn entry(self) -> &'static Entry {
        &ENTRIES[self.place()]
    }

    /// The row of the table that it stands in, counted from 0.
    #[inline]
    const fn place(self) -> usize {
        PLACES[slot(self as u32)] as usize
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

/// The name of the variant.
impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `Lock Conflict (code: 40073)`.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (code: {})", self.description(), self.as_u32())
    }
}

impl Error for ErrorCode {}

/// Reads a number, a name, a constant or an alias. A number has digits only, without a sign or a leading zero;
/// the others are read in any ASCII case.
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
        found.ok_or(ParseError::new(EXPECTED, text))
    }
}

impl ErrorCode {
    /// Finds a name, constant or alias in any ASCII case.
    pub(crate) fn from_spelling(text: &str) -> Option<Self> {
        let found =
            SPELLINGS.binary_search_by(|(spelling, _)| compare_ignoring_case(spelling, text));
        found.ok().map(|index| ENTRIES[SPELLINGS[index].1 as usize].code)
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

/// Fails if the number is unknown.
impl TryFrom<u32> for ErrorCode {
    type Error = UnknownCodeError;

    fn try_from(code: u32) -> Result<Self, Self::Error> {
        Self::from_u32(code).ok_or(UnknownCodeError::new(code.into()))
    }
}

/// Fails if the number is unknown. 0 and -1 are unknown, because they are not error codes.
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

/// Fails if the number is unknown. 0 and -1 are unknown, because they are not error codes.
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
