//! A response travels through every format that describes itself, as far as its `data` fits JSON.

#![cfg(feature = "response")]
#![allow(missing_docs)]

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use std::collections::BTreeMap;
use std::fmt::Debug;

use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct FileList {
    files: Vec<String>,
    total: u64,
    share: Option<f64>,
}

fn file_list() -> FileList {
    FileList { files: vec!["a".into(), "ü\n".into()], total: 1 << 40, share: None }
}

/// An error with everything that there is.
fn whole_error() -> ApiError {
    ApiError::new(ErrorCode::BatchOperationNotFullyCompleted)
        .with_data(json!({"list": [true, -1, 1.5, "x", {"y": {}}], "n": 9_000_000_000_u64}))
        .with_part("cloudreve://my/a", ApiError::new(40_999).with_message("newer"))
        .with_part("cloudreve://my/b", ApiError::new(-1).with_part("c", ErrorCode::OwnerOnly))
        .with_message("two of three\nfailed")
        .with_detail("inner")
        .with_correlation_id("fc544097")
}

/// One test a format; `write` gives what `read` takes.
macro_rules! travels {
    ($($format:ident)*) => {$(
        #[test]
        fn $format() {
            fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
                assert_eq!(&formats::$format::read::<T>(&formats::$format::write(value)).unwrap(), value);
            }
            there_and_back(&ApiResponse::ok(()));
            there_and_back(&ApiResponse::ok(5_u8));
            there_and_back(&ApiResponse::ok("text".to_owned()));
            there_and_back(&ApiResponse::ok(file_list()));
            there_and_back(&ApiResponse::ok(None::<FileList>));
            there_and_back(&ApiResponse::ok(json!({"a": [1, "b"]})));
            there_and_back(&ApiResponse::<FileList>::err(whole_error()));
            there_and_back(&whole_error());
            for code in ErrorCode::ALL {
                there_and_back(&ApiResponse::<FileList>::err(*code));
            }
            for code in [-1, 40_999, i64::MIN, i64::MAX] {
                there_and_back(&ApiError::new(code));
            }

            let read = |value: Value| {
                let message = formats::$format::read::<ApiResponse<Value>>(&formats::$format::write(&value));
                message.map_err(|error| error.to_string())
            };
            // `data` before `code`, as formats that sort their keys have it.
            let unordered = json!({"a": [[]], "code": 0, "data": {"x": [1]}, "msg": ""});
            assert_eq!(read(unordered).unwrap(), ApiResponse::ok(json!({"x": [1]})));
            let untagged = json!({"Code": 40_006, "Msg": "m", "RawError": {}});
            assert_eq!(read(untagged).unwrap(), ApiResponse::err(ApiError::new(40_006).with_message("m")));
            for (bad, expected) in [
                (json!({"msg": "m"}), "missing field `code`"),
                (json!({"code": 40_001, "Code": 40_001}), "duplicate field `code`"),
                (json!({"code": 0, "data": 1, "msg": "", "Code": 0}), "duplicate field `code`"),
            ] {
                let error = read(bad.clone()).unwrap_err();
                assert!(error.contains(expected), "{bad}: {error}");
            }
            // What stands where something else belongs: some formats name only themselves.
            for bad in [
                json!({"code": "LockConflict", "msg": "m"}),
                json!({"code": 40.5, "msg": "m"}),
            ] {
                assert!(read(bad.clone()).is_err(), "{bad}");
            }
            // What is odd beside the code is text, or nothing.
            for (odd, expected) in [
                (json!({"msg": [1, "a"]}), ApiError::new(40_001).with_message(r#"[1,"a"]"#)),
                (json!({"msg": 5}), ApiError::new(40_001).with_message("5")),
                (json!({"error": {"a": true}}), ApiError::new(40_001).with_detail(r#"{"a":true}"#)),
                (json!({"aggregated_error": []}), ApiError::new(40_001)),
                (json!({"aggregated_error": {"a": {"code": 0}}}), ApiError::new(40_001)),
            ] {
                let mut odd = odd;
                odd["code"] = 40_001.into();
                let found = read(odd.clone()).unwrap().into_result().unwrap_err();
                assert_eq!(found.parts().len(), 0);
                let found = (found.code(), found.message().to_owned(), found.detail().map(str::to_owned));
                let detail = expected.detail().map(str::to_owned);
                assert_eq!(found, (expected.code(), expected.message().to_owned(), detail), "{odd}");
            }
        }
    )*};
}

travels!(json_text json_value message_pack message_pack_without_names cbor toml_text toml_value yaml);

/// Parts nest 64 deep, itself included, and no deeper.
macro_rules! nests {
    ($($name:ident: $format:ident;)*) => {$(
        #[test]
        fn $name() {
            let read = |levels| {
                let written = formats::$format::write(&arbitrary::nested_parts(levels));
                formats::$format::read::<ApiResponse<IgnoredAny>>(&written)
            };
            let mut error = read(64).unwrap().into_result().unwrap_err();
            for _ in 1..64 {
                error = error.parts()["id"].clone();
            }
            assert_eq!(error, ApiError::from(ErrorCode::LockConflict));
            for levels in [65, 66, 100] {
                let error = read(levels).unwrap_err().to_string();
                assert!(error.contains("more than 127 deep") || error.contains("limit"), "{error}");
            }
        }
    )*};
}

nests! {
    parts_nest_64_deep_in_json_text: json_text;
    parts_nest_64_deep_in_a_json_value: json_value;
    parts_nest_64_deep_in_message_pack: message_pack;
    parts_nest_64_deep_in_cbor: cbor;
    parts_nest_64_deep_in_a_toml_value: toml_value;
}

#[test]
fn a_format_whose_own_end_is_nearer_stops_there() {
    for levels in [32, 65] {
        let json = arbitrary::nested_parts(levels);
        let yaml = serde_saphyr::from_str::<ApiError>(&json.to_string());
        assert_eq!(yaml.is_ok(), levels == 32, "{yaml:?}");
        let toml = format!("code = 1\naggregated_error.id = {}", inline_table(levels - 1));
        let toml = toml::from_str::<ApiError>(&toml);
        assert_eq!(toml.is_ok(), levels == 32, "{toml:?}");
    }
}

fn inline_table(levels: usize) -> String {
    let opened = "{code = 1, aggregated_error = {id = ".repeat(levels - 1);
    opened + "{code = 1}" + &"}}".repeat(levels - 1)
}

mod formats {
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    macro_rules! format {
        ($name:ident, $written:ty, $error:ty, $write:expr, $read:expr) => {
            pub mod $name {
                use super::*;

                pub fn write<T: Serialize>(value: &T) -> $written {
                    $write(value).unwrap()
                }
                pub fn read<T: DeserializeOwned>(written: &$written) -> Result<T, $error> {
                    $read(written)
                }
            }
        };
    }

    format!(json_text, String, serde_json::Error, serde_json::to_string, |text: &String| {
        serde_json::from_str(text)
    });
    format!(
        json_value,
        serde_json::Value,
        serde_json::Error,
        serde_json::to_value,
        |value: &serde_json::Value| { serde_json::from_value(value.clone()) }
    );
    format!(
        message_pack,
        Vec<u8>,
        rmp_serde::decode::Error,
        rmp_serde::to_vec_named,
        |bytes: &Vec<u8>| { rmp_serde::from_slice(bytes) }
    );
    format!(
        message_pack_without_names,
        Vec<u8>,
        rmp_serde::decode::Error,
        rmp_serde::to_vec,
        |bytes: &Vec<u8>| rmp_serde::from_read(bytes.as_slice())
    );
    format!(
        cbor,
        Vec<u8>,
        ciborium::de::Error<std::io::Error>,
        crate::cbor_bytes,
        |bytes: &Vec<u8>| { ciborium::from_reader(bytes.as_slice()) }
    );
    format!(toml_text, String, toml::de::Error, toml::to_string, |text: &String| toml::from_str(
        text
    ));
    format!(
        toml_value,
        toml::Value,
        toml::de::Error,
        toml::Value::try_from,
        |value: &toml::Value| { value.clone().try_into() }
    );
    format!(yaml, String, serde_saphyr::Error, serde_saphyr::to_string, |text: &String| {
        serde_saphyr::from_str(text)
    });
}

fn cbor_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, ciborium::ser::Error<std::io::Error>> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map(|()| bytes)
}

#[test]
fn a_response_is_a_map_with_names_in_every_format() {
    let error = ApiError::new(40_001).with_message("m");
    let bytes = rmp_serde::to_vec(&error).unwrap();
    assert_eq!(bytes, rmp_serde::to_vec_named(&error).unwrap());
    let map: BTreeMap<String, Value> = rmp_serde::from_slice(&bytes).unwrap();
    assert_eq!(map, BTreeMap::from([("code".into(), json!(40_001)), ("msg".into(), json!("m"))]));
}

/// A map of `MessagePack` with `code` first, and bytes that make the value of `data`.
fn message_pack_with_data(code: u8, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x82, 0xA4];
    bytes.extend(b"code");
    bytes.extend([code, 0xA4]);
    bytes.extend(b"data");
    bytes.extend(data);
    bytes
}

#[test]
fn typed_data_may_be_more_than_json() {
    let not_a_number = [&[0xCB], f64::NAN.to_be_bytes().as_slice()].concat();
    let bytes = message_pack_with_data(0, &not_a_number);
    let response: ApiResponse<f64> = rmp_serde::from_slice(&bytes).unwrap();
    assert!(response.into_result().unwrap().is_nan());

    let bytes = message_pack_with_data(0, &[0xC4, 2, 0xFE, 0xFF]);
    let response: ApiResponse<&[u8]> = rmp_serde::from_slice(&bytes).unwrap();
    assert_eq!(response.into_result().unwrap(), [0xFE, 0xFF]);
}

#[test]
fn kept_data_that_does_not_fit_json_is_kept_as_text() {
    for (data, expected) in [
        ([&[0xCB], f64::NAN.to_be_bytes().as_slice()].concat(), json!("NaN")),
        ([&[0xCB], f64::INFINITY.to_be_bytes().as_slice()].concat(), json!("inf")),
        (vec![0xC4, 2, 0xFE, 0xFF], json!([0xFE, 0xFF])),
        (vec![0x83, 0x01, 0x02, 0xFF, 0x03, 0xA1, b'a', 0x04], json!({"1": 2, "-1": 3, "a": 4})),
    ] {
        let bytes = message_pack_with_data(1, &data);
        let response: ApiResponse<()> = rmp_serde::from_slice(&bytes).unwrap();
        let error = response.into_result().unwrap_err();
        assert_eq!((error.code().get(), error.data()), (1, Some(&expected)));
    }
    let mut cbor = Vec::new();
    let numbers = BTreeMap::from([("msg", i128::MAX), ("code", 1), ("data", i128::MIN)]);
    ciborium::into_writer(&numbers, &mut cbor).unwrap();
    let error: ApiError = ciborium::from_reader(cbor.as_slice()).unwrap();
    assert_eq!(error.message(), i128::MAX.to_string());
    assert_eq!(error.data(), Some(&json!(i128::MIN.to_string())));
}

#[test]
fn keys_that_are_numbers_are_skipped() {
    for key in [&[0x05][..], &[0xFF], &[0xCD, 0xFF, 0xFF]] {
        let bytes = [b"\x83\xA4code\x01", key, b"\x91\x01\xA3msg\xA1m"].concat();
        let error: ApiError = rmp_serde::from_slice(&bytes).unwrap();
        assert_eq!(error, ApiError::new(1).with_message("m"));
    }
}

#[test]
fn no_format_reads_so_deep_that_the_stack_is_exhausted() {
    for levels in [1_000, 1_020, 100_000] {
        let deep = [vec![0x91; levels], vec![0x90]].concat();
        for code in [0, 1] {
            let bytes = message_pack_with_data(code, &deep);
            assert!(rmp_serde::from_slice::<ApiResponse<()>>(&bytes).is_err());
            assert!(rmp_serde::from_slice::<ApiResponse<IgnoredAny>>(&bytes).is_err());
            assert!(rmp_serde::from_slice::<ApiError>(&bytes).is_err());
        }
        let unknown = [b"\x82\xA4code\x01\xA1x".as_slice(), &deep].concat();
        assert!(rmp_serde::from_slice::<ApiResponse<()>>(&unknown).is_err());
    }
}

#[test]
fn a_length_that_lies_takes_no_memory() {
    for data in
        [b"\xDD\xFF\xFF\xFF\xFF".as_slice(), b"\xDF\xFF\xFF\xFF\xFF", b"\xDB\xFF\xFF\xFF\xFF"]
    {
        for code in [0, 1] {
            let bytes = message_pack_with_data(code, data);
            assert!(rmp_serde::from_slice::<ApiResponse<()>>(&bytes).is_err());
            assert!(rmp_serde::from_slice::<ApiError>(&bytes).is_err());
        }
    }
    let parts = b"\x82\xA4code\x01\xB0aggregated_error\xDF\xFF\xFF\xFF\xFF";
    assert!(rmp_serde::from_slice::<ApiError>(parts).is_err());
}

#[test]
fn a_response_may_be_part_of_something_else() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Traced {
        trace: u64,
        #[serde(flatten)]
        response: ApiResponse<FileList>,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Answer {
        Cloudreve(ApiResponse<FileList>),
        Other(Value),
    }
    let success = json!({"code": 0, "data": file_list(), "msg": "", "trace": 7});
    let traced: Traced = serde_json::from_value(success.clone()).unwrap();
    assert_eq!(traced, Traced { trace: 7, response: ApiResponse::ok(file_list()) });
    let answer: Answer = serde_json::from_value(success).unwrap();
    assert_eq!(answer, Answer::Cloudreve(ApiResponse::ok(file_list())));
    let failure = json!({"code": 40_081, "aggregated_error": {"a": {"code": 203, "data": "f1a7"}}});
    let answer: Answer = serde_json::from_value(failure.clone()).unwrap();
    assert_eq!(
        answer,
        Answer::Cloudreve(ApiResponse::err(serde_json::from_value::<ApiError>(failure).unwrap()))
    );
    let other = json!({"error": "invalid_grant"});
    assert_eq!(serde_json::from_value::<Answer>(other.clone()).unwrap(), Answer::Other(other));
}
