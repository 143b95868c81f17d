//! Whatever comes instead of a response: an error that says what was expected and where, never a panic, an
//! abort or a wrong success.

#![cfg(feature = "response")]
#![allow(missing_docs)]

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use std::fmt::Debug;

use cloudreve_error_codes::{ApiError, ApiResponse};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

/// What an endpoint could answer with.
#[derive(Debug, PartialEq, Deserialize)]
struct Capacity {
    total: u64,
}

/// Reads it as every kind of response, and gives the errors.
fn refusals(body: &[u8]) -> Vec<String> {
    fn refusal<T: DeserializeOwned + Debug>(body: &[u8]) -> String {
        serde_json::from_slice::<T>(body).unwrap_err().to_string()
    }
    vec![
        refusal::<ApiResponse<Capacity>>(body),
        refusal::<ApiResponse<Value>>(body),
        refusal::<ApiResponse<Option<Capacity>>>(body),
        refusal::<ApiResponse<()>>(body),
        refusal::<ApiResponse<IgnoredAny>>(body),
        refusal::<ApiError>(body),
    ]
}

#[test]
fn what_is_no_envelope_is_named() {
    for (body, expected) in [
        (
            "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
            "expected value at line 1 column 1",
        ),
        ("", "EOF while parsing a value at line 1 column 0"),
        ("   \n", "EOF while parsing a value at line 2 column 0"),
        ("\u{FEFF}{\"code\":0}", "expected value at line 1 column 1"),
        ("[]", "invalid type: sequence, expected a response"),
        (r#"[{"code":0}]"#, "invalid type: sequence, expected a response"),
        ("null", "invalid type: null, expected a response"),
        ("0", "invalid type: integer `0`, expected a response"),
        (r#""code""#, r#"invalid type: string "code", expected a response"#),
        ("{}", "missing field `code` at line 1 column 2"),
        (r#"{"msg":"no code"}"#, "missing field `code` at line 1"),
        (
            r#"{"error":"invalid_grant","error_description":"expired"}"#,
            "missing field `code` at line 1",
        ),
        (r#"{"code":40001}{"code":0}"#, "trailing characters at line 1 column 15"),
    ] {
        for error in refusals(body.as_bytes()) {
            assert!(error.starts_with(expected), "{body}: {error}");
            assert!(error.contains(" at line "), "{body}: {error}");
        }
    }
}

#[test]
fn a_code_that_is_no_whole_number_of_64_bits_is_named() {
    for code in [
        r#""40073""#,
        r#""itemNotFound""#,
        "1e99",
        "40.5",
        "40073.0",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "true",
        "null",
        "[40073]",
        r#"{"code":40073}"#,
    ] {
        for body in [
            format!(r#"{{"code":{code},"msg":""}}"#),
            format!(r#"{{"Code":{code},"Msg":""}}"#),
            format!(r#"{{"data":{{"total":1}},"msg":"","code":{code}}}"#),
        ] {
            for error in refusals(body.as_bytes()) {
                let expected = error.contains("expected a response code of 64 bits at line 1")
                    || error.contains("number out of range at line 1");
                assert!(expected, "{body}: {error}");
            }
        }
    }
}

#[test]
fn wrong_data_of_a_success_is_named() {
    for body in [
        r#"{"code":0,"data":{"total":"many"},"msg":""}"#,
        r#"{"data":{"total":"many"},"msg":"","code":0}"#,
    ] {
        let error = serde_json::from_str::<ApiResponse<Capacity>>(body).unwrap_err().to_string();
        assert!(
            error.contains(r#"invalid type: string "many", expected u64 at line 1"#),
            "{error}"
        );
    }
}

#[test]
fn a_cut_response_is_never_whole() {
    for body in [
        r#"{"code":0,"data":{"total":1},"msg":""}"#,
        r#"{"code":40081,"data":[null],"aggregated_error":{"a":{"code":1,"msg":"m"}},"msg":"m","error":"e"}"#,
    ] {
        for end in 0..body.len() {
            for error in refusals(&body.as_bytes()[..end]) {
                assert!(error.starts_with("EOF while parsing"), "{}: {error}", &body[..end]);
            }
        }
    }
}

const LEVELS: usize = 100_000;

/// Arrays within arrays, closed again or cut.
fn deep_arrays() -> [String; 2] {
    ["[".repeat(LEVELS) + &"]".repeat(LEVELS), "[".repeat(LEVELS)]
}

#[test]
fn data_that_nests_too_deep_is_an_error() {
    let objects = r#"{"a":"#.repeat(LEVELS) + "1" + &"}".repeat(LEVELS);
    for deep in deep_arrays().into_iter().chain([objects]) {
        for body in [
            format!(r#"{{"code":0,"data":{deep},"msg":""}}"#),
            format!(r#"{{"code":40001,"data":{deep},"msg":""}}"#),
            format!(r#"{{"data":{deep},"msg":"","code":0}}"#),
            format!(r#"{{"Code":40001,"Msg":"","RawError":{deep}}}"#),
        ] {
            let error = serde_json::from_str::<ApiResponse<Value>>(&body).unwrap_err().to_string();
            assert!(error.starts_with("recursion limit exceeded at line 1 column"), "{error}");
        }
    }
}

#[test]
fn what_is_skipped_may_nest_as_it_likes() {
    let [closed, cut] = deep_arrays();
    for body in [
        format!(r#"{{"code":0,"data":{closed},"msg":""}}"#),
        format!(r#"{{"code":0,"unknown":{closed},"msg":""}}"#),
    ] {
        assert!(
            serde_json::from_str::<ApiResponse<IgnoredAny>>(&body).unwrap().as_result().is_ok()
        );
        assert!(serde_json::from_str::<ApiResponse<()>>(&body).unwrap().as_result().is_ok());
    }
    for body in [
        format!(r#"{{"code":0,"data":{cut},"msg":""}}"#),
        format!(r#"{{"code":0,"unknown":{cut},"msg":""}}"#),
    ] {
        assert!(serde_json::from_str::<ApiResponse<IgnoredAny>>(&body).is_err());
    }
}

#[test]
fn parts_that_nest_too_deep_are_an_error() {
    for code in [0, 40081] {
        let opened = format!(r#"{{"code":{code},"aggregated_error":{{"a":"#);
        let deep = opened.repeat(LEVELS) + r#"{"code":1}"# + &"}}".repeat(LEVELS);
        for body in [deep, opened.repeat(LEVELS)] {
            for error in refusals(body.as_bytes()) {
                assert!(error.contains(" at line 1 column "), "{error}");
                assert!(error.starts_with("recursion limit exceeded"), "{error}");
            }
        }
    }
}

#[test]
fn invalid_utf_8_is_an_error() {
    for body in [
        b"{\"code\":40001,\"msg\":\"\xFF\"}".as_slice(),
        b"{\"code\":40001,\"data\":[\"\xC3\x28\"],\"msg\":\"\"}",
        b"{\"code\":40081,\"aggregated_error\":{\"\xFF\":{\"code\":1}}}",
        b"{\"code\":0,\"\xFF\":1}",
        b"{\"code\":0,\"msg\":\"\xED\xA0\x80\"}",
        b"\xFF\xFE{\x00}\x00",
    ] {
        for error in refusals(body) {
            assert!(error.contains(" at line 1 column "), "{error}");
        }
    }
    let body = b"{\"code\":0,\"data\":\"\xFF\",\"msg\":\"\"}";
    let error = serde_json::from_slice::<ApiResponse<String>>(body).unwrap_err().to_string();
    assert!(error.starts_with("invalid unicode code point at line 1 column"), "{error}");
}

/// Reads bytes as every kind of response: what is taken for one must be one.
fn check(bytes: &[u8]) {
    let kept = serde_json::from_slice::<ApiResponse<Value>>(bytes);
    let error = serde_json::from_slice::<ApiError>(bytes);
    if let Ok(response) = &kept {
        // Lossy, because UTF-8 is not looked at in what is skipped; nor is the size of numbers.
        let value: Value = match serde_json::from_str(&String::from_utf8_lossy(bytes)) {
            Err(error) if error.to_string().starts_with("number out of range") => return,
            value => value.unwrap(),
        };
        let code = value.get("code").or(value.get("Code")).and_then(Value::as_i64).unwrap();
        match response.as_result() {
            Ok(data) => {
                assert_eq!(code, 0);
                assert_eq!(data, value.get("data").unwrap_or(&Value::Null));
                assert!(error.is_err());
            }
            Err(found) => {
                assert_eq!(code, found.code().get());
                assert_eq!(error.as_ref().ok(), Some(found));
            }
        }
    }
    for message in [kept.err(), error.err()].into_iter().flatten().map(|error| error.to_string()) {
        assert!(message.contains(" at line "), "{message}");
    }
    let _ = serde_json::from_slice::<ApiResponse<Capacity>>(bytes);
    let _ = serde_json::from_slice::<ApiResponse<()>>(bytes);
    let _ = serde_json::from_slice::<ApiResponse<IgnoredAny>>(bytes);
    let _ = serde_json::from_slice::<ApiResponse<String>>(bytes);
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_refused_or_read_right(bytes in any::<Vec<u8>>()) {
        check(&bytes);
    }

    #[test]
    fn arbitrary_json_is_refused_or_read_right(value in arbitrary::json_value()) {
        check(value.to_string().as_bytes());
    }

    #[test]
    fn damaged_envelopes_are_refused_or_read_right(
        envelope in arbitrary::envelope(),
        place: prop::sample::Index,
        byte: u8,
    ) {
        let mut bytes = envelope.to_string().into_bytes();
        check(&bytes);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        check(&bytes);
        bytes.remove(place);
        check(&bytes);
        bytes.truncate(place);
        check(&bytes);
    }
}
