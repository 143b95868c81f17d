//! A bad table is told all its faults at once, each with its line; no table makes the parser panic.

#![allow(missing_docs)]

#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::release;
use generator::table::{COLUMNS, Table};
use proptest::prelude::*;

const TABLE: &str = "\
code,name,description,constant,aliases,since,http_status,remedy,sent,nested
203,NotFullySuccess,Not Fully Successful,CodeNotFullySuccess,,3.0.0,202,InspectResponse,yes,no
40066,OpenIdBindConflict,Account Already Bound,CodeOpenIDBindConflict,CodeQQBindConflict,3.6.0,409,Resolve,no,no
40073,LockConflict,Lock Conflict,CodeLockConflict,,4.0.0,423,Resolve,yes,yes
50001,DatabaseError,Database Operation Failed,CodeDBError,,3.0.0,500,Retry,yes,yes
";

fn faults(table: impl AsRef<[u8]>) -> Vec<String> {
    let faults = Table::parse(table.as_ref()).expect_err("a fault");
    faults.iter().map(ToString::to_string).collect()
}

/// The faults of the good table with one replacement in it.
fn faults_with(from: &str, to: &str) -> Vec<String> {
    assert!(TABLE.contains(from), "{from}");
    faults(TABLE.replacen(from, to, 1))
}

#[test]
fn the_canonical_table_has_no_fault() {
    let table = Table::parse(include_bytes!("../codes.csv")).unwrap();
    assert!(table.rows.len() >= 104);
}

#[test]
fn a_code_is_defined_once() {
    assert_eq!(
        faults_with("50001,", "40073,"),
        ["codes.csv:5: code 40073 is already defined on line 4 (LockConflict)"]
    );
}

#[test]
fn codes_ascend() {
    assert_eq!(
        faults_with("40073,", "40065,"),
        ["codes.csv:4: code 40065 is out of order: it belongs before 40066 on line 3"]
    );
}

#[test]
fn a_code_lies_in_one_of_the_classes() {
    for code in ["0", "199", "300", "399", "500", "39999", "60000", "400011", "4294967295"] {
        let found = faults_with("40073,", &format!("{code},"));
        assert!(
            found.contains(&format!(
                "codes.csv:4: code {code} is in none of the classes 2xx, 4xx, 4xxxx and 5xxxx"
            )),
            "{found:?}"
        );
    }
}

#[test]
fn a_code_is_a_plain_number() {
    for code in ["", "-1", "+40073", "040073", "40073.0", " 40073", "0x9c89", "99999999999"] {
        let expected =
            format!("codes.csv:4: code {code:?} is not a number: expected digits, such as 40073");
        assert_eq!(faults_with("40073,", &format!("{code},")), [expected]);
    }
}

#[test]
fn a_name_is_a_rust_variant_in_upper_camel_case() {
    let bad = [
        "",
        "lockConflict",
        "Lock_Conflict",
        "LOCKCONFLICT",
        "Lock Conflict",
        "IOFailed",
        "AddCORS",
        "type",
        "Löck",
        "4Lock",
    ];
    for name in bad {
        let found = faults_with(",LockConflict,", &format!(",{name},"));
        assert_eq!(found.len(), 1, "{found:?}");
        let start = format!("codes.csv:4: name {name:?} is not UpperCamelCase: expected ");
        assert!(found[0].starts_with(&start), "{found:?}");
    }
    for name in ["A", "LockA", "GetAFile", "Aria2Size", "IoFailed"] {
        let table = TABLE.replacen(",LockConflict,", &format!(",{name},"), 1);
        assert!(Table::parse(table.as_bytes()).is_ok(), "{name}");
    }
}

#[test]
fn a_name_is_none_that_the_compiler_would_refuse() {
    for (name, why) in [
        ("Self", "a keyword of Rust"),
        ("Error", "what TryFrom calls the type of its errors"),
        ("Err", "what FromStr calls the type of its errors"),
    ] {
        assert_eq!(
            faults_with(",LockConflict,", &format!(",{name},")),
            [format!("codes.csv:4: name {name:?} is {why}: no variant can have it")]
        );
    }
}

#[test]
fn a_name_a_constant_and_an_alias_each_find_one_code_in_any_case() {
    assert_eq!(
        faults_with(",DatabaseError,", ",LockConflict,"),
        ["codes.csv:5: name LockConflict is taken on line 4, as the name of LockConflict"]
    );
    assert_eq!(
        faults_with("CodeDBError,", "CodeLockconflict,"),
        [
            "codes.csv:5: constant CodeLockconflict is taken on line 4, as the constant of LockConflict"
        ]
    );
    assert_eq!(
        faults_with("CodeDBError,,", "CodeDBError,CodeQQBindConflict;CodeLockConflict,"),
        [
            "codes.csv:5: alias CodeQQBindConflict is taken on line 3, as the alias of OpenIdBindConflict",
            "codes.csv:5: alias CodeLockConflict is taken on line 4, as the constant of LockConflict",
        ]
    );
}

#[test]
fn a_constant_and_an_alias_are_constants_of_go() {
    for constant in
        ["", "Code", "LockConflict", "codeLockConflict", "Code Lock", "CodeLöck", "Code_Lock"]
    {
        for (what, from, to) in [
            ("constant", "CodeLockConflict,,", format!("{constant},,")),
            ("alias", "CodeLockConflict,,", format!("CodeLockConflict,CodeA;{constant},")),
        ] {
            let found = faults_with(from, &to);
            assert_eq!(found.len(), 1, "{found:?}");
            let start = format!("codes.csv:4: {what} {constant:?} is malformed: expected ");
            assert!(found[0].starts_with(&start), "{found:?}");
        }
    }
}

#[test]
fn a_description_is_neither_empty_nor_padded_nor_broken() {
    for description in ["", " ", "\u{a0}"] {
        assert_eq!(
            faults_with(",Lock Conflict,", &format!(",{description},")),
            ["codes.csv:4: description is empty"]
        );
    }
    assert_eq!(
        faults_with(",Lock Conflict,", ",?,"),
        ["codes.csv:4: description \"?\" is still to be written"]
    );
    for description in [" Lock", "Lock ", "\u{3000}Lock"] {
        assert_eq!(
            faults_with(",Lock Conflict,", &format!(",{description},")),
            [format!("codes.csv:4: description {description:?} is padded with white space")]
        );
    }
    for description in ["\"Lock\nConflict\"", "Lock\tConflict", "Lock\u{7f}Conflict"] {
        let found = faults_with(",Lock Conflict,", &format!(",{description},"));
        assert!(found[0].contains("holds a line break or another control character"), "{found:?}");
    }
    for unseen in
        "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}".chars()
    {
        let found = faults_with(",Lock Conflict,", &format!(",Lock {unseen}Conflict,"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("codes.csv:4: description \"Lock \\u{"), "{found:?}");
        assert!(
            found[0].ends_with("a character that nobody sees and that turns or breaks the line")
        );
    }
}

#[test]
fn a_http_status_fits_its_class() {
    for (code, bad) in [("203,", "199 300 404"), ("40066,", "399 600 200"), ("50001,", "499 600")] {
        for status in bad.split(' ') {
            let table: String = TABLE
                .lines()
                .map(|line| {
                    let mut fields: Vec<_> = line.split(',').collect();
                    if line.starts_with(code) {
                        fields[6] = status;
                    }
                    fields.join(",") + "\n"
                })
                .collect();
            let found = faults(table);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(
                found[0].contains(&format!("http_status {status} does not fit code"))
                    || found[0].contains(&format!("http_status {status:?} is not a status")),
                "{found:?}"
            );
        }
    }
}

#[test]
fn since_is_a_release() {
    for since in ["", "4", "4.0", "4.0.0.0", "v4.0.0", "4.0.0-beta.10", "4.00.0", "4..0", "four"] {
        assert_eq!(
            faults_with(",4.0.0,", &format!(",{since},")),
            [format!(
                "codes.csv:4: since {since:?} is not a release: expected three numbers, such as 4.12.0"
            )]
        );
    }
}

#[test]
fn a_remedy_is_one_of_the_nine() {
    for remedy in ["", "resolve", "Resolve ", "Pray"] {
        let found = faults_with(",423,Resolve", &format!(",423,{remedy}"));
        let start =
            format!("codes.csv:4: unknown remedy {remedy:?}: expected one of InspectResponse, ");
        assert!(found.len() == 1 && found[0].starts_with(&start), "{found:?}");
    }
}

#[test]
fn sent_and_nested_are_yes_or_no() {
    for bad in ["", "?", "Yes", "true", "1", "yes "] {
        assert_eq!(
            faults_with("423,Resolve,yes,yes", &format!("423,Resolve,{bad},no")),
            [format!("codes.csv:4: sent is {bad:?}: expected yes or no")]
        );
        assert_eq!(
            faults_with("423,Resolve,yes,yes", &format!("423,Resolve,yes,{bad}")),
            [format!("codes.csv:4: nested is {bad:?}: expected yes or no")]
        );
    }
    assert_eq!(
        faults_with("423,Resolve,yes,yes", "423,Resolve,no,yes"),
        ["codes.csv:4: nested is yes, but sent is no: what is not sent is not nested either"]
    );
}

#[test]
fn the_release_is_one_and_alone_in_its_file() {
    for good in ["4.18.0", "4.18.0\n", "4.18.0\r\n"] {
        assert_eq!(release::parse(good.as_bytes()).unwrap(), "4.18.0");
    }
    for bad in ["", "4.18", "v4.18.0", "4.18.0-beta.1", "4.18.0 ", "4.18.0\n4.19.0\n"] {
        let faults = release::parse(bad.as_bytes()).unwrap_err();
        let told = faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        let release = bad.trim_end_matches('\n');
        assert_eq!(
            told,
            [format!(
                "server-release.txt:1: {release:?} is not a release: expected three numbers, such as 4.12.0"
            )]
        );
    }
}

#[test]
fn every_column_is_there_once_and_no_other() {
    assert_eq!(
        faults_with(",since,", ",sinse,"),
        [
            format!("codes.csv:1: unknown column \"sinse\": expected {}", COLUMNS.join(",")),
            "codes.csv:1: column \"since\" is missing".to_owned(),
        ]
    );
    assert_eq!(
        faults_with(",since,", ",name,"),
        [
            "codes.csv:1: column \"name\" stands here twice",
            "codes.csv:1: column \"since\" is missing",
        ]
    );
}

#[test]
fn columns_are_found_by_their_names() {
    let swapped: String = TABLE
        .lines()
        .map(|line| {
            let mut fields: Vec<_> = line.split(',').collect();
            fields.swap(0, 9);
            fields.join(",") + "\n"
        })
        .collect();
    assert_eq!(Table::parse(swapped.as_bytes()), Table::parse(TABLE.as_bytes()));
}

#[test]
fn every_row_has_as_many_fields_as_the_heading() {
    assert_eq!(
        faults_with("Lock Conflict,", ""),
        ["codes.csv:4: 9 fields, where the heading has 10 columns"]
    );
    assert_eq!(
        faults_with("Lock Conflict,", "Lock, Conflict,"),
        ["codes.csv:4: 11 fields, where the heading has 10 columns"]
    );
}

#[test]
fn a_table_has_a_heading_and_rows() {
    let heading = format!("codes.csv:1: the table is empty: its heading is {}", COLUMNS.join(","));
    assert_eq!(faults(""), [heading.as_str()]);
    assert_eq!(faults("\n\n"), [heading.as_str()]);
    assert_eq!(faults(COLUMNS.join(",")), ["codes.csv:1: the table has no rows"]);
}

#[test]
fn text_is_utf_8() {
    let mut table = TABLE.replacen("Lock Conflict", "Lock ?onflict", 1).into_bytes();
    let place = table.iter().position(|byte| *byte == b'?').unwrap();
    table[place] = 0xff;
    assert_eq!(faults(table), ["codes.csv:4: description \"Lock \u{fffd}onflict\" is not UTF-8"]);
}

#[test]
fn a_byte_order_mark_crlf_and_empty_lines_change_nothing() {
    let expected = Table::parse(TABLE.as_bytes());
    let crlf = TABLE.replace('\n', "\r\n");
    for table in [
        format!("\u{feff}{TABLE}"),
        crlf.clone(),
        format!("\u{feff}{crlf}"),
        TABLE.replace('\n', "\n\n"),
        TABLE.trim_end().to_owned(),
    ] {
        assert_eq!(Table::parse(table.as_bytes()), expected);
    }
}

#[test]
fn faults_stand_on_the_line_that_an_editor_shows() {
    let bad = TABLE.replacen("50001,", "5000l,", 1);
    for (table, line) in [
        (bad.clone(), 5),
        (bad.replace('\n', "\r\n"), 5),
        (format!("\u{feff}{bad}"), 5),
        (format!("\n\n{bad}"), 7),
        (bad.replace('\n', "\n\n"), 9),
        (bad.replace('\n', "\r\n\r\n"), 9),
        (bad.replacen("Lock Conflict", "\"Lock Conflict\"", 1), 5),
    ] {
        let found = faults(&table);
        assert!(
            found.len() == 1 && found[0].starts_with(&format!("codes.csv:{line}: ")),
            "{found:?}"
        );
    }
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_their_lines() {
    let bad = TABLE
        .replacen("Not Fully Successful", "", 1)
        .replacen(",3.6.0,409,Resolve,no,no", ",3.6,609,Pray,perhaps,no", 1)
        .replacen("50001", "203", 1);
    let lines: Vec<String> = faults(bad)
        .iter()
        .map(|fault| fault.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "codes.csv:2: description",
            "codes.csv:3: since",
            "codes.csv:3: http_status",
            "codes.csv:3: unknown",
            "codes.csv:3: sent",
            "codes.csv:5: http_status",
            "codes.csv:5: code",
        ]
    );
}

/// Holds for whatever comes out of the parser.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    match Table::parse(bytes) {
        Ok(table) => {
            prop_assert!(!table.rows.is_empty());
            prop_assert!(table.rows.windows(2).all(|pair| pair[0].code < pair[1].code));
        }
        Err(faults) => {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.windows(2).all(|pair| pair[0].line <= pair[1].line));
            let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
            for fault in faults {
                prop_assert!(fault.line.is_some_and(|line| (1..=lines).contains(&line)));
                prop_assert!(!fault.to_string().contains(['\n', '\r']));
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        check(&bytes)?;
    }

    #[test]
    fn a_table_with_any_bytes_overwritten_never_panics(
        patches in prop::collection::vec((0..TABLE.len(), any::<u8>()), 1..8),
    ) {
        let mut bytes = TABLE.as_bytes().to_vec();
        for (place, byte) in patches {
            bytes[place] = byte;
        }
        check(&bytes)?;
    }

    #[test]
    fn arbitrary_fields_never_panic(fields in prop::collection::vec("[^,\n\r]{0,12}", COLUMNS.len())) {
        check(format!("{}\n{}\n", COLUMNS.join(","), fields.join(",")).as_bytes())?;
    }
}
