//! What stands behind a key, read forward.

use memchr::memchr;

use super::notation::{
    ANSI_INTRODUCERS, ESCAPED_ANSI_INTRODUCERS, ESCAPED_QUOTES, First, HTML_AMPERSAND, HTML_QUOTES,
    TYPOGRAPHIC_QUOTES, first_character, is_ansi_final, is_ansi_parameter, is_word_byte,
    is_word_character,
};

/// How reading can end without a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Another thing stands here.
    Mismatch,
    /// The bytes at hand end before it is decided what stands here.
    Unfinished,
}

/// A place in the bytes behind a key.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a [u8],
    place: usize,
    /// Whether `text` ends where the input does: otherwise more bytes follow.
    ends_input: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [u8], place: usize, ends_input: bool) -> Self {
        Self { text, place, ends_input }
    }

    pub(super) fn place(&self) -> usize {
        self.place
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.place..).unwrap_or_default()
    }

    /// The next byte, `None` at the end of the input.
    #[inline]
    pub(super) fn peek(&self) -> Result<Option<u8>, Stop> {
        match self.text.get(self.place) {
            Some(byte) => Ok(Some(*byte)),
            None if self.ends_input => Ok(None),
            None => Err(Stop::Unfinished),
        }
    }

    /// Takes `byte` if it is the next one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Result<bool, Stop> {
        let is_next = self.peek()? == Some(byte);
        self.place += usize::from(is_next);
        Ok(is_next)
    }

    /// Takes `literal` if it is next and all of it is at hand.
    #[inline]
    pub(super) fn take_at_hand(&mut self, literal: &[u8]) -> bool {
        let is_next = self.rest().starts_with(literal);
        self.place += if is_next { literal.len() } else { 0 };
        is_next
    }

    /// Takes the bytes as long as they are of a kind.
    pub(super) fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> Result<&'a [u8], Stop> {
        let rest = self.rest();
        let length = match rest.iter().position(|byte| !is_wanted(*byte)) {
            Some(length) => length,
            None if self.ends_input => rest.len(),
            None => return Err(Stop::Unfinished),
        };
        self.place += length;
        Ok(&rest[..length])
    }

    /// Takes one of `literals`. None of them may be the beginning of another.
    pub(super) fn take_any(&mut self, literals: &[&[u8]]) -> Result<bool, Stop> {
        let rest = self.rest();
        for literal in literals {
            if rest.starts_with(literal) {
                self.place += literal.len();
                return Ok(true);
            }
            if !self.ends_input && literal.starts_with(rest) {
                return Err(Stop::Unfinished);
            }
        }
        Ok(false)
    }

    /// Skips spaces, tabs and ANSI escapes.
    #[inline]
    pub(super) fn skip_blanks(&mut self) -> Result<(), Stop> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t') => self.place += 1,
                _ if self.take_ansi_escape()? => {}
                _ => return Ok(()),
            }
        }
    }

    /// Skips blanks and line breaks that are escaped, as in a string of JSON.
    pub(super) fn skip_escaped_blanks(&mut self) -> Result<(), Stop> {
        loop {
            let mut ahead = *self;
            let backslashes = ahead.take_while(|byte| byte == b'\\')?;
            if backslashes.is_empty() || !matches!(ahead.peek()?, Some(b'n' | b'r' | b't')) {
                return Ok(());
            }
            self.place = ahead.place + 1;
            self.skip_blanks()?;
        }
    }

    /// Skips ANSI escapes alone.
    #[inline]
    pub(super) fn skip_ansi_escapes(&mut self) -> Result<(), Stop> {
        while self.take_ansi_escape()? {}
        Ok(())
    }

    #[inline]
    fn take_ansi_escape(&mut self) -> Result<bool, Stop> {
        match self.peek()? {
            Some(b'\x1b' | b'#' | b'^' | b'\\') => self.take_begun_ansi_escape(),
            _ => Ok(false),
        }
    }

    fn take_begun_ansi_escape(&mut self) -> Result<bool, Stop> {
        let mut ahead = *self;
        let backslashes = ahead.take_while(|byte| byte == b'\\')?;
        let introducers: &[_] =
            if backslashes.is_empty() { &ANSI_INTRODUCERS } else { &ESCAPED_ANSI_INTRODUCERS };
        if !ahead.take_any(introducers)? {
            return Ok(false);
        }
        ahead.take_while(is_ansi_parameter)?;
        if !ahead.peek()?.is_some_and(is_ansi_final) {
            return Ok(false);
        }
        self.place = ahead.place + 1;
        Ok(true)
    }

    /// Takes a quote with all that escapes it, if one is next.
    pub(super) fn take_quote(&mut self) -> Result<Option<&'a [u8]>, Stop> {
        let mut ahead = *self;
        let is_quote = match self.peek()? {
            Some(b'"' | b'\'') => {
                ahead.place += 1;
                true
            }
            Some(b'\\') => {
                ahead.take_while(|byte| byte == b'\\')?;
                ahead.take_any(&ESCAPED_QUOTES)?
            }
            Some(b'&') => {
                ahead.place += 1;
                while ahead.take_any(&[HTML_AMPERSAND])? {}
                ahead.take_any(&HTML_QUOTES)?
            }
            Some(0xe2 | 0xef) => ahead.take_any(&TYPOGRAPHIC_QUOTES.map(str::as_bytes))?,
            _ => false,
        };
        if !is_quote {
            return Ok(None);
        }
        let quote = &self.text[self.place..ahead.place];
        self.place = ahead.place;
        Ok(Some(quote))
    }

    /// The rest of the line, or as many bytes of it as `limit`.
    pub(super) fn line(&self, limit: usize) -> Result<&'a [u8], Stop> {
        let rest = self.rest();
        let rest = &rest[..rest.len().min(limit)];
        match memchr(b'\n', rest) {
            Some(end) => Ok(&rest[..end]),
            None if self.ends_input || rest.len() == limit => Ok(rest),
            None => Err(Stop::Unfinished),
        }
    }

    /// Whether a word or number that ends at this place goes on.
    pub(super) fn is_in_word(&self) -> Result<bool, Stop> {
        if let Some(byte) = self.peek()?
            && byte.is_ascii()
        {
            return Ok(is_word_byte(byte));
        }
        match first_character(self.rest()) {
            First::Character(character) => Ok(is_word_character(character)),
            First::Cut if !self.ends_input => Err(Stop::Unfinished),
            First::Cut | First::Nothing => Ok(false),
        }
    }
}
