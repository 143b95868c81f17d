//! Any answer over HTTP, as a response or as what it is instead.

use alloc::string::String;

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::Deserializer;

use super::api_error::ApiError;
use super::api_response::ApiResponse;
use super::decode::Envelope;
use super::unreadable::Unreadable;
use crate::response_code::ResponseCode;

/// Some proxies and editors put it before UTF-8, and JSON may not have it.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl<T> ApiResponse<T> {
    /// Reads any answer, by its HTTP status and body. The body may come from any HTTP client.
    ///
    /// The body decides, since the server answers most failures with HTTP 200. The status only helps to say what
    /// came instead of a response. If there are two JSON values after each other, the first is read: the server
    /// sends two if it cannot delete a share.
    ///
    #[doc = include_str!("../../docs/answers.md")]
    ///
    /// # Errors
    ///
    /// If it is not a response of Cloudreve, but a page of a proxy, for example; or if it is a success whose `data`
    /// is no `T`, with the path to the value that does not fit. An answer with the code of an error is never
    /// refused.
    ///
    /// ```
    /// use cloudreve_error_codes::{ApiResponse, ErrorCode, UnreadableKind};
    ///
    /// # fn main() -> Result<(), cloudreve_error_codes::Unreadable> {
    /// let response = ApiResponse::<u64>::from_http(200, br#"{"code":0,"data":7,"msg":""}"#)?;
    /// assert_eq!(response.into_result(), Ok(7));
    ///
    /// let response = ApiResponse::<u64>::from_http(200, br#"{"code":40016,"msg":""}"#)?;
    /// assert_eq!(response.code(), ErrorCode::ParentDoesNotExist);
    ///
    /// let other = ApiResponse::<u64>::from_http(404, b"404 page not found").unwrap_err();
    /// assert_eq!(other.kind(), UnreadableKind::Text);
    ///
    /// let other = ApiResponse::<Vec<u64>>::from_http(200, br#"{"code":0,"data":[1,"2"]}"#).unwrap_err();
    /// assert_eq!(
    ///     other.to_string(),
    ///     "HTTP 200 with code 0, but `data[1]` cannot be read: invalid type: string \"2\", expected u64",
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_http<'a>(status: u16, body: &'a [u8]) -> Result<Self, Unreadable>
    where
        T: Deserialize<'a>,
    {
        let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
        let error = match Self::deserialize(&mut Deserializer::from_slice(body)) {
            Ok(response) => return Ok(response),
            Err(error) => error,
        };
        // Read again without `T`, and with invalid UTF-8 replaced.
        let text = String::from_utf8_lossy(body);
        match ApiResponse::<()>::deserialize(&mut Deserializer::from_str(&text)) {
            Ok(ApiResponse(Err(error))) => Ok(Self::err(error)),
            Ok(ApiResponse(Ok(()))) => {
                // Read a third time with `data` straight from the body, so that the error has the place.
                let again = Envelope::<T>::of_success();
                let again = again.deserialize(&mut Deserializer::from_slice(body));
                Err(Unreadable::of_data(status, body, again.err().unwrap_or(error)))
            }
            Err(error) => match bare_error(&text) {
                Some(error) => Ok(Self::err(error)),
                None => Err(Unreadable::of_other(status, &text, error)),
            },
        }
    }
}

/// The code and message of an error whose other fields cannot be read, because one nests too deep or comes twice.
fn bare_error(text: &str) -> Option<ApiError> {
    #[derive(Deserialize)]
    struct Bare {
        code: ResponseCode,
        msg: Option<String>,
    }
    let bare = Bare::deserialize(&mut Deserializer::from_str(text)).ok()?;
    let error = ApiError::new(bare.code).with_message(bare.msg.unwrap_or_default());
    (!bare.code.is_success()).then_some(error)
}
