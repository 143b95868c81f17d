//! `cloudreve-codes annotate` says what codes mean, and else leaves a log as it is.

#![allow(missing_docs)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use cloudreve_error_codes::ErrorCode;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{run, run_with, spawn, stdout};
use tempfile::TempDir;

fn annotate(log: impl AsRef<[u8]>) -> String {
    let output = run_with(&["annotate"], log.as_ref());
    assert_eq!(output.status.code(), Some(0));
    stdout(&output)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

/// Lines of the size of a log's, some with codes, as many as make up `size` bytes.
fn long_log(size: usize) -> String {
    let lines = (0..).map(|number: usize| match number % 10 {
        0 => format!("{{\"n\":{number},\"code\":{}}}\n", 40_000 + number % 100),
        1 => format!("{number} \"error_codes\": [\r\n  40089,\r\n  40016\r\n]\r\n"),
        _ => format!("{number} {}\n", "x".repeat(number * 7 % 300)),
    });
    let mut length = 0;
    lines
        .take_while(|line| {
            length += line.len();
            length <= size
        })
        .collect()
}

/// What is expected of a log whose codes each stand on a line of their own.
fn long_log_annotated(log: &str) -> String {
    let lines = log.split_inclusive('\n').map(|line| {
        let code: Option<u32> = line
            .split_once("\"code\":")
            .and_then(|(_, rest)| rest.get(..5)?.parse().ok())
            .or_else(|| line.starts_with("  40089").then_some(40089))
            .or_else(|| line.starts_with("  40016").then_some(40016));
        let Some(code) = code else { return line.to_owned() };
        let description =
            ErrorCode::from_u32(code).map_or("unknown (4xxxx)", |known| known.description());
        let content = line.trim_end();
        format!("{content}  # {code} {description}{}", &line[content.len()..])
    });
    lines.collect()
}

#[test]
fn every_code_is_described() {
    for code in ErrorCode::ALL {
        let log = format!("{{\"code\":{}}}\n", code.as_u32());
        let expected = format!("{}  # {} {}\n", log.trim_end(), code.as_u32(), code.description());
        assert_eq!(annotate(log), expected);
    }
}

#[test]
fn an_unknown_code_is_told_with_its_class() {
    assert_eq!(annotate("code: 40999\n"), "code: 40999  # 40999 unknown (4xxxx)\n");
    assert_eq!(annotate("code: 59999\n"), "code: 59999  # 59999 unknown (5xxxx)\n");
}

#[test]
fn each_code_of_a_line_is_told_once_in_their_order() {
    let log = "code=40016 code=40073 code=40016\n";
    assert_eq!(
        annotate(log),
        "code=40016 code=40073 code=40016  # 40016 Parent Directory Does Not Exist; 40073 Lock Conflict\n"
    );
}

#[test]
fn after_sixteen_codes_there_is_an_ellipsis() {
    let line = |count: u32| {
        (0..count).map(|index| format!(" code={}", 40_001 + index)).collect::<Vec<_>>().concat()
    };
    let annotated = annotate(line(16) + "\n");
    assert!(annotated.ends_with("; 40016 Parent Directory Does Not Exist\n"), "{annotated}");
    let annotated = annotate(line(17) + "\n");
    assert!(annotated.ends_with("; 40016 Parent Directory Does Not Exist; …\n"), "{annotated}");
    let annotated = annotate(line(16) + &line(16) + "\n");
    assert!(!annotated.contains('…'), "{annotated}");
}

#[test]
fn the_annotation_stands_before_the_line_ending() {
    assert_eq!(annotate("code: 40073\r\nx\r\n"), "code: 40073  # 40073 Lock Conflict\r\nx\r\n");
    assert_eq!(annotate("code: 40073"), "code: 40073  # 40073 Lock Conflict");
    assert_eq!(annotate("code: 40073\r"), "code: 40073  # 40073 Lock Conflict\r");
    assert_eq!(annotate("code: 40073\rx\n"), "code: 40073\rx  # 40073 Lock Conflict\n");
    assert_eq!(annotate("code: 40073\n\n"), "code: 40073  # 40073 Lock Conflict\n\n");
}

#[test]
fn bytes_that_are_no_text_pass_through() {
    let log = b"\xff\xfe\0 code: 40073 \x1b[31m\xc3\n\0";
    let output = run_with(&["annotate"], log);
    assert_eq!(output.stdout, b"\xff\xfe\0 code: 40073 \x1b[31m\xc3  # 40073 Lock Conflict\n\0");
}

#[test]
fn nothing_becomes_nothing() {
    assert_eq!(annotate(""), "");
}

#[test]
fn several_files_come_one_after_the_other_and_standard_input_is_a_dash() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.log");
    fs::write(&file, "code=40016\n").unwrap();
    let file = file.to_str().unwrap();
    let output = run_with(&["annotate", file, "-", file], b"code=40073\n");
    let text = stdout(&output);
    let numbers: Vec<_> = text.lines().map(|line| &line[.."code=40016".len()]).collect();
    assert_eq!(numbers, ["code=40016", "code=40073", "code=40016"]);
}

#[test]
fn what_is_compressed_comes_out_plain_from_files_and_pipes() {
    let folder = TempDir::new().unwrap();
    let log = long_log(3 << 20);
    let expected = long_log_annotated(&log);
    let (first, second) = log.as_bytes().split_at(log.len() / 3);
    for (name, bytes) in [
        ("gzip", gzip(log.as_bytes())),
        ("gzip-of-two-members", [gzip(first), gzip(second)].concat()),
        ("zstd", zstd(log.as_bytes())),
        ("zstd-of-two-frames", [zstd(first), zstd(second)].concat()),
        ("plain", log.as_bytes().to_vec()),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, &bytes).unwrap();
        let output = run(&["annotate", file.to_str().unwrap()]);
        assert!(stdout(&output) == expected, "{name}");
        let output = run_with(&["annotate"], &bytes);
        assert!(stdout(&output) == expected, "{name} through a pipe");
    }
}

#[test]
fn a_large_file_comes_out_as_it_does_through_a_pipe() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("log");
    // Cut into parts in the middle of short lines, of long ones, and of one that is longer than a part.
    for log in [
        long_log(9 << 20),
        long_log(9 << 20).replace('\n', " ") + " code=40073",
        format!("{}\ncode=40073 {}\n{}", long_log(1 << 20), "y".repeat(3 << 20), long_log(1 << 20)),
        "\n".repeat(2 << 20) + "code=40073",
        "\"error_codes\": [\n".to_owned() + &"\n40016,".repeat(150) + &long_log(2 << 20),
    ] {
        fs::write(&file, &log).unwrap();
        let through_file = run(&["annotate", file.to_str().unwrap()]);
        let through_pipe = run_with(&["annotate"], log.as_bytes());
        assert!(through_file.stdout == through_pipe.stdout);
        assert!(through_file.stdout.len() > log.len());
    }
    let log = long_log(9 << 20);
    fs::write(&file, &log).unwrap();
    assert!(stdout(&run(&["annotate", file.to_str().unwrap()])) == long_log_annotated(&log));
}

#[test]
fn a_line_is_out_as_soon_as_it_is_in() {
    let mut child = spawn(&["annotate"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for line in ["(\n", "no code\n", "code: 40073\r\n", "last\n"] {
        input.write_all(line.as_bytes()).unwrap();
        let mut annotated = String::new();
        output.read_line(&mut annotated).unwrap();
        assert!(annotated.starts_with(line.trim_end()), "{annotated}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn json_has_an_object_for_each_hit() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.log");
    fs::write(&file, "x\ncode=40073 code=40999\r\n\"code\":\"LockConflict\"").unwrap();
    let path = file.to_str().unwrap();
    let output = run(&["annotate", "--json", path]);
    let objects: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let known = json!({
        "file": path, "line": 2, "offset": 7, "code": 40073, "name": "LockConflict",
        "class": "4xxxx", "description": "Lock Conflict", "remedy": "Resolve",
    });
    let unknown = json!({
        "file": path, "line": 2, "offset": 18, "code": 40999, "name": null,
        "class": "4xxxx", "description": null, "remedy": null,
    });
    let mut named = known.clone();
    named["line"] = 3.into();
    named["offset"] = 32.into();
    assert_eq!(objects, [known, unknown, named]);
}

#[test]
fn json_counts_lines_and_bytes_however_long_the_log_is() {
    let log = long_log(5 << 20);
    let output = run_with(&["annotate", "--json"], log.as_bytes());
    let lines: Vec<_> = log.lines().collect();
    let objects = stdout(&output);
    assert!(objects.lines().count() > 1000);
    for object in objects.lines() {
        let object: Value = serde_json::from_str(object).unwrap();
        let code = object["code"].to_string();
        let line = usize::try_from(object["line"].as_u64().unwrap()).unwrap();
        assert!(lines[line - 1].contains(&code), "{object}");
        let offset = usize::try_from(object["offset"].as_u64().unwrap()).unwrap();
        assert!(log[offset..].starts_with(&code), "{object}");
    }
}

fn is_annotation(text: &[u8]) -> bool {
    text.is_empty() || text.starts_with(b"  # ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_line_of_any_input_comes_out_with_at_most_an_annotation(
        lines in prop::collection::vec(
            (prop::collection::vec(any::<u8>(), 0..40), "(|code=40073|\"code\":404|exit code: 40016)", "(\n|\r\n)"),
            0..20,
        )
    ) {
        let lines: Vec<Vec<u8>> = lines
            .into_iter()
            .map(|(bytes, code, ending)| {
                let bytes = bytes.into_iter().filter(|byte| !matches!(byte, b'\n' | b'\r'));
                bytes.chain(code.into_bytes()).chain(ending.into_bytes()).collect()
            })
            .collect();
        let log = lines.concat();
        // What looks compressed is another matter.
        prop_assume!(!log.starts_with(&[0x1f]) && !log.starts_with(&[0x28]));
        let output = run_with(&["annotate"], &log);
        let mut rest = output.stdout.as_slice();
        for line in &lines {
            let ending = if line.ends_with(b"\r\n") { b"\r\n".as_slice() } else { b"\n" };
            let content = &line[..line.len() - ending.len()];
            prop_assert!(rest.starts_with(content));
            rest = &rest[content.len()..];
            let end = rest.windows(ending.len()).position(|window| window == ending).unwrap();
            prop_assert!(is_annotation(&rest[..end]));
            rest = &rest[end + ending.len()..];
        }
        prop_assert!(rest.is_empty());
    }
}

#[test]
fn the_examples_of_the_readme_are_what_it_prints() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    // In prose an annotation is quoted.
    let lines = readme.lines().filter(|line| !line.contains('`'));
    let annotated = lines.filter(|line| line.contains("  # 4"));
    let mut count = 0;
    for line in annotated {
        let (log, _) = line.split_once("  # ").unwrap();
        assert_eq!(annotate(log), line);
        count += 1;
    }
    assert!(count > 0);
}
