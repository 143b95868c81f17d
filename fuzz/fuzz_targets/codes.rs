//! Every conversion from text and from numbers: what is read is written the same, what is refused is said
//! in one line.

#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use cloudreve_error_codes::{Class, ErrorCode, ParseError, Remedy, ResponseCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (i64, &str)| {
    let (number, text) = input;
    check_number(number);
    // Most numbers are far from any class: look near them too.
    check_number(number.rem_euclid(65_536));
    check_text(text);
});

fn check_number(number: i64) {
    let code = ResponseCode::new(number);
    let known = ErrorCode::ALL.iter().copied().find(|code| i64::from(code.as_u32()) == number);
    assert_eq!(code.get(), number);
    assert_eq!(code.known(), known);
    assert_eq!(ErrorCode::try_from(number).ok(), known);
    assert_eq!(code.class(), Class::of(number));
    assert_eq!(number.to_string().parse(), Ok(code));
    assert!(code.to_string().ends_with(&format!("(code: {number})")));

    let json = number.to_string();
    assert_eq!(serde_json::to_string(&code).unwrap(), json);
    assert_eq!(serde_json::from_str::<ResponseCode>(&json).unwrap(), code);
    assert_eq!(serde_json::from_str::<ErrorCode>(&json).ok(), known);
    if let Some(known) = known {
        assert_eq!(code.class(), Some(known.class()));
        assert_eq!(code.to_string(), known.to_string());
    }
}

fn check_text(text: &str) {
    if let Some(code) = read::<ErrorCode>(text) {
        assert_eq!(text.parse(), Ok(ResponseCode::from(code)));
        let mut spellings =
            [code.name(), code.constant()].into_iter().chain(code.aliases().to_vec());
        let is_spelling = spellings.any(|spelling| spelling.eq_ignore_ascii_case(text));
        assert!(is_spelling || text == code.as_u32().to_string(), "{text:?}");
    }
    if let Some(code) = read::<ResponseCode>(text) {
        let is_number = code.get().to_string() == text;
        assert!(is_number || code.known().is_some(), "{text:?}");
    }
    if let Some(class) = read::<Class>(text) {
        assert!(class.to_string().eq_ignore_ascii_case(text));
    }
    if let Some(remedy) = read::<Remedy>(text) {
        assert!(remedy.to_string().eq_ignore_ascii_case(text));
    }
    // JSON of any kind is a number that comes back unchanged, or an error.
    if let Ok(code) = serde_json::from_str::<ResponseCode>(text) {
        assert_eq!(serde_json::from_str::<i64>(text).ok(), Some(code.get()));
    }
}

/// The value, or `None` where the text is refused with one short line.
fn read<T: FromStr<Err = ParseError> + Debug + Display>(text: &str) -> Option<T> {
    match text.parse::<T>() {
        Ok(value) => Some(value),
        Err(error) => {
            let message = error.to_string();
            assert!(message.contains("expected") && !message.contains(['\n', '\r']), "{message}");
            None
        }
    }
}
