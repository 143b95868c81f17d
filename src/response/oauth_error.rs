use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use serde_json::Value;

use super::kept_data::text_of;
use super::one_line::OneLine;
use crate::remedy::Remedy;
use crate::response_code::ResponseCode;

/// How the OAuth token endpoint says that a request failed: not by a response with a code, but by
/// `{error, error_description?, error_codes?, correlation_id?}` and HTTP 400.
///
/// [`Unreadable::oauth`](crate::Unreadable::oauth) has it.
///
/// ```
/// use cloudreve_error_codes::{ApiResponse, ErrorCode, Remedy};
///
/// let body = br#"{"error":"Invalid refresh token","error_codes":[40020]}"#;
/// let unreadable = ApiResponse::<()>::from_http(400, body).unwrap_err();
/// let error = unreadable.oauth().expect("it is an OAuth error");
/// assert_eq!(error.error(), "Invalid refresh token");
/// assert_eq!(error.codes()[0], ErrorCode::CredentialInvalid);
/// assert_eq!(error.remedy(), Some(Remedy::SignIn));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthError {
    error: String,
    description: Option<String>,
    codes: Vec<ResponseCode>,
    correlation_id: Option<String>,
}

impl OAuthError {
    /// From an object that has an `error`, and something that shows that it is one of OAuth: another of its keys,
    /// or a word like `invalid_grant`. A response of Cloudreve with an inner error is none.
    pub(super) fn from_value(body: &Value) -> Option<Self> {
        let error = body.get("error")?.as_str()?;
        let has_key = |key| body.get(key).is_some_and(|value| !value.is_null());
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        let is_oauth = has_key("error_codes")
            || has_key("error_description")
            || !error.is_empty() && error.bytes().all(is_word);
        if has_key("code") || !is_oauth {
            return None;
        }
        let text = |key| body.get(key).cloned().and_then(text_of).filter(|text| !text.is_empty());
        let codes = body.get("error_codes").and_then(Value::as_array);
        let codes = codes.into_iter().flatten().filter_map(Value::as_i64);
        Some(Self {
            error: error.into(),
            description: text("error_description"),
            codes: codes.map(ResponseCode::new).collect(),
            correlation_id: text("correlation_id"),
        })
    }

    /// The field `error`: the server's message, which may be empty, or a word of the OAuth standard, such as
    /// `invalid_grant`.
    #[must_use]
    pub fn error(&self) -> &str {
        &self.error
    }

    /// The field `error_description`: the inner error, which Cloudreve sends in debug mode only.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The field `error_codes`: Cloudreve sends one.
    #[must_use]
    pub fn codes(&self) -> &[ResponseCode] {
        &self.codes
    }

    /// The id that the request has in the server's log.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.correlation_id.as_deref()
    }

    /// What the receiver can do: by the first of the codes that is known, or else by a word of the standard.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        let by_word = || match self.error.as_str() {
            "invalid_grant" | "invalid_token" => Some(Remedy::SignIn),
            "temporarily_unavailable" => Some(Remedy::Retry),
            "access_denied" | "insufficient_scope" => Some(Remedy::GainAccess),
            _ => None,
        };
        self.codes.iter().find_map(|code| code.remedy()).or_else(by_word)
    }
}

/// `Credential Invalid (code: 40020): <error>: <description> [correlation id <id>]` on one line, as far as
/// there is each: control characters of the server's texts are escaped.
impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.codes.first() {
            Some(code) => write!(f, "{code}")?,
            None => f.write_str("OAuth error")?,
        }
        let error = Some(self.error()).filter(|error| !error.is_empty());
        for text in [error, self.description()].into_iter().flatten() {
            write!(f, ": {}", OneLine(text))?;
        }
        match self.correlation_id() {
            Some(id) => write!(f, " [correlation id {}]", OneLine(id)),
            None => Ok(()),
        }
    }
}

impl Error for OAuthError {}
