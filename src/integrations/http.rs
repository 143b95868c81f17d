use http::StatusCode;

use crate::class::Class;
use crate::error_code::ErrorCode;
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

/// The nearest HTTP status of any code: 200 for 0; that of a known code; an unknown code of three digits
/// is its own status; another gives its class's 400 or 500; and what has no class, such as -1, 500.
///
/// ```
/// use cloudreve_error_codes::ResponseCode;
/// use http::StatusCode;
///
/// assert_eq!(StatusCode::from(ResponseCode::SUCCESS), StatusCode::OK);
/// assert_eq!(StatusCode::from(ResponseCode::new(429)), StatusCode::TOO_MANY_REQUESTS);
/// assert_eq!(StatusCode::from(ResponseCode::new(40999)), StatusCode::BAD_REQUEST);
/// assert_eq!(StatusCode::from(ResponseCode::NOT_SET), StatusCode::INTERNAL_SERVER_ERROR);
/// ```
impl From<ResponseCode> for StatusCode {
    fn from(code: ResponseCode) -> Self {
        if code.is_success() {
            return Self::OK;
        }
        match code.known() {
            Some(known) => known.into(),
            None => of_unknown(code),
        }
    }
}

fn of_unknown(code: ResponseCode) -> StatusCode {
    let itself = u16::try_from(code.get()).ok().and_then(|code| StatusCode::from_u16(code).ok());
    itself.unwrap_or(match code.class() {
        Some(Class::App4xxxx) => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    })
}
