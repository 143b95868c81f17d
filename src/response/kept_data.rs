//! `data` as it came, for whoever looks at it later.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::{Map, Number, Value};

use super::levels::Levels;

/// Reads any value that fits JSON.
///
/// `Value` would read the same from JSON. From other formats it turns what JSON cannot say, such as
/// NaN, into null, and nests without an end of its own.
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
        f.write_str("`data` that fits JSON")
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
        fits(Number::from_i128(value), Unexpected::Other("an integer of 128 bits"), self)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        fits(Number::from_u128(value), Unexpected::Other("an integer of 128 bits"), self)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        fits(Number::from_f64(value), Unexpected::Float(value), self)
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
        while let Some(key) = entries.next_key()? {
            object.insert(key, entries.next_value_seed(inner)?);
        }
        if is_private(&object) {
            return Value::deserialize(Value::Object(object)).map_err(A::Error::custom);
        }
        Ok(Value::Object(object))
    }
}

fn fits<E: Error>(
    number: Option<Number>,
    unexpected: Unexpected<'_>,
    expected: KeptData,
) -> Result<Value, E> {
    number.map(Value::Number).ok_or_else(|| E::invalid_value(unexpected, &expected))
}

/// Whether it may be a number or a raw value, which `serde_json` hands over as such a map where its
/// features `arbitrary_precision` and `raw_value` are on. Only `serde_json` knows, so it reads it again.
fn is_private(object: &Map<String, Value>) -> bool {
    let mut keys = object.keys();
    object.len() == 1 && keys.all(|key| key.starts_with("$serde_json::private::"))
}
