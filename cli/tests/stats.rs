//! `cloudreve-codes stats` counts the codes in logs.

#![allow(missing_docs)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use support::{run, run_with, spawn, stderr, stdout};
use tempfile::TempDir;

const LOG: &str = "\
[Info]\t 2025-10-11 08:44:35 [/a.go:1] started
{\"time\":\"2025-10-11T08:44:36Z\",\"code\":40073}
{\"time\":\"2025-10-11T09:59:59Z\",\"code\":40016}
code=40016 code=40999
{\"time\":\"2025-10-11T10:00:00+02:00\",\"code\":50001}
{\"time\":\"2025-10-11T12:00:00Z\",\"code\":40073}";

fn json_of(arguments: &[&str], input: &[u8]) -> Value {
    let arguments: Vec<_> = ["stats", "--json"].iter().chain(arguments).copied().collect();
    let output = run_with(&arguments, input);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn hits_are_counted_by_code_class_and_remedy_with_their_first_and_last_lines() {
    let stats = json_of(&[], LOG.as_bytes());
    let lock_conflict = json!({
        "code": 40073, "name": "LockConflict", "class": "4xxxx", "description": "Lock Conflict",
        "remedy": "Resolve", "hits": 2,
        "first": {"file": "-", "line": 2, "time": "2025-10-11T08:44:36Z"},
        "last": {"file": "-", "line": 6, "time": "2025-10-11T12:00:00Z"},
    });
    assert_eq!(stats["complete"], true);
    assert_eq!((&stats["lines"], &stats["hits"]), (&json!(6), &json!(6)));
    assert_eq!(stats["bytes"], LOG.len());
    let codes = stats["codes"].as_array().unwrap();
    assert_eq!(codes.iter().find(|code| code["code"] == 40073), Some(&lock_conflict));
    let unknown = codes.iter().find(|code| code["code"] == 40999).unwrap();
    assert_eq!(unknown["name"], Value::Null);
    assert_eq!(unknown["first"], json!({"file": "-", "line": 4, "time": null}));
    assert_eq!(
        stats["classes"],
        json!([{"class": "4xxxx", "hits": 5}, {"class": "5xxxx", "hits": 1}])
    );
    assert_eq!(
        stats["remedies"],
        json!([
            {"remedy": "Resolve", "hits": 4},
            {"remedy": null, "hits": 1},
            {"remedy": "Retry", "hits": 1},
        ])
    );
    assert_eq!(stats.get("buckets"), None);
}

#[test]
fn buckets_are_hours_or_whatever_is_asked_for() {
    let stats = json_of(&["--bucket", "1h"], LOG.as_bytes());
    assert_eq!(
        stats["buckets"],
        json!([
            {"start": "2025-10-11T08:00:00", "hits": 2},
            {"start": "2025-10-11T09:00:00", "hits": 1},
            {"start": "2025-10-11T12:00:00", "hits": 1},
        ])
    );
    assert_eq!(stats["untimed"], 2);
    for length in ["1d", "24h", "1440m", "1 day"] {
        let stats = json_of(&["--bucket", length], LOG.as_bytes());
        assert_eq!(
            stats["buckets"],
            json!([{"start": "2025-10-11T00:00:00", "hits": 4}]),
            "{length}"
        );
    }
    for wrong in ["", "1", "0s", "-1h", "soon", "10ms"] {
        let output = run(&["stats", &format!("--bucket={wrong}")]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("expected a time"), "{}", stderr(&output));
    }
}

#[test]
fn a_person_sees_tables_and_a_histogram() {
    let output = run_with(&["stats", "--bucket", "1h"], LOG.as_bytes());
    let text = stdout(&output);
    for line in [
        "6 hits on 6 lines, 252 B",
        "   2  40073  4xxxx  Resolve  -:2 2025-10-11T08:44:36Z  -:6 2025-10-11T12:00:00Z  Lock Conflict",
        "   5  4xxxx",
        "   4  Resolve",
        "2025-10-11T08:00:00  2  ████████████████████████████████████████",
        "2025-10-11T09:00:00  1  ████████████████████",
        "2025-10-11T10:00:00  0",
        "2 on lines without a time",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn a_log_without_codes_has_none() {
    let output = run_with(&["stats"], b"a\nb\n");
    assert_eq!(stdout(&output), "0 hits on 2 lines, 4 B\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn several_files_and_parts_of_large_ones_are_one_count() {
    let folder = TempDir::new().unwrap();
    let large = folder.path().join("large.log");
    let small = folder.path().join("small.log");
    let lines = (0..600_000_u32).map(|number| match number % 50 {
        0 => format!("{number} code={}\n", 40_001 + number / 50 % 89),
        1 => format!("{number} \"error_codes\": [\n  50001\n]\n"),
        _ => format!("{number} {}\n", "x".repeat((number % 77) as usize)),
    });
    let log: String = lines.collect();
    assert!(log.len() > 3 * (8 << 20), "it has to be cut into parts");
    fs::write(&large, &log).unwrap();
    fs::write(&small, LOG).unwrap();

    let mut expected: BTreeMap<u64, (u64, u64, u64)> = BTreeMap::new();
    for (line, text) in (1..).zip(log.lines()) {
        let element = text.strip_prefix("  ").unwrap_or_default();
        let code = text.split_once("code=").map_or(element, |(_, code)| code);
        if let Ok(code @ 40_000..60_000) = code.parse() {
            let (hits, _, last) = expected.entry(code).or_insert((0, line, line));
            (*hits, *last) = (*hits + 1, line);
        }
    }
    let stats = json_of(&[large.to_str().unwrap()], b"");
    assert_eq!(stats["lines"], log.lines().count());
    let codes = stats["codes"].as_array().unwrap();
    assert_eq!(codes.len(), expected.len());
    for code in codes {
        let found = (&code["hits"], &code["first"]["line"], &code["last"]["line"]);
        let (hits, first, last) = expected[&code["code"].as_u64().unwrap()];
        assert_eq!(found, (&json!(hits), &json!(first), &json!(last)), "{code}");
    }

    let both = json_of(&[small.to_str().unwrap(), large.to_str().unwrap()], b"");
    assert_eq!(both["bytes"], log.len() + LOG.len());
    let code = both["codes"].as_array().unwrap().iter().find(|code| code["code"] == 40073).unwrap();
    assert_eq!(code["hits"], expected[&40073].0 + 2);
    assert_eq!(code["first"]["file"], small.to_str().unwrap());
    assert_eq!(code["last"]["file"], large.to_str().unwrap());
}

#[test]
#[cfg(unix)]
fn ctrl_c_prints_what_there_is_so_far() {
    let mut child = spawn(&["stats", "--json"]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(LOG.as_bytes()).unwrap();
    input.write_all(b"\n").unwrap();
    thread::sleep(Duration::from_millis(500));
    let process = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(process, rustix::process::Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&stats["complete"], &stats["hits"]), (&json!(false), &json!(6)));
    assert!(stderr(&output).contains("interrupted"), "{}", stderr(&output));
    assert_eq!(output.status.code(), Some(0));
    drop(input);
}
