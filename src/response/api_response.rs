use super::api_error::ApiError;
use crate::error_code::ErrorCode;
use crate::response_code::ResponseCode;

/// A response of the server: its data, or what failed. For both sides of the wire.
///
/// It is a `Result<T, ApiError>` that is written and read as `{code, data?, aggregated_error?, msg,
/// error?, correlation_id?}`.
///
/// # Reading
///
/// `code` decides. If it is 0, `data` becomes a `T`; absent or null `data` is offered to `T` as null, so
/// that an `Option` takes it; and `()` takes whatever `data` there is, as does an `Option` of it. With any
/// other code, `data` is no `T` for the most part, and is kept for [`ApiError::data_as`].
///
/// Only `code` has to be readable, and `data` where it is 0. A text that is none (`msg`, `error`,
/// `correlation_id`) is kept as its JSON, and an `aggregated_error` that is no map is left out: neither costs the
/// code. A part that has no readable code is kept as [`NOT_SET`](crate::ResponseCode::NOT_SET), with what it is
/// for its [`detail`](ApiError::detail), since it has failed all the same; a part with code 0 is left out.
///
/// Keys may come in any order, but only where `code` comes first, as the server writes it, goes `data`
/// straight to `T`, which may then borrow from the input. Otherwise it is a [`Value`](serde_json::Value)
/// in between. Unknown keys are skipped; a known key that comes twice is an error. So is `code` beside
/// `Code`: a few endpoints between servers write the keys `Code`, `Msg` and `RawError`.
///
/// It reads from every format that describes itself. What JSON cannot say in kept `data`, such as NaN or a key
/// that is a number, is kept as text. What is skipped or ignored (unknown keys, the `data` of an
/// `ApiResponse<IgnoredAny>`) is looked at no closer than the format looks at it by itself. What is kept or
/// skipped nests 127 deep at most; a `T` nests as deep as its format lets it.
///
/// ```
/// use cloudreve_error_codes::{ApiResponse, ErrorCode};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let json = r#"{"code":0,"data":["report.pdf"],"msg":""}"#;
/// let names: Vec<String> = serde_json::from_str::<ApiResponse<_>>(json)?.into_result()?;
/// assert_eq!(names, ["report.pdf"]);
///
/// // The id of a session for the second factor: no list of names, and yet not lost.
/// let json = r#"{"code":203,"data":"f1a7","msg":""}"#;
/// let response: ApiResponse<Vec<String>> = serde_json::from_str(json)?;
/// let error = response.into_result().unwrap_err();
/// assert_eq!(error.code(), ErrorCode::NotFullySuccess);
/// assert_eq!(error.data_as::<String>()?, "f1a7");
/// # Ok(())
/// # }
/// ```
///
/// # Writing
///
/// Keys come in the server's order, and what is empty is left out, as it does: `data` too, where it would
/// be null. (To see that, `T` is asked twice to serialize itself, the first time only up to its first
/// byte.)
///
/// ```
/// use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode};
///
/// # fn main() -> Result<(), serde_json::Error> {
/// let done = ApiResponse::ok(["report.pdf"]);
/// assert_eq!(serde_json::to_string(&done)?, r#"{"code":0,"data":["report.pdf"],"msg":""}"#);
///
/// let full = ApiError::new(ErrorCode::InsufficientCapacity).with_message("5 MiB left");
/// let failed: ApiResponse<()> = ApiResponse::err(full);
/// assert_eq!(serde_json::to_string(&failed)?, r#"{"code":40051,"msg":"5 MiB left"}"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the response may be an error"]
pub struct ApiResponse<T>(pub(super) Result<T, ApiError>);

impl<T> ApiResponse<T> {
    /// A success: code 0.
    ///
    /// ```
    /// use cloudreve_error_codes::ApiResponse;
    ///
    /// assert_eq!(serde_json::to_string(&ApiResponse::ok(()))?, r#"{"code":0,"msg":""}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub const fn ok(data: T) -> Self {
        Self(Ok(data))
    }

    /// A failure: an [`ApiError`], or an [`ErrorCode`] alone.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiResponse, ErrorCode};
    ///
    /// let response: ApiResponse<()> = ApiResponse::err(ErrorCode::OwnerOnly);
    /// assert_eq!(response.as_result().unwrap_err().code(), ErrorCode::OwnerOnly);
    /// ```
    pub fn err(error: impl Into<ApiError>) -> Self {
        Self(Err(error.into()))
    }

    /// The code: 0, or that of the error.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiResponse, ErrorCode, ResponseCode};
    ///
    /// assert_eq!(ApiResponse::ok(4096).code(), ResponseCode::SUCCESS);
    /// assert_eq!(ApiResponse::<()>::err(ErrorCode::OwnerOnly).code(), ErrorCode::OwnerOnly);
    /// ```
    #[must_use]
    pub fn code(&self) -> ResponseCode {
        self.as_result().err().map_or(ResponseCode::SUCCESS, ApiError::code)
    }

    /// The data, or what failed.
    ///
    /// # Errors
    ///
    /// The [`ApiError`] of every code but 0, so that `?` hands it on.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiError, ApiResponse};
    ///
    /// fn size(response: ApiResponse<u64>) -> Result<u64, ApiError> {
    ///     let bytes = response.into_result()?;
    ///     Ok(bytes / 1024)
    /// }
    /// assert_eq!(size(ApiResponse::ok(4096)), Ok(4));
    /// ```
    pub fn into_result(self) -> Result<T, ApiError> {
        self.0
    }

    /// The same, borrowed.
    ///
    /// # Errors
    ///
    /// The [`ApiError`] of every code but 0.
    ///
    /// ```
    /// use cloudreve_error_codes::ApiResponse;
    ///
    /// assert_eq!(ApiResponse::ok(4096).as_result(), Ok(&4096));
    /// ```
    pub const fn as_result(&self) -> Result<&T, &ApiError> {
        self.0.as_ref()
    }
}

/// So that a server ends in `.into()`.
///
/// ```
/// use cloudreve_error_codes::{ApiResponse, ErrorCode};
///
/// let response: ApiResponse<u64> = ErrorCode::OwnerOnly.into();
/// assert_eq!(response.code(), ErrorCode::OwnerOnly);
/// ```
impl<T> From<ErrorCode> for ApiResponse<T> {
    fn from(code: ErrorCode) -> Self {
        Self::err(code)
    }
}

/// So that a server ends in `.into()`.
///
/// ```
/// use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode};
///
/// fn rename(name: &str) -> Result<(), ApiError> {
///     if name.contains('/') { Err(ErrorCode::IllegalObjectName)? }
///     Ok(())
/// }
/// let response: ApiResponse<()> = rename("a/b").into();
/// assert_eq!(response, ApiResponse::err(ErrorCode::IllegalObjectName));
/// ```
impl<T> From<Result<T, ApiError>> for ApiResponse<T> {
    fn from(result: Result<T, ApiError>) -> Self {
        Self(result)
    }
}
