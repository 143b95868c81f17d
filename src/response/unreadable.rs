use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;

use serde::de::{Deserialize, IgnoredAny};
use serde_json::Value;

use super::excerpt::excerpt;
use super::html;
use super::json_path::path_to;
use super::oauth_error::OAuthError;
use crate::remedy::Remedy;

/// How many characters an excerpt shows.
const EXCERPT: usize = 100;

/// How many characters the `Display` shows of a path, and of what is wrong there.
const LONG: usize = 200;

/// An answer that is not a response of Cloudreve, or a success whose data is not of the expected type.
///
/// Its `Display` says in one line what came, and is safe for a terminal. It is one pointer wide.
///
/// ```
/// use cloudreve_error_codes::{ApiResponse, Remedy, UnreadableKind};
///
/// let page = b"<html><head><title>502 Bad Gateway</title></head></html>";
/// let unreadable = ApiResponse::<()>::from_http(502, page).unwrap_err();
/// assert_eq!(unreadable.kind(), UnreadableKind::Html);
/// assert_eq!(unreadable.remedy(), Some(Remedy::Retry));
/// assert_eq!(
///     unreadable.to_string(),
///     "HTTP 502 with an HTML page instead of a response of Cloudreve: 502 Bad Gateway",
/// );
/// ```
#[derive(Debug)]
pub struct Unreadable(Box<Content>);

#[derive(Debug)]
struct Content {
    kind: UnreadableKind,
    status: u16,
    excerpt: String,
    /// Where the value is that is no `T`, of the kind `Data`.
    path: String,
    oauth: Option<OAuthError>,
    cause: Option<Cause>,
}

/// What came instead of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnreadableKind {
    /// Nothing, or white space.
    Empty,
    /// A page of a proxy or of a web server.
    Html,
    /// Text or bytes of another kind, such as `404 page not found`.
    Text,
    /// JSON without a readable `code`, or cut short.
    OtherJson,
    /// An error of the OAuth endpoints: [`Unreadable::oauth`] has it.
    OAuth,
    /// A success, whose `data` is no `T`.
    Data,
}

impl Unreadable {
    /// A success whose data is no `T`.
    pub(super) fn of_data(status: u16, body: &[u8], cause: serde_json::Error) -> Self {
        Self(Box::new(Content {
            kind: UnreadableKind::Data,
            status,
            excerpt: excerpt(&String::from_utf8_lossy(body.get(..1024).unwrap_or(body)), EXCERPT),
            path: excerpt(&path_to(body, cause.line(), cause.column()), LONG),
            oauth: None,
            cause: Some(Cause(cause)),
        }))
    }

    /// What is no response at all.
    pub(super) fn of_other(status: u16, text: &str, cause: serde_json::Error) -> Self {
        let text = text.trim();
        let (kind, oauth) = kind_of(text);
        let shown = match kind {
            UnreadableKind::Html => html::title(text).unwrap_or(text),
            _ => text,
        };
        let cause = matches!(kind, UnreadableKind::OtherJson).then_some(Cause(cause));
        let excerpt = excerpt(shown, EXCERPT);
        Self(Box::new(Content { kind, status, excerpt, path: String::new(), oauth, cause }))
    }

    /// What came instead.
    #[must_use]
    pub fn kind(&self) -> UnreadableKind {
        self.0.kind
    }

    /// The HTTP status that it came with.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The title of an HTML page, or else the beginning of the body: at most 100 characters on one line, safe for a
    /// terminal.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }

    /// The error of an OAuth endpoint.
    #[must_use]
    pub fn oauth(&self) -> Option<&OAuthError> {
        self.0.oauth.as_ref()
    }

    /// What the receiver can do.
    ///
    /// | what came | remedy |
    /// | --- | --- |
    /// | an OAuth error | that of its code, if it is known |
    /// | a success with other data | [`InspectResponse`](Remedy::InspectResponse): it is done, and not to be sent again |
    /// | 408, 425, 429, 502, 503, 504, 520 to 524 | [`Retry`](Remedy::Retry) |
    /// | 401 | [`SignIn`](Remedy::SignIn) |
    /// | 403, 451 | [`GainAccess`](Remedy::GainAccess): a proxy or firewall in front of the server refuses the client |
    /// | another 4xx | [`FixRequest`](Remedy::FixRequest): there is no such address, or the request is too large |
    /// | nothing, or JSON that is cut short, with any other status | [`Retry`](Remedy::Retry) |
    /// | another 5xx | [`FixServer`](Remedy::FixServer) |
    /// | all else | [`FixRequest`](Remedy::FixRequest): most likely the address is that of a web page, not of the API |
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiResponse, Remedy};
    ///
    /// let remedy = |status, body: &str| {
    ///     ApiResponse::<()>::from_http(status, body.as_bytes()).unwrap_err().remedy()
    /// };
    /// assert_eq!(remedy(200, ""), Some(Remedy::Retry));
    /// assert_eq!(remedy(429, "slow down"), Some(Remedy::Retry));
    /// assert_eq!(remedy(404, "404 page not found"), Some(Remedy::FixRequest));
    /// ```
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        match self.kind() {
            UnreadableKind::Data => Some(Remedy::InspectResponse),
            _ => self.oauth().and_then(OAuthError::remedy).or(Some(self.remedy_by_status())),
        }
    }

    fn remedy_by_status(&self) -> Remedy {
        match self.status() {
            408 | 425 | 429 | 502..=504 | 520..=524 => Remedy::Retry,
            401 => Remedy::SignIn,
            403 | 451 => Remedy::GainAccess,
            400..=499 => Remedy::FixRequest,
            _ if self.kind() == UnreadableKind::Empty || self.is_cut() => Remedy::Retry,
            500..=599 => Remedy::FixServer,
            _ => Remedy::FixRequest,
        }
    }

    fn is_cut(&self) -> bool {
        self.0.cause.as_ref().is_some_and(|cause| cause.0.is_eof())
    }
}

fn kind_of(text: &str) -> (UnreadableKind, Option<OAuthError>) {
    if text.is_empty() {
        return (UnreadableKind::Empty, None);
    }
    if html::is_page(text) {
        return (UnreadableKind::Html, None);
    }
    match Value::deserialize(&mut serde_json::Deserializer::from_str(text)) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => match OAuthError::from_value(&value) {
            Some(error) => (UnreadableKind::OAuth, Some(error)),
            None => (UnreadableKind::OtherJson, None),
        },
        // `404 page not found` begins with a number and is none.
        Ok(_) if serde_json::from_str::<IgnoredAny>(text).is_ok() => {
            (UnreadableKind::OtherJson, None)
        }
        Err(error) if error.is_eof() && text.starts_with(['{', '[']) => {
            (UnreadableKind::OtherJson, None)
        }
        _ => (UnreadableKind::Text, None),
    }
}

/// In one line: the HTTP status, what came, and the beginning of it.
impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {} with ", self.status())?;
        let what = match self.kind() {
            UnreadableKind::Empty => "an empty body",
            UnreadableKind::Html => "an HTML page",
            UnreadableKind::Text => "text",
            UnreadableKind::OtherJson if self.is_cut() => "JSON that is cut short",
            UnreadableKind::OtherJson => "other JSON",
            UnreadableKind::OAuth => "an OAuth error",
            UnreadableKind::Data => return self.fmt_mismatch(f),
        };
        write!(f, "{what} instead of a response of Cloudreve")?;
        match self.oauth() {
            Some(error) => write!(f, ": {error}"),
            None if self.excerpt().is_empty() => Ok(()),
            None => write!(f, ": {}", self.excerpt()),
        }
    }
}

impl Unreadable {
    fn fmt_mismatch(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cause = self.0.cause.as_ref().map(ToString::to_string).unwrap_or_default();
        let cause = cause.rsplit_once(" at line ").map_or(cause.as_str(), |(cause, _)| cause);
        let cause = excerpt(cause, LONG);
        if self.0.path.is_empty() {
            return write!(f, "code 0, but {cause}");
        }
        let cause = cause.strip_prefix("`data`: ").unwrap_or(&cause);
        write!(f, "code 0, but `{}` cannot be read: {cause}", self.0.path)
    }
}

impl Error for Unreadable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as _)
    }
}

/// What `serde_json` says. Without the standard library not every version of it makes that an [`Error`].
#[derive(Debug)]
struct Cause(serde_json::Error);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Cause {}
