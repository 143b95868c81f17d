//! JSON and responses at random, for property tests.

use cloudreve_error_codes::{ApiError, ErrorCode};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// The keys that an envelope may have, as the server, older servers and slave nodes spell them.
pub const KEYS: [&str; 9] = [
    "code",
    "Code",
    "data",
    "aggregated_error",
    "msg",
    "Msg",
    "error",
    "RawError",
    "correlation_id",
];

/// Any JSON, of some depth.
pub fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(text(), inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// Empty at times, and with characters that need escaping.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "\\PC{0,12}", any::<String>()]
}

/// Known codes, 0, -1, and others.
pub fn code() -> impl Strategy<Value = i64> {
    prop_oneof![
        select(ErrorCode::ALL).prop_map(|code| code.as_u32().into()),
        select([0, -1, 40_999].as_slice()),
        any::<i64>(),
    ]
}

/// JSON objects with some keys of an envelope, most of them with values that fit, nested too.
pub fn envelope() -> impl Strategy<Value = Value> {
    let leaf = object(Just(Value::Null).boxed());
    leaf.prop_recursive(3, 16, 3, |inner| {
        let parts = btree_map(text(), inner, 0..3).prop_map(|map| map.into_iter().collect());
        object(parts.boxed())
    })
}

fn object(parts: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let texts = || prop_oneof![4 => text().prop_map(Value::from), 1 => Just(Value::Null)].boxed();
    let codes = code().prop_map(Value::from).boxed();
    let noise = json_value().boxed();
    let entry = move |key: &'static str, usual: BoxedStrategy<Value>, presence: f64| {
        let value = prop_oneof![30 => usual, 1 => noise.clone()];
        option::weighted(presence, value).prop_map(move |value| value.map(|value| (key, value)))
    };
    let entries = (
        (entry("code", codes.clone(), 0.9), entry("Code", codes, 0.05)),
        entry("data", json_value().boxed(), 0.5),
        entry("aggregated_error", parts, 0.5),
        (entry("msg", texts(), 0.9), entry("Msg", texts(), 0.05)),
        (entry("error", texts(), 0.3), entry("RawError", json_value().boxed(), 0.05)),
        entry("correlation_id", texts(), 0.5),
        entry("unknown", json_value().boxed(), 0.2),
    );
    entries
        .prop_map(|((code, code_2), data, parts, (msg, msg_2), (error, error_2), id, other)| {
            let all = [code, code_2, data, parts, msg, msg_2, error, error_2, id, other];
            let object: Map<_, _> =
                all.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect();
            Value::Object(object)
        })
        .boxed()
}

/// Errors as a server builds them.
pub fn api_error() -> impl Strategy<Value = ApiError> {
    bare_error().prop_recursive(3, 16, 3, |inner| {
        (bare_error(), btree_map(text(), inner, 0..3)).prop_map(|(error, parts)| {
            parts.into_iter().fold(error, |error, (id, part)| error.with_part(id, part))
        })
    })
}

fn bare_error() -> impl Strategy<Value = ApiError> {
    (code(), text(), text(), text(), json_value()).prop_map(|(code, message, detail, id, data)| {
        ApiError::new(code)
            .with_message(message)
            .with_detail(detail)
            .with_correlation_id(id)
            .with_data(data)
    })
}

/// Parts within parts: `levels` envelopes in all, the outermost included.
pub fn nested_parts(levels: usize) -> Value {
    (1..levels).fold(
        json!({"code": 40073, "msg": ""}),
        |part, _| json!({"code": 40081, "aggregated_error": {"id": part}, "msg": ""}),
    )
}
