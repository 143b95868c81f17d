//! A log tells no codes but messages: with an index of them the codes are inferred, and marked as such.

#![allow(missing_docs)]

mod support;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use support::{run, run_with, stderr, stdout};
use tempfile::TempDir;

/// What the sources written for `cloudreve-upstream messages` send, with more that stands close to it.
fn index() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("messages.csv");
    let more = "too many cooks,40074,CodeTooManyUris,x.go,1,exact\n";
    fs::write(&path, include_str!("../../upstream/tests/messages.csv").to_owned() + more).unwrap();
    (folder, path.to_str().unwrap().to_owned())
}

fn annotated(log: &str) -> String {
    let (_folder, index) = index();
    let output = run_with(&["annotate", "--messages", &index], log.as_bytes());
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    stdout(&output)
}

/// A line of the server's log.
fn line(text: &str) -> String {
    format!(
        "[Error]\t 2025-10-11 08:44:35 [/go/src/service/forms.go:114] [Cid: fc544097-aa] {text}"
    )
}

#[test]
fn the_innermost_known_message_of_a_chain_gets_its_code() {
    for (text, annotation) in [
        ("nothing there", "~404 Resource Not Found"),
        ("failed to create upload session: locked by somebody:", "~40073 Lock Conflict"),
        ("denied to all: disk on fire: write /x: input/output error", "~50004 IO Operation Failed"),
        ("disk on fire: denied to all", "~40001 Parameter Error"),
        ("x: 7 of 9 are 100% wrong: EOF", "~?40001 Parameter Error"),
        ("no key: EOF", "~50002 Encryption Failed"),
        ("no key for a.b here", "~50002 Encryption Failed"),
        ("link expired: again", "~?409 Resource Conflict; ~?40005 Signature Expired"),
        ("nothing there.", "~404 Resource Not Found"),
        ("x:\"nothing there\"", "~404 Resource Not Found"),
        ("nothing there (code: 40999)", "40999 unknown (4xxxx)"),
        ("code=40073 x: nothing there", "40073 Lock Conflict"),
        ("code=40073 x: locked by somebody", "40073 Lock Conflict"),
    ] {
        assert_eq!(annotated(&line(text)), format!("{}  # {annotation}", line(text)));
    }
}

#[test]
fn a_message_counts_only_where_a_message_of_a_chain_stands() {
    for text in
        ["said that nothing there", "nothing there at all", "Nothing there", "too many cookies"]
    {
        assert_eq!(annotated(&line(text)), line(text));
    }
}

#[test]
fn lines_stay_as_they_are_but_for_the_annotation() {
    let log = "nothing there\r\n\u{1b}[31m[Info]\u{1b}[0m\t x [/a.go:1] nothing there\n\r\nplain\nno key: ";
    assert_eq!(
        annotated(log),
        "nothing there  # ~404 Resource Not Found\r\n\
         \u{1b}[31m[Info]\u{1b}[0m\t x [/a.go:1] nothing there  # ~404 Resource Not Found\n\
         \r\nplain\nno key: "
    );
}

#[test]
fn a_file_read_by_several_threads_gives_the_same_as_a_pipe() {
    let folder = TempDir::new().unwrap();
    let texts = [
        "nothing there",
        "x: locked by somebody: EOF",
        "plain",
        "{\"code\":40073}",
        "no key for x here",
    ];
    let longest = format!("{}: nothing there", "x".repeat(10_000));
    let lines = (0..60_000).map(|index| match index % 1000 {
        0 => longest.clone(),
        _ => line(texts[index % texts.len()]),
    });
    let log = lines.collect::<Vec<_>>().join("\n");
    let path = folder.path().join("log");
    fs::write(&path, &log).unwrap();
    let (_folder, index) = index();
    let output = run(&["annotate", "--messages", &index, path.to_str().unwrap()]);
    assert!(stdout(&output) == annotated(&log));
    let stats = |arguments: &[&str], input: &[u8]| -> Value {
        let arguments: Vec<_> = ["stats", "--json", "--messages", &index]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        let output = run_with(&arguments, input);
        let text = stdout(&output).replace(path.to_str().unwrap(), "-");
        serde_json::from_str(&text).unwrap()
    };
    assert_eq!(stats(&[path.to_str().unwrap()], b""), stats(&[], log.as_bytes()));
}

#[test]
fn in_json_a_message_is_marked_and_stands_where_it_begins() {
    let (_folder, index) = index();
    let log = format!("code=40016 x: nothing there: EOF\n{}\n", line("nothing there"));
    let output = run_with(&["annotate", "--json", "--messages", &index], log.as_bytes());
    let records: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let facts =
        |record: &Value| ["line", "offset", "code", "inferred"].map(|key| record[key].clone());
    let second = log.rfind("nothing").unwrap();
    assert_eq!(
        records.iter().map(facts).collect::<Vec<_>>(),
        [
            [json!(1), json!(5), json!(40016), json!(false)],
            [json!(2), json!(second), json!(404), json!(true)],
        ]
    );
    let output = run_with(&["annotate", "--json"], log.as_bytes());
    assert!(!stdout(&output).contains("inferred"));
}

#[test]
fn stats_count_what_is_inferred_too() {
    let (_folder, index) = index();
    let log =
        format!("{{\"code\":404}}\n{}\n{}", line("nothing there"), line("x: locked by somebody"));
    let output = run_with(&["stats", "--messages", &index], log.as_bytes());
    assert!(stdout(&output).starts_with("3 hits on 3 lines, "), "{}", stdout(&output));
    assert!(stdout(&output).contains("; 2 inferred from messages\n"), "{}", stdout(&output));
    let output = run_with(&["stats", "--json", "--messages", &index], log.as_bytes());
    let stats: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let counts: Vec<_> = stats["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| {
            [&code["code"], &code["hits"], &code["inferred"], &code["first"]["line"]]
                .map(Clone::clone)
        })
        .collect();
    let (not_found, locked) = ([404, 2, 1, 1], [40073, 1, 1, 3]);
    assert_eq!(counts, [not_found, locked].map(|counts| counts.map(|count| json!(count))));
}

#[test]
fn explain_finds_a_message_a_chain_and_a_whole_line() {
    let (_folder, index) = index();
    for text in ["nothing there", "x: nothing there: EOF", &line("x: nothing there")] {
        let output = run(&["explain", text, "--messages", &index]);
        assert_eq!(output.status.code(), Some(0));
        let said = stdout(&output);
        assert!(said.starts_with("Read as a "), "{said}");
        assert!(said.contains("\"nothing there") && said.contains("is sent with 404"), "{said}");
        assert!(said.contains("\n404  Resource Not Found\n"), "{said}");
    }
    let output = run(&["explain", "link expired", "--messages", &index]);
    let text = stdout(&output);
    assert!(text.contains("\"link expired\" is sent with 409 or 40005"), "{text}");
    assert!(
        text.contains("\n409  Resource Conflict\n")
            && text.contains("\n40005  Signature Expired\n")
    );
    // What is no message is looked up as without an index.
    for text in ["40073", "LockConflict", "lock"] {
        let with = run(&["explain", text, "--messages", &index]);
        assert_eq!(stdout(&with), stdout(&run(&["explain", text])));
    }
    assert_eq!(run(&["explain", "no such words", "--messages", &index]).status.code(), Some(1));
}

#[test]
fn what_is_no_index_is_said_and_nothing_else_is_done() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    for (path, why) in [
        (folder.path().join("missing.csv"), "No such file"),
        (write("columns.csv", "code,name\n1,x\n"), "no index of messages: "),
        (
            write("number.csv", "message,code,constant,file,line\nx,y,z,a.go,1\n"),
            "no index of messages: ",
        ),
        (
            write("bytes.csv", "message,code,constant,file,line\nx,40073\n"),
            "no index of messages: ",
        ),
    ] {
        for command in ["annotate", "stats", "explain"] {
            let output = run_with(&[command, "--messages", path.to_str().unwrap(), "40073"], b"");
            assert_eq!(output.status.code(), Some(2), "{command}");
            assert_eq!(stdout(&output), "");
            let said = stderr(&output);
            assert!(said.contains(path.to_str().unwrap()) && said.contains(why), "{said}");
            assert_eq!(said.lines().count(), 1, "{said}");
        }
    }
}

#[test]
fn an_index_of_a_million_rows_is_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.csv");
    let mut index = "message,code,constant,file,line,kind\n".to_owned();
    for row in 0..1_000_000 {
        // As letters: all numbers are one.
        let word: String =
            format!("{row:06}").bytes().map(|it| char::from(it - b'0' + b'a')).collect();
        writeln!(index, "tea {word} is cold,40074,,a.go,1,exact").unwrap();
    }
    fs::write(&path, index).unwrap();
    assert!(fs::metadata(&path).unwrap().len() < 64 << 20);
    let log = ["aaaaaa", "aaajjj", "jjjjjj", "jjjjjk", ""]
        .map(|word| line(&format!("x: tea {word} is cold\n")));
    let output =
        run_with(&["annotate", "--messages", path.to_str().unwrap()], log.concat().as_bytes());
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let annotated = stdout(&output);
    let is_annotated: Vec<_> = annotated.lines().map(|line| line.contains("  # ~40074")).collect();
    assert_eq!(is_annotated, [true, true, true, false, false], "{annotated}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_index_that_is_too_large_is_refused_with_the_limit() {
    let output = run_with(&["annotate", "--messages", "/dev/zero"], b"");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("/dev/zero: larger than 64 MiB"), "{}", stderr(&output));
}

#[test]
fn two_messages_with_one_digest_are_named_and_none_is_guessed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("collision.csv");
    // Found by trying a hundred million: as much of their digests as counts is the same.
    let (one, other) = ("tea ykilikoryjfxb is cold", "tea twpytcnlmmauu is cold");
    let index = format!(
        "message,code,constant,file,line,kind\n\
         milk is sour,40074,,a.go,1,exact\n{one},40073,,a.go,2,exact\n{other},40016,,b.go,7,exact\n"
    );
    fs::write(&path, &index).unwrap();
    for command in ["annotate", "stats", "explain"] {
        let output = run_with(&[command, "--messages", path.to_str().unwrap(), "x"], b"");
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        let said = stderr(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        for part in [path.to_str().unwrap(), one, other, "b.go:7", "one digest", "remove"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    // Without the other one each is known.
    for (kept, left, code) in [(one, other, 40073), (other, one, 40016)] {
        let rows = index.lines().filter(|row| !row.starts_with(left));
        fs::write(&path, rows.collect::<Vec<_>>().join("\n")).unwrap();
        let output =
            run_with(&["annotate", "--messages", path.to_str().unwrap()], line(kept).as_bytes());
        assert!(stdout(&output).contains(&format!("  # ~{code}")), "{}", stdout(&output));
    }
}

#[test]
fn spellings_of_one_message_are_one_and_have_all_its_codes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("spellings.csv");
    let index = "message,code,constant,file,line,kind\n\
        Tea is cold.,40073,,a.go,1,exact\n  TEA  is COLD,40016,,b.go,7,exact\n";
    fs::write(&path, index).unwrap();
    let output = run_with(
        &["annotate", "--messages", path.to_str().unwrap()],
        line("Tea is cold").as_bytes(),
    );
    let annotated = stdout(&output);
    assert!(annotated.contains("~?40016 ") && annotated.contains("~?40073 "), "{annotated}");
}

#[test]
fn a_message_that_is_longer_than_any_line_is_searched_for_is_passed_over() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("long.csv");
    let long = "very ".repeat(200_000);
    let index = format!(
        "message,code,constant,file,line,kind\n{long},40073,,a.go,1,exact\nthe tea is cold,40074,,a.go,2,exact\n"
    );
    fs::write(&path, index).unwrap();
    let lines = line(&long) + "\n" + &line("the tea is cold") + "\n";
    let output = run_with(&["annotate", "--messages", path.to_str().unwrap()], lines.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output).matches("  # ~").count(), 1);
    assert!(stdout(&output).contains("the tea is cold  # ~40074 "), "it is the other one");
}

#[test]
fn a_log_of_headings_alone_comes_out_as_it_went_in() {
    let log =
        (line("") + "\n").repeat(20_000) + &"[Warning] 2022-03-04 05:06:07 \r\n".repeat(20_000);
    let output = run_with(&["annotate", "--infer"], log.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output) == log);
    let output = run_with(&["stats", "--infer"], log.as_bytes());
    assert!(stdout(&output).starts_with("0 hits"), "{}", stdout(&output));
    let output = run_with(&["explain", "-"], log.as_bytes());
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
}

#[test]
fn marks_of_direction_hide_no_message() {
    for text in [
        "\u{202b}Lock conflict\u{202c}",
        "Lock\u{200f} conflict",
        "x: \u{2067}Lock conflict\u{2069}",
        "\u{2067}خطأ\u{2069}: Lock conflict",
        "(\u{202e}a\u{202c}) שגיאה: \u{2068}Lock conflict\u{2069}",
    ] {
        let explained = stdout(&run(&["explain", text]));
        assert!(explained.contains("40073  Lock Conflict\n"), "{text}: {explained}");
        let output = run_with(&["annotate", "--infer"], line(text).as_bytes());
        assert_eq!(stdout(&output), format!("{}  # ~?40073 Lock Conflict", line(text)));
    }
}
