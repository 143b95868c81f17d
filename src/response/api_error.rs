use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::DEEPEST;
use super::lock_conflict::LockConflict;
use super::one_line::OneLine;
use super::parts::Parts;
use super::typed_data;
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
/// assert_eq!(error.effective().remedy(), Some(Remedy::Resolve));
/// # Ok(())
/// # }
/// ```
///
/// Reading one keeps all but unknown keys, so that what the server sends is written as the same JSON value again,
/// up to nulls and to the keys of the endpoints that write `Code` for `code`. Kept `data` is a
/// [`Value`], with the limits that it has: an integer beyond 64 bits becomes the nearest
/// float, and of a key that comes twice in an object the last stays.
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
    pub(super) parts: Option<Parts>,
    pub(super) message: String,
    pub(super) detail: Option<String>,
    pub(super) correlation_id: Option<String>,
}

static NO_PARTS: Parts = Parts::new();

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

    /// What a batch answers if some of its parts failed, each with its URI or id: a
    /// [`BatchOperationNotFullyCompleted`](ErrorCode::BatchOperationNotFullyCompleted) (40081), with the message
    /// of a part that failed alone. `None` if nothing failed.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// fn delete(uris: &[&str]) -> Result<(), ApiError> {
    ///     let locked = uris.iter().filter(|uri| uri.ends_with(".lock"));
    ///     let failed = locked.map(|uri| (*uri, ErrorCode::LockConflict));
    ///     ApiError::from_parts(failed).map_or(Ok(()), Err)
    /// }
    /// assert_eq!(delete(&["cloudreve://my/a"]), Ok(()));
    /// let error = delete(&["cloudreve://my/a", "cloudreve://my/b.lock"]).unwrap_err();
    /// assert_eq!(error.effective().code(), ErrorCode::LockConflict);
    /// ```
    #[must_use]
    pub fn from_parts<I: Into<String>, E: Into<Self>>(
        parts: impl IntoIterator<Item = (I, E)>,
    ) -> Option<Self> {
        let whole = Self::new(ErrorCode::BatchOperationNotFullyCompleted);
        let whole = parts.into_iter().fold(whole, |whole, (id, part)| whole.with_part(id, part));
        let mut parts = whole.parts().values();
        let first = parts.next()?;
        let message =
            if parts.next().is_none() { first.message().to_owned() } else { String::new() };
        Some(whole.with_message(message))
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
    /// Errors nest 64 deep at most, the outermost included, since no deeper one could be read: what lies deeper
    /// is left out.
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
        let mut part = error.into();
        part.cut(DEEPEST - 1);
        self.0.parts.get_or_insert_default().insert(id.into(), part);
        self
    }

    /// How deep errors nest here: 1 without parts.
    pub(super) fn levels(&self) -> usize {
        1 + self.0.parts.as_ref().map_or(0, Parts::levels)
    }

    /// Leaves out what nests deeper than so many levels.
    pub(super) fn cut(&mut self, levels: usize) {
        if self.levels() <= levels {
            return;
        }
        match &mut self.0.parts {
            Some(parts) if levels > 1 => parts.cut(levels - 1),
            parts => *parts = None,
        }
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
    ///
    /// `None` means -1, or a code of a newer server or of a fork. Then stop and show the error: its
    /// [`message`](Self::message) and [`detail`](Self::detail) may say more, and its [`class`](Self::class) whether
    /// the client or the server is at fault. For a batch of one, ask the [`effective`](Self::effective) error.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        self.0.code.remedy()
    }

    /// The HTTP status that comes nearest to the code; for an unknown code, that of its class. The server itself
    /// answers 200 most of the time.
    ///
    /// It tells the kinds of [`Remedy::Resolve`] apart, so that a client that syncs needs no list of codes: 404 if
    /// something is not there, 409 if it is there already or in another state, 412 if it has changed since it was
    /// read, 423 if it is locked. For a batch of one, ask the [`effective`](Self::effective) error.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// assert_eq!(ApiError::from(ErrorCode::ParentDoesNotExist).http_status(), 404);
    /// assert_eq!(ApiError::from(ErrorCode::ObjectExists).http_status(), 409);
    /// assert_eq!(ApiError::from(ErrorCode::StaleVersion).http_status(), 412);
    /// assert_eq!(ApiError::from(ErrorCode::LockConflict).http_status(), 423);
    /// assert_eq!(ApiError::new(40_999).http_status(), 400);
    /// ```
    #[must_use]
    pub fn http_status(&self) -> u16 {
        self.code().http_status()
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
        typed_data::from_value(self.data().unwrap_or(&Value::Null))
    }

    /// What failed, by URI or id; where it is not empty, what is not in it succeeded. Empty but for a
    /// [`BatchOperationNotFullyCompleted`](ErrorCode::BatchOperationNotFullyCompleted) (40081).
    ///
    /// **Do not look a URI up here, but with [`part`](Self::part).** The keys are the server's spelling:
    /// `cloudreve://my/a b.txt` comes back as `cloudreve://my/a%20b.txt`, `dir/` as `dir`, and whoever looks for
    /// what was sent takes a failure for a success. Here is what to list:
    ///
    /// ```
    /// # use cloudreve_error_codes::{ApiError, ErrorCode};
    /// # let error = ApiError::new(40081).with_part("cloudreve://my/a%20b.txt", ErrorCode::LockConflict);
    /// for (uri, part) in error.parts() {
    ///     println!("{uri}: {part}");
    /// }
    /// ```
    #[must_use]
    pub fn parts(&self) -> &BTreeMap<String, Self> {
        self.0.parts.as_ref().unwrap_or(&NO_PARTS).by_key()
    }

    /// What failed at a URI, as it was sent or in any other spelling; or at an id. `None` is success if there are
    /// [`parts`](Self::parts); of an error without parts nothing is known to have succeeded.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode};
    ///
    /// let error: ApiError = serde_json::from_str(
    ///     r#"{"code":40081,"aggregated_error":{"cloudreve://my/a%20b.txt":{"code":40073,"msg":""}},"msg":""}"#,
    /// )?;
    /// let part = error.part("cloudreve://my/a b.txt").expect("this one failed");
    /// assert_eq!(part.code(), ErrorCode::LockConflict);
    /// assert_eq!(error.part("cloudreve://my/c.txt"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn part(&self, uri: &str) -> Option<&Self> {
        self.0.parts.as_ref()?.get(uri)
    }

    /// The error to act on: the part that failed, where exactly one did, or else this error.
    ///
    /// Many requests are batches, also those for a single file: the server then answers 40081, and the code that
    /// says what to do is that of the only part.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ErrorCode, Remedy};
    ///
    /// let gone = ApiError::new(40081).with_part("cloudreve://my/a", ErrorCode::ParentDoesNotExist);
    /// assert_eq!(gone.remedy(), Some(Remedy::InspectResponse));
    /// assert_eq!(gone.effective().remedy(), Some(Remedy::Resolve));
    ///
    /// let both = gone.with_part("cloudreve://my/b", ErrorCode::OwnerOnly);
    /// assert_eq!(both.effective(), &both);
    /// ```
    #[must_use]
    pub fn effective(&self) -> &Self {
        let mut error = self;
        while let (1, Some(part)) = (error.parts().len(), error.parts().values().next()) {
            error = part;
        }
        error
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
/// server's texts are escaped. Where there is no message, the detail is shown in its place.
///
/// With `tracing`, log `%error`, `error = &error as &dyn Error` or `code = ?error.code()`: the tool `cloudreve-codes`
/// finds each of them again. In a log of JSON, the last is `code = error.code().get()`.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        let message = Some(self.message()).filter(|message| !message.is_empty());
        if let Some(text) = message.or(self.detail()) {
            write!(f, ": {}", OneLine(text))?;
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

/// Since an error is no success, 0 becomes [`NOT_SET`](ResponseCode::NOT_SET).
impl From<ResponseCode> for ApiError {
    fn from(code: ResponseCode) -> Self {
        Self::new(code)
    }
}
