//! `cloudreve-upstream add` gives a table the rows that it lacks, and touches nothing else of it.

#![allow(missing_docs)]

#[path = "../../build/mod.rs"]
#[allow(dead_code)]
mod generator;
#[path = "support/server.rs"]
mod server;
#[path = "support/tool.rs"]
mod tool;

use std::fs;
use std::path::Path;

use generator::table::Table;
use server::{all, locale, page, source};
use tool::{Folder, upstream};

const TABLE: &str = include_str!("../../codes.csv");

/// A source with codes before, between and after those of the table.
fn newer_source() -> String {
    source(all()).replace(
        "\n)\n",
        "\n\tCodeTeapot = 418\n\tCodeIOQuotaFrozen = 49990\n\tCodeFrozenIO = CodeIOQuotaFrozen\n\tCode3DErr = 59990\n)\n",
    )
}

/// The rows that are added for [`newer_source`].
const ADDED: [&str; 3] = [
    "418,Teapot,?,CodeTeapot,,?,?,?,?,?",
    "49990,IoQuotaFrozen,?,CodeIOQuotaFrozen,CodeFrozenIO,?,?,?,?,?",
    "59990,?,?,Code3DErr,,?,?,?,?,?",
];

fn add(source: &Path, table: &Path) -> (i32, String, String) {
    upstream(&["add", source.to_str().unwrap(), "--table", table.to_str().unwrap()])
}

/// Adds to a table what a source has, and returns the table then.
fn added_to(table: &[u8], name: &str, source: &str) -> Vec<u8> {
    let folder = Folder::new();
    let (source, table) = (folder.write(name, source), folder.write("codes.csv", table));
    let (status, _, said) = add(&source, &table);
    assert_eq!((status, said.as_str()), (0, ""));
    fs::read(table).unwrap()
}

/// The table with the added rows, each before the first of a greater code.
fn expected() -> String {
    let code = |row: &str| row.split(',').next().and_then(|code| code.parse::<u32>().ok());
    let mut rows: Vec<&str> = TABLE.lines().chain(ADDED).collect();
    // The heading has no code, and so comes first.
    rows.sort_by_key(|row| code(row));
    rows.join("\n") + "\n"
}

#[test]
fn the_rows_stand_in_their_places_and_all_else_stays() {
    assert_eq!(added_to(TABLE.as_bytes(), "error.go", &newer_source()), expected().as_bytes());
}

#[test]
fn a_byte_order_mark_and_line_endings_stay_as_they_are() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(
        added_to(crlf(TABLE).as_bytes(), "error.go", &newer_source()),
        crlf(&expected()).as_bytes()
    );
    let unended = |text: &str| text.trim_end().to_owned();
    assert_eq!(
        added_to(unended(TABLE).as_bytes(), "error.go", &newer_source()),
        unended(&expected()).as_bytes()
    );
}

#[test]
fn quotes_empty_lines_and_the_order_of_columns_stay_as_they_are() {
    let table = "remedy,code,name,description,constant,aliases,since,http_status,sent,nested\n\n\
                 Resolve,40073,\"LockConflict\",\"Lock,\nConflict\",CodeLockConflict,,4.0.0,423,yes,yes\n\n\
                 FixRequest,40099,Other,\"\"\"Other\"\"\",CodeOther,,4.0.0,400,yes,no\n";
    let text = "package x\n\nconst (\n\tCodeLockConflict = 40073\n\tCodeMiddle = 40080\n)\n";
    let after =
        table.replace("FixRequest,40099", "?,40080,Middle,?,CodeMiddle,,?,?,?,?\nFixRequest,40099");
    assert_eq!(added_to(table.as_bytes(), "error.go", text), after.as_bytes());
}

#[test]
fn the_build_refuses_a_row_until_every_field_is_filled_in() {
    let table = added_to(TABLE.as_bytes(), "error.go", &newer_source());
    let faults = Table::parse(&table).unwrap_err();
    // Three rows with six marks each, and one without a name.
    assert_eq!(faults.len(), 19, "{faults:?}");
    let mut table = String::from_utf8(table).unwrap();
    for (from, to) in [
        (
            "418,Teapot,?,CodeTeapot,,?,?,?,?,?",
            "418,Teapot,Is a Teapot,CodeTeapot,,4.19.0,418,FixRequest,yes,yes",
        ),
        ("49990,IoQuotaFrozen,?,", "49990,IoQuotaFrozen,Quota Frozen,"),
        ("CodeFrozenIO,?,?,?,?,?", "CodeFrozenIO,4.19.0,403,GainAccess,no,no"),
        ("59990,?,?,", "59990,ThreeDError,Not Flat,"),
    ] {
        assert!(Table::parse(table.as_bytes()).is_err());
        table = table.replace(from, to);
    }
    let filled = |remaining: &str, to: &str| table.replace(remaining, to);
    assert_eq!(Table::parse(table.as_bytes()).unwrap_err().len(), 5);
    let table = filled("Code3DErr,,?,?,?,?,?", "Code3DErr,,4.19.0,500,Retry,yes,no");
    assert_eq!(Table::parse(table.as_bytes()).unwrap().rows.len(), all().count() + 3);
}

#[test]
fn a_page_gives_the_description_and_a_locale_file_the_number_alone() {
    let text = page(all()) + "| 49990 | Quota, \"Frozen\" |\n";
    let table = String::from_utf8(added_to(TABLE.as_bytes(), "page.md", &text)).unwrap();
    assert!(table.contains("\n49990,?,\"Quota, \"\"Frozen\"\"\",?,,?,?,?,?,?\n50001,"), "{table}");
    let text = locale(all()).replace("\"40089\"", "\"49990\"");
    let table = String::from_utf8(added_to(TABLE.as_bytes(), "common.json", &text)).unwrap();
    assert!(table.contains("\n49990,?,?,?,,?,?,?,?,?\n50001,"), "{table}");
}

#[test]
fn what_lacks_nothing_is_not_written_at_all() {
    let folder = Folder::new();
    let (source, table) =
        (folder.write("error.go", newer_source()), folder.write("codes.csv", TABLE));
    let (_, out, _) = add(&source, &table);
    for row in ADDED {
        assert!(out.lines().any(|line| line == row), "{out}");
    }
    let before = fs::metadata(&table).unwrap().modified().unwrap();
    let (status, out, said) = add(&source, &table);
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(out.contains("nothing to add"), "{out}");
    assert_eq!(fs::metadata(&table).unwrap().modified().unwrap(), before);
}

#[test]
fn a_code_of_no_class_is_said_and_the_others_are_added() {
    let folder = Folder::new();
    let text = source(all()).replace("\n)\n", "\n\tCodeLong = 400014\n\tCodeMadeUp = 49990\n)\n");
    let (source, table) = (folder.write("error.go", text), folder.write("codes.csv", TABLE));
    let (status, out, said) = add(&source, &table);
    assert_eq!((status, said.lines().count()), (2, 1), "{said}");
    assert!(said.contains("400014 is in none of the classes") && out.contains("49990,"), "{said}");
}

#[test]
fn a_renumbered_or_renamed_code_is_no_row_that_is_lacking() {
    let text = source(all())
        .replace("CodeOwnerOnly = 40082", "CodeOwnerOnly = 40990")
        .replace("CodeLockConflict =", "CodeLocked =");
    assert_eq!(added_to(TABLE.as_bytes(), "error.go", &text), TABLE.as_bytes());
}

#[test]
fn what_is_no_table_is_left_alone() {
    let folder = Folder::new();
    let source = folder.write("error.go", newer_source());
    for (text, why) in [
        ("", "it is empty"),
        ("a,b\n1,2\n", "its heading is not code,name,"),
        (&TABLE.replace(",remedy", ",remedy,remedy"), "its heading is not code,name,"),
        (&TABLE.replace("40073,", "x,"), "a row in it has the code \"x\""),
        (
            &TABLE.replace("CodeLockConflict,,", "CodeLockConflict,"),
            "the row of 40073 in it has not as many fields",
        ),
    ] {
        let table = folder.write("codes.csv", text);
        let (status, out, said) = add(&source, &table);
        assert_eq!((status, out.as_str(), said.lines().count()), (2, "", 1), "{said}");
        assert!(said.contains("codes.csv: no table of codes: ") && said.contains(why), "{said}");
        assert_eq!(fs::read_to_string(&table).unwrap(), text);
    }
    let (status, _, said) = add(&source, &folder.path().join("missing.csv"));
    assert_eq!((status, said.contains("missing.csv")), (2, true), "{said}");
}

#[test]
#[cfg(unix)]
fn a_link_and_the_rights_of_the_table_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let (source, table) =
        (folder.write("error.go", newer_source()), folder.write("real.csv", TABLE));
    fs::set_permissions(&table, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("codes.csv");
    symlink("real.csv", &link).unwrap();
    assert_eq!(add(&source, &link).0, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&table).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(&table).unwrap(), expected());
    let others = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(others, 3, "nothing else is left behind");
}

#[test]
#[cfg(target_os = "linux")]
fn a_table_without_an_end_is_refused() {
    let folder = Folder::new();
    let page = folder.write("page.md", page(all()));
    let (status, out, said) = upstream(&["add", page.to_str().unwrap(), "--table", "/dev/zero"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(
        said.contains("/dev/zero: it has more than 8 MiB: expected a table of codes"),
        "{said}"
    );
}
