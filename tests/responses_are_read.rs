//! A client gets its data or the error, whatever stands beside and in whatever order.

#![cfg(feature = "response")]
#![allow(missing_docs)]

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, ResponseCode};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

/// What a listing answers with; the fields do not matter here.
#[derive(Debug, PartialEq, Deserialize)]
struct FileList {
    files: Vec<String>,
    total: u64,
}

/// Reads the same text in each way that JSON can be read, and expects them to agree.
fn read<T: DeserializeOwned>(json: &str) -> Result<ApiResponse<T>, serde_json::Error>
where
    ApiResponse<T>: PartialEq + std::fmt::Debug,
{
    let from_str = serde_json::from_str::<ApiResponse<T>>(json);
    let from_slice = serde_json::from_slice(json.as_bytes());
    let from_reader = serde_json::from_reader(json.as_bytes());
    for other in [from_slice, from_reader] {
        match (&from_str, &other) {
            (Ok(one), Ok(other)) => assert_eq!(one, other, "{json}"),
            (Err(one), Err(other)) => {
                assert_eq!(without_place(one), without_place(other), "{json}");
            }
            _ => panic!("{json}: {from_str:?}, but {other:?}"),
        }
    }
    from_str
}

/// What an error says but for the place, which readers count in another way.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split_once(" at line ").map_or(message.clone(), |(what, _)| what.to_owned())
}

fn success<T: DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) -> T {
    read(json).unwrap().into_result().unwrap()
}

fn failure(json: &str) -> ApiError {
    let error = read::<Value>(json).unwrap().into_result().unwrap_err();
    // It is the same for whoever wants other data, and for a part of another error.
    assert_eq!(read::<()>(json).unwrap().into_result().unwrap_err(), error);
    assert_eq!(read::<FileList>(json).unwrap().into_result().unwrap_err(), error);
    assert_eq!(serde_json::from_str::<ApiError>(json).unwrap(), error);
    let whole = format!(r#"{{"code":40081,"aggregated_error":{{"id":{json}}},"msg":""}}"#);
    let whole: ApiError = serde_json::from_str(&whole).unwrap();
    assert_eq!(whole.parts()["id"], error);
    error
}

/// All orders of some entries, each as an object.
fn in_all_orders(entries: &[&str]) -> Vec<String> {
    fn permute(chosen: &mut Vec<String>, left: &[&str], objects: &mut Vec<String>) {
        if left.is_empty() {
            objects.push(format!("{{{}}}", chosen.join(",")));
        }
        for index in 0..left.len() {
            let mut rest = left.to_vec();
            chosen.push(rest.remove(index).to_owned());
            permute(chosen, &rest, objects);
            chosen.pop();
        }
    }
    let mut objects = Vec::new();
    permute(&mut Vec::new(), entries, &mut objects);
    objects
}

#[test]
fn code_0_makes_data_the_wanted_type_in_any_order_of_keys() {
    let data = r#""data":{"files":["a","b"],"total":2}"#;
    for json in in_all_orders(&[r#""code":0"#, data, r#""msg":"""#, r#""extra":[{}]"#]) {
        let list: FileList = success(&json);
        assert_eq!(list, FileList { files: vec!["a".into(), "b".into()], total: 2 }, "{json}");
    }
}

#[test]
fn an_error_keeps_all_that_came_in_any_order_of_keys() {
    for json in in_all_orders(&[
        r#""code":40081"#,
        r#""data":["done"]"#,
        r#""aggregated_error":{"a":{"code":40999,"msg":"newer"}}"#,
        r#""msg":"in part""#,
        r#""error":"inner""#,
        r#""correlation_id":"fc544097""#,
    ]) {
        let expected = ApiError::new(ErrorCode::BatchOperationNotFullyCompleted)
            .with_data(json!(["done"]))
            .with_part("a", ApiError::new(40999).with_message("newer"))
            .with_message("in part")
            .with_detail("inner")
            .with_correlation_id("fc544097");
        assert_eq!(failure(&json), expected, "{json}");
    }
}

#[test]
fn data_of_another_type_than_the_endpoints_is_kept_beside_an_error() {
    let conflict = r#"{"code":40073,"data":[{"owner":{"application":{"type":"dav"}},"type":1}],"msg":"locked"}"#;
    let error = read::<FileList>(conflict).unwrap().into_result().unwrap_err();
    assert_eq!(error.code(), ErrorCode::LockConflict);
    assert_eq!(error.lock_conflicts().unwrap().len(), 1);

    let second_factor = r#"{"code":203,"data":"f1a7","msg":""}"#;
    let error = read::<FileList>(second_factor).unwrap().into_result().unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFullySuccess);
    assert_eq!(error.data_as::<String>().unwrap(), "f1a7");
}

#[test]
fn an_error_keeps_data_of_the_endpoints_type_too() {
    let json = r#"{"code":40081,"data":{"files":["a"],"total":1},"msg":""}"#;
    let error = read::<FileList>(json).unwrap().into_result().unwrap_err();
    let worked: FileList = error.data_as().unwrap();
    assert_eq!(worked.files, ["a"]);
}

#[test]
fn absent_and_null_data_are_null_to_whom_null_is_enough() {
    for json in [
        r#"{"code":0,"msg":""}"#,
        r#"{"code":0,"data":null,"msg":""}"#,
        r#"{"data":null,"code":0}"#,
    ] {
        success::<()>(json);
        assert_eq!(success::<Option<FileList>>(json), None);
        assert_eq!(success::<Value>(json), Value::Null);
        assert!(serde_json::from_str::<ApiResponse<IgnoredAny>>(json).unwrap().as_result().is_ok());
    }
}

#[test]
fn absent_and_null_data_are_missing_to_all_others() {
    for (json, expected) in [
        (r#"{"code":0,"msg":""}"#, "`data` is missing: invalid type: null, expected "),
        (r#"{"code":0,"data":null,"msg":""}"#, "`data`: invalid type: null, expected "),
        (r#"{"data":null,"code":0}"#, "`data`: invalid type: null, expected "),
    ] {
        let errors = [
            read::<FileList>(json).unwrap_err(),
            read::<String>(json).unwrap_err(),
            read::<Vec<u8>>(json).unwrap_err(),
            read::<u64>(json).unwrap_err(),
        ];
        for error in errors {
            assert!(error.to_string().starts_with(expected), "{error}");
            assert!(error.is_data() && error.line() == 1, "{error}");
        }
    }
}

#[test]
fn the_unit_type_takes_any_data() {
    for data in [r#""""#, "0", "true", "[]", r#"{"files":[]}"#, "[[[1]]]", "null"] {
        success::<()>(&format!(r#"{{"code":0,"data":{data},"msg":""}}"#));
        success::<()>(&format!(r#"{{"data":{data},"code":0}}"#));
        for json in [
            format!(r#"{{"code":0,"data":{data},"msg":""}}"#),
            format!(r#"{{"data":{data},"code":0}}"#),
        ] {
            let some = (data != "null").then_some(());
            assert_eq!(success::<Option<()>>(&json), some, "{json}");
            assert_eq!(success::<Option<Option<()>>>(&json), some.map(Some), "{json}");
            assert_eq!(success::<Box<()>>(&json), Box::new(()), "{json}");
            let ignored: ApiResponse<Option<IgnoredAny>> = serde_json::from_str(&json).unwrap();
            assert_eq!(ignored.into_result().unwrap().is_some(), some.is_some(), "{json}");
        }
    }
    assert_eq!(success::<Option<()>>(r#"{"code":0,"msg":""}"#), None);
}

#[test]
fn the_unit_type_takes_any_data_of_an_error() {
    for data in [r#""f1a7""#, "0", "[]", r#"{"files":[]}"#, "[[[1]]]"] {
        let error = failure(&format!(r#"{{"code":203,"data":{data},"msg":""}}"#));
        error.data_as::<()>().unwrap();
        assert_eq!(error.data_as::<Option<()>>().unwrap(), Some(()));
    }
    let error = failure(r#"{"code":203,"msg":""}"#);
    error.data_as::<()>().unwrap();
    assert_eq!(error.data_as::<Option<()>>().unwrap(), None);
}

#[test]
fn only_data_itself_is_taken_by_the_unit_type() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Holder {
        nothing: (),
    }
    assert!(read::<Holder>(r#"{"code":0,"data":{"nothing":1}}"#).is_err());
    assert!(read::<Vec<()>>(r#"{"code":0,"data":[1]}"#).is_err());
    assert!(read::<Option<Vec<()>>>(r#"{"code":0,"data":[1]}"#).is_err());
    assert_eq!(success::<Vec<()>>(r#"{"code":0,"data":[null]}"#), [()]);
}

#[test]
fn data_may_borrow_from_the_input_where_code_comes_first() {
    let json = r#"{"code":0,"data":"borrowed","msg":""}"#;
    let response: ApiResponse<&str> = serde_json::from_str(json).unwrap();
    let data = response.into_result().unwrap();
    assert_eq!(data, "borrowed");
    assert!(json.as_bytes().as_ptr_range().contains(&data.as_ptr()));
}

#[test]
fn every_kind_of_data_goes_to_its_type() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { field: u8 },
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Newtype(f32);
    #[derive(Debug, PartialEq, Deserialize)]
    struct Tuple(u8, i128, char);

    fn check<T: DeserializeOwned + PartialEq + std::fmt::Debug>(data: &str, expected: &T) {
        assert_eq!(&success::<T>(&format!(r#"{{"code":0,"data":{data},"msg":""}}"#)), expected);
        assert_eq!(&success::<T>(&format!(r#"{{"msg":"","data":{data},"code":0}}"#)), expected);
    }
    check("true", &true);
    check("-8", &-8_i8);
    check("-16", &-16_i16);
    check("-32", &-32_i32);
    check("-64", &-64_i64);
    check("-128", &-128_i128);
    check("8", &8_u8);
    check("16", &16_u16);
    check("32", &32_u32);
    check("18446744073709551615", &u64::MAX);
    check("128", &128_u128);
    check("0.5", &0.5_f32);
    check("0.25", &0.25_f64);
    check(r#""c""#, &'c');
    check(r#""text""#, &"text".to_owned());
    check(r#""text""#, &Some("text".to_owned()));
    check("[1,2]", &vec![1, 2]);
    check("[1,2]", &(1, 2));
    check("[1,2]", &[1, 2]);
    check("1.5", &Newtype(1.5));
    check(r#"[1,-2,"3"]"#, &Tuple(1, -2, '3'));
    check(r#"{"a":1}"#, &std::collections::BTreeMap::from([("a".to_owned(), 1)]));
    check(r#""unit""#, &Kind::Unit);
    check(r#"{"newtype":1}"#, &Kind::Newtype(1));
    check(r#"{"tuple":[1,2]}"#, &Kind::Tuple(1, 2));
    check(r#"{"struct":{"field":1}}"#, &Kind::Struct { field: 1 });
}

#[test]
fn an_absent_or_null_message_is_empty() {
    for json in [r#"{"code":40001}"#, r#"{"code":40001,"msg":null}"#, r#"{"code":40001,"msg":""}"#]
    {
        assert_eq!(failure(json), ApiError::from(ErrorCode::ParameterError));
    }
}

#[test]
fn null_is_as_good_as_absent() {
    let json = r#"{"code":-1,"data":null,"aggregated_error":null,"msg":null,"error":null,"correlation_id":null}"#;
    assert_eq!(failure(json), ApiError::new(ResponseCode::NOT_SET));
}

#[test]
fn what_is_empty_is_nothing_to_the_caller() {
    let json = r#"{"code":-1,"aggregated_error":{},"msg":"","error":"","correlation_id":""}"#;
    let error = failure(json);
    assert_eq!((error.detail(), error.correlation_id(), error.parts().len()), (None, None, 0));
    assert_eq!(error.to_string(), "not set (code: -1)");
}

#[test]
fn the_untagged_keys_of_slave_nodes_are_read() {
    let error = failure(r#"{"Code":40006,"Msg":"no policy","RawError":"record not found"}"#);
    assert_eq!(error.code(), ErrorCode::PolicyNotAllowed);
    assert_eq!(error.message(), "no policy");
    assert_eq!(error.detail(), Some("record not found"));
}

#[test]
fn whatever_go_made_of_the_inner_error_is_kept() {
    for (raw, detail) in [
        ("null", None),
        ("{}", None),
        (r#""EOF""#, Some("EOF")),
        (r#"{"Op":"open","Path":"/a","Err":2}"#, Some(r#"{"Err":2,"Op":"open","Path":"/a"}"#)),
        ("2", Some("2")),
    ] {
        let error = failure(&format!(r#"{{"Code":50004,"Msg":"","RawError":{raw}}}"#));
        assert_eq!(error.detail(), detail, "{raw}");
    }
}

#[test]
fn the_shorter_envelope_of_version_3_is_read() {
    assert_eq!(success::<String>(r#"{"code":0,"data":"3.8.3","msg":""}"#), "3.8.3");
    let error = failure(r#"{"code":40020,"data":null,"msg":"wrong password","error":"hash"}"#);
    assert_eq!(error.known(), Some(ErrorCode::CredentialInvalid));
    assert_eq!(error.detail(), Some("hash"));
}

#[test]
fn every_code_arrives_as_it_was() {
    let known = ErrorCode::ALL.iter().map(|code| i64::from(code.as_u32()));
    let others = [-1, 1, 40_999, 400_011, 4_294_967_296 + 40_073, i64::MIN, i64::MAX];
    for code in known.chain(others) {
        let error = failure(&format!(r#"{{"code":{code},"msg":"m"}}"#));
        assert_eq!(error, ApiError::new(code).with_message("m"));
        assert_eq!(error.code().get(), code);
    }
}

#[test]
fn a_key_that_comes_twice_is_an_error() {
    let value = |key: &str| match key {
        "code" | "Code" => "40001",
        "aggregated_error" => "{}",
        _ => r#""text""#,
    };
    let field = |key: &str| match key {
        "RawError" => "error".to_owned(),
        _ => key.to_lowercase(),
    };
    for first in arbitrary::KEYS {
        for second in arbitrary::KEYS.into_iter().filter(|second| field(second) == field(first)) {
            let (one, two) = (value(first), value(second));
            for json in [
                format!(r#"{{"code":1,"{first}":{one},"{second}":{two}}}"#),
                format!(r#"{{"{first}":{one},"{second}":{two},"code":1}}"#),
            ] {
                let error = read::<Value>(&json).unwrap_err().to_string();
                let twice = if json.matches("ode\":").count() > 1 && field(first) == "code" {
                    "code".to_owned()
                } else {
                    field(first)
                };
                assert!(
                    error.starts_with(&format!("duplicate field `{twice}`")),
                    "{json}: {error}"
                );
            }
        }
    }
    for json in
        [r#"{"code":0,"code":0}"#, r#"{"code":0,"Code":0}"#, r#"{"code":0,"data":1,"data":1}"#]
    {
        assert!(read::<Value>(json).is_err(), "{json}");
    }
}

#[test]
fn a_success_is_no_error() {
    let error = serde_json::from_str::<ApiError>(r#"{"code":0,"msg":""}"#).unwrap_err().to_string();
    let expected = "expected the code of an error, found 0: success at line 1";
    assert!(error.starts_with(expected), "{error}");
}

/// The fields that are odd, and what the error then has in their place.
#[test]
fn an_odd_field_never_costs_the_code() {
    let error = || ApiError::new(40073);
    for (field, expected) in [
        (r#""msg":5"#, error().with_message("5")),
        (r#""msg":["a",1.5]"#, error().with_message(r#"["a",1.5]"#)),
        (r#""msg":true"#, error().with_message("true")),
        (r#""msg":{}"#, error()),
        (r#""Msg":{"text":"a"}"#, error().with_message(r#"{"text":"a"}"#)),
        (r#""error":{"Op":"open","Err":2}"#, error().with_detail(r#"{"Err":2,"Op":"open"}"#)),
        (r#""error":-1"#, error().with_detail("-1")),
        (r#""error":[]"#, error().with_detail("[]")),
        (r#""correlation_id":7"#, error().with_correlation_id("7")),
        (r#""aggregated_error":[]"#, error()),
        (r#""aggregated_error":"a""#, error()),
        (r#""aggregated_error":5"#, error()),
        (r#""aggregated_error":false"#, error()),
        (r#""aggregated_error":[{"code":1}]"#, error()),
    ] {
        for json in [format!(r#"{{"code":40073,{field}}}"#), format!(r#"{{{field},"code":40073}}"#)]
        {
            assert_eq!(failure(&json), expected, "{json}");
            success::<()>(&json.replace("40073", "0"));
        }
    }
}

/// What the server names has failed, even if it is not said how.
#[test]
fn an_odd_part_is_a_failure_unless_its_code_is_0() {
    let not_set = || ApiError::new(ResponseCode::NOT_SET);
    for (part, expected) in [
        (r#"{"code":0,"msg":""}"#, None),
        (r#"{"Code":0,"Msg":"m"}"#, None),
        ("null", Some(not_set())),
        ("{}", Some(not_set())),
        (r#""locked""#, Some(not_set().with_detail("locked"))),
        ("5", Some(not_set().with_detail("5"))),
        (r#"["a"]"#, Some(not_set().with_detail(r#"["a"]"#))),
        (r#"{"msg":"m"}"#, Some(not_set().with_detail(r#"{"msg":"m"}"#))),
        (r#"{"code":"40073"}"#, Some(not_set().with_detail(r#"{"code":"40073"}"#))),
        (r#"{"code":40.5}"#, Some(not_set().with_detail(r#"{"code":40.5}"#))),
        (r#"{"code":40073,"msg":5}"#, Some(ApiError::new(40073).with_message("5"))),
        (r#"{"code":40073,"aggregated_error":[1]}"#, Some(ApiError::new(40073))),
        (r#"{"Code":40073,"Msg":"m"}"#, Some(ApiError::new(40073).with_message("m"))),
    ] {
        let json = format!(
            r#"{{"code":40081,"aggregated_error":{{"a":{part},"b":{{"code":404,"msg":""}}}},"msg":""}}"#
        );
        let error = failure(&json);
        assert_eq!(error.part("a"), expected.as_ref(), "{json}");
        assert_eq!(error.part("b"), Some(&ApiError::new(404)), "{json}");
        let effective = if expected.is_none() {
            ErrorCode::NotFound
        } else {
            ErrorCode::BatchOperationNotFullyCompleted
        };
        assert_eq!(error.effective().code(), effective, "{json}");
    }
}

#[test]
fn of_a_key_that_comes_twice_in_data_or_parts_the_last_stays() {
    let json = r#"{"code":40081,"data":{"x":1,"x":2},"aggregated_error":{"a":{"code":1},"a":{"code":2,"msg":"m","msg":"n"}},"msg":""}"#;
    let error = failure(json);
    assert_eq!(error.data().unwrap(), &json!({"x": 2}));
    assert_eq!(error.part("a"), Some(&ApiError::new(2).with_message("n")));
}

#[test]
fn what_does_not_fit_data_is_named_in_any_order_of_keys() {
    for json in in_all_orders(&[r#""code":0"#, r#""data":{"files":[1],"total":2}"#, r#""msg":"""#])
    {
        let error = read::<FileList>(&json).unwrap_err();
        let expected = "`data`: invalid type: integer `1`, expected a string at line 1";
        assert!(error.to_string().starts_with(expected), "{json}: {error}");
        assert!(error.is_data(), "{json}: {error}");
    }
}

#[test]
fn responses_hold_responses() {
    let json = r#"{"code":0,"data":{"code":40001,"msg":"inner"},"msg":""}"#;
    let inner: ApiResponse<()> = success(json);
    assert_eq!(inner, ApiResponse::err(ApiError::new(40001).with_message("inner")));
}

/// What an envelope says, read from a `Value` in the plainest way; `None` if it is no envelope.
fn plainly(envelope: &Value) -> Option<Result<Value, Value>> {
    let object = envelope.as_object()?;
    let pairs = [["code", "Code"], ["msg", "Msg"], ["error", "RawError"]];
    if pairs.into_iter().any(|keys| keys.iter().all(|key| object.contains_key(*key))) {
        return None; // twice
    }
    let code = object.get("code").or(object.get("Code"))?.as_i64()?;
    let data = object.get("data").cloned().unwrap_or_default();
    Some(if code == 0 { Ok(data) } else { Err(plain_error(code, envelope)) })
}

fn plain_error(code: i64, envelope: &Value) -> Value {
    let one_of = |keys: [&str; 2]| {
        keys.iter().find_map(|key| Some(&envelope[key]).filter(|value| !value.is_null()))
    };
    let text = |keys| plain_text(one_of(keys)?);
    let parts = envelope["aggregated_error"].as_object().map(|parts| {
        let failed = parts.iter().filter_map(|(id, part)| Some((id.clone(), plain_part(part)?)));
        Value::Object(failed.collect())
    });
    let mut error = json!({
        "code": code,
        "data": envelope["data"],
        "aggregated_error": parts,
        "msg": text(["msg", "Msg"]).unwrap_or_default(),
        "error": text(["error", "RawError"]),
        "correlation_id": text(["correlation_id"; 2]),
    });
    error.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    error
}

/// `None` if it succeeded.
fn plain_part(part: &Value) -> Option<Value> {
    match part["code"].as_i64().or(part["Code"].as_i64()) {
        Some(0) => None,
        Some(code) => Some(plain_error(code, part)),
        None => Some(match plain_text(part).filter(|text| !text.is_empty()) {
            Some(text) => json!({"code": -1, "msg": "", "error": text}),
            None => json!({"code": -1, "msg": ""}),
        }),
    }
}

fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) if fields.is_empty() => None,
        other => Some(other.to_string()),
    }
}

proptest! {
    #[test]
    fn arbitrary_envelopes_are_what_a_plain_reading_says(envelope in arbitrary::envelope()) {
        let expected = plainly(&envelope);
        let from_value = serde_json::from_value::<ApiResponse<Value>>(envelope.clone());
        let from_text = read::<Value>(&envelope.to_string());
        prop_assert_eq!(from_value.is_ok(), expected.is_some(), "{:?}", from_value);
        prop_assert_eq!(from_text.is_ok(), expected.is_some(), "{:?}", from_text);
        let Some(expected) = expected else { return Ok(()) };
        let found = from_value.unwrap().into_result();
        let found = found.map_err(|error| serde_json::to_value(&error).unwrap());
        prop_assert_eq!(found, expected);
    }
}
