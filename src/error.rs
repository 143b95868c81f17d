use core::fmt;

use thiserror::Error;

use crate::excerpt::Excerpt;

/// A number that is not a known error code.
///
/// It may be a code of a newer server or of a fork: a [`ResponseCode`](crate::ResponseCode) keeps it.
///
/// ```
/// use cloudreve_error_codes::ErrorCode;
///
/// let error = ErrorCode::try_from(40999_i64).unwrap_err();
/// assert_eq!(error.code(), 40999);
/// assert_eq!(error.to_string(), "unknown error code 40999: a ResponseCode would keep it");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("unknown error code {code}: {}", meaning(*code))]
pub struct UnknownCodeError {
    code: i64,
}

impl UnknownCodeError {
    pub(crate) const fn new(code: i64) -> Self {
        Self { code }
    }

    /// The number that is unknown.
    #[must_use]
    pub const fn code(&self) -> i64 {
        self.code
    }
}

fn meaning(code: i64) -> &'static str {
    match code {
        0 => "it means success",
        -1 => "it means that no code was set",
        _ => "a ResponseCode would keep it",
    }
}

/// A text that does not name what it was parsed as.
///
/// ```
/// use cloudreve_error_codes::ErrorCode;
///
/// let error = "Lock Conflikt".parse::<ErrorCode>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "\"Lock Conflikt\" is no error code: expected a known number (40073), name (LockConflict) \
///      or constant (CodeLockConflict)",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{found} is no {expected}")]
pub struct ParseError {
    expected: Expected,
    found: Excerpt,
}

impl ParseError {
    pub(crate) fn new(expected: Expected, found: &str) -> Self {
        Self { expected, found: Excerpt::of(found) }
    }
}

/// What a text was parsed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    ErrorCode,
    ResponseCode,
    Class,
    Remedy,
    #[cfg(feature = "locales")]
    Language,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ErrorCode => {
                "error code: expected a known number (40073), name (LockConflict) \
                 or constant (CodeLockConflict)"
            }
            Self::ResponseCode => {
                "response code: expected a whole number of 64 bits (40073), or the name \
                 (LockConflict) or constant (CodeLockConflict) of a known one"
            }
            Self::Class => "class: expected 2xx, 4xx, 4xxxx or 5xxxx",
            Self::Remedy => {
                "remedy: expected InspectResponse, SignIn, AskUser, GainAccess, FixRequest, \
                 Resolve, Restart, Retry or FixServer"
            }
            #[cfg(feature = "locales")]
            Self::Language => "language: expected a tag of one, such as zh-CN",
        })
    }
}
