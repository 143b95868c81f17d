//! Constants of the server's source that a text names.

use cloudreve_error_codes::ErrorCode;

use super::beginning::beginning;
/// How much of a text is looked at, in bytes.
const LONGEST: usize = 64 << 10;

/// The codes whose constants, or former ones, stand in a text as words, each once.
pub(super) fn in_text(text: &str) -> Vec<ErrorCode> {
    let text = beginning(text, LONGEST);
    let words = text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
    let mut codes = Vec::new();
    for word in words.filter(|word| word.starts_with("Code")) {
        let code = word
            .parse()
            .ok()
            .filter(|code: &ErrorCode| code.constant() == word || code.aliases().contains(&word));
        codes.extend(code.filter(|code| !codes.contains(code)));
    }
    codes
}
