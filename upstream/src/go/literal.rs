//! The literals of Go: what stands between the quotes, and what a number is worth.

/// The value of an integer literal, whatever its base; `None` where it has more than 127 bits.
pub(super) fn integer(text: &str) -> Option<i128> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let (digits, radix) = match text.get(..2) {
        Some("0x") => (&text[2..], 16),
        Some("0b") => (&text[2..], 2),
        Some("0o") => (&text[2..], 8),
        Some(_) if text.starts_with('0') => (&text[1..], 8),
        _ => (text.as_str(), 10),
    };
    i128::from_str_radix(digits, radix).ok()
}

/// The value of a decimal floating-point literal that is a whole number, such as `4e4`.
pub(super) fn whole_float(text: &str) -> Option<i128> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let zeros = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let digits: i128 = format!("0{whole}{fraction}").parse().ok()?;
    let power = 10_i128.checked_pow(zeros.unsigned_abs())?;
    if zeros >= 0 {
        return digits.checked_mul(power);
    }
    (digits % power == 0).then_some(digits / power)
}

/// What an interpreted string stands for: `text` is what is between its quotes. `None` where that is not
/// UTF-8, or no string of Go.
pub(super) fn interpreted(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        bytes.extend_from_slice(plain.as_bytes());
        rest = unescape(escape, &mut bytes)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

/// What a raw string stands for: its carriage returns are none of it.
pub(super) fn raw(text: &str) -> String {
    text.replace('\r', "")
}

/// The value of a rune; `text` is what is between its quotes.
pub(super) fn rune(text: &str) -> Option<i128> {
    // A rune may be any byte, which a string that is UTF-8 may not.
    if let Some(digits) = text.strip_prefix("\\x") {
        return i128::from_str_radix(digits, 16).ok();
    }
    let text = interpreted(text)?;
    let mut characters = text.chars();
    let first = characters.next()?;
    characters.next().is_none().then_some(i128::from(u32::from(first)))
}

/// Adds what the escape stands for that `text` begins with, after its backslash; returns what follows it.
fn unescape<'a>(text: &'a str, bytes: &mut Vec<u8>) -> Option<&'a str> {
    let kind = text.chars().next()?;
    let simple = match kind {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0C,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0B,
        '\\' | '\'' | '"' => u8::try_from(kind).ok()?,
        'x' => {
            bytes.push(u8::from_str_radix(text.get(1..3)?, 16).ok()?);
            return text.get(3..);
        }
        '0'..='7' => {
            bytes.push(u8::from_str_radix(text.get(..3)?, 8).ok()?);
            return text.get(3..);
        }
        'u' | 'U' => {
            let end = if kind == 'u' { 5 } else { 9 };
            let character = char::from_u32(u32::from_str_radix(text.get(1..end)?, 16).ok()?)?;
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            return text.get(end..);
        }
        _ => return None,
    };
    bytes.push(simple);
    text.get(1..)
}

#[cfg(test)]
mod tests {
    use super::{integer, interpreted, raw, rune, whole_float};

    #[test]
    fn integers_are_read_in_every_base() {
        for (text, value) in [
            ("40073", 40073),
            ("40_073", 40073),
            ("0x9C89", 0x9C89),
            ("0X_9c_89", 0x9C89),
            ("0b1001", 9),
            ("0B_11", 3),
            ("0o17", 15),
            ("0O_17", 15),
            ("017", 15),
            ("0_17", 15),
            ("0", 0),
            ("00", 0),
        ] {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        assert_eq!(integer(&"9".repeat(40)), None);
    }

    #[test]
    fn floats_are_read_where_they_are_whole() {
        for (text, value) in
            [("4e4", 40000), ("40001.0", 40001), ("4.0001e4", 40001), ("400_010e-1", 40001)]
        {
            assert_eq!(whole_float(text), Some(value), "{text}");
        }
        for text in ["1.5", "1e-1", "1e99", "0x1p4"] {
            assert_eq!(whole_float(text), None, "{text}");
        }
    }

    #[test]
    fn strings_and_runes_are_unescaped() {
        assert_eq!(
            interpreted(r#"a\tb\n\"\\\x41\101\u00e9\U0001F600"#).as_deref(),
            Some("a\tb\n\"\\AA\u{e9}\u{1F600}")
        );
        for text in ["\\", "\\q", "\\xZ", "\\xff", "\\ud800", "\\u12"] {
            assert_eq!(interpreted(text), None, "{text}");
        }
        assert_eq!(raw("a\\n\r\nb"), "a\\n\nb");
        assert_eq!((rune("A"), rune("\\n"), rune("\\xff")), (Some(65), Some(10), Some(255)));
        assert_eq!((rune(""), rune("ab")), (None, None));
    }
}
