//! How a text begins: by that most texts are seen to be none that is known, without a closer look.

/// How many bits there are of the bytes of a beginning.
const BITS: u32 = 14;
/// The bits of one that is a number, by what follows it: a word, or anything else.
const NUMBER_AND_WORD: u16 = 1 << BITS;
const NUMBER: u16 = 2 << BITS;
/// How much of a text is read to learn its first bytes, where blanks or digits repeat.
const FARTHEST: usize = 32;

/// A few bits of the first eight bytes of a normal form; of a shorter one, of its first four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Start(pub u16);

impl Start {
    /// That of a normal form, if it has four bytes at least.
    #[must_use]
    pub fn of(form: &[u8]) -> Option<Self> {
        let long = form.first_chunk().map(|long| u64::from_le_bytes(*long));
        let word =
            long.or_else(|| form.first_chunk().map(|short| u32::from_le_bytes(*short).into()));
        let number = match form {
            [b'0', next, ..] if begins_word(*next) => NUMBER_AND_WORD,
            [b'0', ..] => NUMBER,
            _ => 0,
        };
        word.map(|word| Self(hash(word) | number))
    }
}

/// Whether a word follows, or a blank before it.
fn begins_word(next: u8) -> bool {
    next.is_ascii_alphabetic() || matches!(next, b'\t'..=b'\r' | b' ') || !next.is_ascii()
}

/// A few bits of eight bytes, or of four in the lower half of a word.
#[inline]
#[allow(clippy::cast_possible_truncation)] // so few are left
const fn hash(word: u64) -> u16 {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BITS)) as u16
}

/// How texts begin.
#[derive(Default)]
pub(super) struct Starts {
    bits: Bits,
    /// The bits of those that begin with a number.
    numbers: u16,
    /// Whether some may begin in any way.
    has_others: bool,
}

impl Starts {
    pub(super) fn add(&mut self, start: Option<Start>) {
        match start {
            Some(Start(start)) => {
                self.bits.add(start % NUMBER_AND_WORD);
                self.numbers |= start & (NUMBER_AND_WORD | NUMBER);
            }
            None => self.has_others = true,
        }
    }

    /// Whether a text may be known that begins with these bytes.
    #[inline]
    pub(super) fn admits(&self, text: &[u8]) -> bool {
        let may_begin = match text.first() {
            Some(b'0'..=b'9') => self.has_others || self.admits_number(text),
            Some(first) => first.is_ascii_alphabetic() || !first.is_ascii(),
            None => false,
        };
        if !may_begin || self.has_others {
            return may_begin;
        }
        match text.first_chunk().and_then(|first| form_of_word(u64::from_le_bytes(*first))) {
            Some(long) => self.bits.has(hash(long)) || self.bits.has(hash(long & 0xffff_ffff)),
            None => self.admits_unusual(text),
        }
    }

    /// Whether a text may be known that begins with a number like this one: the times of a log do not.
    fn admits_number(&self, text: &[u8]) -> bool {
        let next = text.iter().find(|byte| !byte.is_ascii_digit());
        next.is_some_and(|next| match next {
            // It may be nothing at all.
            0x80.. => self.numbers != 0,
            _ if begins_word(*next) => self.numbers & NUMBER_AND_WORD != 0,
            _ => self.numbers & NUMBER != 0,
        })
    }

    /// The same for any text, slowly.
    #[cold]
    fn admits_unusual(&self, text: &[u8]) -> bool {
        let (mut form, mut length, mut last) = ([0; 8], 0, None);
        for byte in text.iter().take(FARTHEST) {
            let byte = match byte {
                // It may have another form.
                0x80.. => return true,
                b'0'..=b'9' => b'0',
                b'\t'..=b'\r' => b' ',
                byte => byte.to_ascii_lowercase(),
            };
            if last != Some(byte) || !matches!(byte, b'0' | b' ') {
                form[length] = byte;
                length += 1;
            }
            if length == form.len() {
                break;
            }
            last = Some(byte);
        }
        let is_cut = length < form.len() && text.len() > FARTHEST;
        let is_known = |part: &[u8]| {
            Start::of(part).is_some_and(|Start(start)| self.bits.has(start % NUMBER_AND_WORD))
        };
        is_cut || is_known(&form[..length]) || is_known(&form[..length.min(4)])
    }

    pub(super) fn or(self, others: &Self) -> Self {
        Self {
            bits: self.bits.or(&others.bits),
            numbers: self.numbers | others.numbers,
            has_others: self.has_others || others.has_others,
        }
    }
}

/// A set of hashes.
struct Bits([u64; 1 << BITS >> 6]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; 1 << BITS >> 6])
    }
}

impl Bits {
    fn add(&mut self, hash: u16) {
        self.0[usize::from(hash >> 6)] |= 1 << (hash & 63);
    }

    #[inline]
    fn has(&self, hash: u16) -> bool {
        self.0[usize::from(hash >> 6)] >> (hash & 63) & 1 != 0
    }

    fn or(mut self, others: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(others.0) {
            *word |= other;
        }
        self
    }
}

/// The normal form of eight bytes, all at once. `None` where it may not be as long as they are.
#[inline]
fn form_of_word(word: u64) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    // The highest bit of each byte that is at least as large, of bytes that are ASCII.
    let at_least = |word: u64, least: u64| (word + (0x80 - least) * EACH) & HIGHEST;
    if word & HIGHEST != 0 || at_least(word, 0x20) != HIGHEST {
        return None;
    }
    let digits = at_least(word, 0x30) & !at_least(word, 0x3a);
    let blanks = !at_least(word, 0x21) & HIGHEST;
    if digits & digits >> 8 | blanks & blanks >> 8 != 0 {
        return None;
    }
    let capitals = at_least(word, 0x41) & !at_least(word, 0x5b);
    Some((word | capitals >> 2) & !((digits >> 7) * 0x0f))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Start, Starts};
    use crate::log::messages::normal_form;

    fn starts(form: &str) -> Starts {
        let mut starts = Starts::default();
        starts.add(Start::of(form.as_bytes()));
        starts
    }

    #[test]
    fn a_text_that_begins_otherwise_is_not_admitted() {
        let starts = starts("lock conflict");
        for text in
            ["lock", "lock cof", "lock  cof", "locked", "4ock conflict", "", "1234567890123456"]
        {
            assert!(!starts.admits(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_short_text_is_admitted_whatever_follows() {
        let starts = starts("eof of");
        for text in ["EOF of", "eof  of: a", "Eof of the file", "eof other"] {
            assert!(starts.admits(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_number_is_admitted_where_a_known_text_goes_on_like_it() {
        let starts = starts("0fa required");
        assert!(starts.admits(b"2FA required"));
        assert!(starts.admits(b"12fa  required"));
        for text in ["12:30:01 a", "2026-03-04 05:06:07", "10.0.0.1:5212", "2fb required", "2"] {
            assert!(!starts.admits(text.as_bytes()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_spelling_of_a_text_is_admitted(text in "[a-zA-Z0-9é]([a-cA-C0-9@ \t`é\u{200b}.]|[ 0-9]{1,40}){0,12}", after in "[: )]{0,9}") {
            let form = normal_form(&text);
            let starts = starts(&form);
            prop_assert!(starts.admits(format!("{text}{after}").as_bytes()), "{:?} {:?}", text, form);
        }
    }
}
