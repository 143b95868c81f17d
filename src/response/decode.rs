//! The envelope as it is read, in any self-describing format.

use alloc::boxed::Box;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::api_error::{ApiError, Content};
use super::api_response::ApiResponse;
use super::kept_data::{KeptData, text_of};
use super::key::Key;
use super::parts::Parts;
use super::skipped::Skipped;
use super::typed_data::{self, TypedData};
use crate::response_code::ResponseCode;

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ApiResponse<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Envelope::new().deserialize(deserializer).map(Self::from)
    }
}

/// A success is an error here: there would be no code to say what failed.
impl<'de> Deserialize<'de> for ApiError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Failure)
    }
}

/// Reads an envelope that says what failed.
struct Failure;

impl<'de> Visitor<'de> for Failure {
    type Value = ApiError;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response that is an error: a map with `code` and `msg`")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ApiError, A::Error> {
        match Envelope::<Skipped>::new().visit_map(map)? {
            Err(error) => Ok(error),
            Ok(Skipped) => Err(A::Error::custom("expected the code of an error, found 0: success")),
        }
    }
}

/// Reads an envelope. Only its code has to be readable, and its data where the code is 0: what is odd beside
/// them is kept as text or left out, so that it never costs the code.
pub(super) struct Envelope<T> {
    /// The code, where it is known before it comes.
    code: Option<ResponseCode>,
    target: PhantomData<T>,
}

impl<T> Envelope<T> {
    const fn new() -> Self {
        Self { code: None, target: PhantomData }
    }

    /// Of a response that is known to be a success, so that its data goes straight to a `T` in any order of keys.
    pub(super) const fn of_success() -> Self {
        Self { code: Some(ResponseCode::SUCCESS), target: PhantomData }
    }
}

/// What was made of `data`. With code 0 seen before it, which is how the server writes, it became a `T`
/// at once; otherwise it was kept.
enum Data<T> {
    Typed(T),
    Kept(Value),
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Envelope<T> {
    type Value = Result<T, ApiError>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
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
        let mut parts = None;
        let mut message = None;
        let mut detail = None;
        let mut correlation_id = None;
        while let Some(key) = map.next_key()? {
            match key {
                Key::Code => set(&mut code, key, || map.next_value())?,
                Key::Data if code.or(self.code).is_some_and(ResponseCode::is_success) => {
                    set(&mut data, key, || map.next_value_seed(TypedData::new()).map(Data::Typed))?;
                }
                Key::Data => set(&mut data, key, || kept(&mut map).map(Data::Kept))?,
                Key::AggregatedError => set(&mut parts, key, || kept(&mut map))?,
                Key::Msg => set(&mut message, key, || kept(&mut map))?,
                Key::Error | Key::RawError => set(&mut detail, key, || kept(&mut map))?,
                Key::CorrelationId => set(&mut correlation_id, key, || kept(&mut map))?,
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
            parts: parts.and_then(Parts::from_value),
            message: message.and_then(text_of).unwrap_or_default(),
            detail: detail.and_then(text_of),
            correlation_id: correlation_id.and_then(text_of),
        }))))
    }
}

#[inline]
fn kept<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Value, A::Error> {
    map.next_value_seed(KeptData::new())
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
        Some(Data::Typed(data)) => Ok(data),
        Some(Data::Kept(data)) => typed_data::from_kept(data),
        None => typed_data::from_nothing(),
    }
}
