#[cfg(feature = "response")]
use http::Response;
use http::StatusCode;
#[cfg(feature = "response")]
use serde::de::DeserializeOwned;

use crate::error_code::ErrorCode;
#[cfg(feature = "response")]
use crate::response::{ApiResponse, Unreadable};
use crate::response_code::ResponseCode;

/// The nearest HTTP status: [`ErrorCode::http_status`].
///
/// ```
/// use cloudreve_error_codes::ErrorCode;
/// use http::StatusCode;
///
/// assert_eq!(StatusCode::from(ErrorCode::LockConflict), StatusCode::LOCKED);
/// ```
impl From<ErrorCode> for StatusCode {
    fn from(code: ErrorCode) -> Self {
        // The table has three digits in each row: `build/table.rs` sees to it.
        Self::from_u16(code.http_status()).unwrap_or(Self::INTERNAL_SERVER_ERROR)
    }
}

/// The nearest HTTP status of any code: 200 for 0; that of a known code; an unknown code of three digits that
/// HTTP has for errors, 400 to 599, is its own status; another of the class `4xxxx` gives 400; and what is left,
/// such as -1 or an unknown 299, gives 500, since an error is never a success.
///
/// ```
/// use cloudreve_error_codes::ResponseCode;
/// use http::StatusCode;
///
/// assert_eq!(StatusCode::from(ResponseCode::SUCCESS), StatusCode::OK);
/// assert_eq!(StatusCode::from(ResponseCode::new(429)), StatusCode::TOO_MANY_REQUESTS);
/// assert_eq!(StatusCode::from(ResponseCode::new(40999)), StatusCode::BAD_REQUEST);
/// assert_eq!(StatusCode::from(ResponseCode::new(299)), StatusCode::INTERNAL_SERVER_ERROR);
/// ```
impl From<ResponseCode> for StatusCode {
    fn from(code: ResponseCode) -> Self {
        // It has three digits.
        Self::from_u16(code.http_status()).unwrap_or(Self::INTERNAL_SERVER_ERROR)
    }
}

/// Reads whatever came back, as [`ApiResponse::from_http`] does.
///
/// ```
/// use cloudreve_error_codes::{ApiResponse, ErrorCode, Unreadable};
///
/// let answer = http::Response::new(r#"{"code":40016,"msg":""}"#);
/// let response = ApiResponse::<u64>::try_from(answer)?;
/// assert_eq!(response.code(), ErrorCode::ParentDoesNotExist);
/// # Ok::<(), Unreadable>(())
/// ```
#[cfg(feature = "response")]
impl<T: DeserializeOwned, B: AsRef<[u8]>> TryFrom<Response<B>> for ApiResponse<T> {
    type Error = Unreadable;

    fn try_from(answer: Response<B>) -> Result<Self, Unreadable> {
        Self::from_http(answer.status().as_u16(), answer.body().as_ref())
    }
}
