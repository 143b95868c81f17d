//! A server's response has the server's form, and what was read is written the same.

#![cfg(feature = "response")]
#![allow(missing_docs)]

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use std::collections::BTreeMap;

use cloudreve_error_codes::{
    ApiError, ApiResponse, ErrorCode, LockConflict, LockedResource, ResponseCode,
};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

fn written(response: &impl Serialize) -> String {
    serde_json::to_string(response).unwrap()
}

#[test]
fn a_success_has_code_data_and_an_empty_message() {
    assert_eq!(written(&ApiResponse::ok(1)), r#"{"code":0,"data":1,"msg":""}"#);
    assert_eq!(written(&ApiResponse::ok("")), r#"{"code":0,"data":"","msg":""}"#);
    assert_eq!(written(&ApiResponse::ok([0; 0])), r#"{"code":0,"data":[],"msg":""}"#);
    assert_eq!(written(&ApiResponse::ok(json!({}))), r#"{"code":0,"data":{},"msg":""}"#);
    assert_eq!(written(&ApiResponse::ok(Some(false))), r#"{"code":0,"data":false,"msg":""}"#);
}

#[test]
fn data_that_is_null_is_left_out() {
    #[derive(Serialize)]
    struct Unit;
    #[derive(Serialize)]
    struct Newtype(Option<u8>);

    let empty = r#"{"code":0,"msg":""}"#;
    assert_eq!(written(&ApiResponse::ok(())), empty);
    assert_eq!(written(&ApiResponse::ok(None::<u8>)), empty);
    assert_eq!(written(&ApiResponse::ok(Some(None::<u8>))), empty);
    assert_eq!(written(&ApiResponse::ok(Value::Null)), empty);
    assert_eq!(written(&ApiResponse::ok(Unit)), empty);
    assert_eq!(written(&ApiResponse::ok(Newtype(None))), empty);
    assert_eq!(written(&ApiResponse::ok(Newtype(Some(1)))), r#"{"code":0,"data":1,"msg":""}"#);
}

#[test]
fn every_kind_of_data_is_written() {
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Unit,
        Newtype(Option<u8>),
        Tuple(u8, u8),
        Struct { field: u8 },
    }
    #[derive(Serialize)]
    struct Tuple(u8, f32);
    struct Shown;
    impl Serialize for Shown {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str("shown")
        }
    }

    fn check(data: &impl Serialize, expected: &str) {
        let expected = format!(r#"{{"code":0,"data":{expected},"msg":""}}"#);
        assert_eq!(written(&ApiResponse::ok(data)), expected);
    }
    check(&true, "true");
    check(&-8_i8, "-8");
    check(&-16_i16, "-16");
    check(&-32_i32, "-32");
    check(&-64_i64, "-64");
    check(&-128_i128, "-128");
    check(&8_u8, "8");
    check(&16_u16, "16");
    check(&32_u32, "32");
    check(&64_u64, "64");
    check(&128_u128, "128");
    check(&0.5_f32, "0.5");
    check(&0.25_f64, "0.25");
    check(&'c', r#""c""#);
    check(&"text", r#""text""#);
    check(&serde_bytes(&[1, 2]), "[1,2]");
    check(&(1, 2), "[1,2]");
    check(&Tuple(1, 0.5), "[1,0.5]");
    check(&BTreeMap::from([("a", 1)]), r#"{"a":1}"#);
    check(&Kind::Unit, r#""unit""#);
    check(&Kind::Newtype(None), r#"{"newtype":null}"#);
    check(&Kind::Tuple(1, 2), r#"{"tuple":[1,2]}"#);
    check(&Kind::Struct { field: 1 }, r#"{"struct":{"field":1}}"#);
    check(&Shown, r#""shown""#);
}

/// Bytes that say that they are bytes.
fn serde_bytes(bytes: &'static [u8]) -> impl Serialize {
    struct Bytes(&'static [u8]);
    impl Serialize for Bytes {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(self.0)
        }
    }
    Bytes(bytes)
}

#[test]
fn an_error_has_its_keys_in_the_servers_order() {
    let error = ApiError::new(40081)
        .with_correlation_id("fc544097")
        .with_detail("inner")
        .with_message("in part")
        .with_part("b", ErrorCode::OwnerOnly)
        .with_part("a", ApiError::new(40999).with_data(1))
        .with_data(json!(["done"]));
    let expected = concat!(
        r#"{"code":40081,"data":["done"],"aggregated_error":"#,
        r#"{"a":{"code":40999,"data":1,"msg":""},"b":{"code":40082,"msg":""}},"#,
        r#""msg":"in part","error":"inner","correlation_id":"fc544097"}"#,
    );
    assert_eq!(written(&error), expected);
    assert_eq!(written(&ApiResponse::<()>::err(error)), expected);
}

#[test]
fn what_is_empty_is_left_out() {
    let error = ApiError::new(40001).with_detail("").with_correlation_id("").with_data(Value::Null);
    assert_eq!(error, ApiError::from(ErrorCode::ParameterError));
    assert_eq!(written(&error), r#"{"code":40001,"msg":""}"#);
    assert_eq!(written(&error.try_with_data(&None::<u8>).unwrap()), r#"{"code":40001,"msg":""}"#);
}

#[test]
fn an_error_built_by_hand_is_never_a_success() {
    for error in [ApiError::new(0), ApiError::new(ResponseCode::SUCCESS)] {
        assert_eq!(error.code(), ResponseCode::NOT_SET);
        assert_eq!(written(&error), r#"{"code":-1,"msg":""}"#);
        assert!(ApiResponse::<()>::err(error).into_result().is_err());
    }
}

#[test]
fn data_that_cannot_be_json_is_refused() {
    let pairs = BTreeMap::from([((1, 2), 3)]);
    let error = ApiError::new(40001).try_with_data(&pairs).unwrap_err();
    assert!(error.to_string().contains("key must be a string"), "{error}");
    assert!(serde_json::to_string(&ApiResponse::ok(pairs)).is_err());
}

#[test]
fn every_code_is_written_as_its_number() {
    for code in ErrorCode::ALL {
        let json = format!(r#"{{"code":{},"msg":""}}"#, code.as_u32());
        assert_eq!(written(&ApiResponse::<()>::err(*code)), json);
        assert_eq!(written(&ApiError::new(*code)), json);
    }
}

#[test]
fn lock_conflicts_have_the_servers_form() {
    let locks = [
        LockConflict::new(LockedResource::File, "viewer")
            .with_path("cloudreve://my/a.docx")
            .with_token("75c1")
            .with_viewer_id("onlyoffice"),
        LockConflict::new(LockedResource::Folder, "dav").with_inner_xml("<D:owner>me</D:owner>"),
    ];
    let error = ApiError::from_lock_conflicts(locks.clone());
    assert_eq!(error.lock_conflicts().unwrap(), locks);
    let expected = json!({
        "code": 40073,
        "data": [
            {
                "path": "cloudreve://my/a.docx",
                "token": "75c1",
                "owner": {"application": {"type": "viewer", "viewer_id": "onlyoffice"}},
                "type": 0,
            },
            {
                "owner": {"application": {"type": "dav", "inner_xml": "<D:owner>me</D:owner>"}},
                "type": 1,
            },
        ],
        "msg": "",
    });
    assert_eq!(serde_json::to_value(&error).unwrap(), expected);
}

#[test]
fn no_lock_conflicts_are_no_data() {
    let error = ApiError::from_lock_conflicts([]);
    assert_eq!(error, ApiError::from(ErrorCode::LockConflict));
    assert_eq!(error.lock_conflicts().unwrap(), []);
}

/// An error of so many levels, each with its number of levels for a message.
fn nested(levels: usize) -> ApiError {
    let level = |number: usize| ApiError::new(40073).with_message(number.to_string());
    (2..=levels).fold(level(1), |part, number| level(number).with_part("id", part))
}

#[test]
fn errors_nest_as_deep_as_they_can_be_read() {
    let deepest = serde_json::to_string(&nested(64)).unwrap();
    assert_eq!(serde_json::from_str::<ApiError>(&deepest).unwrap(), nested(64));
}

/// Deep enough to exhaust the stack by whatever follows each level.
#[test]
fn what_nests_deeper_is_left_out() {
    for levels in [65, 66, 1_000, 100_000] {
        let error = nested(levels);
        let chain: Vec<_> = std::iter::successors(Some(&error), |error| error.part("id")).collect();
        let expected = (0..64).map(|depth| (levels - depth).to_string());
        assert!(chain.iter().map(|error| error.message()).eq(expected), "{levels}");
        assert_eq!(error.clone(), error);
        assert!(format!("{error:?}").contains(&levels.to_string()));
        assert_eq!(error.effective().message(), (levels - 63).to_string());
        let written = serde_json::to_string(&error).unwrap();
        assert_eq!(serde_json::from_str::<ApiError>(&written).unwrap(), error);
    }
}

#[test]
fn only_what_nests_too_deep_is_left_out() {
    let branches = |deep| ApiError::new(40081).with_part("deep", deep).with_part("flat", nested(2));
    let error = branches(nested(64));
    assert_eq!(error.part("flat"), Some(&nested(2)));
    let error = ApiError::new(40081).with_part("id", error);
    assert_eq!(error.part("id").unwrap().part("flat"), Some(&nested(2)));
    let deep = error.part("id").unwrap().part("deep").unwrap();
    assert_eq!(std::iter::successors(Some(deep), |error| error.part("id")).count(), 62);
}

/// An error's envelope without nulls and unknown keys, and with the `msg` that is always written.
fn essence(mut envelope: Value) -> Value {
    let object = envelope.as_object_mut().unwrap();
    object.retain(|key, value| arbitrary::KEYS.contains(&key.as_str()) && !value.is_null());
    object.entry("msg").or_insert_with(|| "".into());
    if let Some(Value::Object(parts)) = object.get_mut("aggregated_error") {
        parts.values_mut().for_each(|part| *part = essence(part.take()));
    }
    envelope
}

/// Whether an envelope says an error in the way that the server does.
fn is_usual(envelope: &Value) -> bool {
    let texts = ["msg", "error", "correlation_id"].map(|key| &envelope[key]);
    let unusual_keys = ["Code", "Msg", "RawError"].map(|key| envelope.get(key));
    let parts = &envelope["aggregated_error"];
    envelope["code"].as_i64().is_some_and(|code| code != 0)
        && texts.into_iter().all(|text| text.is_string() || text.is_null())
        && unusual_keys.into_iter().all(|value| value.is_none())
        && (parts.is_null() || parts.as_object().is_some_and(|parts| parts.values().all(is_usual)))
}

proptest! {
    #[test]
    fn an_error_that_was_read_is_written_as_the_same_value(envelope in arbitrary::envelope()) {
        prop_assume!(is_usual(&envelope));
        let error: ApiError = serde_json::from_value(envelope.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&error).unwrap(), essence(envelope));
    }

    #[test]
    fn an_error_that_was_read_is_written_as_it_is_read_again(envelope in arbitrary::envelope()) {
        if let Ok(error) = serde_json::from_value::<ApiError>(envelope) {
            let written = serde_json::to_value(&error).unwrap();
            prop_assert_eq!(serde_json::from_value::<ApiError>(written).unwrap(), error);
        }
    }

    #[test]
    fn an_error_that_was_built_is_read_as_it_was(error in arbitrary::api_error()) {
        let value = serde_json::to_value(&error).unwrap();
        prop_assert_eq!(&serde_json::from_value::<ApiError>(value.clone()).unwrap(), &error);
        let response: ApiResponse<()> = serde_json::from_value(value).unwrap();
        prop_assert_eq!(response, ApiResponse::err(error));
    }

    #[test]
    fn a_success_is_read_as_it_was_written(data in arbitrary::json_value()) {
        let response = ApiResponse::ok(data.clone());
        let value = serde_json::to_value(&response).unwrap();
        prop_assert_eq!(serde_json::from_value::<ApiResponse<Value>>(value).unwrap(), response);
        // Through the text, where numbers become what `serde_json` reads in them.
        let json = serde_json::to_string(&ApiResponse::ok(data)).unwrap();
        let plain: Value = serde_json::from_str(&json).unwrap();
        let response: ApiResponse<Value> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(response.as_result().unwrap(), plain.get("data").unwrap_or(&Value::Null));
    }
}
