//! Where in a line of the server's log its text begins.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

/// How far into a line its heading may reach, with what a collector of logs writes before it.
const HEADING: usize = 512;

/// The text of a line: what follows its heading, `[Info]\t 2025-10-11 08:44:35 [/path/file.go:114] [Cid: …] `;
/// of a line without one all of it. A carriage return at its end is none of it.
pub(super) fn place(line: &[u8]) -> Range<usize> {
    let end = line.len() - usize::from(line.ends_with(b"\r"));
    let start = heading(&line[..end.min(HEADING)]).unwrap_or(0);
    start..end
}

/// Where the heading of a line ends, if it has one.
fn heading(line: &[u8]) -> Option<usize> {
    let is_place = |end: &usize| {
        let digits = line[..*end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let is_numbered = digits > 0 && line[..end - digits].ends_with(b".go:");
        is_numbered && line[*end..].starts_with(b"] ")
    };
    let start = memchr_iter(b']', line).find(is_place)? + 2;
    Some(start + correlation(&line[start..]))
}

/// How long the correlation id is that a text may begin with.
fn correlation(text: &[u8]) -> usize {
    let end = text.starts_with(b"[Cid: ").then(|| memchr(b']', text)).flatten();
    match end {
        Some(end) if text.get(end + 1) == Some(&b' ') => end + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn the_text_follows_the_heading() {
        for (line, text) in [
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] [Cid: fc54-97] a: b", "a: b"),
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] a: b\r", "a: b"),
            ("\u{1b}[31m[Error]\u{1b}[0m\t 2025-10-11 08:44:35 [C:/a/b.go:1] [Cid: x] a", "a"),
            ("Oct 11 08:44:35 host cloudreve[7]: [Info]\t 2025-10-11 08:44:35 [/b.go:1] a", "a"),
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] [b] a", "[b] a"),
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] [Cid: x]a", "[Cid: x]a"),
            ("[/a.go:b] [/b.go:1] a", "a"),
            ("a: b.go:12: c", "a: b.go:12: c"),
            ("", ""),
            ("\r", ""),
        ] {
            assert_eq!(&line[place(line.as_bytes())], text, "{line}");
        }
    }
}
