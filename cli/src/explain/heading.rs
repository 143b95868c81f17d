//! Whether a text is a part of the server's log.

use memchr::memchr_iter;

/// How much of a text is looked at, in bytes.
const LONGEST: usize = 64 << 10;
/// How far behind the bracket of a level the time of a line begins at most.
const FARTHEST: usize = 40;
const LEVELS: [&str; 5] = ["Info", "Warn", "Error", "Debug", "Panic"];

/// Whether a line of the server's log is in a text: `[Info]    2025-10-11 08:44:35 …`
pub(super) fn is_in(text: &str) -> bool {
    let text = &text.as_bytes()[..text.len().min(LONGEST)];
    memchr_iter(b'[', text).any(|bracket| {
        let rest = &text[bracket + 1..];
        let rest = &rest[..rest.len().min(FARTHEST)];
        LEVELS.iter().any(|level| rest.starts_with(level.as_bytes()))
            && rest.windows(b"0000-00-00 ".len()).any(is_date)
    })
}

fn is_date(text: &[u8]) -> bool {
    text.iter().zip(b"0000-00-00 ").all(|(byte, expected)| match expected {
        b'0' => byte.is_ascii_digit(),
        _ => byte == expected,
    })
}
