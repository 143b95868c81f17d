//! `cloudreve-codes list` shows the codes that meet conditions.

#![allow(missing_docs)]

mod support;

use cloudreve_error_codes::{Class, ErrorCode, Remedy};
use support::{run, stderr, stdout};

/// The numbers that are listed, in their order.
fn list(arguments: &[&str]) -> Vec<u32> {
    let arguments: Vec<_> = ["list"].iter().chain(arguments).copied().collect();
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let numbers = stdout(&output);
    let numbers =
        numbers.lines().skip(1).map(|line| line.split_whitespace().next().unwrap().parse());
    numbers.map(Result::unwrap).collect()
}

fn those(condition: impl Fn(ErrorCode) -> bool) -> Vec<u32> {
    ErrorCode::ALL.iter().filter(|code| condition(**code)).map(|code| code.as_u32()).collect()
}

#[test]
fn without_a_condition_every_code_is_on_a_line_with_all_that_is_short() {
    assert_eq!(list(&[]), those(|_| true));
    let text = stdout(&run(&["list"]));
    for (line, code) in text.lines().skip(1).zip(ErrorCode::ALL) {
        for known in [
            code.name(),
            &code.class().to_string(),
            code.since(),
            &code.http_status().to_string(),
            &code.remedy().to_string(),
        ] {
            assert!(line.split_whitespace().any(|word| word == known), "{known}: {line}");
        }
        assert!(line.ends_with(code.description()), "{line}");
    }
}

#[test]
fn each_condition_leaves_the_codes_that_meet_it() {
    for class in Class::ALL {
        assert_eq!(list(&["--class", &class.to_string()]), those(|code| code.class() == *class));
    }
    for remedy in Remedy::ALL.iter().copied() {
        let expected = those(|code| code.remedy() == remedy);
        assert_eq!(list(&["--remedy", &remedy.to_string()]), expected);
        assert_eq!(list(&["--remedy", &remedy.to_string().to_lowercase()]), expected);
    }
    for (since, release) in [
        ("3", [3, 0, 0]),
        ("4.5.9", [4, 5, 9]),
        ("4.6.0", [4, 6, 0]),
        ("4.6", [4, 6, 0]),
        ("v4.6.0", [4, 6, 0]),
        ("4.12.0", [4, 12, 0]),
    ] {
        let numbers = |code: &ErrorCode| code.since().split('.').map(|it| it.parse().unwrap());
        let is_newer = |code: &ErrorCode| numbers(code).collect::<Vec<u32>>() >= release.to_vec();
        assert_eq!(list(&["--since", since]), those(|code| is_newer(&code)), "{since}");
    }
}

#[test]
fn conditions_are_met_together() {
    assert_eq!(list(&["--class", "5xxxx", "--remedy", "retry", "--search", "offline"]), [50010]);
}

#[test]
fn a_search_looks_at_names_and_descriptions_and_gives_the_best_first() {
    let lock = list(&["--search", "lock"]);
    let place = |code: u32| lock.iter().position(|listed| *listed == code);
    assert!(place(40073).is_some() && place(40073) < place(40075), "{lock:?}");
    assert_eq!(list(&["--search", "LOCK conflict"]), [40073]);
    assert_eq!(list(&["--search", "webauthn"]), [40025, 40024]);
    assert_eq!(list(&["--search", "aria2size"]), [40015]);
    let group = list(&["--search", "group"]);
    assert!(group.len() > 5 && group[0] < group[1], "{group:?}");
    for code in ErrorCode::ALL {
        assert!(list(&["--search", code.description()]).contains(&code.as_u32()));
    }
}

#[test]
fn no_code_at_all_is_said() {
    let output = run(&["list", "--class", "2xx", "--remedy", "Retry"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "cloudreve-codes: no known code meets these conditions\n");
}

fn names<T: ToString>(all: &[T]) -> String {
    all.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_wrong_condition_is_told_what_would_be_right() {
    for (arguments, expected) in [
        (["list", "--class", "6xx"], names(Class::ALL)),
        (["list", "--remedy", "Pray"], names(Remedy::ALL)),
        (["list", "--since", "4.x"], "such as 4.6 or 4.12.0".to_owned()),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).starts_with("cloudreve-codes: "), "{}", stderr(&output));
        assert!(stderr(&output).contains(&expected), "{}", stderr(&output));
    }
}
