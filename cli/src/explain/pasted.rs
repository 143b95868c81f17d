//! Finding responses in a text that someone pasted: whole, after the prefix of a log, or in a string.

use std::borrow::Cow;

use cloudreve_error_codes::{ApiResponse, Class, ResponseCode};
use serde_json::Value;

use super::escapes::unescaped;
use super::objects;

/// How often a response may have been put into a string of another text.
const DEEPEST: usize = 6;

/// What is in a text that looks like a response.
pub(super) struct Pasted {
    /// The responses, in their order.
    pub(super) responses: Vec<ApiResponse<Value>>,
    /// The code of an object that looks like one, where there is none: it is that of another program.
    pub(super) other_code: Option<ResponseCode>,
}

/// How long a text is at most that a terminal may have wrapped, in bytes.
const LONGEST_WRAPPED: usize = 64 << 10;

/// The responses in a text. Those that are in strings, or that were escaped, are looked for only where there
/// are no others.
pub(super) fn read(text: &str) -> Pasted {
    let pasted = unwrapped(text);
    let may_be_wrapped = text.len() <= LONGEST_WRAPPED && text.trim().contains('\n');
    if !pasted.responses.is_empty() || !may_be_wrapped {
        return pasted;
    }
    let (responses, _): (Vec<_>, Vec<_>) =
        plain(&text.split(['\r', '\n']).collect::<String>()).partition(is_of_cloudreve);
    Pasted { responses, ..pasted }
}

/// The same, each line as it is.
fn unwrapped(text: &str) -> Pasted {
    let mut text = Cow::Borrowed(text);
    let mut other_code = None;
    for _ in 0..DEEPEST {
        let (responses, others) = plain(&text).partition(is_of_cloudreve);
        let others: Vec<ApiResponse<Value>> = others;
        if !responses.is_empty() {
            return Pasted { responses, other_code: None };
        }
        other_code = other_code.or(others.first().map(ApiResponse::code));
        match unescaped(&text) {
            Some(inner) => text = Cow::Owned(inner),
            None => break,
        }
    }
    Pasted { responses: Vec::new(), other_code }
}

/// The objects with a code that are not escaped.
fn plain(text: &str) -> impl Iterator<Item = ApiResponse<Value>> {
    let objects = objects::with_code(text).into_iter().map(|place| &text[place]);
    objects.filter_map(|object| ApiResponse::from_http(200, object.as_bytes()).ok())
}

/// Whether a response has a code that Cloudreve may send: other programs have codes too.
fn is_of_cloudreve(response: &ApiResponse<Value>) -> bool {
    let code = response.code();
    let is_newer = matches!(code.class(), Some(Class::App4xxxx | Class::App5xxxx));
    code.is_success() || code == ResponseCode::NOT_SET || code.known().is_some() || is_newer
}

#[cfg(test)]
mod tests {
    use cloudreve_error_codes::{ErrorCode, ResponseCode};

    use super::read;

    fn failures(text: &str) -> Vec<ResponseCode> {
        let errors =
            read(text).responses.into_iter().map(|response| response.into_result().unwrap_err());
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
            format!("level=error body={twice} torn=\"{{"),
            in_string[1..in_string.len() - 1].to_owned(),
            response.replace('"', "&quot;"),
            in_string.replace("\\\"", "\\u0022"),
            response.replace('"', "\\x22").replace("\\\\x22", "'"),
            response.replace('"', "%22").replace('{', "%7B").replace("\\%22", "'"),
        ] {
            assert_eq!(
                failures(&text),
                [ResponseCode::from(ErrorCode::ParentDoesNotExist)],
                "{text}"
            );
        }
    }

    #[test]
    fn a_response_is_found_that_a_terminal_has_wrapped() {
        let response = r#"{"code":40016,"msg":"Path not exist"}"#;
        for place in 1..response.len() {
            let (before, behind) = response.split_at(place);
            let text = format!("{before}\n{behind}\n");
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
        for text in [
            "",
            "{",
            "{}",
            "\"",
            "{\"code\":\"x\"}",
            "{\"code\":40016",
            "\\\"",
            "code: 40016",
            "{\"code\":200,\"msg\":\"ok\"}",
            "{\"code\":31002}",
        ] {
            assert!(read(text).responses.is_empty(), "{text}");
        }
    }
}
