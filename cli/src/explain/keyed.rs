//! A key with a code as no log is searched for it: over two lines, in quotes, in other characters, escaped.

use cloudreve_error_codes::{Class, ErrorCode, ResponseCode};
use unicode_normalization::UnicodeNormalization;

use super::beginning::{beginning, ending};
use super::escapes::unescaped;

/// How much of a text is looked at, in bytes.
const LONGEST: usize = 64 << 10;
/// How far behind its key a code begins, in bytes.
const FARTHEST: usize = 64;
/// How often a text may have been escaped.
const DEEPEST: usize = 6;
/// How many line breaks may stand between a key and its code: browsers put the colon on a line of its own.
const MOST_LINES: usize = 2;

const KEY: &str = "code";
/// Whose code is none of Cloudreve's, as the last word before it.
const OTHERS: [&str; 14] = [
    "captcha",
    "country",
    "exit",
    "invitation",
    "otp",
    "postal",
    "promo",
    "qr",
    "region",
    "security",
    "source",
    "status",
    "verification",
    "zip",
];
/// What an answer has that is another program's, whose codes are numbers too.
const OF_OTHERS: [&str; 5] = ["sub_code", "sub_msg", "sqlstate", "severity", "aadsts"];
/// SQLSTATE has these numbers too, and is printed in quotes.
const SQLSTATE: [u32; 3] = [40001, 40002, 40003];
/// The names of types that a value may be printed with.
const TYPES: [&str; 17] = [
    "decimal",
    "double",
    "float",
    "float64",
    "int",
    "int32",
    "int64",
    "integer",
    "just",
    "long",
    "number",
    "numberint",
    "numberlong",
    "optional",
    "some",
    "string",
    "type",
];

/// The known codes that have a key in a text, each once.
pub(super) fn codes(text: &str) -> Vec<ResponseCode> {
    let mut text = beginning(text, LONGEST).to_owned();
    for _ in 0..DEEPEST {
        let codes = in_plain(&plain(&text));
        if !codes.is_empty() {
            return codes;
        }
        match unescaped(&text) {
            Some(inner) => text = inner,
            None => break,
        }
    }
    Vec::new()
}

/// A text in lower case, in which full-width characters are the usual ones.
fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

fn in_plain(text: &str) -> Vec<ResponseCode> {
    let mut codes = Vec::new();
    if OF_OTHERS.iter().any(|other| text.contains(other)) {
        return codes;
    }
    let is_answer = text.contains("msg");
    for (start, _) in text.match_indices(KEY) {
        let (before, behind) = (&text[..start], &text[start + KEY.len()..]);
        let code = is_key(before, behind).then(|| value(before, behind)).flatten();
        let is_sql = |value: &Value| value.is_quoted && SQLSTATE.contains(&value.code.as_u32());
        let counts = |value: &Value| match value.code.class() {
            Class::App4xxxx | Class::App5xxxx => is_answer || !is_sql(value),
            _ => is_answer && is_quote_last(before) && !value.is_quoted && !value.is_in_tuple,
        };
        if let Some(value) = code.filter(counts) {
            let code = ResponseCode::from(value.code);
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

/// Whether `code` is a word here, of no other program, and no parameter of a URL.
pub(super) fn is_key(before: &str, behind: &str) -> bool {
    let is_word =
        |it: char| it == '_' || (it.is_alphanumeric() && (it.is_ascii() || it.is_lowercase()));
    let words = ending(before, FARTHEST).trim_end_matches([' ', '-', '.', '_']);
    let last = words.rsplit(|it: char| !it.is_ascii_alphabetic()).next().unwrap_or_default();
    !before.ends_with(is_word)
        && !behind.starts_with(is_word)
        && !before.ends_with(['?', '&', '/'])
        && !OTHERS.contains(&last)
        && !words.ends_with("exited with")
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '‘' | '’')
}

fn is_quote_last(before: &str) -> bool {
    before.ends_with(is_quote)
}

/// A code behind a key.
struct Value {
    code: ErrorCode,
    /// Whether it is in quotes of its own.
    is_quoted: bool,
    /// Whether nothing but a comma is between: `("code", 40016)`
    is_in_tuple: bool,
}

/// The known code that follows a key.
fn value(before: &str, behind: &str) -> Option<Value> {
    let (mut has_separator, mut has_comma, mut is_quoted, mut lines) = (false, false, false, 0);
    let mut rest = beginning(behind, FARTHEST);
    loop {
        let next = rest.chars().next()?;
        match next {
            '0'..='9' => break,
            'a'..='z' => {
                let end = rest.find(|it: char| !it.is_ascii_alphanumeric())?;
                if !TYPES.contains(&&rest[..end]) {
                    return None;
                }
                rest = &rest[end..];
                continue;
            }
            '\n' if lines == MOST_LINES => return None,
            '\n' => lines += 1,
            ' ' | '\t' | '\r' | '*' | '`' | '(' | ')' | '[' | ']' => {}
            '-' if !rest.starts_with("->") => return None,
            ':' | '=' | '-' | '>' | '|' => has_separator = true,
            ',' => has_comma = true,
            _ if is_quote(next) => is_quoted = has_separator || has_comma,
            _ => return None,
        }
        rest = &rest[next.len_utf8()..];
    }
    let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let rest = rest.strip_prefix(".0").map_or(rest, |rest| rest.trim_start_matches('0'));
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '%' | '/' | '@');
    let goes_on = rest.starts_with(is_part)
        || rest.strip_prefix(['.', '-', ':', ',']).is_some_and(|rest| rest.starts_with(is_part));
    let is_in_tuple = has_comma && !has_separator;
    let is_bracketed =
        before.trim_end_matches(|it| is_quote(it) || it == ':').ends_with(['(', '{', '['])
            && rest.starts_with([')', '}', ']']);
    let is_told = has_separator || (is_in_tuple && is_bracketed && !is_quoted);
    let code = number.parse().ok().filter(|_| is_told && !goes_on)?;
    Some(Value { code, is_quoted, is_in_tuple })
}

#[cfg(test)]
mod tests {
    use super::{ResponseCode, codes};

    fn numbers(text: &str) -> Vec<i64> {
        codes(text).into_iter().map(ResponseCode::get).collect()
    }

    #[test]
    fn a_code_has_its_key_however_they_are_written() {
        for text in [
            "array(2) {\n  [\"code\"]=>\n  int(40016)\n  [\"msg\"]=>\n  string(1) \"x\"\n}",
            "code\n: \n40016\nmsg\n: \n\"x\"",
            "\"code\":\r\n  40016,",
            "code: \"40016\"\nmsg: x",
            "{ code: '40016', msg: 'x' }",
            "<Response code=\"40016\" msg=\"x\"/>",
            "<code type=\"integer\">40016",
            " Code: (int) 40016,",
            "\"code\": (float64) 40016,",
            "{\"code\":40016.0}",
            "map[code:40016.000000 msg:x]",
            "{'code', 40016}",
            "{:code, 40016}",
            "[('code', 40016), ('msg', 'x')]",
            "{<<\"code\">>,40016}",
            "fromList [(\"code\",Number 40016.0)]",
            "Map(code -> 40016, msg -> x)",
            "NumberLong: { \"code\" : NumberLong(\"40016\") }",
            "code\":40016,\"msg\":\"x\"}",
            "{“code”：４００１６，“msg”：“x”}",
            "CODE: 40016",
            "**code**: 40016",
            "`code`: `40016`",
            "| code | 40016 |",
            "{\\x22code\\x22:\\x2240016\\x22}",
            "%257B%2522code%2522%253A40016%257D",
            "&lt;code&gt;40016&lt;/code&gt;",
        ] {
            assert_eq!(numbers(text), [40016], "{text}");
        }
        assert_eq!(numbers("array {\n  [\"code\"]=>\n  int(401)\n  [\"msg\"]=>\n"), [401]);
        assert_eq!(numbers("{code: '40001', msg: 'x'}"), [40001]);
    }

    #[test]
    fn what_has_another_key_or_is_no_known_code_is_none() {
        for text in [
            "code 40016",
            "code: 40999",
            "code\n40016",
            "code:\n\n\n40016",
            "code: -40016",
            "code: 40016.5",
            "code: 40016ms",
            "code: 40,016",
            "code: 401",
            "code: \"401\"\nmsg: x",
            "\"code\",\"40016\"",
            "code,msg\n40016,x",
            "msg,code\n40016",
            "errcode: 40016",
            "error_code: '40016'",
            "codes: 40016",
            "zip code: \"40016\"",
            "exited with code: \"40016\"",
            "/callback?code=40016",
            "callback%3Fstate%3D1%26code%3D40016",
            "code: '40001', detail: 'x'",
            "{\"code\":\"40004\",\"msg\":\"x\",\"sub_code\":\"y\"}",
            "code: x 40016",
            "code: \u{301}40016",
            "code:",
            "",
        ] {
            assert_eq!(numbers(text), [0; 0], "{text}");
        }
    }
}
