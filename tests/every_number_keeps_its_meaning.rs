//! Known or not, a number comes through every conversion as what it was.

#![allow(missing_docs)]

use cloudreve_error_codes::{Class, ErrorCode, Remedy, ResponseCode};
use proptest::prelude::*;

const EXTREMES: [i64; 14] = [
    i64::MIN,
    i64::MIN + 1,
    -4_294_967_296 + 40_073,
    -40_073,
    -1,
    0,
    1,
    400_011,
    4_294_967_295,
    4_294_967_296,
    4_294_967_296 + 203,
    4_294_967_296 + 40_073,
    i64::MAX - 1,
    i64::MAX,
];

fn numbers() -> impl Iterator<Item = i64> {
    (0..=65_535).chain(EXTREMES)
}

/// The code with this number, found without the crate's own lookup.
fn known(number: i64) -> Option<ErrorCode> {
    ErrorCode::ALL.iter().copied().find(|code| i64::from(code.as_u32()) == number)
}

#[test]
fn every_number_is_known_exactly_if_the_table_has_it() {
    for number in numbers() {
        let expected = known(number);
        let code = ResponseCode::new(number);
        assert_eq!(code.known(), expected, "{number}");
        assert_eq!(ErrorCode::try_from(number).ok(), expected, "{number}");
        assert_eq!(ErrorCode::try_from(code).ok(), expected, "{number}");
        assert_eq!(number.to_string().parse::<ErrorCode>().ok(), expected, "{number}");
        assert_eq!(code.remedy(), expected.map(ErrorCode::remedy), "{number}");
        if let Ok(number) = u32::try_from(number) {
            assert_eq!(ErrorCode::from_u32(number), expected, "{number}");
            assert_eq!(ErrorCode::try_from(number).ok(), expected, "{number}");
        }
    }
}

#[test]
fn a_known_code_returns_to_its_number() {
    for code in ErrorCode::ALL.iter().copied() {
        assert_eq!(ErrorCode::from_u32(code.as_u32()), Some(code));
        assert_eq!(ErrorCode::try_from(u32::from(code)), Ok(code));
        assert_eq!(ErrorCode::try_from(i32::try_from(u32::from(code)).unwrap()), Ok(code));
        assert_eq!(ErrorCode::try_from(ResponseCode::from(code)), Ok(code));
        assert_eq!(code as u32, code.as_u32());
    }
}

#[test]
fn unknown_codes_survive_a_round_trip() {
    for number in numbers() {
        let code = ResponseCode::from(number);
        assert_eq!(code.get(), number);
        assert_eq!(i64::from(code), number);
        if let Ok(number) = i32::try_from(number) {
            assert_eq!(ResponseCode::from(number), code);
        }
        assert_eq!(ResponseCode::new(number), code);
        assert_eq!(number.to_string().parse(), Ok(code));
        assert_eq!(format!("{code:?}"), number.to_string());
    }
}

#[test]
fn an_unknown_number_is_named_by_the_error_in_one_short_line() {
    for number in numbers().filter(|number| known(*number).is_none()) {
        let error = ErrorCode::try_from(number).unwrap_err();
        assert_eq!(error.code(), number);
        let message = error.to_string();
        assert!(message.contains(&number.to_string()) && message.len() < 160, "{message}");
    }
}

#[test]
fn a_class_ends_where_it_should() {
    for (number, class) in [
        (199, None),
        (200, Some(Class::Http2xx)),
        (299, Some(Class::Http2xx)),
        (300, None),
        (399, None),
        (400, Some(Class::Http4xx)),
        (499, Some(Class::Http4xx)),
        (500, None),
        (39_999, None),
        (40_000, Some(Class::App4xxxx)),
        (49_999, Some(Class::App4xxxx)),
        (50_000, Some(Class::App5xxxx)),
        (59_999, Some(Class::App5xxxx)),
        (60_000, None),
    ] {
        assert_eq!(Class::of(number), class, "{number}");
        assert_eq!(ResponseCode::new(number).class(), class, "{number}");
    }
    for number in EXTREMES {
        assert_eq!(Class::of(number), None, "{number}");
    }
}

#[test]
fn names_constants_and_aliases_find_their_code_in_any_case() {
    for code in ErrorCode::ALL.iter().copied() {
        for text in [code.name(), code.constant()].iter().chain(code.aliases()) {
            for text in [text.to_string(), text.to_ascii_lowercase(), text.to_ascii_uppercase()] {
                assert_eq!(text.parse(), Ok(code));
                assert_eq!(text.parse(), Ok(ResponseCode::from(code)));
            }
        }
    }
}

#[test]
fn a_number_is_read_only_as_it_is_written() {
    for code in ErrorCode::ALL {
        let number = code.as_u32();
        for text in [
            format!("+{number}"),
            format!("0{number}"),
            format!(" {number}"),
            format!("{number} "),
            format!("{number}.0"),
            format!("0x{number:x}"),
        ] {
            assert!(text.parse::<ErrorCode>().is_err(), "{text:?}");
            assert!(text.parse::<ResponseCode>().is_err(), "{text:?}");
        }
    }
    for text in [
        "",
        "-",
        "-0",
        "-01",
        "00",
        "9223372036854775808",
        "-9223372036854775809",
        "４００７３",
        "Lock Conflict",
    ] {
        assert!(text.parse::<ErrorCode>().is_err(), "{text:?}");
        assert!(text.parse::<ResponseCode>().is_err(), "{text:?}");
    }
}

#[test]
fn display_says_what_it_is_and_the_number() {
    for code in ErrorCode::ALL.iter().copied() {
        let expected = format!("{} (code: {})", code.description(), code.as_u32());
        assert_eq!(code.to_string(), expected);
        assert_eq!(ResponseCode::from(code).to_string(), expected);
    }
    assert_eq!(ResponseCode::new(40_999).to_string(), "unknown (code: 40999)");
    assert_eq!(ResponseCode::SUCCESS.to_string(), "success (code: 0)");
    assert_eq!(ResponseCode::NOT_SET.to_string(), "not set (code: -1)");
}

#[test]
fn classes_and_remedies_are_read_as_they_are_written() {
    for class in Class::ALL {
        assert_eq!(class.as_str().parse(), Ok(*class));
        assert_eq!(class.to_string(), class.as_str());
    }
    for remedy in Remedy::ALL {
        assert_eq!(remedy.as_str().parse(), Ok(*remedy));
        assert_eq!(remedy.to_string(), remedy.as_str());
        assert_eq!(format!("{remedy:>20}").len(), 20);
    }
}

/// Without an annotation, as people write it.
#[test]
fn a_plain_number_becomes_a_code() {
    assert_eq!(ErrorCode::try_from(40073), Ok(ErrorCode::LockConflict));
    assert_eq!(ResponseCode::from(40073), ErrorCode::LockConflict);
    assert_eq!(ResponseCode::from(-1), ResponseCode::NOT_SET);
    assert!(ErrorCode::try_from(-1).is_err());
}

/// 404, 409, 412 and 423 tell a client that syncs what stands in the way.
#[test]
fn the_status_of_a_code_tells_the_kinds_of_resolve_apart() {
    let resolve = |code: &&ErrorCode| code.remedy() == Remedy::Resolve;
    for code in ErrorCode::ALL.iter().filter(resolve) {
        assert!([404, 409, 412, 423].contains(&code.http_status()), "{code}");
    }
    for (code, status) in [(40_016, 404), (40_004, 409), (40_076, 412), (40_073, 423)] {
        assert_eq!(ResponseCode::new(code).http_status(), status);
        assert_eq!(ResponseCode::new(code).remedy(), Some(Remedy::Resolve));
    }
}

#[test]
fn the_status_of_an_error_is_never_that_of_a_success() {
    for number in numbers().filter(|number| *number != 0) {
        let code = ResponseCode::new(number);
        let status = code.http_status();
        // A known code of that class was accepted, and another step follows.
        let is_accepted = code.known().is_some_and(|known| known.class() == Class::Http2xx);
        assert_eq!((200..300).contains(&status), is_accepted, "{number}: {status}");
        assert_eq!((400..600).contains(&status), !is_accepted, "{number}: {status}");
        match code.known() {
            Some(known) => assert_eq!(status, known.http_status()),
            None if (400..600).contains(&number) => assert_eq!(i64::from(status), number),
            None if code.class() == Some(Class::App4xxxx) => assert_eq!(status, 400, "{number}"),
            None => assert_eq!(status, 500, "{number}"),
        }
    }
    assert_eq!(ResponseCode::SUCCESS.http_status(), 200);
}

#[test]
fn a_code_compares_with_the_wire_both_ways() {
    for number in numbers() {
        let code = ResponseCode::new(number);
        for known in ErrorCode::ALL.iter().copied() {
            let equal = i64::from(known.as_u32()) == number;
            assert_eq!(code == known, equal);
            assert_eq!(known == code, equal);
        }
    }
}

#[test]
fn lookups_work_in_constants() {
    const CODE: Option<ErrorCode> = ErrorCode::from_u32(40_073);
    const DESCRIPTION: &str = ErrorCode::LockConflict.description();
    const STATUS: u16 = ResponseCode::new(40_073).http_status();
    const TEXTS: [&str; 2] = [Class::App4xxxx.as_str(), Remedy::Retry.as_str()];
    const REMEDY: Option<Remedy> = ResponseCode::new(40_073).remedy();
    const CLASS: Option<Class> = Class::of(40_999);
    const FIRST: ErrorCode = Class::App5xxxx.codes()[0];
    const SENT: [bool; 2] =
        [ErrorCode::LockConflict.is_sent(), ErrorCode::LockConflict.is_nested()];
    assert_eq!(CODE, Some(ErrorCode::LockConflict));
    assert_eq!(SENT, [true, true]);
    assert_eq!(DESCRIPTION, "Lock Conflict");
    assert_eq!(STATUS, 423);
    assert_eq!(TEXTS, ["4xxxx", "Retry"]);
    assert_eq!(REMEDY, Some(Remedy::Resolve));
    assert_eq!(CLASS, Some(Class::App4xxxx));
    assert_eq!(FIRST, ErrorCode::DatabaseError);
}

/// The trait has a deprecated method of the same name: a call on a code, or on a reference, is not one of that.
#[test]
#[deny(deprecated)]
fn description_is_no_deprecated_call_where_the_error_trait_is_in_scope() {
    use std::error::Error;
    fn source(error: &impl Error) -> Option<&(dyn Error + 'static)> {
        error.source()
    }
    for code in &ErrorCode::ALL.iter().collect::<Vec<_>>() {
        let text = code.to_string();
        let (description, _) = text.split_once(" (code: ").unwrap();
        let (reference, value): (&ErrorCode, ErrorCode) = (code, **code);
        assert_eq!(reference.description(), description);
        assert_eq!(value.description(), description);
        assert_eq!(ErrorCode::description(code), description);
        assert!(source(reference).is_none());
    }
}

#[cfg(feature = "strum")]
#[test]
fn strum_sees_what_all_lists() {
    use strum::{EnumCount, IntoEnumIterator, VariantNames};
    assert_eq!(ErrorCode::iter().collect::<Vec<_>>(), ErrorCode::ALL);
    assert_eq!(ErrorCode::COUNT, ErrorCode::ALL.len());
    let names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(ErrorCode::VARIANTS, names);
    for code in ErrorCode::ALL.iter().copied() {
        assert_eq!(code.as_ref(), code.name());
        assert_eq!(<&str>::from(code), code.name());
    }
}

proptest! {
    #[test]
    fn any_number_survives(number: i64) {
        let code = ResponseCode::new(number);
        prop_assert_eq!(code.get(), number);
        prop_assert_eq!(number.to_string().parse(), Ok(code));
        prop_assert_eq!(code.known(), known(number));
    }

    #[test]
    fn any_text_is_read_or_refused_in_one_line(text in any::<String>()) {
        for message in [
            text.parse::<ErrorCode>().map_err(|error| error.to_string()).err(),
            text.parse::<ResponseCode>().map_err(|error| error.to_string()).err(),
            text.parse::<Class>().map_err(|error| error.to_string()).err(),
            text.parse::<Remedy>().map_err(|error| error.to_string()).err(),
        ].into_iter().flatten() {
            prop_assert!(message.contains("expected") && !message.contains(['\n', '\r']));
            prop_assert!(message.chars().count() < 600, "{}", message);
        }
    }
}
