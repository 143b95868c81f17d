use std::fmt::Write;

use super::Binding;
use crate::terminal::escaped::is_steering;

/// A text between quotes.
pub(super) fn literal(binding: Binding, text: &str) -> String {
    let quote = quote(binding, text);
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' if matches!(binding, Binding::Kotlin | Binding::Dart) => out.push_str("\\$"),
            '\\' => out.push_str("\\\\"),
            _ if character == quote => out.extend(['\\', quote]),
            _ if is_unseen(character) => out.push_str(&escape(binding, character)),
            _ => out.push(character),
        }
    }
    out.push(quote);
    out
}

/// The quotes that the language is written with. Where its formatter turns to the other ones to have fewer
/// escapes, so does this.
fn quote(binding: Binding, text: &str) -> char {
    let doubles = text.matches('"').count();
    let singles = text.matches('\'').count();
    match binding {
        Binding::TypeScript | Binding::Python if doubles > singles => '\'',
        Binding::Dart => '\'',
        _ => '"',
    }
}

/// Whether a reader of the source would not see it, or a compiler not take it.
fn is_unseen(character: char) -> bool {
    is_steering(character) || character == '\u{feff}'
}

fn escape(binding: Binding, character: char) -> String {
    let number = u32::from(character);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match binding {
        Binding::Swift => write!(out, "\\u{{{number:x}}}"),
        _ => write!(out, "\\u{number:04x}"),
    };
    out
}

/// A text on one line, with nothing in it that ends the comment or means something to its readers.
pub(super) fn comment(binding: Binding, text: &str) -> String {
    let blank = |character: char| if is_unseen(character) { ' ' } else { character };
    let text: String = text.chars().map(blank).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match binding {
        Binding::TypeScript => text.replace("*/", "*\\/").replace('@', "\\@"),
        // Comments nest, and the text is Markdown.
        Binding::Kotlin => {
            text.replace("*/", "*&#47;").replace("/*", "/&#42;").replace('@', "&#64;")
        }
        Binding::Python => text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\""),
        // So gofmt writes them.
        Binding::Go => text.replace("``", "“").replace("''", "”"),
        Binding::Dart | Binding::Swift => text,
    }
}
