//! The crate says of every code what `codes.csv` says, read here once more and independently.

#![allow(missing_docs)]

use std::collections::BTreeSet;

use cloudreve_error_codes::{Class, ErrorCode, Remedy};

#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::table;

/// The fields of each row of the table.
fn rows() -> Vec<[String; 10]> {
    let table = include_str!("../codes.csv");
    table.lines().skip(1).map(|line| fields(line).try_into().expect("ten fields")).collect()
}

/// The fields of a line: commas part them, but not between quotes, where two quotes are one.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                fields.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(character),
        }
    }
    fields
}

#[test]
fn a_comma_between_quotes_parts_no_fields() {
    assert_eq!(fields("1,\"a, \"\"b\"\"\",,c"), ["1", "a, \"b\"", "", "c"]);
}

#[test]
fn all_is_the_table() {
    let numbers: Vec<u32> = rows().iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(ErrorCode::ALL.iter().map(|code| code.as_u32()).collect::<Vec<_>>(), numbers);
    assert!(numbers.len() >= 104, "a code was removed");
    assert!(numbers.is_sorted_by(|left, right| left < right));
}

#[test]
fn every_lookup_returns_its_column() {
    for (code, row) in ErrorCode::ALL.iter().zip(rows()) {
        let [
            number,
            name,
            description,
            constant,
            aliases,
            since,
            http_status,
            remedy,
            sent,
            nested,
        ] = row;
        assert_eq!(code.as_u32().to_string(), number);
        assert_eq!(code.name(), name);
        assert_eq!(format!("{code:?}"), name);
        assert_eq!(code.description(), description);
        assert_eq!(code.constant(), constant);
        assert_eq!(code.aliases().join(";"), aliases);
        assert_eq!(code.since(), since);
        assert_eq!(code.http_status().to_string(), http_status);
        assert_eq!(code.remedy().to_string(), remedy);
        assert_eq!(if code.is_sent() { "yes" } else { "no" }, sent);
        assert_eq!(if code.is_nested() { "yes" } else { "no" }, nested);
    }
}

#[test]
fn every_code_has_the_class_of_its_number() {
    for code in ErrorCode::ALL {
        assert_eq!(Some(code.class()), Class::of(code.as_u32().into()));
    }
}

#[test]
fn the_classes_part_the_codes_among_them() {
    let parted: Vec<_> = Class::ALL.iter().flat_map(|class| class.codes()).copied().collect();
    assert_eq!(parted, ErrorCode::ALL);
    for class in Class::ALL {
        assert!(class.codes().iter().all(|code| code.class() == *class));
        assert!(!class.codes().is_empty());
    }
}

#[test]
fn the_table_and_the_types_name_the_same_remedies_and_classes() {
    let remedies: Vec<_> = Remedy::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(remedies, table::REMEDIES);
    let classes: Vec<_> = Class::ALL.iter().map(|class| format!("{class:?}")).collect();
    assert_eq!(classes, table::CLASSES.map(|(class, _, _)| class));
    for (class, [first, last], _) in table::CLASSES {
        for (number, inside) in [(first - 1, false), (first, true), (last, true), (last + 1, false)]
        {
            let found = Class::of(number.into()).map(|class| format!("{class:?}"));
            assert_eq!(found.as_deref() == Some(class), inside, "{number}");
        }
    }
}

#[test]
fn the_release_is_the_one_in_its_file() {
    assert_eq!(ErrorCode::SERVER_RELEASE, include_str!("../server-release.txt").trim_end());
}

#[test]
fn every_remedy_is_somebodys() {
    let used: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.remedy()).collect();
    assert_eq!(used, Remedy::ALL.iter().copied().collect());
}

#[test]
fn only_retry_is_retryable() {
    for remedy in Remedy::ALL {
        assert_eq!(remedy.is_retryable(), *remedy == Remedy::Retry);
    }
}

#[test]
fn every_advice_is_a_sentence_without_its_full_stop() {
    let advices: BTreeSet<_> = Remedy::ALL.iter().map(|remedy| remedy.advice()).collect();
    assert_eq!(advices.len(), Remedy::ALL.len());
    for advice in advices {
        assert!(advice.starts_with(|first: char| first.is_ascii_lowercase()), "{advice}");
        assert!(!advice.ends_with('.') && advice.len() > 20, "{advice}");
    }
}

/// What an expired token looks like: the docs of `Remedy` tell clients to expect just these.
#[test]
fn the_remedies_of_an_expired_token_are_those_that_the_docs_name() {
    for (code, remedy) in [
        (401, Remedy::SignIn),
        (40_088, Remedy::SignIn),
        (403, Remedy::FixRequest),
        (40_007, Remedy::GainAccess),
        (40_011, Remedy::Restart),
    ] {
        let code = ErrorCode::from_u32(code).unwrap();
        assert_eq!(code.remedy(), remedy, "{code}");
        assert!(code.is_sent(), "{code}");
    }
}

/// The operations that collect answer with the code at the top that says so, and no other.
#[test]
fn what_is_nested_is_sent_and_is_not_the_code_around_it() {
    assert!(ErrorCode::ALL.iter().any(|code| code.is_nested()));
    for code in ErrorCode::ALL.iter().filter(|code| code.is_nested()) {
        assert!(code.is_sent(), "{code}");
        assert_ne!(*code, ErrorCode::BatchOperationNotFullyCompleted);
    }
}

#[test]
fn the_judgements_that_clients_rely_on_stand() {
    for (code, remedy) in [
        (ErrorCode::InsufficientScope, Remedy::GainAccess),
        (ErrorCode::AnonymousAccessDenied, Remedy::SignIn),
        (ErrorCode::CredentialInvalid, Remedy::SignIn),
        (ErrorCode::LockConflict, Remedy::Resolve),
        (ErrorCode::UploadSessionExpired, Remedy::Restart),
        (ErrorCode::DatabaseError, Remedy::Retry),
        // Sending the last chunk again is answered with success, and the file is never completed.
        (ErrorCode::CallbackError, Remedy::Restart),
        (ErrorCode::MetadataMismatch, Remedy::Restart),
        (ErrorCode::CacheOperation, Remedy::FixServer),
        (ErrorCode::EmailSent, Remedy::InspectResponse),
        (ErrorCode::Conflict, Remedy::Retry),
        (ErrorCode::NoPermission, Remedy::FixRequest),
        (ErrorCode::InsufficientCapacity, Remedy::GainAccess),
    ] {
        assert_eq!(code.remedy(), remedy, "{code}");
    }
    for (code, status) in [
        (ErrorCode::LockConflict, 423),
        (ErrorCode::FileTooLarge, 413),
        (ErrorCode::InsufficientCapacity, 507),
        (ErrorCode::TwoFactorCodeError, 401),
        (ErrorCode::WebAuthnCredentialError, 401),
        (ErrorCode::FeatureNotEnabled, 501),
        (ErrorCode::MetadataMismatch, 422),
        // Not 207: that would be a success on the wire.
        (ErrorCode::BatchOperationNotFullyCompleted, 424),
    ] {
        assert_eq!(code.http_status(), status, "{code}");
    }
}
