//! Finding responses in a text that someone pasted: whole, after the prefix of a log, or in a string.

use cloudreve_error_codes::{ApiResponse, ResponseCode};
use serde::de::DeserializeOwned;
use serde_json::{Deserializer, Value};

use crate::log::scan::Stream;

/// How often a response may have been put into a string of another text.
const DEEPEST: usize = 16;

/// The responses in a text, in their order. Those that are in strings, or that were escaped, are looked
/// for only where there are no others.
pub(crate) fn responses(text: &str) -> Vec<ApiResponse<Value>> {
    responses_at(text, 0)
}

fn responses_at(text: &str, depth: usize) -> Vec<ApiResponse<Value>> {
    let found = values(text, '{');
    if !found.is_empty() || depth == DEEPEST {
        return found;
    }
    let strings: Vec<String> = values(text, '"');
    let strings = strings.iter().filter(|string| string.contains("code"));
    let found: Vec<_> = strings.flat_map(|string| responses_at(string, depth + 1)).collect();
    if !found.is_empty() {
        return found;
    }
    unescaped(text).map_or_else(Vec::new, |text| responses_at(&text, depth + 1))
}

/// All values of JSON that begin with this character, but for those within others.
fn values<T: DeserializeOwned>(text: &str, opening: char) -> Vec<T> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(opening) {
        rest = &rest[start..];
        let mut stream = Deserializer::from_str(rest).into_iter();
        let length = match stream.next() {
            Some(Ok(value)) => {
                values.push(value);
                stream.byte_offset()
            }
            _ => opening.len_utf8(),
        };
        rest = &rest[length..];
    }
    values
}

/// What was the inside of a string, or escaped for HTML.
fn unescaped(text: &str) -> Option<String> {
    if text.contains("&quot;") || text.contains("&#34;") {
        return Some(text.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&"));
    }
    let is_escaped = text.contains("\\\"");
    is_escaped.then(|| serde_json::from_str(&format!("\"{}\"", text.trim())).ok()).flatten()
}

/// The codes in a text that has no response, each once.
pub(crate) fn codes(text: &str) -> Vec<ResponseCode> {
    let mut codes = Vec::new();
    let mut stream = Stream::new(text.len());
    let mut source = text.as_bytes();
    while !stream.has_ended() {
        // What is in memory can be read.
        if !matches!(stream.read_from(&mut source), Ok(1..)) {
            stream.end();
        }
        while let Some(hit) = stream.next_hit() {
            if !codes.contains(&hit.code) {
                codes.push(hit.code);
            }
        }
        stream.take_all_but(0);
    }
    codes
}

#[cfg(test)]
mod tests {
    use cloudreve_error_codes::{ErrorCode, ResponseCode};

    use super::{codes, responses};

    fn failures(text: &str) -> Vec<ResponseCode> {
        let errors =
            responses(text).into_iter().map(|response| response.into_result().unwrap_err());
        errors.map(|error| error.code()).collect()
    }

    #[test]
    fn a_response_is_found_in_whatever_it_was_pasted_with() {
        let response = r#"{"code":40016,"msg":"a \"b\" {c}"}"#;
        let in_string = serde_json::to_string(response).unwrap();
        let twice = serde_json::to_string(&format!("body: {in_string}")).unwrap();
        for text in [
            response.to_owned(),
            format!("  {response}\n"),
            format!("[Error]\t 2025-10-11 08:44:35 [/a.go:1] {{x}} answer: {response} (7 ms)"),
            format!(r#"{{"time":"2025-10-11","body":{response}}}"#),
            format!(r#"{{"time":"2025-10-11","body":{in_string}}}"#),
            format!("level=error body={in_string} cid=7"),
            format!("level=error body={twice}"),
            in_string[1..in_string.len() - 1].to_owned(),
            response.replace('"', "&quot;"),
        ] {
            assert_eq!(
                failures(&text),
                [ResponseCode::from(ErrorCode::ParentDoesNotExist)],
                "{text}"
            );
        }
    }

    #[test]
    fn several_responses_are_found_in_their_order() {
        let text = "{\"code\":40016,\"msg\":\"\"}\n{\"code\":40999,\"msg\":\"\"}";
        assert_eq!(failures(text), [ResponseCode::new(40016), ResponseCode::new(40999)]);
    }

    #[test]
    fn what_is_no_response_has_none() {
        for text in
            ["", "{", "{}", "\"", "{\"code\":\"x\"}", "{\"code\":40016", "\\\"", "code: 40016"]
        {
            assert!(responses(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn without_a_response_there_may_be_codes() {
        assert_eq!(codes("{Code:40016 Msg:} code=40073 code=40016").len(), 2);
        assert!(codes("").is_empty());
    }
}
