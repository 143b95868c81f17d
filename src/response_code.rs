use core::fmt;
use core::str::FromStr;

use crate::class::Class;
use crate::error::{ParseError, UnknownCodeError};
#[cfg(feature = "explanations")]
use crate::error_code::NOT_SET;
#[cfg(all(feature = "explanations", feature = "locales"))]
use crate::error_code::translated_page;
use crate::error_code::{ErrorCode, is_decimal};
#[cfg(all(feature = "explanations", feature = "locales"))]
use crate::explanation::Explanation;
#[cfg(all(feature = "explanations", feature = "locales"))]
use crate::language::Language;
use crate::remedy::Remedy;

const EXPECTED: &str = "response code: expected a whole number of 64 bits (40073), or the name \
                        (LockConflict) or constant (CodeLockConflict) of a known one";

/// Any value of the field `code` of a response: a signed number of 64 bits.
///
/// It is 0 for success, -1 for an error without a code of its own, an [`ErrorCode`], or a number that this
/// version does not know, because the server is newer or a fork. Every number stays as it came.
///
/// ```
/// use cloudreve_error_codes::{Class, ErrorCode, ResponseCode};
///
/// let code = ResponseCode::new(40073);
/// assert_eq!(code, ErrorCode::LockConflict);
///
/// let newer = ResponseCode::new(40999);
/// assert_eq!(newer.known(), None);
/// assert_eq!(newer.class(), Some(Class::App4xxxx));
/// assert_eq!(newer.get(), 40999);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseCode(i64);

impl ResponseCode {
    /// 0: success.
    pub const SUCCESS: Self = Self(0);

    /// -1: an error without a code of its own.
    pub const NOT_SET: Self = Self(-1);

    /// A code with this number, whatever it is.
    #[inline]
    #[must_use]
    pub const fn new(code: i64) -> Self {
        Self(code)
    }

    /// The number.
    #[inline]
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether it is 0. 203 is not a success: another step follows.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, ResponseCode};
    ///
    /// assert!(ResponseCode::SUCCESS.is_success());
    /// assert!(!ResponseCode::from(ErrorCode::NotFullySuccess).is_success());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 == 0
    }

    /// The error code, if this version knows it. 0 and -1 are not error codes.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, ResponseCode};
    ///
    /// assert_eq!(ResponseCode::new(40073).known(), Some(ErrorCode::LockConflict));
    /// assert_eq!(ResponseCode::NOT_SET.known(), None);
    /// ```
    #[inline]
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked by the range
    pub const fn known(self) -> Option<ErrorCode> {
        match self.0 {
            0..=0xFFFF_FFFF => ErrorCode::from_u32(self.0 as u32),
            _ => None,
        }
    }

    /// The class of the number, whether the code is known or not.
    ///
    /// ```
    /// use cloudreve_error_codes::{Class, ResponseCode};
    ///
    /// assert_eq!(ResponseCode::new(50999).class(), Some(Class::App5xxxx));
    /// assert_eq!(ResponseCode::SUCCESS.class(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn class(self) -> Option<Class> {
        Class::of(self.0)
    }

    /// The page on a known code, or on -1, in Markdown.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, ResponseCode};
    ///
    /// assert!(ResponseCode::NOT_SET.explanation().is_some());
    /// let page = ErrorCode::LockConflict.explanation();
    /// assert_eq!(ResponseCode::from(ErrorCode::LockConflict).explanation(), Some(page));
    /// assert_eq!(ResponseCode::SUCCESS.explanation(), None);
    /// ```
    #[cfg(feature = "explanations")]
    #[must_use]
    pub const fn explanation(self) -> Option<&'static str> {
        match (self, self.known()) {
            (Self::NOT_SET, _) => Some(NOT_SET),
            (_, Some(code)) => Some(code.explanation()),
            (_, None) => None,
        }
    }

    /// The same page in a language, or in English where there is no translation.
    ///
    /// ```
    /// use cloudreve_error_codes::{Language, ResponseCode};
    ///
    /// let page = ResponseCode::NOT_SET.explanation_in(Language::SimplifiedChinese);
    /// assert!(page.is_some());
    /// assert_eq!(ResponseCode::new(40999).explanation_in(Language::German), None);
    /// ```
    #[cfg(all(feature = "explanations", feature = "locales"))]
    #[must_use]
    pub fn explanation_in(self, language: Language) -> Option<Explanation> {
        let translated = translated_page(self.get(), language);
        self.explanation().map(|english| Explanation::new(translated, language, english))
    }

    /// What a client can do about it, if the code is known.
    ///
    /// It is `None` for 0, for -1, and for a code of a newer server or of a fork. If it is an error, do nothing
    /// automatically: stop, and show the message that came with the code. The [`class`](Self::class) at least
    /// tells which side the problem is on.
    ///
    /// ```
    /// use cloudreve_error_codes::{Remedy, ResponseCode};
    ///
    /// assert_eq!(ResponseCode::new(40020).remedy(), Some(Remedy::SignIn));
    /// assert_eq!(ResponseCode::NOT_SET.remedy(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn remedy(self) -> Option<Remedy> {
        match self.known() {
            Some(code) => Some(code.remedy()),
            None => None,
        }
    }

    /// The nearest HTTP status, for gateways, and for clients that branch on statuses.
    ///
    /// | code | status |
    /// | --- | --- |
    /// | 0 | 200 |
    /// | a known code | that of [`ErrorCode::http_status`] |
    /// | an unknown one of 400 to 599 | the same number |
    /// | an unknown one of the class `4xxxx` | 400 |
    /// | any other, such as -1 or an unknown 299 | 500, because an unknown error is never a success |
    ///
    /// The status tells the kinds of [`Remedy::Resolve`] apart: 404 if something is missing, 409 if it is already
    /// there or in another state, 412 if it has changed since it was read, 423 if it is locked.
    ///
    /// ```
    /// use cloudreve_error_codes::ResponseCode;
    ///
    /// assert_eq!(ResponseCode::new(40016).http_status(), 404); // the file is gone
    /// assert_eq!(ResponseCode::new(40004).http_status(), 409); // the name is taken
    /// assert_eq!(ResponseCode::new(40076).http_status(), 412); // the file has changed
    /// assert_eq!(ResponseCode::new(40073).http_status(), 423); // the file is locked
    ///
    /// assert_eq!(ResponseCode::SUCCESS.http_status(), 200);
    /// assert_eq!(ResponseCode::new(429).http_status(), 429);
    /// assert_eq!(ResponseCode::new(40999).http_status(), 400);
    /// assert_eq!(ResponseCode::NOT_SET.http_status(), 500);
    /// ```
    #[inline]
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked by the range
    pub const fn http_status(self) -> u16 {
        match (self.known(), self.0) {
            (Some(known), _) => known.http_status(),
            (None, 0) => 200,
            (None, 400..=599) => self.0 as u16,
            (None, 40_000..=49_999) => 400,
            (None, _) => 500,
        }
    }
}

/// The number alone.
impl fmt::Debug for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// `Lock Conflict (code: 40073)`, `unknown (code: 40999)`, `success (code: 0)`, `not set (code: -1)`.
impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meaning = match *self {
            Self::SUCCESS => "success",
            Self::NOT_SET => "not set",
            _ => self.known().as_ref().map_or("unknown", ErrorCode::description),
        };
        write!(f, "{meaning} (code: {})", self.0)
    }
}

/// Reads what [`ErrorCode`] reads, and any other number of 64 bits. A plus sign or a leading zero is refused.
///
/// ```
/// use cloudreve_error_codes::{ErrorCode, ResponseCode};
///
/// assert_eq!("-1".parse(), Ok(ResponseCode::NOT_SET));
/// assert_eq!("40999".parse(), Ok(ResponseCode::new(40999)));
/// assert_eq!("LockConflict".parse::<ResponseCode>().unwrap(), ErrorCode::LockConflict);
/// ```
impl FromStr for ResponseCode {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let found = if is_decimal(digits) && text != "-0" {
            text.parse().ok().map(Self)
        } else {
            ErrorCode::from_spelling(text).map(Self::from)
        };
        found.ok_or(ParseError::new(EXPECTED, text))
    }
}

impl From<i32> for ResponseCode {
    fn from(code: i32) -> Self {
        Self(code.into())
    }
}

impl From<i64> for ResponseCode {
    fn from(code: i64) -> Self {
        Self(code)
    }
}

impl From<ResponseCode> for i64 {
    fn from(code: ResponseCode) -> Self {
        code.get()
    }
}

impl From<ErrorCode> for ResponseCode {
    fn from(code: ErrorCode) -> Self {
        Self(code.as_u32().into())
    }
}

/// Fails if the number is unknown. 0 and -1 are unknown, because they are not error codes.
impl TryFrom<ResponseCode> for ErrorCode {
    type Error = UnknownCodeError;

    fn try_from(code: ResponseCode) -> Result<Self, Self::Error> {
        Self::try_from(code.get())
    }
}

impl PartialEq<ErrorCode> for ResponseCode {
    fn eq(&self, other: &ErrorCode) -> bool {
        *self == Self::from(*other)
    }
}

impl PartialEq<ResponseCode> for ErrorCode {
    fn eq(&self, other: &ResponseCode) -> bool {
        other == self
    }
}
