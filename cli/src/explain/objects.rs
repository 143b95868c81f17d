//! Finding objects of JSON in any text, in time proportional to it.

use std::ops::Range;

use memchr::{memchr, memchr3};

/// Where the objects are that have a whole number as their `code`, but for those within others.
pub(super) fn with_code(text: &str) -> Vec<Range<usize>> {
    let mut reader = Reader::new(text.as_bytes());
    while let Some(start) = reader.next_brace() {
        reader.read(start);
    }
    reader.found
}

/// Reads JSON from one brace after another.
///
/// Where it stops being JSON, it is read anew from behind there, and never again from the braces before: what is
/// whole within it has been found. So only the last string before the fault is read twice.
struct Reader<'a> {
    text: &'a [u8],
    place: usize,
    found: Vec<Range<usize>>,
    /// How many bytes were looked at.
    #[cfg(test)]
    work: usize,
}

/// An object or an array that is open.
struct Open {
    start: usize,
    is_object: bool,
    has_code: bool,
    /// How many objects had been found before it.
    found_before: usize,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A key, or the end of an object.
    FirstKey,
    Key,
    /// A colon, and whether that of the key `code`.
    Colon {
        is_code: bool,
    },
    Value {
        is_code: bool,
    },
    /// A value, or the end of an array.
    FirstValue,
    /// A comma, or the end of an object or array.
    Comma,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            place: 0,
            found: Vec::new(),
            #[cfg(test)]
            work: 0,
        }
    }

    fn next_brace(&mut self) -> Option<usize> {
        let length = memchr(b'{', &self.text[self.place..]);
        self.move_by(length.unwrap_or(self.text.len() - self.place));
        length.map(|_| self.place)
    }

    fn move_by(&mut self, length: usize) {
        self.place += length;
        #[cfg(test)]
        {
            self.work += length;
        }
    }

    /// Reads the object that starts with a brace, as far as it goes.
    fn read(&mut self, start: usize) {
        let mut open: Vec<Open> = Vec::new();
        let mut next = Next::Value { is_code: false };
        // Where the string starts that was read last, if nothing has followed it.
        let mut last_string = None;
        self.place = start;
        loop {
            self.skip_blanks();
            let Some(byte) = self.text.get(self.place).copied() else { break };
            let string = last_string.take();
            let after = match (next, byte) {
                (Next::Key | Next::FirstKey, b'"') => {
                    last_string = Some(self.place);
                    self.string().map(|key| Next::Colon { is_code: is_code(key) })
                }
                (Next::Colon { is_code }, b':') => {
                    self.move_by(1);
                    Some(Next::Value { is_code })
                }
                (Next::Value { .. } | Next::FirstValue, b'"') => {
                    last_string = Some(self.place);
                    self.string().map(|_| Next::Comma)
                }
                (Next::Value { .. } | Next::FirstValue, b'{' | b'[') => {
                    let is_object = byte == b'{';
                    let (start, found_before) = (self.place, self.found.len());
                    open.push(Open { start, is_object, has_code: false, found_before });
                    self.move_by(1);
                    Some(if is_object { Next::FirstKey } else { Next::FirstValue })
                }
                (Next::Value { is_code }, b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                    let is_number = self.word();
                    if let Some(object) = open.last_mut() {
                        object.has_code |= is_code && is_number;
                    }
                    Some(Next::Comma)
                }
                (Next::FirstValue, b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                    self.word();
                    Some(Next::Comma)
                }
                (Next::Comma, b',') => {
                    self.move_by(1);
                    let is_object = open.last().is_some_and(|open| open.is_object);
                    Some(if is_object { Next::Key } else { Next::Value { is_code: false } })
                }
                (Next::Comma | Next::FirstKey, b'}') | (Next::Comma | Next::FirstValue, b']') => {
                    self.close(&mut open, byte)
                }
                _ => None,
            };
            let Some(after) = after else {
                // The string may not have been one, but the end of another.
                last_string = last_string.or(string);
                break;
            };
            next = after;
            if open.is_empty() {
                return;
            }
        }
        self.place = last_string.unwrap_or(self.place).max(start)
            + usize::from(last_string.is_some() || self.place == start);
    }

    /// Ends what is open, if it ends with this byte.
    fn close(&mut self, open: &mut Vec<Open>, byte: u8) -> Option<Next> {
        let closed = open.pop_if(|open| open.is_object == (byte == b'}'))?;
        self.move_by(1);
        if closed.has_code {
            self.found.truncate(closed.found_before);
            self.found.push(closed.start..self.place);
        }
        Some(Next::Comma)
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.place..];
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.move_by(rest.iter().take_while(is_blank).count());
    }

    /// Passes a string, and returns what is between its quotes; `None` if it does not end on its line.
    fn string(&mut self) -> Option<&'a [u8]> {
        self.move_by(1);
        let start = self.place;
        loop {
            let length = memchr3(b'"', b'\\', b'\n', &self.text[self.place..])?;
            self.move_by(length);
            match self.text[self.place] {
                b'"' => break,
                b'\\' if self.place + 1 < self.text.len() => self.move_by(2),
                _ => return None,
            }
        }
        let string = &self.text[start..self.place];
        self.move_by(1);
        Some(string)
    }

    /// Passes a number or a word, and says whether it is a whole number.
    fn word(&mut self) -> bool {
        let rest = &self.text[self.place..];
        let is_part =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        let word = &rest[..rest.iter().take_while(is_part).count()];
        self.move_by(word.len());
        let digits = word.strip_prefix(b"-").unwrap_or(word);
        (1..=18).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
    }
}

fn is_code(key: &[u8]) -> bool {
    matches!(key, b"code" | b"Code")
}

#[cfg(test)]
mod tests {
    use super::{Reader, with_code};

    fn found(text: &str) -> Vec<&str> {
        with_code(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn the_outermost_objects_with_a_code_are_found() {
        for (text, expected) in [
            (r#"{"code":1}"#, vec![r#"{"code":1}"#]),
            (r#"x {"msg":"}{", "code" : -1 } y"#, vec![r#"{"msg":"}{", "code" : -1 }"#]),
            (
                r#"{"code":1,"parts":{"a":{"code":2}}}"#,
                vec![r#"{"code":1,"parts":{"a":{"code":2}}}"#],
            ),
            (r#"{"parts":[{"code":2},{"code":3}]}"#, vec![r#"{"code":2}"#, r#"{"code":3}"#]),
            (r#"{"torn":{"code":2},"x"#, vec![r#"{"code":2}"#]),
            (r#"{x} {"code":2}"#, vec![r#"{"code":2}"#]),
            (r#"{"body":"{"code":2}"}"#, vec![r#"{"code":2}"#]),
            ("{\"msg\":\"torn\n{\"code\":2}", vec![r#"{"code":2}"#]),
            (r#"{"code":"1"} {"code":1.5} {"code":null} {"other":1}"#, vec![]),
            ("{\"code\":", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn the_work_grows_with_the_text_and_no_faster() {
        for unit in [
            "{",
            "{\"",
            "{\"a\":",
            "{\"a\":{\"a\":\"\\\"",
            "\\\"",
            "\"",
            "{ ",
            "{\"a\\\"",
            "[{\"a\":[",
            "{\"code\":40016,\"msg\":\"\\\"{",
            "{\"a\":\"{\"",
            "{\"{\":\"{\"",
            "{\"a\":\"\"{",
            "{\"\\",
            "{\" ",
            "{\"code\":1,\"a\":\"{\\\"code\\\":1",
            "{\"code\":40016},",
            "{\"a\" ",
            "{\"a\":1,\"{ ",
        ] {
            for opening in ["", "{\"a\":\"", "{\"a\":[", "\"", "{\"a\":{\"code\":1},"] {
                let text = opening.to_owned() + &unit.repeat(3_000);
                let mut reader = Reader::new(text.as_bytes());
                while let Some(start) = reader.next_brace() {
                    reader.read(start);
                }
                assert!(
                    reader.work <= 4 * text.len(),
                    "{opening}{unit}: {} of {}",
                    reader.work,
                    text.len()
                );
            }
        }
    }
}
