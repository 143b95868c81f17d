use core::fmt;
use core::str::FromStr;

use crate::error::ParseError;
#[cfg(feature = "locales")]
use crate::language::Language;

#[cfg(feature = "locales")]
include!(concat!(env!("OUT_DIR"), "/remedies.rs"));

/// Makes the enum of the remedies, and what is known of each: nowhere else in the library is there a list of them.
macro_rules! remedies {
    (
        $(#[$about:meta])*
        pub enum Remedy {
            $(#[$first_doc:meta])* $first:ident: $first_advice:literal,
            $($(#[$doc:meta])* $name:ident: $advice:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Remedy {
            $(#[$first_doc])* $first,
            $($(#[$doc])* $name,)*
        }

        impl Remedy {
            /// The remedies, in the order of their declaration.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$name),*];

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
                    Self::$first => stringify!($first),
                    $(Self::$name => stringify!($name),)*
                }
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
                    Self::$first => $first_advice,
                    $(Self::$name => $advice,)*
                }
            }
        }

        const EXPECTED: &str =
            concat!("remedy: expected ", stringify!($first), $(", ", stringify!($name)),*);
    };
}

remedies! {
    /// What a client can do about a code.
    ///
    /// This is the advice of this crate, drawn from where and why the server sends each code. `Display` writes the
    /// name of the variant, and `FromStr` reads it.
    ///
    /// ```
    /// use cloudreve_error_codes::{ErrorCode, Remedy};
    ///
    /// match ErrorCode::InsufficientScope.remedy() {
    ///     Remedy::SignIn => println!("refresh the token, or sign in, and send the request again"),
    ///     Remedy::Retry => println!("wait a little and send the request again"),
    ///     other => println!("stop and say why: {other}"),
    /// }
    /// assert_eq!("Resolve".parse(), Ok(Remedy::Resolve));
    /// ```
    ///
    /// # An expired access token
    ///
    /// The server has no code for an expired access token. It treats the request like one of somebody who is not
    /// signed in, and refuses it for the first reason that it meets. Often that is 401 or 40088
    /// ([`SignIn`](Self::SignIn)), but it can also be 403 ([`FixRequest`](Self::FixRequest)), 40007
    /// ([`GainAccess`](Self::GainAccess)) or, for a chunk of an upload, 40011 ([`Restart`](Self::Restart)). If the
    /// token may have expired, refresh it and send the request once more before you follow one of these three.
    pub enum Remedy {
        /// Part of the request succeeded, or another step follows: look inside the response.
        InspectResponse: "part of it succeeded, or another step follows: look inside the response",
        /// The credentials are missing or stale: refresh them or sign in.
        ///
        /// Not every request with an expired token gets a code with this remedy: see
        /// [above](Self#an-expired-access-token).
        SignIn: "the credentials are gone or stale: refresh them or sign in",
        /// What a person typed is wrong: a password, second factor, captcha or name. Ask again.
        AskUser: "what a person typed is wrong, such as a password, second factor, captcha or name: ask again",
        /// No request of this account can succeed: a right, quota, purchase, verification or scope is missing.
        GainAccess: "no request of this account could succeed: a right, quota, purchase, verification or scope is missing",
        /// The request will never succeed unchanged, but another request of the same account could.
        ///
        /// If the access token may have expired, refresh it first: see
        /// [above](Self#an-expired-access-token).
        FixRequest: "the request never succeeds unchanged; another one of the same account could",
        /// Something on the server is in the way: it exists, is gone, locked, changed or in use. Look at it, settle it,
        /// and send the request again. [`http_status`](crate::ResponseCode::http_status) tells which of these it is.
        Resolve: "the state on the server stands in the way, because something exists, is gone, locked, changed or in use: look, settle it, and send the request again",
        /// A session, link, ticket or lock is gone: get a new one and do the step again.
        Restart: "a session, link, ticket or lock is gone: obtain a new one and redo the step",
        /// A passing problem: the same request may succeed later, without an operator.
        Retry: "it passes: the same request may succeed later, without an operator",
        /// An operator of the server has to act.
        FixServer: "an operator of the server has to act",
    }
}

impl Remedy {
    /// Whether the same request may succeed later without anyone doing anything: only [`Remedy::Retry`].
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

    /// The name in a language, for a person to read; in English if it is not translated yet.
    ///
    /// ```
    /// use cloudreve_error_codes::{Language, Remedy};
    ///
    /// assert_eq!(Remedy::SignIn.name_in(Language::English), "Sign in");
    /// for language in Language::ALL {
    ///     println!("{language}: {}", Remedy::SignIn.name_in(*language));
    /// }
    /// ```
    #[cfg(feature = "locales")]
    #[must_use]
    pub const fn name_in(self, language: Language) -> &'static str {
        REMEDIES[language as usize][self as usize][0]
    }

    /// The advice in a language, or in English if it is not translated yet: one sentence, without a full stop.
    ///
    /// ```
    /// use cloudreve_error_codes::{Language, Remedy};
    ///
    /// let remedy = Remedy::FixServer;
    /// assert_eq!(remedy.advice_in(Language::English), remedy.advice());
    /// for language in Language::ALL {
    ///     println!("{language}: {}", remedy.advice_in(*language));
    /// }
    /// ```
    #[cfg(feature = "locales")]
    #[must_use]
    pub const fn advice_in(self, language: Language) -> &'static str {
        REMEDIES[language as usize][self as usize][1]
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
        found.copied().ok_or(ParseError::new(EXPECTED, text))
    }
}
