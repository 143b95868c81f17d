use alloc::format;
use alloc::vec::Vec;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use crate::error_code::ErrorCode;
use crate::response::{ApiError, ApiResponse};
use crate::response_code::ResponseCode;

/// HTTP 200 and JSON whatever the code, as Cloudreve answers.
///
/// Data that cannot be JSON is answered as an error without a code of its own: -1.
impl<T: Serialize> IntoResponse for ApiResponse<T> {
    fn into_response(self) -> Response {
        Answer::of(&self).with_status(|_| StatusCode::OK)
    }
}

/// HTTP 200 and JSON, as Cloudreve answers.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        ApiResponse::<()>::err(self).into_response()
    }
}

/// HTTP 200 and JSON, as Cloudreve answers.
impl IntoResponse for ErrorCode {
    fn into_response(self) -> Response {
        ApiError::from(self).into_response()
    }
}

/// Answers with the nearest HTTP status instead of 200, for gateways and for clients that know nothing of
/// codes. The body stays what it is.
///
/// The status is that of `StatusCode::from(code)`: for any code but 0 and
/// [`NotFullySuccess`](ErrorCode::NotFullySuccess), one that HTTP has for errors.
///
/// ```
/// use axum_core::response::IntoResponse;
/// use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, NearestStatus};
///
/// async fn handler() -> Result<NearestStatus<ApiResponse<u64>>, NearestStatus<ApiError>> {
///     let bytes = capacity()?; // an `ApiError`
///     Ok(ApiResponse::ok(bytes).into())
/// }
/// # fn capacity() -> Result<u64, ApiError> { Ok(1) }
///
/// let response = NearestStatus(ErrorCode::LockConflict).into_response();
/// assert_eq!(response.status(), 423);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearestStatus<R>(
    /// An [`ApiResponse`], an [`ApiError`] or an [`ErrorCode`].
    pub R,
);

impl<R> From<R> for NearestStatus<R> {
    fn from(response: R) -> Self {
        Self(response)
    }
}

impl<T: Serialize> IntoResponse for NearestStatus<ApiResponse<T>> {
    fn into_response(self) -> Response {
        Answer::of(&self.0).with_status(StatusCode::from)
    }
}

impl IntoResponse for NearestStatus<ApiError> {
    fn into_response(self) -> Response {
        NearestStatus(ApiResponse::<()>::err(self.0)).into_response()
    }
}

impl IntoResponse for NearestStatus<ErrorCode> {
    fn into_response(self) -> Response {
        NearestStatus(ApiError::from(self.0)).into_response()
    }
}

/// A body, and the code that it has.
struct Answer {
    code: ResponseCode,
    body: Vec<u8>,
}

impl Answer {
    fn of<T: Serialize>(response: &ApiResponse<T>) -> Self {
        let code = response.code();
        match serde_json::to_vec(response) {
            Ok(body) => Self { code, body },
            Err(error) => Self::of_failure(&error),
        }
    }

    fn of_failure(error: &serde_json::Error) -> Self {
        let code = ResponseCode::NOT_SET;
        let message = format!("the response could not be written as JSON: {error}");
        // Two texts and a number always fit JSON.
        let body = serde_json::to_vec(&ApiError::new(code).with_message(message));
        Self { code, body: body.unwrap_or_default() }
    }

    fn with_status(self, status: impl FnOnce(ResponseCode) -> StatusCode) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = status(self.code);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        response
    }
}
