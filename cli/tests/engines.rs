//! The blocks of `docs/engines.md`, run by the engines themselves, count what `stats` counts.

#![allow(missing_docs)]
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::iter;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

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
        let lines: [&[u8]; 8] = [
            b"[Info]\t 2025-10-11 08:44:35 [/go/src/a.go:7] [Cid: fc544097] GET /api/v4/file 200",
            &format!(r#"{{"body":"{{\"code\":{code},\"msg\":\"a\\b\"}}"}}"#).into_bytes(),
            &format!("2025-10-11T08:44:35Z\tcode={code}\t\"code\":\t{code}, 'code': {code}\r")
                .into_bytes(),
            &format!("exit\tcode: 40016, \\tcode=40016 zip\rcode={code} $HOME `x` {{}}")
                .into_bytes(),
            &[b"\xff\xfe\0 code=", code.to_string().as_bytes(), b" \xc3"].concat(),
            b"",
            b"a decoder, a node, a mode: 40016",
            br#"{"code":-1,"msg":"Unknown error","correlation_id":"x"}"#,
        ];
        log.extend_from_slice(lines[usize::try_from(number % 8).unwrap()]);
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

    /// Takes out of the log what is no text, and what a relay would cut.
    fn keep_short_lines_of_text(&self) {
        let log = fs::read(&self.log).unwrap();
        let lines = log.split_inclusive(|byte| *byte == b'\n');
        let is_kept =
            |line: &&[u8]| line.len() < 4096 && !line.contains(&0) && str::from_utf8(line).is_ok();
        fs::write(&self.log, lines.filter(is_kept).collect::<Vec<_>>().concat()).unwrap();
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

/// What a block prints that a shell runs in the folder of the log.
fn print(place: &Place, block: &str) -> String {
    let mut command = Command::new("bash");
    command.args(["-euo", "pipefail", "-c", block]).current_dir(place.folder.path());
    command.env("PATH", path_with_the_tool());
    let output = output_of(command, b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    stdout(&output)
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

mod spark {
    use super::*;

    /// Several executors, each a process of its own, on this machine alone.
    const SETTINGS: &str = "\
        spark.master local-cluster[2,1,1024]\n\
        spark.ui.enabled false\n\
        spark.ui.showConsoleProgress false\n";

    /// Runs the block that submits a program of the page, and returns what it prints. The ranges are small, so that
    /// there are several.
    fn submit(place: &Place, program: &str, tools: Option<&Path>) -> String {
        let folder = place.folder.path();
        let mut submission = None;
        for (language, block) in below(folder, &["/logs"], blocks("Spark")) {
            match language.as_str() {
                "sh" if block.contains(program) => submission = Some(block),
                "python" => {
                    let name = block.lines().next().unwrap().strip_prefix("# ").unwrap();
                    fs::write(folder.join(name), block.replace("128 << 20", "1 << 20")).unwrap();
                }
                _ => {}
            }
        }
        fs::write(folder.join("spark-defaults.conf"), SETTINGS).unwrap();
        let mut command = Command::new("bash");
        command.args(["-euc", &submission.unwrap()]).current_dir(folder);
        let tools = tools.map(|tools| tools.as_os_str().to_owned());
        let path = path_with_the_tool();
        let path = tools.into_iter().chain([path]).collect::<Vec<_>>().join(OsStr::new(":"));
        command.env("PATH", path).env("SPARK_CONF_DIR", folder).env("SPARK_LOCAL_IP", "127.0.0.1");
        command.env("SPARK_WORKER_DIR", folder.join("work"));
        // Spark warns of versions of pandas, which it does not need here, on standard output.
        command.env("PYTHONWARNINGS", "ignore");
        let output = output_of(command, b"");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        stdout(&output)
    }

    /// A folder with a tool that is killed when it is first run, and its mark.
    fn dying(place: &Place) -> (PathBuf, PathBuf) {
        let (tool, mark) = place.dying_tool();
        let tools = place.folder.path().join("tools");
        fs::create_dir(&tools).unwrap();
        fs::rename(tool, tools.join("cloudreve-codes")).unwrap();
        (tools, mark)
    }

    fn lines(place: &Place, tools: Option<&Path>) -> Counts {
        let text = submit(place, "count_lines.py", tools);
        let pair = |line: &str| {
            let (code, hits) = line.split_once(' ').unwrap();
            (code.parse().unwrap(), hits.parse().unwrap())
        };
        text.lines().map(pair).collect()
    }

    #[test]
    #[ignore = "needs pyspark, of cli/tests/tools/requirements-engines.txt, and Java"]
    fn counts_by_lines_what_stats_counts() {
        let place = Place::with_log_at("logs/server.log");
        assert_eq!(lines(&place, None), place.counts_of_stats());
    }

    #[test]
    #[ignore = "needs pyspark, of cli/tests/tools/requirements-engines.txt, and Java"]
    fn counts_by_ranges_what_stats_counts_to_the_byte() {
        let place = Place::with_log_at("logs/server.log");
        let stats = run(&["stats", "--json", place.log.to_str().unwrap()]);
        assert_eq!(submit(&place, "count_ranges.py", None), stdout(&stats));
    }

    #[test]
    #[ignore = "needs pyspark, of cli/tests/tools/requirements-engines.txt, and Java"]
    fn tasks_that_are_killed_change_nothing() {
        let place = Place::with_log_at("logs/server.log");
        let (tools, mark) = dying(&place);
        assert_eq!(lines(&place, Some(&tools)), place.counts_of_stats());
        assert!(mark.exists(), "nothing was killed");
        fs::remove_dir(&mark).unwrap();
        let stats = run(&["stats", "--json", place.log.to_str().unwrap()]);
        assert_eq!(submit(&place, "count_ranges.py", Some(&tools)), stdout(&stats));
        assert!(mark.exists(), "nothing was killed");
    }
}

mod duckdb {
    use super::*;

    #[test]
    #[ignore = "needs duckdb-cli, of cli/tests/tools/requirements-engines.txt"]
    fn counts_what_stats_counts_in_a_file() {
        let place = Place::with_log_at("server.log");
        let table = print(&place, &blocks("DuckDB")[0].1);
        let pair = |row: &str| {
            let fields: Vec<_> = row.split(',').collect();
            (fields[0].parse().unwrap(), fields[1].parse().unwrap())
        };
        assert_eq!(table.lines().skip(1).map(pair).collect::<Counts>(), place.counts_of_stats());
    }

    #[test]
    #[ignore = "needs duckdb-cli, of cli/tests/tools/requirements-engines.txt"]
    fn counts_what_stats_counts_in_a_table() {
        let place = Place::with_log_at("server.log");
        place.keep_short_lines_of_text();
        let load = "duckdb logs.duckdb -c \"CREATE TABLE log AS SELECT * FROM read_csv('server.log', \
            columns = {'line': 'VARCHAR'}, header = false, auto_detect = false, delim = '', quote = '', \
            escape = '', new_line = '\\n', strict_mode = false)\"";
        print(&place, load);
        assert_eq!(counts(&print(&place, &blocks("DuckDB")[1].1)), place.counts_of_stats());
    }
}

/// Runs a relay until a file has as many lines as it should have, or for a minute, and returns them.
fn relayed(place: &Place, mut relay: Command, out: &Path, expected: usize) -> String {
    fs::create_dir_all(out.parent().unwrap()).unwrap();
    let mut child = relay.current_dir(place.folder.path()).spawn().unwrap();
    let written = || fs::read_to_string(out).unwrap_or_default();
    let started = Instant::now();
    while written().lines().count() < expected && started.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(100));
    }
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    child.wait().unwrap();
    written()
}

/// How often each code is in what the tool wrote behind a relay.
fn relayed_counts(place: &Place, relay: Command) -> Counts {
    let out = place.folder.path().join("var/log/cloudreve-codes.json");
    let expected: u64 = place.counts_of_stats().values().sum();
    let mut counts = Counts::new();
    for record in relayed(place, relay, &out, usize::try_from(expected).unwrap()).lines() {
        let record: Value = serde_json::from_str(record).unwrap();
        *counts.entry(record["code"].as_i64().unwrap()).or_default() += 1;
    }
    counts
}

/// The block of a relay, with the tool and the output of this place.
fn relay_block(place: &Place, relay: &str) -> String {
    let (_, block) = below(place.folder.path(), &["/var/log"], blocks(relay)).remove(0);
    let path = "/usr/local/bin/cloudreve-codes";
    assert!(block.contains(path));
    block.replace(path, env!("CARGO_BIN_EXE_cloudreve-codes"))
}

mod rsyslog {
    use super::*;

    /// rsyslog that reads the log, with a block of the page.
    fn relay(place: &Place, block: &str) -> Command {
        let folder = place.folder.path();
        let source = format!(
            "\nglobal(workDirectory=\"{}\")\nmodule(load=\"imfile\")\ninput(type=\"imfile\" file=\"{}\" tag=\"server\")\n",
            folder.display(),
            place.log.display()
        );
        let settings = folder.join("rsyslog.conf");
        fs::write(&settings, block.to_owned() + &source).unwrap();
        let mut relay = Command::new("rsyslogd");
        relay.arg("-n").arg("-f").arg(settings).arg("-i").arg(folder.join("pid"));
        relay
    }

    #[test]
    #[ignore = "needs rsyslog, which cannot be installed beside syslog-ng"]
    fn hands_on_every_code() {
        let place = Place::with_log_at("server.log");
        place.keep_short_lines_of_text();
        let relay = relay(&place, &relay_block(&place, "rsyslog"));
        assert_eq!(relayed_counts(&place, relay), place.counts_of_stats());
    }

    #[test]
    #[ignore = "needs rsyslog and jq"]
    fn looks_up_what_a_pattern_finds() {
        let place = Place::with_log_at("server.log");
        fs::write(
            &place.log,
            "code=40073 a\ncode: 40999 b\nnothing\n\"code\":40016,\n{code=404}\n",
        )
        .unwrap();
        let folder = place.folder.path();
        fs::create_dir_all(folder.join("etc/rsyslog.d")).unwrap();
        let blocks = below(folder, &["/etc/rsyslog.d", "/var/log"], blocks("rsyslog"));
        let [_, (_, table), (_, block)] = blocks.try_into().unwrap();
        print(&place, &table);
        let out = folder.join("var/log/cloudreve-described.log");
        assert_eq!(
            relayed(&place, relay(&place, &block), &out, 3),
            "code=40073 a  # Lock Conflict\n\
             code: 40999 b  # unknown\n\
             \"code\":40016,  # Parent Directory Does Not Exist\n"
        );
    }
}

mod syslog_ng {
    use super::*;

    #[test]
    #[ignore = "needs syslog-ng, which cannot be installed beside rsyslog"]
    fn hands_on_every_code() {
        let place = Place::with_log_at("server.log");
        place.keep_short_lines_of_text();
        let folder = place.folder.path();
        let source = format!(
            "@version: 3.38\nsource s_src {{ file(\"{}\" flags(no-parse)); }};\n",
            place.log.display()
        );
        let settings = folder.join("syslog-ng.conf");
        fs::write(&settings, source + &relay_block(&place, "syslog-ng")).unwrap();
        let mut relay = Command::new("syslog-ng");
        relay.args(["--foreground", "--no-caps", "--cfgfile"]).arg(settings);
        for (option, file) in
            [("--persist-file", "persist"), ("--pidfile", "pid"), ("--control", "control")]
        {
            relay.arg(option).arg(folder.join(file));
        }
        assert_eq!(relayed_counts(&place, relay), place.counts_of_stats());
    }
}
