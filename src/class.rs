use core::fmt;
use core::str::FromStr;

use crate::error::ParseError;

const EXPECTED: &str = "class: expected 2xx, 4xx, 4xxxx or 5xxxx";

/// The four ranges that Cloudreve's codes come from.
///
/// The class depends on the number alone, so a code that this version does not know has one too. `Display`
/// writes the range as people do, and `FromStr` reads it.
///
/// ```
/// use cloudreve_error_codes::{Class, ErrorCode};
///
/// assert_eq!(ErrorCode::LockConflict.class(), Class::App4xxxx);
/// assert_eq!(Class::of(40999), Some(Class::App4xxxx));
/// assert_eq!(Class::App4xxxx.to_string(), "4xxxx");
/// assert_eq!("5xxxx".parse(), Ok(Class::App5xxxx));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// 200 to 299: the request was accepted, and another step follows.
    Http2xx,
    /// 400 to 499: the same as in HTTP, such as not signed in, not permitted, not found or in conflict.
    Http4xx,
    /// 40000 to 49999: mostly problems on the side of the client or of the person who uses it.
    App4xxxx,
    /// 50000 to 59999: problems on the side of the server.
    App5xxxx,
}

impl Class {
    /// The classes, ascending.
    pub const ALL: &'static [Self] =
        &[Self::Http2xx, Self::Http4xx, Self::App4xxxx, Self::App5xxxx];

    /// The class of a number, whether the code is known or not. Numbers outside the four ranges, such as 0 and
    /// -1, have none.
    ///
    /// ```
    /// use cloudreve_error_codes::Class;
    ///
    /// assert_eq!(Class::of(203), Some(Class::Http2xx));
    /// assert_eq!(Class::of(0), None);
    /// assert_eq!(Class::of(300), None);
    /// ```
    #[must_use]
    pub const fn of(code: i64) -> Option<Self> {
        match code {
            200..=299 => Some(Self::Http2xx),
            400..=499 => Some(Self::Http4xx),
            40_000..=49_999 => Some(Self::App4xxxx),
            50_000..=59_999 => Some(Self::App5xxxx),
            _ => None,
        }
    }

    /// The range, as people write it.
    ///
    /// ```
    /// use cloudreve_error_codes::Class;
    ///
    /// assert_eq!(Class::Http4xx.as_str(), "4xx");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http2xx => "2xx",
            Self::Http4xx => "4xx",
            Self::App4xxxx => "4xxxx",
            Self::App5xxxx => "5xxxx",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads what `Display` writes, in any ASCII case.
impl FromStr for Class {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut classes = Self::ALL.iter();
        let found = classes.find(|class| class.as_str().eq_ignore_ascii_case(text));
        found.copied().ok_or(ParseError::new(EXPECTED, text))
    }
}
