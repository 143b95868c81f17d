//! `data` as it came, for whoever looks at it later.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::levels::Levels;

/// Reads any value, for which it is enough to be no deeper than [`Levels::MOST`].
///
/// `Value` would read the same from JSON. From other formats it refuses what JSON cannot say, or turns it into
/// null; here it is kept as text: NaN, an integer of more than 64 bits, a key that is no text. Bytes become an
/// array of numbers.
#[derive(Clone, Copy)]
pub(super) struct KeptData(Levels);

impl KeptData {
    pub(super) const fn new() -> Self {
        Self(Levels::MOST)
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        self.0.deeper().map(Self)
    }
}

impl<'de> DeserializeSeed<'de> for KeptData {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeptData {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self.deeper()?)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(integer(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(integer(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number))
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        // Grows as elements come: the length that a format announces may be a lie.
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inner)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(KeptKey(key)) = entries.next_key()? {
            object.insert(key, entries.next_value_seed(inner)?);
        }
        if is_private(&object) {
            return Value::deserialize(Value::Object(object)).map_err(A::Error::custom);
        }
        Ok(Value::Object(object))
    }
}

/// A key of an object: a text, or in formats that have other keys the text of a number.
struct KeptKey(String);

impl<'de> Deserialize<'de> for KeptKey {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a text or a number")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    #[inline]
    fn visit_string<E: Error>(self, key: String) -> Result<String, E> {
        Ok(key)
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<String, E> {
        Ok(key.to_string())
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<String, E> {
        Ok(key.to_string())
    }
}

/// A number, if it can be one with all its digits: with the feature `arbitrary_precision` of `serde_json` it can.
fn integer(digits: String) -> Value {
    match serde_json::from_str::<Number>(&digits) {
        Ok(number) if number.to_string() == digits => Value::Number(number),
        _ => Value::String(digits),
    }
}

/// A value as text: its JSON where it is no text by itself, and nothing where it says nothing. So Go writes
/// many an inner error as `{}`.
pub(super) fn text_of(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Object(fields) if fields.is_empty() => None,
        other => Some(other.to_string()),
    }
}

/// Whether it may be a number or a raw value, which `serde_json` hands over as such a map where its
/// features `arbitrary_precision` and `raw_value` are on. Only `serde_json` knows, so it reads it again.
fn is_private(object: &Map<String, Value>) -> bool {
    let mut keys = object.keys();
    object.len() == 1 && keys.all(|key| key.starts_with("$serde_json::private::"))
}
