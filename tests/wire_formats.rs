//! Codes, classes and remedies travel through every serde format, as a field, as a key of a map and alone.

#![cfg(feature = "serde")]
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Debug;

use cloudreve_error_codes::{Class, ErrorCode, Remedy, ResponseCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// All the places where a code can stand.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "C: DeserializeOwned + Ord"))]
struct Places<C: Ord> {
    field: C,
    option: Option<C>,
    list: Vec<C>,
    keys: BTreeMap<C, u8>,
}

impl<C: Copy + Ord> Places<C> {
    fn of(code: C) -> Self {
        Self {
            field: code,
            option: Some(code),
            list: vec![code],
            keys: BTreeMap::from([(code, 1)]),
        }
    }
}

/// Every code that can stand on the wire as far as this version knows, and some that it does not.
fn response_codes() -> impl Iterator<Item = ResponseCode> {
    let known = ErrorCode::ALL.iter().copied().map(ResponseCode::from);
    let others =
        [0, -1, 40_999, 400_011, 4_294_967_295, 4_294_967_296 + 40_073, i64::MIN, i64::MAX];
    known.chain(others.map(ResponseCode::new))
}

trait Wire: Copy + Debug + Ord + Serialize + DeserializeOwned {}
impl<T: Copy + Debug + Ord + Serialize + DeserializeOwned> Wire for T {}

/// Sends a value through a format and expects it back.
macro_rules! travels {
    ($format:ident) => {
        #[test]
        fn $format() {
            fn check<C: Wire>(code: C) {
                assert_eq!($format::there_and_back(&Places::of(code)), Places::of(code));
                assert_eq!($format::alone(&code), code);
            }
            ErrorCode::ALL.iter().copied().for_each(check);
            response_codes().for_each(check);
            Class::ALL.iter().copied().for_each(check);
            Remedy::ALL.iter().copied().for_each(check);
        }
    };
}

mod json {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
    }
    pub(super) use there_and_back as alone;
}

mod json_value {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        serde_json::from_value(serde_json::to_value(value).unwrap()).unwrap()
    }
    pub(super) use there_and_back as alone;
}

mod message_pack {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        rmp_serde::from_slice(&rmp_serde::to_vec_named(value).unwrap()).unwrap()
    }
    pub(super) use there_and_back as alone;
}

mod cbor {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).unwrap();
        ciborium::from_reader(bytes.as_slice()).unwrap()
    }
    pub(super) use there_and_back as alone;
}

mod toml_document {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        toml::from_str(&toml::to_string(value).unwrap()).unwrap()
    }

    /// A document of TOML is a table: alone, a code is one of its values.
    pub(super) fn alone<T: Serialize + DeserializeOwned>(value: &T) -> T {
        toml::Value::try_from(value).unwrap().try_into().unwrap()
    }
}

mod yaml {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        serde_saphyr::from_str(&serde_saphyr::to_string(value).unwrap()).unwrap()
    }
    pub(super) use there_and_back as alone;
}

mod binary_postcard {
    use super::*;

    pub(super) fn there_and_back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        postcard::from_bytes(&postcard::to_stdvec(value).unwrap()).unwrap()
    }
    pub(super) use there_and_back as alone;
}

travels!(json);
travels!(json_value);
travels!(message_pack);
travels!(cbor);
travels!(toml_document);
travels!(yaml);
travels!(binary_postcard);

#[test]
fn a_known_code_is_written_as_its_number() {
    for code in ErrorCode::ALL {
        let number = code.as_u32().to_string();
        assert_eq!(serde_json::to_string(code).unwrap(), number);
        assert_eq!(serde_json::to_string(&ResponseCode::from(*code)).unwrap(), number);
    }
}

/// Written as the derive of `serde_repr` writes an enum, which clients know such codes by.
#[test]
fn a_known_code_is_written_as_serde_repr_would_write_it() {
    #[derive(Clone, Copy, serde_repr::Serialize_repr)]
    #[repr(u32)]
    enum Derived {
        NotFullySuccess = 203,
        LockConflict = 40_073,
        DatabaseError = 50_001,
    }
    for (derived, code) in [
        (Derived::NotFullySuccess, ErrorCode::NotFullySuccess),
        (Derived::LockConflict, ErrorCode::LockConflict),
        (Derived::DatabaseError, ErrorCode::DatabaseError),
    ] {
        assert_eq!(derived as u32, code.as_u32());
        assert_eq!(serde_json::to_value(derived).unwrap(), serde_json::to_value(code).unwrap());
        assert_eq!(rmp_serde::to_vec(&derived).unwrap(), rmp_serde::to_vec(&code).unwrap());
        assert_eq!(postcard::to_stdvec(&derived).unwrap(), postcard::to_stdvec(&code).unwrap());
        assert_eq!(toml::Value::try_from(derived).unwrap(), toml::Value::try_from(code).unwrap());
    }
}

#[test]
fn a_class_and_a_remedy_are_written_as_their_text() {
    for class in Class::ALL {
        assert_eq!(serde_json::to_string(class).unwrap(), format!("\"{class}\""));
    }
    for remedy in Remedy::ALL {
        assert_eq!(serde_json::to_string(remedy).unwrap(), format!("\"{remedy}\""));
    }
}

#[test]
fn what_is_no_class_and_no_remedy_is_told_what_would_be_one() {
    let error = serde_json::from_str::<Class>("\"6xxxx\"").unwrap_err().to_string();
    assert!(error.contains("\"6xxxx\" is no class: expected 2xx, 4xx, 4xxxx or 5xxxx"), "{error}");
    let error = serde_json::from_str::<Remedy>("\"Pray\"").unwrap_err().to_string();
    assert!(error.contains("\"Pray\" is no remedy: expected InspectResponse, "), "{error}");
    let error = serde_json::from_str::<Class>("40073").unwrap_err().to_string();
    assert!(error.contains("integer `40073`, expected a class of codes"), "{error}");
    let error = serde_json::from_str::<Remedy>("null").unwrap_err().to_string();
    assert!(error.contains("null, expected a remedy"), "{error}");
}

#[test]
fn every_number_of_16_bits_is_read_as_from_u32_reads_it() {
    for number in 0..=65_535 {
        let read = serde_json::from_str::<ErrorCode>(&number.to_string());
        assert_eq!(read.ok(), ErrorCode::from_u32(number));
    }
}

#[test]
fn an_unknown_number_is_named_in_one_short_line() {
    let others = response_codes().filter(|code| code.known().is_none());
    for code in others.map(ResponseCode::get) {
        let json = serde_json::from_str::<ErrorCode>(&code.to_string()).unwrap_err().to_string();
        let pack = rmp_serde::to_vec(&code).unwrap();
        let pack = rmp_serde::from_slice::<ErrorCode>(&pack).unwrap_err().to_string();
        for message in [json, pack] {
            assert!(message.contains(&code.to_string()), "{message}");
            assert!(message.len() < 160 && !message.contains('\n'), "{message}");
        }
    }
}

#[test]
fn what_is_no_whole_number_of_64_bits_is_no_code() {
    let nonsense =
        ["\"40073\"", "40073.0", "40.5", "1e99", "9223372036854775808", "true", "null", "[]", "{}"];
    for json in nonsense {
        let error = serde_json::from_str::<ResponseCode>(json).unwrap_err().to_string();
        assert!(error.contains("expected a response code of 64 bits"), "{json}: {error}");
        let error = serde_json::from_str::<ErrorCode>(json).unwrap_err().to_string();
        assert!(error.contains("expected a known error code"), "{json}: {error}");
    }
}

#[test]
fn a_string_is_no_code_in_any_format() {
    assert!(toml::from_str::<BTreeMap<String, ErrorCode>>("code = \"40073\"").is_err());
    assert!(toml::from_str::<BTreeMap<String, ResponseCode>>("code = \"40073\"").is_err());
    let pack = rmp_serde::to_vec("40073").unwrap();
    assert!(rmp_serde::from_slice::<ErrorCode>(&pack).is_err());
    assert!(rmp_serde::from_slice::<ResponseCode>(&pack).is_err());
}
