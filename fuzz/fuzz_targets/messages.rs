//! Whatever the index of messages and whatever the line, what decides stands on the line and is the same each time;
//! so it does with the messages of all releases.

#![no_main]

use cloudreve_codes::log::messages::{
    Decision, Era, Fingerprints, Index, Kind, Origin, Row, decide, decide_line,
};
use libfuzzer_sys::fuzz_target;

const KINDS: [Kind; 6] =
    [Kind::Exact, Kind::Outer, Kind::Aggregate, Kind::Wraps, Kind::Ends, Kind::Label];
const ORIGINS: [Origin; 3] = [Origin::Server(Era::V3), Origin::Server(Era::V4), Origin::Unknown];

thread_local! {
    static BUILT_IN: Fingerprints = Fingerprints::built_in();
}

fuzz_target!(|bytes: &[u8]| {
    // The messages of an index, a line each and the first byte of it its kind; then, behind a NUL, a line of a log.
    let place = bytes.iter().position(|byte| *byte == 0).unwrap_or(0);
    let (messages, line) = bytes.split_at(place);
    let rows = messages.split(|byte| *byte == b'\n').enumerate().filter_map(row).collect();
    if let Ok(index) = Fingerprints::of_index(&Index { rows }) {
        check(&index, line);
    }
    BUILT_IN.with(|built_in| check(built_in, line));
});

fn row((number, message): (usize, &[u8])) -> Option<Row> {
    let (kind, message) = message.split_first()?;
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    let is_coded = matches!(kind, Kind::Exact | Kind::Outer | Kind::Aggregate);
    Some(Row {
        message: String::from_utf8_lossy(message).into_owned(),
        code: is_coded.then_some(40_001),
        constant: String::new(),
        file: "a.go".to_owned(),
        line: number,
        kind,
    })
}

fn check(fingerprints: &Fingerprints, line: &[u8]) {
    let decide_all = || {
        let by_origin = ORIGINS.map(|origin| decide(fingerprints, line, origin));
        by_origin.into_iter().chain([decide_line(fingerprints, line)]).flatten().collect()
    };
    let decisions: Vec<Decision> = decide_all();
    for Decision { start, codes, .. } in &decisions {
        assert!(*start < line.len());
        assert!(!codes.is_empty() && codes.is_sorted());
    }
    assert_eq!(decide_all(), decisions);
}
