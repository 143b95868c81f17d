//! The envelope as it is written: in the server's order, and without what is empty.

use core::fmt;

use serde::ser::{Impossible, Serialize, SerializeMap, Serializer};

use super::api_error::ApiError;
use super::api_response::ApiResponse;
use super::key::Key;
use super::parts::Parts;
use crate::response_code::ResponseCode;

impl<T: Serialize> Serialize for ApiResponse<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_result() {
            Ok(data) => serialize_success(data, serializer),
            Err(error) => error.serialize(serializer),
        }
    }
}

fn serialize_success<T: Serialize, S: Serializer>(
    data: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let data = (!is_null(data)).then_some(data);
    // A map, not a struct: some formats write a struct without its keys.
    let mut map = serializer.serialize_map(Some(2 + usize::from(data.is_some())))?;
    map.serialize_entry(Key::Code.name(), &ResponseCode::SUCCESS)?;
    serialize_present(&mut map, Key::Data, data)?;
    map.serialize_entry(Key::Msg.name(), "")?;
    map.end()
}

impl Serialize for ApiError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &self.0;
        let parts = content.parts.as_ref().map(Parts::by_key);
        let optional = [
            content.data.is_some(),
            parts.is_some(),
            content.detail.is_some(),
            content.correlation_id.is_some(),
        ];
        let present = optional.into_iter().filter(|is_present| *is_present).count();
        let mut map = serializer.serialize_map(Some(2 + present))?;
        map.serialize_entry(Key::Code.name(), &content.code)?;
        serialize_present(&mut map, Key::Data, content.data.as_ref())?;
        serialize_present(&mut map, Key::AggregatedError, parts)?;
        map.serialize_entry(Key::Msg.name(), &content.message)?;
        serialize_present(&mut map, Key::Error, content.detail.as_ref())?;
        serialize_present(&mut map, Key::CorrelationId, content.correlation_id.as_ref())?;
        map.end()
    }
}

fn serialize_present<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: Key,
    value: Option<&T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key.name(), value),
        None => Ok(()),
    }
}

/// Whether a value is written as null, as `()`, `None` and `Value::Null` are.
fn is_null<T: Serialize>(value: &T) -> bool {
    value.serialize(NullProbe).is_ok()
}

/// Takes null, and refuses all else at its first byte.
struct NullProbe;

macro_rules! refuse {
    ($($method:ident($($kind:ty),*) -> $result:ty;)*) => {$(
        fn $method(self, $(_: $kind),*) -> Result<$result, fmt::Error> {
            Err(fmt::Error)
        }
    )*};
}

type Refused = Impossible<(), fmt::Error>;

impl Serializer for NullProbe {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Refused;
    type SerializeTuple = Refused;
    type SerializeTupleStruct = Refused;
    type SerializeTupleVariant = Refused;
    type SerializeMap = Refused;
    type SerializeStruct = Refused;
    type SerializeStructVariant = Refused;

    fn serialize_unit(self) -> Result<(), fmt::Error> {
        Ok(())
    }

    fn serialize_none(self) -> Result<(), fmt::Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), fmt::Error> {
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), fmt::Error> {
        Err(fmt::Error)
    }

    fn collect_str<T: ?Sized + fmt::Display>(self, _: &T) -> Result<(), fmt::Error> {
        Err(fmt::Error)
    }

    refuse! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Refused;
        serialize_tuple(usize) -> Refused;
        serialize_tuple_struct(&'static str, usize) -> Refused;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Refused;
        serialize_map(Option<usize>) -> Refused;
        serialize_struct(&'static str, usize) -> Refused;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Refused;
    }
}
