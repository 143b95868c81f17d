//! What a text was before it was escaped.

/// What HTML puts in place of a character, but for that of `&`, which comes last.
const HTML: [(&str, &str); 4] = [("&quot;", "\""), ("&#34;", "\""), ("&lt;", "<"), ("&gt;", ">")];

/// What was the inside of a string, or escaped for HTML or for a URL; `None` where nothing was.
pub(super) fn unescaped(text: &str) -> Option<String> {
    if ["%22", "%3A", "%3a", "%25"].iter().any(|it| text.contains(it)) {
        return Some(without_percent(text));
    }
    if HTML.iter().any(|(escape, _)| text.contains(escape)) {
        let plain =
            HTML.iter().fold(text.to_owned(), |text, (escape, it)| text.replace(escape, it));
        return Some(plain.replace("&amp;", "&"));
    }
    let is_escaped = ["\\\"", "\\u0022", "\\x22"].iter().any(|it| text.contains(it));
    is_escaped.then(|| without_escapes(text))
}

/// A text with each escape of JSON in it replaced by what it stands for, in strings or not.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut characters = escape.chars();
        rest = match characters.next() {
            Some('n') => with(&mut plain, '\n', characters.as_str()),
            Some('r') => with(&mut plain, '\r', characters.as_str()),
            Some('t') => with(&mut plain, '\t', characters.as_str()),
            Some(itself @ ('"' | '\\' | '/')) => with(&mut plain, itself, characters.as_str()),
            Some(kind @ ('u' | 'x')) => {
                let length = if kind == 'u' { 4 } else { 2 };
                match by_number(characters.as_str(), length) {
                    Some((character, rest)) => with(&mut plain, character, rest),
                    None => with(&mut plain, '\\', escape),
                }
            }
            _ => with(&mut plain, '\\', escape),
        };
    }
    plain.push_str(rest);
    plain
}

fn with<'a>(plain: &mut String, character: char, rest: &'a str) -> &'a str {
    plain.push(character);
    rest
}

/// The character of so many hexadecimal digits, and what follows them.
fn by_number(text: &str, length: usize) -> Option<(char, &str)> {
    let (digits, rest) = text.split_at_checked(length)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    Some((char::from_u32(number)?, rest))
}

/// A text with each byte that a URL has as `%22` as it was.
fn without_percent(text: &str) -> String {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let number = str::from_utf8(after.get(..2).unwrap_or_default()).ok();
        let decoded =
            number.filter(|_| *byte == b'%').and_then(|it| u8::from_str_radix(it, 16).ok());
        plain.push(decoded.unwrap_or(*byte));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&plain).into_owned()
}
