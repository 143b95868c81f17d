use core::fmt;
use core::str::FromStr;

use crate::error::{Expected, ParseError};

/// What the receiver of a code can do about it.
///
/// This is the advice of this crate, drawn from where and why the server sends each code. Its
/// `Display` is the variant's name, which `FromStr` reads.
///
/// ```
/// use cloudreve_error_codes::{ErrorCode, Remedy};
///
/// match ErrorCode::InsufficientScope.remedy() {
///     Remedy::SignIn => println!("refresh the token, or sign in, and send it again"),
///     Remedy::Retry => println!("wait a little and send it again"),
///     other => println!("stop and say why: {other}"),
/// }
/// assert_eq!("Resolve".parse(), Ok(Remedy::Resolve));
/// ```
///
/// # An expired access token
///
/// The server has no code for it: it treats the request as one of somebody who is not signed in, and
/// refuses it for whatever reason comes first. That is often [`SignIn`](Self::SignIn), with 401 or
/// 40088; but it can also be 403 ([`FixRequest`](Self::FixRequest)), 40007
/// ([`GainAccess`](Self::GainAccess)), or 40011 for a chunk of an upload
/// ([`Restart`](Self::Restart)). A client whose token may have expired therefore refreshes it and
/// sends the request once more, before it follows one of these three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Part of it succeeded, or another step follows: look inside the response.
    InspectResponse,
    /// The credentials are gone or stale: refresh them or sign in.
    ///
    /// Not every request with an expired token is answered with a code of this remedy: see
    /// [above](Self#an-expired-access-token).
    SignIn,
    /// What a person typed is wrong: a password, second factor, captcha or name. Ask again.
    AskUser,
    /// No request of this account could succeed: a right, quota, purchase, verification or scope is
    /// missing.
    GainAccess,
    /// The request never succeeds unchanged; another one of the same account could.
    ///
    /// If the access token may have expired, refresh it first: see
    /// [above](Self#an-expired-access-token).
    FixRequest,
    /// The state on the server stands in the way: something exists, is gone, locked, changed or in
    /// use. Look, settle it, and send the request again.
    Resolve,
    /// A session, link, ticket or lock is gone: obtain a new one and redo the step.
    Restart,
    /// It passes: the same request may succeed later, without an operator.
    Retry,
    /// An operator of the server has to act.
    FixServer,
}

impl Remedy {
    /// The remedies, in the order of their declaration.
    pub const ALL: &'static [Self] = &[
        Self::InspectResponse,
        Self::SignIn,
        Self::AskUser,
        Self::GainAccess,
        Self::FixRequest,
        Self::Resolve,
        Self::Restart,
        Self::Retry,
        Self::FixServer,
    ];

    /// Whether the same request may succeed later with nobody doing anything: only [`Remedy::Retry`].
    ///
    /// ```
    /// use cloudreve_error_codes::ErrorCode;
    ///
    /// assert!(ErrorCode::DatabaseError.remedy().is_retryable());
    /// assert!(!ErrorCode::LockConflict.remedy().is_retryable());
    /// ```
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Retry)
    }

    /// The advice in one sentence, without a full stop, for a person to read.
    ///
    /// ```
    /// use cloudreve_error_codes::Remedy;
    ///
    /// assert_eq!(Remedy::FixServer.advice(), "an operator of the server has to act");
    /// ```
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::InspectResponse => {
                "part of it succeeded, or another step follows: look inside the response"
            }
            Self::SignIn => "the credentials are gone or stale: refresh them or sign in",
            Self::AskUser => {
                "what a person typed is wrong, such as a password, second factor, captcha or name: \
                 ask again"
            }
            Self::GainAccess => {
                "no request of this account could succeed: a right, quota, purchase, verification \
                 or scope is missing"
            }
            Self::FixRequest => {
                "the request never succeeds unchanged; another one of the same account could"
            }
            Self::Resolve => {
                "the state on the server stands in the way, because something exists, is gone, \
                 locked, changed or in use: look, settle it, and send the request again"
            }
            Self::Restart => {
                "a session, link, ticket or lock is gone: obtain a new one and redo the step"
            }
            Self::Retry => "it passes: the same request may succeed later, without an operator",
            Self::FixServer => "an operator of the server has to act",
        }
    }

    /// The name of the variant.
    ///
    /// ```
    /// use cloudreve_error_codes::Remedy;
    ///
    /// assert_eq!(Remedy::SignIn.as_str(), "SignIn");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InspectResponse => "InspectResponse",
            Self::SignIn => "SignIn",
            Self::AskUser => "AskUser",
            Self::GainAccess => "GainAccess",
            Self::FixRequest => "FixRequest",
            Self::Resolve => "Resolve",
            Self::Restart => "Restart",
            Self::Retry => "Retry",
            Self::FixServer => "FixServer",
        }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads what `Display` writes, in any ASCII case.
impl FromStr for Remedy {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut remedies = Self::ALL.iter();
        let found = remedies.find(|remedy| remedy.as_str().eq_ignore_ascii_case(text));
        found.copied().ok_or(ParseError::new(Expected::Remedy, text))
    }
}
