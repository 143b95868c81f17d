use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A key of the envelope. Some slave endpoints send the error as Go writes it, with the names of the
/// fields for keys: `Code`, `Msg`, `RawError`.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Code,
    Data,
    AggregatedError,
    Msg,
    Error,
    /// What Go made of the inner error: not always a string.
    RawError,
    CorrelationId,
    Unknown,
}

impl Key {
    /// The key as it is written, and as an error names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Data => "data",
            Self::AggregatedError => "aggregated_error",
            Self::Msg => "msg",
            Self::Error | Self::RawError => "error",
            Self::CorrelationId => "correlation_id",
            Self::Unknown => "",
        }
    }

    fn from_name(name: &[u8]) -> Self {
        match name {
            b"code" | b"Code" => Self::Code,
            b"data" => Self::Data,
            b"aggregated_error" => Self::AggregatedError,
            b"msg" | b"Msg" => Self::Msg,
            b"error" => Self::Error,
            b"RawError" => Self::RawError,
            b"correlation_id" => Self::CorrelationId,
            _ => Self::Unknown,
        }
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(Key::from_name(name.as_bytes()))
    }

    /// `MessagePack` and CBOR may have such keys beside others; no envelope does.
    fn visit_u64<E: Error>(self, _: u64) -> Result<Key, E> {
        Ok(Key::Unknown)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Key, E> {
        Ok(Key::Unknown)
    }

    #[inline]
    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Key, E> {
        Ok(Key::from_name(name))
    }
}
