//! A format string of Go, as what it prints begins and goes on.

use regex_automata::meta::{Config, Regex};
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Dot, Hir, Look, Repetition};

/// How much memory the regular expression of one format may take, in bytes.
const LARGEST: usize = 10 << 20;

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
        Part::Text(text) => literal(text),
        Part::Verb(verb) => printed(*verb),
    };
    let end = either([Hir::look(Look::End), literal(":")]);
    let parts = [Hir::look(Look::Start)].into_iter().chain(parts.iter().map(part)).chain([end]);
    let config = Config::new().utf8_empty(false).nfa_size_limit(Some(LARGEST));
    // One that is too large for the library matches nothing.
    let regex = Regex::builder().configure(config).build_from_hir(&Hir::concat(parts.collect()));
    regex.ok().map(Rest)
}

/// What a verb prints, as a regular expression. It is put together here and not read from a text: what
/// reads one knows all of Unicode, and starting with that takes longer than to explain a code.
fn printed(verb: char) -> Hir {
    match verb {
        'd' => padded([sign(), some(any_of("0123456789"))]),
        'b' | 'o' | 'O' => padded([sign(), some(any_of("01234567o"))]),
        't' => padded([either([literal("true"), literal("false")])]),
        'c' => repeated(Hir::dot(Dot::AnyByte), 1, Some(4), true),
        'q' => padded([either(["\"", "'", "`"].map(quoted))]),
        'U' => {
            let digits = some(any_of("0123456789ABCDEF"));
            Hir::concat(vec![spaces(), literal("U+"), digits, anything()])
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => padded([sign(), real()]),
        _ => anything(),
    }
}

fn real() -> Hir {
    let exponent = [any_of("eE"), sign(), some(any_of("0123456789"))];
    let finite = [some(any_of("0123456789.")), optional(Hir::concat(exponent.into()))];
    either([Hir::concat(finite.into()), literal("Inf"), literal("NaN")])
}

fn quoted(quote: &str) -> Hir {
    Hir::concat(vec![literal(quote), anything(), literal(quote)])
}

fn padded<const N: usize>(parts: [Hir; N]) -> Hir {
    Hir::concat([spaces()].into_iter().chain(parts).chain([spaces()]).collect())
}

fn spaces() -> Hir {
    repeated(literal(" "), 0, None, true)
}

fn sign() -> Hir {
    optional(any_of("+-"))
}

/// As little as there may be for the rest to match.
fn anything() -> Hir {
    repeated(Hir::dot(Dot::AnyByte), 0, None, false)
}

fn some(one: Hir) -> Hir {
    repeated(one, 1, None, true)
}

fn optional(one: Hir) -> Hir {
    repeated(one, 0, Some(1), true)
}

fn repeated(one: Hir, min: u32, max: Option<u32>, greedy: bool) -> Hir {
    Hir::repetition(Repetition { min, max, greedy, sub: Box::new(one) })
}

fn either<const N: usize>(alternatives: [Hir; N]) -> Hir {
    Hir::alternation(alternatives.into())
}

fn any_of(characters: &str) -> Hir {
    let ranges = characters.bytes().map(|byte| ClassBytesRange::new(byte, byte));
    Hir::class(Class::Bytes(ClassBytes::new(ranges)))
}

fn literal(text: &str) -> Hir {
    Hir::literal(text.as_bytes())
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
