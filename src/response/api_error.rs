use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lock_conflict::LockConflict;
use super::one_line::OneLine;
use crate::class::Class;
use crate::error_code::ErrorCode;
use crate::remedy::Remedy;
use crate::response_code::ResponseCode;

/// What a response says when its code is not 0: the code, and all that came with it.
///
/// It is one pointer wide, so that a `Result` of it costs little.
///
/// A server builds it in one line:
///
/// ```
/// use cloudreve_error_codes::{ApiError, ErrorCode};
///
/// let error = ApiError::new(ErrorCode::FileTooLarge).with_message("at most 4 GiB");
/// assert_eq!(error.to_string(), "File Too Large (code: 40049): at most 4 GiB");
/// ```
///
/// A client asks it what to do:
///
/// ```
/// use cloudreve_error_codes::{ApiError, Remedy};
///
/// # fn main() -> Result<(), serde_json::Error> {
/// let error: ApiError = serde_json::from_str(
///     r#"{"code":40081,"aggregated_error":{"cloudreve://my/a":{"code":40073,"msg":""}},"msg":""}"#,
/// )?;
/// assert_eq!(error.remedy(), Some(Remedy::InspectResponse));
/// assert_eq!(error.parts()["cloudreve://my/a"].remedy(), Some(Remedy::Resolve));
/// # Ok(())
/// # }
/// ```
///
/// Reading one keeps all but unknown keys, so that it is written as the same JSON value again, up to nulls
/// and to the keys of the endpoints that write `Code` for `code`.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError(pub(super) Box<Content>);

/// What the pointer points to. Of what may be absent, `None` is left out when written; an empty text or
/// map is there only if it was read so.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Content {
    /// Never 0.
    pub(super) code: ResponseCode,
    /// Never null.
    pub(super) data: Option<Value>,
    pub(super) parts: Option<BTreeMap<String, ApiError>>,
    pub(super) message: String,
    pub(super) detail: Option<String>,
    pub(super) correlation_id: Option<String>,
}

static NO_PARTS: BTreeMap<String, ApiError> = BTreeMap::new();

impl ApiError {
    /// An error with this code and nothing else. Since an error is no success, 0 becomes
    /// [`NOT_SET`](ResponseCode::NOT_SET).
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode, ResponseCode};
    ///
    /// assert_eq!(ApiError::new(ErrorCode::NotFound).code(), ErrorCode::NotFound);
    /// assert_eq!(ApiError::new(40999).code(), ResponseCode::new(40999));
    /// assert_eq!(ApiError::new(0).code(), ResponseCode::NOT_SET);
    /// ```
    #[must_use]
    pub fn new(code: impl Into<ResponseCode>) -> Self {
        let code = code.into();
        let code = if code.is_success() { ResponseCode::NOT_SET } else { code };
        Self(Box::new(Content {
            code,
            data: None,
            parts: None,
            message: String::new(),
            detail: None,
            correlation_id: None,
        }))
    }

    /// A [`LockConflict`](ErrorCode::LockConflict) (40073) with the locks that stand in the way.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, LockConflict, LockedResource};
    ///
    /// let lock = LockConflict::new(LockedResource::Folder, "dav").with_token("75c1");
    /// let error = ApiError::from_lock_conflicts([lock]);
    /// assert_eq!(error.lock_conflicts()?[0].token.as_deref(), Some("75c1"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn from_lock_conflicts(conflicts: impl IntoIterator<Item = LockConflict>) -> Self {
        let error = Self::new(ErrorCode::LockConflict);
        // Texts and a number always fit JSON.
        let value = |conflict| serde_json::to_value(conflict).unwrap_or_default();
        let conflicts: Vec<Value> = conflicts.into_iter().map(value).collect();
        if conflicts.is_empty() { error } else { error.with_data(conflicts) }
    }

    /// With the field `msg`: what happened, for a person.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }

    /// With the field `error`: the inner error, which the server sends in debug mode only. An empty one
    /// is none.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = non_empty(detail.into());
        self
    }

    /// With the id that the request has in the server's log. An empty one is none.
    #[must_use]
    pub fn with_correlation_id(mut self, id: impl Into<String>) -> Self {
        self.0.correlation_id = non_empty(id.into());
        self
    }

    /// With a part that failed, under its URI or id. A part of the same id is replaced.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// let error = ApiError::new(ErrorCode::BatchOperationNotFullyCompleted)
    ///     .with_part("cloudreve://my/a", ErrorCode::OwnerOnly)
    ///     .with_part("cloudreve://my/b", ApiError::new(40999).with_message("newer"));
    /// assert_eq!(error.parts().len(), 2);
    /// ```
    #[must_use]
    pub fn with_part(mut self, id: impl Into<String>, error: impl Into<Self>) -> Self {
        self.0.parts.get_or_insert_default().insert(id.into(), error.into());
        self
    }

    /// With the field `data`. Null is none.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// let error = ApiError::new(ErrorCode::NotFullySuccess).with_data("f1a7");
    /// assert_eq!(error.data_as::<&str>()?, "f1a7");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_data(mut self, data: impl Into<Value>) -> Self {
        let data = data.into();
        self.0.data = (!data.is_null()).then_some(data);
        self
    }

    /// With the field `data`, from any type that can be JSON.
    ///
    /// # Errors
    ///
    /// If it cannot be JSON: a map whose keys are no texts, or a `Serialize` of its own that fails.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// let worked = ["cloudreve://my/a"];
    /// let error = ApiError::new(ErrorCode::BatchOperationNotFullyCompleted).try_with_data(&worked)?;
    /// assert_eq!(error.data_as::<Vec<String>>()?, worked);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn try_with_data<T: ?Sized + Serialize>(self, data: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_value(data).map(|data| self.with_data(data))
    }

    /// The code, known or not. Never 0.
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.0.code
    }

    /// The error code, if this version knows it.
    #[must_use]
    pub fn known(&self) -> Option<ErrorCode> {
        self.0.code.known()
    }

    /// The class of the code, known or not.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.0.code.class()
    }

    /// What the receiver can do, where the code is known.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        self.0.code.remedy()
    }

    /// What happened, in the server's words; may be empty. Some codes have a bare parameter here, such as
    /// a count.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The inner error, which the server sends in debug mode only.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref().filter(|detail| !detail.is_empty())
    }

    /// The id that the request has in the server's log.
    #[must_use]
    pub fn correlation_id(&self) -> Option<&str> {
        self.0.correlation_id.as_deref().filter(|id| !id.is_empty())
    }

    /// The field `data` as it came. Never null.
    #[must_use]
    pub fn data(&self) -> Option<&Value> {
        self.0.data.as_ref()
    }

    /// The field `data` as another type, which may borrow from it; where there is none, null is offered.
    ///
    /// # Errors
    ///
    /// If it is no `T`.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// // After a registration there is no session: the activation mail is on its way.
    /// let registered = ApiError::new(ErrorCode::NotFullySuccess);
    /// assert_eq!(registered.data_as::<Option<&str>>()?, None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn data_as<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        T::deserialize(self.data().unwrap_or(&Value::Null))
    }

    /// What failed, by URI or id; what is not in it succeeded. Empty but for a
    /// [`BatchOperationNotFullyCompleted`](ErrorCode::BatchOperationNotFullyCompleted) (40081).
    #[must_use]
    pub fn parts(&self) -> &BTreeMap<String, Self> {
        self.0.parts.as_ref().unwrap_or(&NO_PARTS)
    }

    /// The locks that stand in the way of the request, from the `data` of a
    /// [`LockConflict`](ErrorCode::LockConflict) (40073). Empty without `data`: so are an expired lock and
    /// a failed unlock sent.
    ///
    /// # Errors
    ///
    /// If `data` is no list of locks.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, LockedResource};
    ///
    /// # fn main() -> Result<(), serde_json::Error> {
    /// let error: ApiError = serde_json::from_str(
    ///     r#"{"code":40073,"data":[{"path":"cloudreve://my/a.docx","token":"75c1",
    ///         "owner":{"application":{"type":"viewer"}},"type":0}],"msg":"locked"}"#,
    /// )?;
    /// let conflicts = error.lock_conflicts()?;
    /// assert_eq!(conflicts[0].resource, LockedResource::File);
    /// assert_eq!(conflicts[0].owner.application.kind, "viewer");
    /// # Ok(())
    /// # }
    /// ```
    pub fn lock_conflicts(&self) -> Result<Vec<LockConflict>, serde_json::Error> {
        self.data().map_or(Ok(Vec::new()), Vec::deserialize)
    }
}

fn non_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// `Lock Conflict (code: 40073): <message> [correlation id <id>]` on one line: control characters of the
/// server's texts are escaped.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        if !self.message().is_empty() {
            write!(f, ": {}", OneLine(self.message()))?;
        }
        match self.correlation_id() {
            Some(id) => write!(f, " [correlation id {}]", OneLine(id)),
            None => Ok(()),
        }
    }
}

/// The code, the message, and whatever else there is.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("ApiError");
        fields.field("code", &self.code()).field("message", &self.message());
        if let Some(detail) = self.detail() {
            fields.field("detail", &detail);
        }
        if let Some(id) = self.correlation_id() {
            fields.field("correlation_id", &id);
        }
        if !self.parts().is_empty() {
            fields.field("parts", self.parts());
        }
        if let Some(data) = self.data() {
            fields.field("data", data);
        }
        fields.finish()
    }
}

impl Error for ApiError {}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}
