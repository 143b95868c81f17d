//! Where in a JSON text a place is, as a person would name it: `data.files[0].size`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::excerpt::excerpt;

/// How many characters a name shows of a key.
const KEY: usize = 40;

/// Names the value that ends or begins at a place; empty for the outermost. The place is given as `serde_json`
/// gives it, by the line, from 1, and how many bytes of that line have been read. Up to there it must be JSON.
pub(super) fn path_to(json: &[u8], line: usize, column: usize) -> String {
    let lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let end = before.saturating_add(column).min(json.len());
    let path: Vec<String> = open_at(json, end).iter().map(Open::name).collect();
    let path = path.concat();
    path.strip_prefix('.').map(String::from).unwrap_or(path)
}

/// An object or array that is not closed yet.
enum Open<'a> {
    /// With the key whose value is read, between its quotes.
    Object(Option<&'a [u8]>),
    /// With the number of elements before the one that is read.
    Array(usize),
}

/// What is open at a place, the outermost first.
fn open_at(json: &[u8], end: usize) -> Vec<Open<'_>> {
    let mut open = Vec::new();
    let mut position = 0;
    while position < end {
        let byte = json[position];
        position += 1;
        match byte {
            b'{' => open.push(Open::Object(None)),
            b'[' => open.push(Open::Array(0)),
            b'}' | b']' => {
                open.pop();
            }
            b',' => match open.last_mut() {
                Some(Open::Object(key)) => *key = None,
                Some(Open::Array(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let text = text_at(&json[position..]);
                if let Some(Open::Object(key @ None)) = open.last_mut() {
                    *key = Some(text);
                }
                position += text.len() + 1;
            }
            _ => {}
        }
    }
    open
}

/// What stands before the quote that ends a text.
fn text_at(json: &[u8]) -> &[u8] {
    let mut is_escaped = false;
    let end = json.iter().position(|byte| {
        let ends = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        ends
    });
    &json[..end.unwrap_or(json.len())]
}

impl Open<'_> {
    fn name(&self) -> String {
        match self {
            Self::Array(index) => format!("[{index}]"),
            Self::Object(None) => String::new(),
            Self::Object(Some(key)) => {
                let key = excerpt(&String::from_utf8_lossy(key), KEY);
                let is_word =
                    |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
                let is_plain = !key.is_empty() && key.bytes().all(is_word);
                if is_plain { format!(".{key}") } else { format!("[\"{key}\"]") }
            }
        }
    }
}
