//! Any bytes as a response: what is taken for one is what a plain reading of its JSON says, and is written as
//! the same again; what is refused is said in one line, with the place.

#![no_main]

use cloudreve_error_codes::{ApiError, ApiResponse};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let response = serde_json::from_slice::<ApiResponse<Value>>(bytes);
    let error = serde_json::from_slice::<ApiError>(bytes);
    for message in [response.as_ref().err(), error.as_ref().err()].into_iter().flatten() {
        let message = message.to_string();
        assert!(message.contains(" at line ") && !message.contains('\n'), "{message}");
    }
    let _ = serde_json::from_slice::<ApiResponse<()>>(bytes);
    let _ = serde_json::from_slice::<ApiResponse<Vec<String>>>(bytes);
    let Ok(response) = response else { return };
    // Lossy, because UTF-8 is not looked at in what is skipped.
    let value: Value = serde_json::from_str(&String::from_utf8_lossy(bytes)).unwrap();
    let code = value.get("code").or(value.get("Code")).and_then(Value::as_i64);
    match response.into_result() {
        Ok(data) => {
            assert_eq!(code, Some(0));
            assert_eq!(&data, value.get("data").unwrap_or(&Value::Null));
        }
        Err(found) => {
            assert_eq!(code, Some(found.code().get()));
            assert_eq!(found.data(), value.get("data").filter(|data| !data.is_null()));
            check_error(&found);
            assert_eq!(error.unwrap(), found);
        }
    }
});

fn check_error(error: &ApiError) {
    let shown = error.to_string();
    assert!(shown.contains("(code: ") && !shown.contains(char::is_control), "{shown:?}");
    let written = serde_json::to_value(error).unwrap();
    assert_eq!(&serde_json::from_value::<ApiError>(written).unwrap(), error);
    let _ = error.lock_conflicts();
    error.parts().values().for_each(check_error);
}
