//! Reads and writes numbers of every kind, in a tree where `serde_json` is built with what others want.

#![cfg(test)]
use cloudreve_error_codes::{ApiError, ApiResponse};
use serde_json::value::RawValue;
use serde_json::{Value, json};

const DATA: &str =
    r#"{"a":[1,-1,0.5,1e+400,123456789012345678901234567890],"b":{"n":18446744073709551615}}"#;

#[test]
fn numbers_are_kept_as_they_came() {
    for json in [
        format!(r#"{{"code":40081,"data":{DATA},"msg":"m"}}"#),
        format!(r#"{{"data":{DATA},"msg":"m","code":40081}}"#),
    ] {
        let error: ApiError = serde_json::from_str(&json).unwrap();
        assert_eq!(error.data().unwrap().to_string(), DATA);
        assert_eq!(
            serde_json::to_string(&error).unwrap(),
            format!(r#"{{"code":40081,"data":{DATA},"msg":"m"}}"#)
        );
        let whole: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::from_value::<ApiError>(whole).unwrap(), error);
        let whole = json.replace("40081", "0");
        let response: ApiResponse<Value> = serde_json::from_str(&whole).unwrap();
        assert_eq!(response.into_result().unwrap().to_string(), DATA);
    }
}

#[test]
fn typed_numbers_are_read_in_any_order() {
    for json in [r#"{"code":0,"data":[1,0.5],"msg":""}"#, r#"{"data":[1,0.5],"code":0}"#] {
        let response: ApiResponse<(u8, f64)> = serde_json::from_str(json).unwrap();
        assert_eq!(response.into_result().unwrap(), (1, 0.5));
        let value: Value = serde_json::from_str(json).unwrap();
        let response: ApiResponse<(u8, f64)> = serde_json::from_value(value).unwrap();
        assert_eq!(response.into_result().unwrap(), (1, 0.5));
    }
}

#[test]
fn a_code_is_a_whole_number_of_64_bits() {
    for code in ["40.5", "1e99", "9223372036854775808", "\"40073\"", "null"] {
        let json = format!(r#"{{"code":{code},"msg":""}}"#);
        assert!(serde_json::from_str::<ApiError>(&json).is_err(), "{json}");
        let value: Value = serde_json::from_str(&json).unwrap();
        assert!(serde_json::from_value::<ApiError>(value).is_err(), "{json}");
    }
    let json = json!({"code": 40073, "aggregated_error": {"a": {"code": i64::MIN}}});
    let error: ApiError = serde_json::from_value(json).unwrap();
    assert_eq!(error.parts()["a"].code().get(), i64::MIN);
}

#[test]
fn lock_conflicts_have_their_numbers() {
    let json = r#"{"code":40073,"data":[{"owner":{"application":{"type":"dav"}},"type":1}]}"#;
    let error: ApiError = serde_json::from_str(json).unwrap();
    let conflicts = error.lock_conflicts().unwrap();
    assert_eq!(i64::from(conflicts[0].resource), 1);
    assert_eq!(ApiError::from_lock_conflicts(conflicts).data(), error.data());
}

#[test]
fn raw_data_is_left_raw() {
    let json = r#"{"code":0,"data": {"b" :1.0e2},"msg":""}"#;
    let response: ApiResponse<&RawValue> = serde_json::from_str(json).unwrap();
    assert_eq!(response.as_result().unwrap().get(), r#"{"b" :1.0e2}"#);
    let again = serde_json::to_string(&response).unwrap();
    assert_eq!(again, r#"{"code":0,"data":{"b" :1.0e2},"msg":""}"#);
}

#[test]
fn raw_data_may_be_null_or_absent() {
    for json in [r#"{"code":0,"data":null,"msg":""}"#, r#"{"data":null,"code":0}"#, r#"{"code":0}"#] {
        let response: ApiResponse<Box<RawValue>> = serde_json::from_str(json).unwrap();
        assert_eq!(response.into_result().unwrap().get(), "null", "{json}");
        let response: ApiResponse<Option<Box<RawValue>>> = serde_json::from_str(json).unwrap();
        assert!(response.into_result().unwrap().is_none(), "{json}");
    }
    let json = r#"{"code":0,"data":null,"msg":""}"#;
    let response: ApiResponse<&RawValue> = serde_json::from_str(json).unwrap();
    assert_eq!(response.into_result().unwrap().get(), "null");
}

#[test]
fn odd_numbers_are_texts_as_they_came() {
    let json = r#"{"code":40073,"msg":123456789012345678901234567890,"error":[1.50]}"#;
    let error: ApiError = serde_json::from_str(json).unwrap();
    assert_eq!(error.message(), "123456789012345678901234567890");
    assert_eq!(error.detail(), Some("[1.50]"));
    let response: ApiResponse<()> = serde_json::from_str(r#"{"code":0,"data":1e999}"#).unwrap();
    assert!(response.into_result().is_ok());
}
