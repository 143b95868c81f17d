use core::fmt::{self, Write};

/// How many bytes of a text an [`Excerpt`] keeps.
const CAPACITY: usize = 40;

/// The beginning of a text, so that an error can name what it was given without an allocator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Excerpt {
    bytes: [u8; CAPACITY],
    length: u8,
    is_cut: bool,
}

impl Excerpt {
    pub(crate) fn of(text: &str) -> Self {
        let boundary = |&index: &usize| text.is_char_boundary(index);
        let length = (0..=CAPACITY.min(text.len())).rev().find(boundary).unwrap_or(0);
        let mut bytes = [0; CAPACITY];
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        // At most the capacity.
        let is_cut = length < text.len();
        Self { bytes, length: u8::try_from(length).unwrap_or_default(), is_cut }
    }

    fn as_str(&self) -> &str {
        // Cut at a boundary, so that it is always UTF-8.
        core::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

/// Quoted and escaped, on one line, with an ellipsis where the text went on.
impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)?;
        if self.is_cut { f.write_char('…') } else { Ok(()) }
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
