//! `cloudreve-codes stats --merge` adds up to what one run would have counted, to the byte.

#![allow(missing_docs)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use support::{run, stderr, stdout};
use tempfile::TempDir;

/// What `stats --json` writes with these arguments, all having gone well.
fn json_of(arguments: &[&str]) -> String {
    let arguments: Vec<_> = ["stats", "--json"].iter().chain(arguments).copied().collect();
    let output = run(&arguments);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{arguments:?}");
    stdout(&output)
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, contents).unwrap();
        path
    }

    /// Writes the report of a run, and returns its path.
    fn report(&self, name: &str, arguments: &[&str]) -> String {
        path(&self.write(name, json_of(arguments))).to_owned()
    }

    /// What `--merge` says is wrong with these files.
    fn fault(reports: &[&str]) -> String {
        let output = run(&[&["stats", "--merge"], reports].concat());
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        stderr(&output)
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn merged(reports: &[String]) -> String {
    let reports = reports.iter().map(String::as_str);
    json_of(&["--merge"].into_iter().chain(reports).collect::<Vec<_>>())
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    let line = prop::sample::select(vec![
        "2025-10-11T08:44:35Z code=40016",
        "2025-10-11 09:01:00 code=40073 code=40016",
        r#"{"time":"2025-10-12T00:00:01+02:00","code":40999}"#,
        r#"{"error_codes":["#,
        "  50001,",
        "  40081]}",
        "nothing",
        "",
        "12025-10-11 code: 50005\r",
    ]);
    prop::collection::vec(line.prop_map(str::to_owned), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn ranges_of_a_file_add_up_to_the_file(
        lines in lines(), cuts in prop::collection::btree_set(1_u64..600, 0..5), reversed: bool
    ) {
        let folder = Folder::new();
        let log = folder.write("log", lines.join("\n"));
        let ends = cuts.iter().copied().chain([1_000_000]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let mut reports: Vec<_> = starts.zip(ends).map(|(from, to)| {
            let range = format!("{from}-{to}");
            let arguments = ["--bucket", "1h", "--range", &range, path(&log)];
            folder.report(&format!("{from}.json"), &arguments)
        }).collect();
        if reversed {
            reports.reverse();
        }
        prop_assert_eq!(merged(&reports), json_of(&["--bucket", "1h", path(&log)]));
    }

    #[test]
    fn files_that_were_counted_apart_add_up_to_one_run(logs in prop::collection::vec(lines(), 1..5)) {
        let folder = Folder::new();
        let logs: Vec<_> = logs.iter().enumerate().map(|(index, lines)| {
            folder.write(&format!("log{index}"), lines.join("\n"))
        }).collect();
        let reports: Vec<_> = logs.iter().enumerate().map(|(index, log)| {
            folder.report(&format!("{index}.json"), &[path(log)])
        }).collect();
        let all: Vec<_> = logs.iter().map(|log| path(log)).collect();
        prop_assert_eq!(merged(&reports), json_of(&all));
        // In two steps too.
        let half = reports.len().div_ceil(2);
        let halves = [&reports[..half], &reports[half..]].into_iter().filter(|half| !half.is_empty());
        let halves: Vec<_> = halves.enumerate().map(|(index, half)| {
            path(&folder.write(&format!("half{index}.json"), merged(half))).to_owned()
        }).collect();
        prop_assert_eq!(merged(&halves), json_of(&all));
    }
}

#[test]
fn ranges_of_large_files_are_counted_on_every_core_and_add_up() {
    let folder = Folder::new();
    let lines = (0..400_000_u32)
        .map(|number| format!("{number} code={} {}", 40_001 + number % 89, "x".repeat(40)));
    let log = folder.write("log", lines.collect::<Vec<_>>().join("\n"));
    let reports = ["0-9000001", "9000001-20000000", "20000000-99000000"]
        .map(|range| folder.report(range, &["--range", range, path(&log)]));
    assert_eq!(merged(&reports), json_of(&[path(&log)]));
}

#[test]
fn ranges_that_follow_each_other_are_one_range() {
    let folder = Folder::new();
    let log = folder.write("log", "code=40016\n".repeat(20));
    let reports =
        ["0-30", "30-77"].map(|range| folder.report(range, &["--range", range, path(&log)]));
    assert_eq!(merged(&reports), json_of(&["--range", "0-77", path(&log)]));
}

#[test]
fn a_range_past_the_end_of_the_file_has_no_lines() {
    let folder = Folder::new();
    let log = folder.write("log", "code=40016\n");
    let stats: Value = serde_json::from_str(&json_of(&["--range", "11-90", path(&log)])).unwrap();
    assert_eq!((&stats["lines"], &stats["hits"]), (&0.into(), &0.into()));
}

#[test]
fn tables_are_merged_too() {
    let folder = Folder::new();
    let log = folder.write("log", "2025-10-11T08:44:35Z code=40016\n");
    let report = folder.report("report.json", &["--bucket", "1h", path(&log)]);
    let merged = run(&["stats", "--merge", &report]);
    assert_eq!(stdout(&merged), stdout(&run(&["stats", "--bucket", "1h", path(&log)])));
}

#[test]
fn what_does_not_add_up_is_named_and_refused() {
    let folder = Folder::new();
    let log = folder.write("log", "2025-10-11T08:44:35Z code=40016\n".repeat(9));
    let whole = folder.report("whole.json", &[path(&log)]);
    let hours = folder.report("hours.json", &["--bucket", "1h", path(&log)]);
    let minutes = folder.report("minutes.json", &["--bucket", "1m", path(&log)]);
    let [first, second, third] = ["0-50", "40-90", "60-999"]
        .map(|range| folder.report(range, &["--range", range, path(&log)]));
    let other = fs::read_to_string(&whole).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let older = folder.write("older.json", other.replace(&version, "\"version\": \"0.0.1\""));
    let wrong = folder.write(
        "wrong.json",
        other.replace("\"hits\": 9,\n  \"codes\"", "\"hits\": 8,\n  \"codes\""),
    );
    for (reports, said) in [
        (
            &[whole.as_str(), &hours][..],
            &["whole.json has no buckets", "hours.json has buckets of 3600 s"][..],
        ),
        (
            &[&hours, &minutes],
            &["hours.json has buckets of 3600 s", "minutes.json has buckets of 60 s"],
        ),
        (&[&first, &second], &["overlap", "0-50 ends at 50", "40-90 begins at 40"]),
        (&[&first, &third], &["leave a gap", "0-50 ends at 50", "60-999 begins at 60"]),
        (&[&whole, &first], &["only 0-50 of the 288 bytes of", "log were counted"]),
        (&[path(&older), &whole], &["older.json", "version 0.0.1 of cloudreve-codes wrote it"]),
        (&[path(&wrong)], &["wrong.json", "do not have the 8 hits"]),
        (&[path(&log)], &["log: it is not what stats --json writes"]),
        (&["/nonexistent/report"], &["/nonexistent/report: No such file"]),
    ] {
        let fault = Folder::fault(reports);
        for said in said {
            assert!(fault.contains(said), "{fault:?} lacks {said:?}");
        }
        assert_eq!(fault.lines().count(), 1, "{fault}");
    }
}

#[test]
fn only_a_plain_file_has_ranges() {
    let folder = Folder::new();
    let zip = folder.write("log.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    for (arguments, said) in [
        (&["--range", "0-9", "-"][..], "standard input has no ranges"),
        (&["--range", "0-9", path(&zip)], "compressed has no ranges"),
        (&["--range", "0-9", path(folder.0.path())], "has no ranges"),
        (&["--range", "0-9", "a", "b"], "expected one FILE"),
        (&["--range", "9-9", "a"], "expected two places in bytes"),
        (&["--range", "soon", "a"], "expected two places in bytes"),
    ] {
        let output = run(&[&["stats"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{} lacks {said:?}", stderr(&output));
    }
}
