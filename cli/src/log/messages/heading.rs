//! How a line of the server's log begins.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

/// How far into a line its heading may reach, with what a collector of logs writes before it.
const FARTHEST: usize = 512;
/// How much may stand between the level and the time: blanks, and what is left of colors.
const LONGEST_GAP: usize = 32;
/// How the levels begin.
const LEVELS: [[u8; 4]; 5] = [*b"Info", *b"Warn", *b"Erro", *b"Debu", *b"Pani"];
const DATE: [u8; 19] = *b"0000-00-00 00:00:00";

/// The major version of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// `[Info]    2025-10-11 08:44:35 text`
    V3,
    /// `[Info]\t 2025-10-11 08:44:35 [/path/file.go:114] [Cid: …] text`
    V4,
}

/// A line, as its heading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// That of the server, if the line has its heading.
    pub(super) era: Option<Era>,
    /// Where the text is: what follows the heading, without a carriage return at its end.
    pub(super) text: Range<usize>,
}

pub(super) fn read(line: &[u8]) -> Line {
    let end = line.len() - usize::from(line.ends_with(b"\r"));
    match heading(&line[..end]) {
        Some((era, start)) => Line { era: Some(era), text: start..end },
        None => Line { era: None, text: 0..end },
    }
}

/// Whose heading a line has, and where that ends.
fn heading(line: &[u8]) -> Option<(Era, usize)> {
    let head = &line[..line.len().min(FARTHEST)];
    // Most lines begin with it.
    let at_once = head.starts_with(b"[").then_some(0);
    at_once.into_iter().chain(memchr_iter(b'[', head)).find_map(|bracket| {
        let (level, behind) = head[bracket + 1..].split_first_chunk()?;
        let date = LEVELS.contains(level).then(|| date(behind)).flatten()?;
        let start = bracket + 1 + level.len() + date + DATE.len();
        let start = start + blanks(&line[start..])?;
        Some(match place(&line[start..]) {
            Some(length) => (Era::V4, start + length),
            None => (Era::V3, start),
        })
    })
}

/// Where a date and a time begin behind a level.
fn date(behind: &[u8]) -> Option<usize> {
    let places = behind.windows(DATE.len()).take(LONGEST_GAP);
    places.enumerate().find_map(|(place, text)| {
        let is_date = text[4] == b'-' && text.first_chunk().is_some_and(is_date);
        is_date.then_some(place)
    })
}

fn is_date(text: &[u8; DATE.len()]) -> bool {
    let is_like =
        |byte: u8, like: u8| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    // All are compared, which is done at once.
    text.iter().zip(&DATE).fold(true, |all, (byte, like)| all & is_like(*byte, *like))
}

/// How many blanks there are, if there are any.
fn blanks(text: &[u8]) -> Option<usize> {
    let count = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    (count > 0).then_some(count)
}

/// How long the place in a source is, `[/path/file.go:114] `, with the correlation id behind it.
fn place(text: &[u8]) -> Option<usize> {
    let text = &text[..text.len().min(FARTHEST)];
    let end = text.starts_with(b"[").then(|| memchr(b']', text)).flatten()?;
    let digits = text[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let is_numbered = digits > 0 && text[..end - digits].ends_with(b".go:");
    let start = end + 1 + blanks(&text[end + 1..]).filter(|_| is_numbered)?;
    Some(start + correlation(&text[start..]))
}

/// How long the correlation id is that a text may begin with.
fn correlation(text: &[u8]) -> usize {
    let end = text.starts_with(b"[Cid: ").then(|| memchr(b']', text)).flatten();
    end.and_then(|end| Some(end + 1 + blanks(&text[end + 1..])?)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Era, read};

    #[test]
    fn the_text_follows_the_heading() {
        let (v3, v4) = (Some(Era::V3), Some(Era::V4));
        for (line, era, text) in [
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] [Cid: fc54-97] a: b", v4, "a: b"),
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] [Cid: x Cron: y] a", v4, "a"),
            ("[Info]\t 2025-10-11 08:44:35 [/a/b.go:114] a: b\r", v4, "a: b"),
            ("[Warn]\t 2025-10-11 08:44:35 [/a/b.go:114] [b] a", v4, "[b] a"),
            ("\u{1b}[31m[Error]\u{1b}[0m\t 2025-10-11 08:44:35 [C:/a/b.go:1] [Cid: x] a", v4, "a"),
            (
                "Oct 11 08:44:35 host cloudreve[7]: [Info]\t 2025-10-11 08:44:35 [/b.go:1] a",
                v4,
                "a",
            ),
            ("cloudreve  | [Debug[]  2025-10-11 08:44:35 [/b.go:1] [Cid: x[] a", v4, "a"),
            (r#"{"log":"[Error]\t 2025-10-11 08:44:35 [/b.go:1] a: b\n"}"#, v4, r#"a: b\n"}"#),
            ("[Warning] 2020-11-12 15:11:42 a, b", v3, "a, b"),
            ("[Panic]   2020-11-12 15:11:42 a", v3, "a"),
            ("\u{1b}[36;1m[Info]\u{1b}[0m    2020-11-12 15:11:42 [a] b", v3, "[a] b"),
            ("上传失败 [Warning] 2023-07-21 17:13:53 a", v3, "a"),
            (
                "[Info] 2025-10-11 08:44 [/a/b.go:1] a",
                None,
                "[Info] 2025-10-11 08:44 [/a/b.go:1] a",
            ),
            ("[INFO] 2025-10-11 08:44:35 a", None, "[INFO] 2025-10-11 08:44:35 a"),
            ("a: b.go:12: c", None, "a: b.go:12: c"),
            ("", None, ""),
            ("\r", None, ""),
        ] {
            let found = read(line.as_bytes());
            assert_eq!((found.era, &line[found.text]), (era, text), "{line}");
        }
    }
}
