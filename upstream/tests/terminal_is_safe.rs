//! Whatever a page or a source says, a terminal is not steered by it, and neither is the table.

#![allow(missing_docs)]

#[path = "support/server.rs"]
mod server;
#[path = "support/tool.rs"]
mod tool;

use std::fs;

use server::{all, locale, page, source};
use tool::{Folder, upstream};

/// What a terminal would obey, and what would show a text in another order than it stands.
const HOSTILE: &str =
    "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}\u{7f}";

/// Nothing of [`HOSTILE`] is in a text as it is, but it is in it.
fn assert_harmless(text: &str) {
    assert!(text.contains("\\u{202e}\\u{2066}\\u{200f}"), "{text:?}");
    for character in HOSTILE.chars().filter(|character| !character.is_ascii_graphic()) {
        assert!(!text.contains(character), "{character:?} in {text:?}");
    }
}

#[test]
fn a_source_a_page_and_a_name_show_as_they_stand() {
    let folder = Folder::new();
    let hostile_page = page(all()).replace("Lock Conflict ", HOSTILE);
    let hostile_source = source(all()).replace("= 40073", &format!("= f[`{HOSTILE}`]"));
    for (name, text) in [
        ("page.md", hostile_page),
        ("error.go", hostile_source),
        (&format!("{HOSTILE}.go"), source(all()).replace("40073", "40990")),
        (&format!("{HOSTILE}.json"), locale([]).replace("{}", "[]")),
    ] {
        let path = folder.write(name, text);
        let (_, out, said) = upstream(&["check", path.to_str().unwrap()]);
        assert_harmless(&(out + &said));
    }
    let missing = folder.path().join(HOSTILE);
    for command in ["check", "add", "messages"] {
        let (status, out, said) = upstream(&[command, missing.to_str().unwrap()]);
        assert_eq!((status, out.as_str()), (2, ""));
        assert_harmless(&said);
    }
}

#[test]
fn a_row_has_no_text_that_steers_a_terminal() {
    let folder = Folder::new();
    let table = folder.write("codes.csv", include_str!("../../codes.csv"));
    let new = page(all()) + &format!("| 40990 | New {HOSTILE} |\n");
    let path = folder.write("page.md", new);
    let (status, out, _) =
        upstream(&["add", path.to_str().unwrap(), "--table", table.to_str().unwrap()]);
    assert_eq!(status, 0);
    let row = "40990,?,?,?,,?,?,?,?,?";
    assert!(out.starts_with(row), "{out}");
    assert!(fs::read_to_string(table).unwrap().contains(&format!("{row}\n")));
}
