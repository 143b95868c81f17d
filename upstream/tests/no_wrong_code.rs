//! Of a chain of errors that the server's source can build, no wrong code is inferred for certain.
//!
//! The chains are built of the texts that `cloudreve-upstream messages` finds, as Go and the server build them:
//! an error with a code prints its message, a colon and the error within; a plain one prints what it wraps where
//! its format has `%w`. The code that is sent is that of the innermost error that can be unwrapped.

#![allow(missing_docs)]

#[path = "support/tool.rs"]
mod tool;

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::{env, fs};

use cloudreve_codes::log::messages::{
    Decision, Era, Fingerprints, Index, Kind, Origin, Row, decide,
};
use tool::{Folder, upstream};

/// What the operating system and libraries say, which has no code.
const CAUSES: [&str; 5] = [
    "open /data/a.bin: permission denied",
    "context canceled",
    "ent: file not found",
    "dial tcp 192.0.2.1:443: connect: connection refused",
    "unexpected EOF",
];
/// How many chains of three texts are tried.
const LONG_CHAINS: u64 = 200_000;

/// A text of an error, and the code that it is sent with.
#[derive(Clone, Copy)]
struct Text<'a> {
    format: &'a str,
    code: Option<i64>,
    kind: Kind,
}

/// An error as the server would print it.
struct Chain {
    text: String,
    /// The code of the innermost error that can be unwrapped.
    code: Option<i64>,
}

impl Text<'_> {
    fn of(row: &Row) -> Text<'_> {
        Text { format: &row.message, code: row.code, kind: row.kind }
    }

    /// The error with another one in it, if it can hold one.
    fn around(self, inner: &Chain) -> Option<Chain> {
        match self.kind {
            Kind::Outer => {
                let text = format!("{}: {}", filled(self.format, None), inner.text);
                Some(Chain { text, code: inner.code.or(self.code) })
            }
            Kind::Wraps if self.format.contains("%w") => {
                Some(Chain { text: filled(self.format, Some(&inner.text)), code: inner.code })
            }
            Kind::Ends => {
                // The error is printed where its text is expected, and cannot be unwrapped.
                let last = self.format.rfind('%')?;
                let format = format!("{}%w{}", &self.format[..last], self.format.get(last + 2..)?);
                Some(Chain { text: filled(&format, Some(&inner.text)), code: None })
            }
            Kind::Exact | Kind::Aggregate | Kind::Wraps | Kind::Label => None,
        }
    }

    fn alone(self) -> Chain {
        Chain { text: filled(self.format, None), code: self.code }
    }
}

/// What Go prints of a format: something for each verb, and an error for `%w`.
fn filled(format: &str, error: Option<&str>) -> String {
    let mut text = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        match characters.find(|it| !"+-# 0123456789.*[]".contains(*it)) {
            Some('%') | None => text.push('%'),
            Some('d') => text.push_str("12"),
            Some('q') => text.push_str("\"a b.txt\""),
            Some('w') => text.push_str(error.unwrap_or("an error")),
            Some(_) => text.push_str("b.txt"),
        }
    }
    text
}

/// How inferred codes compare with those that are sent.
#[derive(Default)]
struct Tally {
    chains: usize,
    right: usize,
    /// Marked as not certain, the sent code among those that are told, or not.
    doubtful: usize,
    doubtful_wrong: usize,
    missed: usize,
    none: usize,
    /// Certain, and wrong.
    wrong: BTreeMap<String, String>,
}

impl Tally {
    fn add(&mut self, fingerprints: &Fingerprints, chain: &Chain) {
        self.chains += 1;
        let decision = decide(fingerprints, chain.text.as_bytes(), Origin::Server(Era::V4));
        let is_right =
            |decision: &Decision| decision.codes.iter().any(|code| Some(code.get()) == chain.code);
        match decision {
            None if chain.code.is_none() => self.none += 1,
            None => self.missed += 1,
            Some(decision) if is_right(&decision) && decision.is_certain => self.right += 1,
            Some(decision) if is_right(&decision) => self.doubtful += 1,
            Some(decision) if !decision.is_certain => self.doubtful_wrong += 1,
            Some(Decision { codes, .. }) => {
                let why = format!("read as {codes:?}, sent with {:?}", chain.code);
                self.wrong.insert(chain.text.clone(), why);
            }
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chains, right, doubtful, doubtful_wrong, missed, none, wrong } = self;
        write!(
            f,
            "{chains} chains: {right} right for certain, {doubtful} right and marked as doubtful, \
             {doubtful_wrong} wrong and marked as doubtful, {missed} missed, {none} rightly without a code, \
             {} wrong for certain",
            wrong.len()
        )
    }
}

/// Compares all texts of an index, all pairs of which one has a code, and chains of three.
fn compare(fingerprints: &Fingerprints, index: &Index) -> Tally {
    let mut texts: Vec<_> = index.rows.iter().map(Text::of).collect();
    texts.retain(|text| text.kind != Kind::Label);
    texts.sort_by_key(|text| (text.format, text.code, text.kind));
    texts.dedup_by_key(|text| (text.format, text.code, text.kind));
    let causes = CAUSES.map(|text| Chain { text: text.to_owned(), code: None });
    let mut tally = Tally::default();
    for text in &texts {
        tally.add(fingerprints, &text.alone());
        for cause in &causes {
            if let Some(chain) = text.around(cause) {
                tally.add(fingerprints, &chain);
            }
        }
    }
    let inner: Vec<_> = texts.iter().map(|text| text.alone()).collect();
    let inner: Vec<_> = inner.iter().chain(&causes).collect();
    let mut around_coded = Vec::new();
    for outer in &texts {
        for inner in inner.iter().filter(|inner| outer.code.or(inner.code).is_some()) {
            if let Some(chain) = outer.around(inner) {
                tally.add(fingerprints, &chain);
                around_coded.push(chain);
            }
        }
    }
    let mut state = 1_u64;
    let mut random = |count: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % count
    };
    for _ in 0..LONG_CHAINS.min(10 * around_coded.len() as u64) {
        let (outer, inner) = (texts[random(texts.len())], random(around_coded.len()));
        if let Some(chain) = outer.around(&around_coded[inner]) {
            tally.add(fingerprints, &chain);
        }
    }
    tally
}

fn assert_none_wrong(tally: &Tally) {
    println!("{tally}");
    let shown: Vec<_> =
        tally.wrong.iter().take(40).map(|(text, why)| format!("{text}\n    {why}")).collect();
    assert!(tally.wrong.is_empty(), "{tally}\n{}", shown.join("\n"));
}

fn index(path: &str) -> Index {
    let (status, out, said) = upstream(&["messages", path]);
    assert_eq!(status, 0, "{said}");
    let folder = Folder::new();
    Index::read(&folder.write("messages.csv", out)).unwrap()
}

#[test]
fn no_chain_of_the_sources_written_for_these_tests_gets_a_wrong_code_for_certain() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/messages.csv");
    assert!(fs::exists(path).unwrap());
    let index = Index::read(path.as_ref()).unwrap();
    let tally = compare(&Fingerprints::of_index(&index).unwrap(), &index);
    assert!(tally.chains > 100 && tally.right > 50, "{tally}");
    assert_none_wrong(&tally);
}

#[test]
#[ignore = "needs a checkout of the server: CLOUDREVE_SERVER=PATH"]
fn no_chain_of_the_server_gets_a_wrong_code_for_certain() {
    let index = index(&env::var("CLOUDREVE_SERVER").expect("CLOUDREVE_SERVER"));
    let tally = compare(&Fingerprints::built_in(), &index);
    assert!(tally.chains > 10_000, "{tally}");
    assert_none_wrong(&tally);
}
