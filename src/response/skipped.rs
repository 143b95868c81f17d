use core::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::levels::Levels;

/// A value of no interest. It is `IgnoredAny` with an end: some formats skip by recursion.
pub(super) struct Skipped;

impl<'de> Deserialize<'de> for Skipped {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Skip(Levels::MOST).deserialize(deserializer)
    }
}

#[derive(Clone, Copy)]
struct Skip(Levels);

impl Skip {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        self.0.deeper().map(Self)
    }
}

impl<'de> DeserializeSeed<'de> for Skip {
    type Value = Skipped;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Skipped, D::Error> {
        deserializer.deserialize_ignored_any(self)
    }
}

macro_rules! skip_leaf {
    ($($method:ident($($kind:ty)?);)*) => {$(
        #[inline]
        fn $method<E: Error>(self, $(_: $kind)?) -> Result<Skipped, E> {
            Ok(Skipped)
        }
    )*};
}

impl<'de> Visitor<'de> for Skip {
    type Value = Skipped;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    skip_leaf! {
        visit_unit();
        visit_none();
        visit_bool(bool);
        visit_i64(i64);
        visit_i128(i128);
        visit_u64(u64);
        visit_u128(u128);
        visit_f64(f64);
        visit_str(&str);
        visit_bytes(&[u8]);
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Skipped, D::Error> {
        self.deserialize(inner)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Skipped, D::Error> {
        self.deeper()?.deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Skipped, A::Error> {
        let inner = self.deeper()?;
        while elements.next_element_seed(inner)?.is_some() {}
        Ok(Skipped)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Skipped, A::Error> {
        let inner = self.deeper()?;
        while entries.next_entry_seed(inner, inner)?.is_some() {}
        Ok(Skipped)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Skipped, A::Error> {
        let inner = self.deeper()?;
        data.variant_seed(inner)?.1.newtype_variant_seed(inner)
    }
}
