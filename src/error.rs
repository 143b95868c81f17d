use thiserror::Error;

use crate::excerpt::Excerpt;

/// A number that is not a known error code.
///
/// It may be a code of a newer server or of a fork. A [`ResponseCode`](crate::ResponseCode) can hold it.
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

    /// The unknown number.
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

/// A text that could not be parsed.
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
    /// What it was parsed as, and what would be right.
    expected: &'static str,
    found: Excerpt,
}

impl ParseError {
    pub(crate) fn new(expected: &'static str, found: &str) -> Self {
        Self { expected, found: Excerpt::of(found) }
    }
}
