//! The crate says of every code what `codes.csv` says, read here once more and independently.

#![allow(missing_docs)]

use std::collections::BTreeSet;

use cloudreve_error_codes::{Class, ErrorCode, Remedy};

#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::table;

/// The fields of each row: the table needs no quoting, so that a comma always parts two fields.
fn rows() -> Vec<[&'static str; 8]> {
    let table = include_str!("../codes.csv");
    assert!(!table.contains('"'));
    let rows = table.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.map(|fields| fields.try_into().expect("eight fields")).collect()
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
        let [number, name, description, constant, aliases, since, http_status, remedy] = row;
        assert_eq!(code.as_u32().to_string(), number);
        assert_eq!(code.name(), name);
        assert_eq!(format!("{code:?}"), name);
        assert_eq!(code.description(), description);
        assert_eq!(code.constant(), constant);
        assert_eq!(code.aliases().join(";"), aliases);
        assert_eq!(code.since(), since);
        assert_eq!(code.http_status().to_string(), http_status);
        assert_eq!(code.remedy().to_string(), remedy);
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

#[test]
fn the_judgements_that_clients_rely_on_stand() {
    for (code, remedy) in [
        (ErrorCode::InsufficientScope, Remedy::GainAccess),
        (ErrorCode::AnonymousAccessDenied, Remedy::SignIn),
        (ErrorCode::CredentialInvalid, Remedy::SignIn),
        (ErrorCode::LockConflict, Remedy::Resolve),
        (ErrorCode::UploadSessionExpired, Remedy::Restart),
        (ErrorCode::DatabaseError, Remedy::Retry),
    ] {
        assert_eq!(code.remedy(), remedy, "{code}");
    }
    for (code, status) in [
        (ErrorCode::LockConflict, 423),
        (ErrorCode::FileTooLarge, 413),
        (ErrorCode::InsufficientCapacity, 507),
    ] {
        assert_eq!(code.http_status(), status, "{code}");
    }
}
