//! A format string of Go, as what it prints begins and goes on.

use regex::bytes::{Regex, RegexBuilder};

/// What a format string can print.
pub(super) struct Pattern {
    /// How all that it prints begins.
    pub(super) prefix: String,
    /// What follows the prefix; `None` where nothing does.
    pub(super) rest: Option<Rest>,
}

impl Pattern {
    /// `None` where the format has no text of its own, and so would print anything.
    pub(super) fn new(format: &str) -> Option<Self> {
        // What is added after a colon is the next message of the chain.
        let format = format.trim_end_matches([':', ' ']);
        let parts = parts(format);
        let has_text =
            |part: &Part| matches!(part, Part::Text(text) if text.contains(char::is_alphanumeric));
        if !parts.iter().any(has_text) {
            return None;
        }
        let (prefix, rest) = match parts.split_first() {
            Some((Part::Text(text), rest)) => (text.clone(), rest),
            _ => (String::new(), parts.as_slice()),
        };
        Some(Self { prefix, rest: if rest.is_empty() { None } else { Some(self::rest(rest)?) } })
    }
}

/// The verbs of a format and what stands between them.
pub(super) struct Rest(Regex);

impl Rest {
    /// How long it is, where `following` begins with it.
    pub(super) fn length(&self, following: &[u8]) -> Option<usize> {
        let end = self.0.find(following)?.end();
        // The colon is no part of it: no format ends in one, and a verb ends before the first.
        Some(end - usize::from(following[..end].ends_with(b":")))
    }
}

/// Whether a message ends before `rest`.
pub(super) fn ends_before(rest: &[u8]) -> bool {
    matches!(rest.first(), None | Some(b':'))
}

enum Part {
    Text(String),
    /// A verb of the format.
    Verb(char),
}

/// Splits a format into texts and verbs.
fn parts(format: &str) -> Vec<Part> {
    let (mut parts, mut text) = (Vec::new(), String::new());
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        // Flags, width, precision and the number of an argument say only how it is printed.
        match characters.find(|it| !"+-# 0123456789.*[]".contains(*it)) {
            Some('%') | None => text.push('%'),
            Some(verb) => {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Verb(verb));
            }
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

fn rest(parts: &[Part]) -> Option<Rest> {
    let part = |part: &Part| match part {
        Part::Text(text) => regex::escape(text),
        Part::Verb(verb) => printed(*verb).to_owned(),
    };
    let parts: Vec<_> = parts.iter().map(part).collect();
    let regex = format!("\\A{}(?:\\z|:)", parts.concat());
    // One that is too large for the library matches nothing.
    RegexBuilder::new(&regex).unicode(false).dot_matches_new_line(true).build().ok().map(Rest)
}

/// What a verb prints, as a regular expression.
fn printed(verb: char) -> &'static str {
    match verb {
        'd' => r" *[+-]?[0-9]+ *",
        'b' | 'o' | 'O' => r" *[+-]?[0-7o]+ *",
        't' => r" *(?:true|false) *",
        'c' => r".{1,4}",
        'q' => r#" *(?:".*?"|'.*?'|`.*?`) *"#,
        'U' => r" *U\+[0-9A-F]+.*?",
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => r" *[+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?|Inf|NaN) *",
        _ => r".*?",
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    /// Whether a format prints a text, whole or up to a colon.
    fn prints(format: &str, text: &str) -> bool {
        let pattern = Pattern::new(format).expect(format);
        let Some(rest) = text.as_bytes().strip_prefix(pattern.prefix.as_bytes()) else {
            return false;
        };
        pattern.rest.map_or(super::ends_before(rest), |following| following.length(rest).is_some())
    }

    #[test]
    fn a_format_prints_what_go_prints() {
        for (format, text) in [
            ("plain", "plain"),
            ("plain", "plain: cause"),
            ("ends in a colon: ", "ends in a colon: cause"),
            ("ends in a colon: ", "ends in a colon:"),
            ("100%% sure", "100% sure"),
            ("expected: %d, actual: %d", "expected: 7, actual: -8"),
            ("expected: %d", "expected: 7: cause"),
            ("%d of %05d", "1 of 00002"),
            ("%-5d kB", "7     kB"),
            ("%5.2f %% full", " 1.25 % full"),
            ("rate %g", "rate 1e+06"),
            ("ready %t", "ready false"),
            ("name %q", "name \"a: b\""),
            ("no %s here", "no \u{e9}: at all here"),
            ("no %s here", "no  here"),
            ("no %v", "no (1+2i): cause"),
            ("no %+v and %[1]T", "no {A:1} and main.T"),
            ("a (b) [c] .*", "a (b) [c] .*"),
        ] {
            assert!(prints(format, text), "{format} {text}");
        }
    }

    #[test]
    fn a_format_prints_nothing_else() {
        for (format, text) in [
            ("plain", "plainly"),
            ("plain", "plain text"),
            ("plain", "a plain"),
            ("count %d", "count x"),
            ("count %d", "count 7x"),
            ("count %d", "count 7 x"),
            ("ready %t", "ready maybe"),
            ("name %q", "name x"),
            ("a.c", "abc"),
            ("no %s here", "no more therein"),
        ] {
            assert!(!prints(format, text), "{format} {text}");
        }
    }

    #[test]
    fn a_format_without_a_text_of_its_own_is_none() {
        for format in ["", ": ", "%s", "%s: %v", "%d/%d", "..."] {
            assert!(Pattern::new(format).is_none(), "{format}");
        }
    }
}
