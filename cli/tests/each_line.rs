//! `cloudreve-codes annotate --each-line` says of each line which codes it has.

#![allow(missing_docs)]

mod support;

use std::io::{BufRead, BufReader, Write};

use proptest::prelude::*;
use support::{run, run_with, spawn, stderr, stdout};

fn each_line(log: &[u8]) -> String {
    let output = run_with(&["annotate", "--each-line"], log);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    stdout(&output)
}

#[test]
fn each_line_has_an_array_of_its_codes() {
    let log = "nothing\ncode=40016 code: 40073, code=40016\n\n{\"code\":40999}\r\ncode=40001";
    assert_eq!(each_line(log.as_bytes()), "[]\n[40016,40073,40016]\n[]\n[40999]\n[40001]\n");
    assert_eq!(each_line(b""), "");
    assert_eq!(each_line(b"\n\n"), "[]\n[]\n");
}

#[test]
fn a_list_that_runs_on_into_the_next_line_ends_with_its_own() {
    let log = "\"error_codes\": [40016,\n40073, sshd[40017]: closed\n";
    assert_eq!(each_line(log.as_bytes()), "[40016]\n[]\n");
}

#[test]
fn lines_of_any_length_and_any_bytes_are_one_line_each() {
    let filler = "x".repeat(3 << 20);
    let log = [
        format!("{filler} code=40016 {filler} code=40073\n").as_bytes(),
        b"\xff\xfe\0code=40001\0\n",
        "\u{2028}code: 40004\u{85}\n".as_bytes(),
    ]
    .concat();
    assert_eq!(each_line(&log), "[40016,40073]\n[40001]\n[40004]\n");
}

#[test]
fn a_line_is_out_as_soon_as_it_is_in() {
    let mut child = spawn(&["annotate", "--each-line"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        input.write_all(b"code=40016\nnothing\n").unwrap();
        let mut lines = String::new();
        output.read_line(&mut lines).unwrap();
        output.read_line(&mut lines).unwrap();
        assert_eq!(lines, "[40016]\n[]\n");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn it_goes_with_no_other_form_of_output() {
    for other in ["--json", "--follow"] {
        assert_eq!(run(&["annotate", "--each-line", other, "log"]).status.code(), Some(2));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_line_says_what_it_would_say_alone(
        lines in prop::collection::vec(prop::sample::select(vec![
            "", "code=40016", "\"code\":", "40016", "{\"error_codes\":[40016,", "40073]}", "{Code:404", "code",
            "zip", " code: 40001", "\r", "(code: 40999)", "\u{1b}[31mcode\u{1b}[0m=40005",
        ]), 0..12)
    ) {
        let log: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        let alone: String = lines.iter().map(|line| each_line(format!("{line}\n").as_bytes())).collect();
        prop_assert_eq!(each_line(log.as_bytes()), alone);
    }
}
