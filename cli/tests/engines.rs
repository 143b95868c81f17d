//! The blocks of `docs/engines.md`, run by the engines themselves, count what `stats` counts.

#![allow(missing_docs)]
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::iter;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use serde_json::Value;
use support::{output_of, run, stdout};
use tempfile::TempDir;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

type Counts = BTreeMap<i64, u64>;

/// The blocks of code below a heading of the page, each with its language.
fn blocks(engine: &str) -> Vec<(String, String)> {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/engines.md")).unwrap();
    let (mut blocks, mut is_below, mut heading, mut open) = (Vec::new(), false, None, None);
    for event in Parser::new(&page) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                is_below = heading.take().is_some_and(|heading| heading == engine);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if is_below => {
                open = Some((language.to_string(), String::new()));
            }
            Event::Text(text) => {
                let open = open.as_mut().map(|(_, block)| block);
                if let Some(written) = heading.as_mut().or(open) {
                    written.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    assert!(!blocks.is_empty(), "docs/engines.md has no block below {engine}");
    blocks
}

/// A log with what engines stumble over: tabs, backslashes, quotes, bytes that are no text, long lines, and
/// endings of other systems. There is enough of it for several blocks of an engine.
fn log() -> Vec<u8> {
    let mut log = Vec::new();
    for number in 0..60_000_u32 {
        let code = [40_001 + number % 89, 50_001 + number % 12, 404, 203, 40_999]
            [usize::try_from(number % 5).unwrap()];
        let lines: [&[u8]; 7] = [
            b"[Info]\t 2025-10-11 08:44:35 [/go/src/a.go:7] [Cid: fc544097] GET /api/v4/file 200",
            &format!(r#"{{"body":"{{\"code\":{code},\"msg\":\"a\\b\"}}"}}"#).into_bytes(),
            &format!("2025-10-11T08:44:35Z\tcode={code}\t\"code\":\t{code}, 'code': {code}\r")
                .into_bytes(),
            &format!("exit\tcode: 40016, \\tcode=40016 zip\rcode={code} $HOME `x` {{}}")
                .into_bytes(),
            &[b"\xff\xfe\0 code=", code.to_string().as_bytes(), b" \xc3"].concat(),
            b"",
            b"a decoder, a node, a mode: 40016",
        ];
        log.extend_from_slice(lines[usize::try_from(number % 7).unwrap()]);
        log.push(b'\n');
    }
    log.extend(format!("{} code=40073\n", "x".repeat(1 << 20)).into_bytes());
    log
}

/// How often each code is in what `stats --json` wrote.
fn counts(stats: &str) -> Counts {
    let stats: Value = serde_json::from_str(stats).unwrap();
    let codes = stats["codes"].as_array().unwrap().iter();
    codes.map(|code| (code["code"].as_i64().unwrap(), code["hits"].as_u64().unwrap())).collect()
}

/// The search path of this process, with the tool in front.
fn path_with_the_tool() -> OsString {
    let tool = Path::new(env!("CARGO_BIN_EXE_cloudreve-codes")).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(iter::once(tool).chain(env::split_paths(&path))).unwrap()
}

/// Where an engine runs: a folder with a log in it.
struct Place {
    folder: TempDir,
    log: PathBuf,
}

impl Place {
    /// With the log at a path below the folder.
    fn with_log_at(log: &str) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = folder.path().join(log);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, self::log()).unwrap();
        Self { folder, log: path }
    }

    /// What `stats` counts in the log.
    fn counts_of_stats(&self) -> Counts {
        let counts = counts(&stdout(&run(&["stats", "--json", self.log.to_str().unwrap()])));
        assert!(counts.values().sum::<u64>() > 30_000, "{counts:?}");
        counts
    }

    /// The program of `cli/tests/engines` that runs blocks, which it takes from standard input.
    fn program(&self, name: &str) -> Command {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines").join(name);
        let mut command = Command::new("python3");
        command.arg(program).arg(self.folder.path()).current_dir(self.folder.path());
        command.env("PATH", path_with_the_tool());
        command
    }

    /// A tool that is killed half way when it is first run, and does its work from then on. With it the mark
    /// that it leaves then.
    fn dying_tool(&self) -> (PathBuf, PathBuf) {
        let (path, mark) = (self.folder.path().join("dying"), self.folder.path().join("died"));
        let tool = env!("CARGO_BIN_EXE_cloudreve-codes");
        let script = format!(
            "#!/bin/sh\n\
             mkdir '{}' 2>/dev/null || exec '{tool}' \"$@\"\n\
             '{tool}' \"$@\" | head -c 300\n\
             kill -9 $$\n",
            mark.display()
        );
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        (path, mark)
    }
}

/// What a program prints when it is given blocks: in its last line the counts.
fn answer(program: Command, blocks: &[(String, String)]) -> Counts {
    let output = output_of(program, &serde_json::to_vec(blocks).unwrap());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}\n{}", stdout(&output));
    let stdout = stdout(&output);
    serde_json::from_str(stdout.lines().last().expect("an answer")).unwrap()
}

/// The blocks, with the folders of a server below this one.
fn below(
    folder: &Path,
    folders: &[&str],
    mut blocks: Vec<(String, String)>,
) -> Vec<(String, String)> {
    for (_, block) in &mut blocks {
        for name in folders {
            *block = block.replace(name, &format!("{}{name}", folder.display()));
        }
    }
    blocks
}

mod clickhouse {
    use super::*;

    fn place() -> (Place, Vec<(String, String)>) {
        let place = Place::with_log_at("var/lib/clickhouse/user_files/server.log");
        fs::create_dir_all(place.folder.path().join("etc/clickhouse-server")).unwrap();
        let folders = ["/var/lib/clickhouse", "/etc/clickhouse-server"];
        let blocks = below(place.folder.path(), &folders, blocks("ClickHouse"));
        (place, blocks)
    }

    #[test]
    #[ignore = "needs chdb, of cli/tests/tools/requirements-engines.txt"]
    fn counts_what_stats_counts() {
        let (place, blocks) = place();
        assert_eq!(answer(place.program("clickhouse.py"), &blocks), place.counts_of_stats());
    }

    #[test]
    #[ignore = "needs chdb, of cli/tests/tools/requirements-engines.txt"]
    fn a_query_whose_function_is_killed_fails_and_can_be_run_again() {
        let (place, blocks) = place();
        let (tool, mark) = place.dying_tool();
        let mut program = place.program("clickhouse.py");
        program.env("DYING_TOOL", tool);
        assert_eq!(answer(program, &blocks), place.counts_of_stats());
        assert!(mark.exists(), "nothing was killed");
    }

    #[test]
    #[ignore = "needs chdb, of cli/tests/tools/requirements-engines.txt"]
    fn a_value_may_hold_line_breaks() {
        let (place, mut blocks) = place();
        let insert = r"INSERT INTO log SELECT 'exit\ncode: 40073\n\n code:\n40016\tcode=50001\n' FROM numbers(3);";
        blocks.insert(blocks.len() - 1, ("sql".to_owned(), insert.to_owned()));
        let answer = answer(place.program("clickhouse.py"), &blocks);
        let mut log = fs::read(&place.log).unwrap();
        log.extend_from_slice(&b"exit\ncode: 40073\n\n code:\n40016\tcode=50001\n\n".repeat(3));
        fs::write(&place.log, log).unwrap();
        assert_eq!(answer, place.counts_of_stats());
    }
}
