//! The envelope as it is read, in any self-describing format.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::api_error::{ApiError, Content};
use super::api_response::ApiResponse;
use super::kept_data::KeptData;
use super::key::Key;
use super::parts::Parts;
use super::skipped::Skipped;
use super::typed_data::{self, TypedData};
use super::{DEEPEST, TOO_DEEP};
use crate::response_code::ResponseCode;

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ApiResponse<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Envelope::at_level(1)).map(Self::from)
    }
}

/// A success is an error here: there would be no code to say what failed.
impl<'de> Deserialize<'de> for ApiError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Failure { level: 1 }.deserialize(deserializer)
    }
}

/// Reads an envelope. `level` is 1 for the outermost, 2 for its parts, and so on.
struct Envelope<T> {
    level: usize,
    target: PhantomData<T>,
}

impl<T> Envelope<T> {
    const fn at_level(level: usize) -> Self {
        Self { level, target: PhantomData }
    }
}

/// What was made of `data`. With code 0 seen before it, which is how the server writes, it became a `T`
/// at once; otherwise it was kept.
enum Data<T> {
    Typed(Option<T>),
    Kept(Value),
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Envelope<T> {
    type Value = Result<T, ApiError>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response of Cloudreve: a map with `code`, `data` and `msg`")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut code: Option<ResponseCode> = None;
        let mut data = None;
        let mut parts: Option<Option<Parts>> = None;
        let mut message: Option<Option<String>> = None;
        let mut detail: Option<Option<String>> = None;
        let mut correlation_id: Option<Option<String>> = None;
        while let Some(key) = map.next_key()? {
            match key {
                Key::Code => set(&mut code, key, || map.next_value())?,
                Key::Data if code.is_some_and(ResponseCode::is_success) => {
                    set(&mut data, key, || map.next_value_seed(TypedData::new()).map(Data::Typed))?;
                }
                Key::Data => {
                    set(&mut data, key, || map.next_value_seed(KeptData::new()).map(Data::Kept))?;
                }
                Key::AggregatedError => {
                    set(&mut parts, key, || map.next_value_seed(AggregatedError::of(&self)))?;
                }
                Key::Msg => set(&mut message, key, || map.next_value())?,
                Key::Error => set(&mut detail, key, || map.next_value())?,
                Key::RawError => set(&mut detail, key, || {
                    map.next_value_seed(KeptData::new()).map(detail_of_raw_error)
                })?,
                Key::CorrelationId => set(&mut correlation_id, key, || map.next_value())?,
                Key::Unknown => {
                    map.next_value::<Skipped>()?;
                }
            }
        }
        let code = code.ok_or_else(|| A::Error::missing_field(Key::Code.name()))?;
        if code.is_success() {
            return success(data).map(Ok);
        }
        Ok(Err(ApiError(Box::new(Content {
            code,
            data: data.and_then(Data::kept),
            parts: parts.flatten(),
            message: message.flatten().unwrap_or_default(),
            detail: detail.flatten(),
            correlation_id: correlation_id.flatten(),
        }))))
    }
}

/// Fills the slot of a key, which must not have come before.
#[inline]
fn set<T, E: Error>(
    slot: &mut Option<T>,
    key: Key,
    read: impl FnOnce() -> Result<T, E>,
) -> Result<(), E> {
    if slot.is_some() {
        return Err(E::duplicate_field(key.name()));
    }
    *slot = Some(read()?);
    Ok(())
}

impl<T> Data<T> {
    fn kept(self) -> Option<Value> {
        match self {
            Self::Kept(Value::Null) | Self::Typed(_) => None,
            Self::Kept(value) => Some(value),
        }
    }
}

#[inline]
fn success<'de, T: Deserialize<'de>, E: Error>(data: Option<Data<T>>) -> Result<T, E> {
    match data {
        Some(Data::Typed(Some(data))) => Ok(data),
        Some(Data::Kept(data)) if !data.is_null() => typed_data::from_kept(data),
        _ => typed_data::from_nothing(),
    }
}

/// The inner error as Go's encoder writes one: a string by chance, else the exported fields, often none.
fn detail_of_raw_error(raw: Value) -> Option<String> {
    match raw {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Object(fields) if fields.is_empty() => None,
        other => Some(other.to_string()),
    }
}

/// Reads what failed, by resource.
struct AggregatedError {
    /// Of the parts.
    level: usize,
}

impl AggregatedError {
    const fn of<T>(whole: &Envelope<T>) -> Self {
        Self { level: whole.level + 1 }
    }
}

impl<'de> DeserializeSeed<'de> for AggregatedError {
    type Value = Option<Parts>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for AggregatedError {
    type Value = Option<Parts>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from what failed to the response for it")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut parts = Parts::new();
        while let Some(id) = map.next_key::<String>()? {
            if parts.by_key().contains_key(&id) {
                return Err(A::Error::custom(format_args!("`aggregated_error` has {id:?} twice")));
            }
            parts.insert(id, map.next_value_seed(Failure { level: self.level })?);
        }
        Ok(Some(parts))
    }
}

/// Reads an envelope that says what failed.
struct Failure {
    level: usize,
}

impl<'de> DeserializeSeed<'de> for Failure {
    type Value = ApiError;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<ApiError, D::Error> {
        if self.level > DEEPEST {
            return Err(D::Error::custom(TOO_DEEP));
        }
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Failure {
    type Value = ApiError;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response that is an error: a map with `code` and `msg`")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ApiError, A::Error> {
        match Envelope::<Skipped>::at_level(self.level).visit_map(map)? {
            Err(error) => Ok(error),
            Ok(Skipped) => Err(A::Error::custom("expected the code of an error, found 0: success")),
        }
    }
}
