//! The normal form of a sentence, and its digest.
//!
//! Two spellings of a sentence that a person would take for the same have one normal form. A script makes it too:
//!
//! ```js
//! text.normalize("NFKC").toLowerCase()
//!     .replace(/[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g, "")
//!     .replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟″]/g, '"').replace(/ς/g, "σ")
//!     .replace(/[\s\u0085]+/g, " ").replace(/[0-9]+/g, "0")
//!     .replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, "")
//! ```
//!
//! Its digest is FNV-1a of 64 bits over its bytes in UTF-8, read forward or backward.

use unicode_normalization::UnicodeNormalization;

/// What a number is in a normal form.
const NUMBER: u8 = b'0';

/// A digest: FNV-1a of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub u64);

impl Default for Digest {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Digest {
    /// That of nothing.
    pub const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// That of what it is of, and one more byte.
    #[inline]
    #[must_use]
    pub const fn and(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3))
    }

    #[must_use]
    pub fn of(bytes: impl IntoIterator<Item = u8>) -> Self {
        bytes.into_iter().fold(Self::EMPTY, Self::and)
    }
}

/// The normal form of a text.
#[must_use]
pub fn normal_form(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    let mut shape = Shape::default();
    let mut kept = 0;
    for character in characters(text) {
        for part in shape.take(character) {
            form.push(part);
        }
        if shape.ends_in_word {
            kept = form.len();
        }
    }
    form.truncate(kept);
    form
}

/// The characters of a text that count, as they are compared.
pub(super) fn characters(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().flat_map(char::to_lowercase).filter(|it| !is_ignored(*it)).map(plain)
}

/// Marks of direction and other characters that cannot be seen.
fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// What a character stands for: people and programs take one for the other.
fn plain(character: char) -> char {
    match character {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        'ς' => 'σ',
        _ => character,
    }
}

/// Puts characters together to a normal form, one after the other: but for what is dropped at its end.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
pub(super) struct Shape {
    has_begun: bool,
    /// White space is one space, where something follows.
    pub(super) has_space: bool,
    /// The digits of a number are one mark.
    is_in_number: bool,
    /// Whether the last character belongs to a word.
    pub(super) ends_in_word: bool,
}

impl Shape {
    /// What a character adds: nothing, itself, or a space and itself.
    #[inline]
    pub(super) fn take(&mut self, character: char) -> impl Iterator<Item = char> + use<> {
        let is_digit = character.is_ascii_digit();
        let is_word = character.is_alphanumeric();
        let is_space = !is_word && character.is_whitespace();
        let is_skipped =
            is_space || (is_digit && self.is_in_number) || !(self.has_begun || is_word);
        let space = (self.has_space && !is_skipped).then_some(' ');
        self.is_in_number = is_digit;
        self.has_space = (self.has_space && is_skipped) || (is_space && self.has_begun);
        self.has_begun |= is_word;
        self.ends_in_word = is_word;
        let itself = if is_digit { char::from(NUMBER) } else { character };
        space.into_iter().chain((!is_skipped).then_some(itself))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Digest, normal_form};

    #[test]
    fn spellings_of_one_sentence_have_one_form() {
        for (text, form) in [
            ("", ""),
            ("...", ""),
            ("Lock conflict", "lock conflict"),
            ("  LOCK\u{a0}\t conflict. ", "lock conflict"),
            ("\u{201c}Lock conflict!\u{201d}", "lock conflict"),
            ("You don\u{2019}t", "you don't"),
            ("Ｌｏｃｋ　ｃｏｎｆｌｉｃｔ！", "lock conflict"),
            ("cafe\u{301} CAFÉ", "café café"),
            ("expected: 10, actual: 1024", "expected: 0, actual: 0"),
            ("12:30 v3 2FA", "0:0 v0 0fa"),
            ("文件被占用。", "文件被占用"),
            ("主机：４", "主机:0"),
            ("\u{202b}ملف\u{202c}", "ملف"),
            ("(StatusCode=502).", "statuscode=0"),
            ("ΟΔΟΣ ὀδός", "οδοσ ὀδόσ"),
            ("e\u{200b}nd", "end"),
        ] {
            assert_eq!(normal_form(text), form, "{text:?}");
        }
    }

    #[test]
    fn a_digest_is_that_of_the_published_test_vectors() {
        for (text, digest) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(Digest::of(text.bytes()), Digest(digest), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_form_is_its_own_form(text in any::<String>()) {
            let form = normal_form(&text);
            // Lower case may not be composed: what is made of it once more is.
            let again = normal_form(&form);
            prop_assert_eq!(normal_form(&again), again);
        }

        #[test]
        fn what_surrounds_a_sentence_is_no_part_of_it(
            before in "[\"' (\u{3000}\u{201c}]*", text in "[a-z]( ?[a-z0-9.]*[a-z])?", after in "[\"')。. !]*"
        ) {
            prop_assert_eq!(normal_form(&format!("{before}{text}{after}")), normal_form(&text));
        }
    }
}
