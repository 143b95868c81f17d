//! Any bytes as a response: what is taken for one is what a plain reading of its JSON says, and is written as
//! the same again; what is refused is said in one line, with the place.

#![no_main]

use cloudreve_error_codes::{ApiError, ApiResponse, UnreadableKind};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let response = serde_json::from_slice::<ApiResponse<Value>>(bytes);
    let error = serde_json::from_slice::<ApiError>(bytes);
    for message in [response.as_ref().err(), error.as_ref().err()].into_iter().flatten() {
        let message = message.to_string();
        assert!(message.contains(" at line ") && !message.contains('\n'), "{message}");
    }
    let _ = serde_json::from_slice::<ApiResponse<Option<()>>>(bytes);
    check_answer(bytes);
    let Ok(response) = response else { return };
    assert_eq!(ApiResponse::from_http(200, bytes).unwrap(), response);
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

/// Reads it as it would come over HTTP: what is unreadable is said in one short line.
fn check_answer(bytes: &[u8]) {
    for status in [200, 502] {
        let Err(unreadable) = ApiResponse::<Vec<String>>::from_http(status, bytes) else {
            continue;
        };
        let shown = unreadable.to_string();
        assert!(!shown.contains(char::is_control) && shown.len() < 20_000, "{shown:?}");
        // What is no UTF-8 may be anywhere: without it, there is a success.
        let text = String::from_utf8_lossy(bytes);
        let plain = ApiResponse::<()>::from_http(status, text.as_bytes());
        let is_success = plain.is_ok_and(|response| response.code().is_success());
        assert_eq!(is_success, unreadable.kind() == UnreadableKind::Data, "{shown}");
        assert!(unreadable.remedy().is_some());
    }
}

fn check_error(error: &ApiError) {
    let shown = error.to_string();
    assert!(shown.contains("(code: ") && !shown.contains(char::is_control), "{shown:?}");
    let written = serde_json::to_value(error).unwrap();
    assert_eq!(&serde_json::from_value::<ApiError>(written).unwrap(), error);
    let _ = error.lock_conflicts();
    assert!(error.effective().parts().len() != 1);
    for (key, part) in error.parts() {
        assert_eq!(error.part(key), Some(part));
        let _ = error.part(&format!("cloudreve://my/{key}"));
        check_error(part);
    }
}
