use alloc::string::{String, ToString};

use super::one_line::OneLine;

/// The beginning of a text, on one line and safe for a terminal: runs of white space are one space, and an
/// ellipsis stands where more than so many characters came.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let mut excerpt = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let space = if excerpt.is_empty() { "" } else { " " };
        for character in space.chars().chain(word.chars()) {
            if count == most {
                excerpt.push('…');
                return excerpt;
            }
            count += 1;
            excerpt += &OneLine(character.encode_utf8(&mut [0; 4])).to_string();
        }
    }
    excerpt
}
