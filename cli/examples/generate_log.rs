//! Writes a log as the server, its clients and the proxies before it write theirs: the same one for the
//! same seed.
//!
//! `cargo run --release -p cloudreve-codes --example generate_log -- FILE [BYTES=1000000000] [SEED=1]`
//!
//! Of its lines 90 % have no key `code`: requests, debug messages, warnings. 5 % are answers of success,
//! `{"code":0,…}`. 5 % have errors: JSON (3.0), logfmt (0.8), text as Go programs print it (0.6), nested
//! in `aggregated_error` (0.3), of three digits (0.2), unknown (0.1).

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::Write;

use cloudreve_error_codes::{Class, ErrorCode};
use fastrand::Rng;
use jiff::Timestamp;

/// So much is made; the rest of the file repeats it.
const BLOCK: usize = 64 << 20;
/// 2025-06-20T14:07:03Z.
const START: i64 = 1_750_428_423;

/// The codes that most of the errors have.
const FREQUENT: [u32; 8] = [40016, 40073, 50001, 40004, 40044, 40020, 40051, 40081];
const NAMES: [&str; 10] = [
    "photos",
    "docs",
    "report",
    "IMG_2041.jpg",
    "video.mp4",
    "a%20b",
    "%E6%96%B0%E6%96%87%E4%BB%B6.docx",
    "backup",
    "2024",
    "invoice-40016.pdf",
];
const ROUTES: [&str; 9] = [
    "file",
    "file/url",
    "file/upload",
    "file/thumb",
    "user/capacity",
    "workflow",
    "share/info/aB3",
    "session/token/refresh",
    "webdav",
];
const MESSAGES: [&str; 5] = [
    "No such path",
    "Somebody holds the lock",
    "The database did not answer.",
    "It is there already",
    "cannot look up the target: ent: file not found",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let file = arguments.first().ok_or("usage: generate_log FILE [BYTES] [SEED]")?;
    let size = arguments.get(1).map_or(Ok(1_000_000_000), |text| text.parse())?;
    let seed = arguments.get(2).map_or(Ok(1), |text| text.parse())?;

    let mut generator = Generator { random: Rng::with_seed(seed), milliseconds: 0 };
    let mut block = String::with_capacity(BLOCK);
    while block.len() < BLOCK.min(size) {
        block += &generator.line();
        block.push('\n');
    }
    let mut file = File::create(file)?;
    let mut left = size;
    while left >= block.len() {
        file.write_all(block.as_bytes())?;
        left -= block.len();
    }
    let rest = &block.as_bytes()[..left];
    let whole_lines = rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    file.write_all(&rest[..whole_lines])?;
    Ok(())
}

struct Generator {
    random: Rng,
    /// Since the start of the log.
    milliseconds: i64,
}

impl Generator {
    fn line(&mut self) -> String {
        match self.random.u32(0..1000) {
            0..550 => self.request_with_query(),
            550..750 => self.request_with_path(),
            750..900 => self.other(),
            900..950 => self.success(),
            950..980 => self.error(),
            980..988 => self.logfmt_error(),
            988..994 => self.text_error(),
            994..997 => self.aggregated_error(),
            997..999 => self.short_error(),
            _ => self.unknown_error(),
        }
    }

    fn request_with_query(&mut self) -> String {
        let head = self.head("Info", "logging/logger", 240);
        let status = self.one_of(&["200", "200", "200", "200", "206", "207", "404"]);
        let method = self.one_of(&["GET", "GET", "PUT", "POST", "PATCH"]);
        let (milliseconds, ten_thousandths) = (self.number(90), self.number(10_000));
        let (address, port) = (self.address(), 32_768 + self.number(28_232));
        let (route, path, size) = (self.one_of(&ROUTES), self.path(), self.number(50_000));
        format!(
            "{head}[Incoming]  {status} | {milliseconds:6}.{ten_thousandths:04}ms | {address}:{port} | \
             {method:7} \"/api/v4/{route}?uri=cloudreve%3A%2F%2Fmy%2F{path}&page_size={size}\""
        )
    }

    fn request_with_path(&mut self) -> String {
        let head = self.head("Info", "logging/logger", 240);
        let (milliseconds, millionths) = (self.number(900), self.number(1_000_000));
        let (address, route, path) = (self.address(), self.one_of(&ROUTES), self.path());
        format!(
            "{head}[Incoming]  200 | {milliseconds:6}.{millionths:06}ms | {address} | GET     \
             /api/v4/{route}/{path}"
        )
    }

    fn other(&mut self) -> String {
        match self.random.u32(0..4) {
            0 => {
                let head = self.head("Debug", "queue/queue", 400);
                let task = self.one_of(&["media_meta", "entity_recycle", "upload_sentinel"]);
                let (number, time, size) =
                    (self.number(99_999), self.number(1_000_000), self.number(5_000_000));
                format!("{head}Task {number} ({task}) iteration took 0.{time:06}s, size={size}000")
            }
            1 => {
                let head = self.head("Warn", "filemanager/fs/dbfs/dbfs", 900);
                let (path, status) = (self.path(), self.number(99));
                format!("{head}No thumbnail for {path}: decoder returned status {status}")
            }
            2 => {
                let (time, duration, count) =
                    (self.time('T'), self.number(99_999), self.number(50_020));
                format!(
                    "time={time}Z level=info msg=\"cron tick\" job=garbage_collect_entity \
                     dur={duration} n={count}"
                )
            }
            _ => {
                let (address, time, size) = (self.address(), self.time(' '), self.number(99_999));
                let share = &self.id()[..8];
                format!(
                    "{address} - - [{time} +0000] \"GET /s/{share} HTTP/1.1\" 200 {size} \"-\" \
                     \"Mozilla/5.0 (X11; Linux x86_64)\""
                )
            }
        }
    }

    fn success(&mut self) -> String {
        let (time, id) = (self.time('T'), self.id());
        let (name, size) = (self.one_of(&NAMES), self.number(9_000_000));
        format!(
            "{{\"time\":\"{time}Z\",\"method\":\"GET\",\"path\":\"/api/v4/file\",\"status\":200,\
             \"body\":{{\"code\":0,\"data\":{{\"files\":[{{\"id\":\"{}\",\"name\":\"{name}\",\
             \"size\":{size}}}]}},\"msg\":\"\"}}}}",
            &id[..5]
        )
    }

    fn error(&mut self) -> String {
        let space = if self.number(10) < 3 { " " } else { "" };
        let (time, code, message, id) =
            (self.time('T'), self.code(), self.one_of(&MESSAGES), self.id());
        format!(
            "{{\"time\":\"{time}Z\",\"status\":200,\"code\":{space}{code},\"msg\":\"{message}\",\
             \"correlation_id\":\"{id}\"}}"
        )
    }

    fn logfmt_error(&mut self) -> String {
        let (time, code, id, path) = (self.time('T'), self.code(), self.id(), self.path());
        format!(
            "time={time}Z level=error msg=\"api call failed\" code={code} cid={id} \
             path=/api/v4/file/{path}"
        )
    }

    fn text_error(&mut self) -> String {
        let head = self.head("Error", "cluster/slave", 300);
        let (message, code) = (self.one_of(&MESSAGES), self.code());
        format!("{head}request failed: {message} (code: {code})")
    }

    fn aggregated_error(&mut self) -> String {
        let count = 1 + self.number(4);
        let parts: Vec<String> = (0..count)
            .map(|_| {
                let (path, code) = (self.path(), self.code());
                let (message, id) = (self.one_of(&MESSAGES), self.id());
                format!(
                    "\"cloudreve://my/{path}\":{{\"code\":{code},\"msg\":\"{message}\",\
                     \"correlation_id\":\"{id}\"}}"
                )
            })
            .collect();
        format!(
            "{{\"code\":40081,\"aggregated_error\":{{{}}},\"msg\":\"Some parts failed\",\
             \"correlation_id\":\"{}\"}}",
            parts.join(","),
            self.id()
        )
    }

    fn short_error(&mut self) -> String {
        let short = ErrorCode::ALL.iter().filter(|code| code.as_u32() < 1000);
        let short: Vec<_> = short.collect();
        let code = short[self.random.usize(0..short.len())].as_u32();
        format!(
            "{{\"code\":{code},\"msg\":\"Sign in first\",\"correlation_id\":\"{}\"}}",
            self.id()
        )
    }

    fn unknown_error(&mut self) -> String {
        format!("{{\"code\":40999,\"msg\":\"new\",\"correlation_id\":\"{}\"}}", self.id())
    }

    fn code(&mut self) -> u32 {
        if self.number(10) < 7 {
            return FREQUENT[self.random.usize(0..FREQUENT.len())];
        }
        let class = if self.number(10) < 9 { Class::App4xxxx } else { Class::App5xxxx };
        let codes = class.codes();
        codes[self.random.usize(0..codes.len())].as_u32()
    }

    /// How a line of the server begins.
    fn head(&mut self, level: &str, file: &str, lines: u32) -> String {
        let (time, line, id) = (self.time(' '), 1 + self.number(lines), self.id());
        format!("[{level}]\t {time} [/go/src/pkg/{file}.go:{line}] [Cid: {id}] ")
    }

    fn time(&mut self, separator: char) -> String {
        self.milliseconds += self.random.i64(0..20);
        let second = START + self.milliseconds / 1000;
        let timestamp = Timestamp::from_second(second).unwrap_or_default();
        let text = timestamp.strftime("%Y-%m-%d %H:%M:%S").to_string();
        text.replace(' ', &separator.to_string())
    }

    /// A UUID.
    fn id(&mut self) -> String {
        let text = format!("{:032x}", self.random.u128(..));
        [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-")
    }

    fn path(&mut self) -> String {
        let depth = 1 + self.number(4);
        let names: Vec<_> = (0..depth).map(|_| self.one_of(&NAMES)).collect();
        names.join("/")
    }

    fn address(&mut self) -> String {
        format!("10.0.{}.{}", self.number(256), 1 + self.number(254))
    }

    fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.random.usize(0..texts.len())]
    }

    fn number(&mut self, below: u32) -> u32 {
        self.random.u32(0..below)
    }
}
