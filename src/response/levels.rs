use serde::de::Error;

/// How many levels a value of any type may still nest, so that none exhausts the stack: `serde_json` stops
/// by itself, other formats later or never.
#[derive(Clone, Copy)]
pub(super) struct Levels(u8);

impl Levels {
    /// As many as `serde_json` reads.
    pub(super) const MOST: Self = Self(127);

    /// One level further down.
    pub(super) fn deeper<E: Error>(self) -> Result<Self, E> {
        let left = self.0.checked_sub(1).map(Self);
        left.ok_or_else(|| E::custom("a value nests more than 127 deep"))
    }
}
