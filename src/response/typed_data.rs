//! `data` as the type that the caller wants.

use alloc::string::ToString;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};
use serde_json::Value;

use super::skipped::Skipped;

/// Reads a `T` straight from the format.
pub(super) struct TypedData<T>(PhantomData<T>);

impl<T> TypedData<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for TypedData<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(TakesAny(deserializer)).map_err(naming_data)
    }
}

/// Reads a `T` from `data` that was kept because `code` had not been seen yet.
pub(super) fn from_kept<'de, T: Deserialize<'de>, E: Error>(data: Value) -> Result<T, E> {
    T::deserialize(TakesAny(data)).map_err(|error| E::custom(format_args!("`data`: {error}")))
}

/// Offers null to a `T` where there is no `data`.
pub(super) fn from_nothing<'de, T: Deserialize<'de>, E: Error>() -> Result<T, E> {
    T::deserialize(TakesAny(&Value::Null))
        .map_err(|error| E::custom(format_args!("`data` is missing: {error}")))
}

/// Reads a `T` from the kept `data` of an error.
pub(super) fn from_value<'a, T: Deserialize<'a>>(data: &'a Value) -> Result<T, serde_json::Error> {
    T::deserialize(TakesAny(data))
}

/// How serde begins to say that a value is not what a type takes.
const MISMATCHES: [&str; 7] = [
    "invalid type: ",
    "invalid value: ",
    "invalid length ",
    "unknown variant ",
    "unknown field ",
    "missing field ",
    "duplicate field ",
];

/// Says where the value is that is no `T`. What a format says by itself, of cut or broken input, stays as it is,
/// since a new error would no longer be of its kind.
#[cold]
fn naming_data<E: Error>(error: E) -> E {
    let message = error.to_string();
    if MISMATCHES.iter().any(|mismatch| message.starts_with(mismatch)) {
        E::custom(format_args!("`data`: {message}"))
    } else {
        error
    }
}

/// Lets `()` take any value, as it says that the caller has no use for `data`, and so lets an `Option` of it;
/// and skips what is ignored with an end. All else is passed on.
struct TakesAny<D>(D);

macro_rules! pass_on {
    ($($method:ident($($name:ident: $kind:ty),*);)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(
            self,
            $($name: $kind,)*
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.0.$method($($name,)* visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for TakesAny<D> {
    type Error = D::Error;

    #[inline]
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        Skipped::deserialize(self.0)?;
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        Skipped::deserialize(self.0)?;
        visitor.visit_unit()
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(SomeTakesAny(visitor))
    }

    pass_on! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(len: usize);
        deserialize_tuple_struct(name: &'static str, len: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// The visitor of an `Option`, whose inside takes any value where the outside does.
struct SomeTakesAny<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for SomeTakesAny<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(TakesAny(deserializer))
    }
}
