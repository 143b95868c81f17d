use std::fmt::{self, Write};

/// A text that somebody else wrote, on one line: what a terminal would obey, or would show in another order
/// than it stands, is escaped.
pub struct OneLine<'a>(pub &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.0, is_steering, f)
    }
}

/// The same for a text of several lines: their ends and tabs stay.
pub struct Lines<'a>(pub &'a str);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_escaped = |character| is_steering(character) && !"\n\t".contains(character);
        write_escaped(self.0, is_escaped, f)
    }
}

fn write_escaped(
    text: &str,
    is_escaped: impl Fn(char) -> bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for character in text.chars() {
        if is_escaped(character) {
            write!(f, "{}", character.escape_default())?;
        } else {
            f.write_char(character)?;
        }
    }
    Ok(())
}

/// Whether the character is seen by what it does and not by itself: a control character, a line or paragraph
/// separator, or one that turns the direction of a text.
pub fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use cloudreve_error_codes::{ApiError, ErrorCode};

    use super::OneLine;

    #[test]
    fn the_tool_escapes_what_the_library_escapes() {
        let all: Vec<char> = (char::MIN..=char::MAX).collect();
        for text in all.chunks(1000).map(String::from_iter) {
            let error = ApiError::new(ErrorCode::LockConflict).with_message(text.as_str());
            let by_tool = format!("Lock Conflict (code: 40073): {}", OneLine(&text));
            assert_eq!(error.to_string(), by_tool);
        }
    }
}
