//! What the envelope of every binding has to read, and what its clients then decide.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use cloudreve_error_codes::ResponseCode;

use crate::toolchain::run;

/// Answers of the field, odd ones among them, and what a client decides; `{403}` is what the code is shown as.
const ANSWERS: &[(&str, &str)] = &[
    (r#"{"msg":"","data":null,"code":0}"#, "done"),
    (r#"{"code":0,"data":"","msg":""}"#, "done"),
    (r#"{"code":203,"data":"s1","msg":""}"#, "ask for the second factor of s1"),
    (r#"{"code":203,"msg":""}"#, "InspectResponse: {203}"),
    (r#"{"code":203,"data":{"odd":1}}"#, "InspectResponse: {203}"),
    (r#"{"code":40073,"data":{"odd":1},"msg":""}"#, "Resolve: {40073}"),
    (r#"{"code":40073,"data":"odd"}"#, "Resolve: {40073}"),
    (
        r#"{"code":40081,"aggregated_error":{"u":{"code":401,"msg":""},"v":{"code":0}},"msg":""}"#,
        "sign in",
    ),
    (
        r#"{"code":40081,"aggregated_error":{"u":{"code":40073,"data":[{"owner":{"application":{"type":"dav"}},"type":1}]}}}"#,
        "held by dav: wait",
    ),
    (
        r#"{"code":40081,"aggregated_error":{"u":{"code":401},"v":{"code":403}},"msg":"two"}"#,
        "InspectResponse: {40081}: two",
    ),
    (
        r#"{"code":40081,"aggregated_error":{"u":{"code":40999,"msg":"100%s"}}}"#,
        "class 4xxxx: {40999}: 100%s",
    ),
    (r#"{"code":403}"#, "FixRequest: {403}"),
    (r#"{"code":403,"msg":5}"#, "FixRequest: {403}"),
    (r#"{"code":403,"msg":null,"error":{"a":1}}"#, "FixRequest: {403}"),
    (r#"{"code":403,"msg":"","aggregated_error":[],"correlation_id":7}"#, "FixRequest: {403}"),
    (r#"{"code":9007199254740991,"msg":"big"}"#, "class none: {9007199254740991}: big"),
];

/// What is no answer of the server. It is refused, and is above all no success.
const REFUSED: &[&str] = &[
    "{}",
    "null",
    "[]",
    "0",
    "true",
    "\"a\"",
    "<html>",
    "404 page not found",
    r#"{"hello":1}"#,
    r#"{"code":"403"}"#,
    r#"{"code":"0"}"#,
    r#"{"code":null}"#,
    r#"{"code":false}"#,
    r#"{"code":0.5}"#,
    r#"{"code":{}}"#,
    r#"{"code":[]}"#,
];

/// How deep an answer nests that a binding may cut or refuse; it does not end the program.
const LEVELS: usize = 3000;

/// URIs as a client sends them, and the keys that the server makes of them.
const SENT_AND_KEY: &str = include_str!("../bindings/uri-keys.tsv");

/// Keys and URIs of other resources.
const OTHERS: &[(&str, &str)] = &[
    ("cloudreve://my/a%20b", "cloudreve://my/a%2520b"),
    ("cloudreve://my/a%20b", "cloudreve://my/a+b"),
    ("cloudreve://my/a%2520b", "cloudreve://my/a%20b"),
    ("cloudreve://my/a", "cloudreve://my/A"),
    ("cloudreve://my/a", "cloudreve://my/a/b"),
    ("cloudreve://my/a", "cloudreve://trash/a"),
    ("cloudreve://my/a", "cloudreve://u@my/a"),
    ("cloudreve://my/a", "cloudreve://my/a?name=x"),
    ("cloudreve://my/a", "cloudreve://my/a#b"),
    ("cloudreve://my/a%3Fb", "cloudreve://my/a?b"),
    ("cloudreve://my/a%23b", "cloudreve://my/a#b"),
    ("cloudreve://my/a", "/a"),
    ("cloudreve://my/%C3%A9", "cloudreve://my/e%CC%81"),
    ("cloudreve://my/%C3%A9", "cloudreve://my/%E9"),
    ("cloudreve://my/%25zz", "cloudreve://my/%zz"),
    ("cloudreve://my/%25", "cloudreve://my/%"),
    ("cloudreve://my/%254", "cloudreve://my/%4"),
    ("a%20b", "a b"),
    ("12", "12/"),
    ("https://example.org/a%20b", "https://example.org/a b"),
];

/// Gives a client answers, and compares what it decides with what it should.
pub fn assert_reads_answers(folder: &Path, client: &[&str]) {
    let refused = REFUSED.iter().map(|body| (*body, "no answer of the server"));
    let cases: Vec<_> = ANSWERS.iter().copied().chain(refused).collect();
    let mut input = cases.iter().fold(String::new(), |input, (body, _)| input + body + "\n");
    input += &r#"{"code":40081,"msg":"","aggregated_error":{"u":"#.repeat(LEVELS);
    input += &(r#"{"code":401,"msg":""}"#.to_owned() + &"}}".repeat(LEVELS) + "\n");
    input += "{\"code\":401}\n";
    let decisions = run(folder, client, &input);
    for (decision, (body, expected)) in decisions.lines().zip(&cases) {
        assert_eq!(decision, with_codes_shown(expected), "{client:?}: {body}");
    }
    assert_eq!(decisions.lines().count(), cases.len() + 2, "{client:?}");
    assert_eq!(decisions.lines().last(), Some("sign in"), "{client:?}: after a deep answer");
}

/// The text with each `{403}` as the library shows the code.
fn with_codes_shown(text: &str) -> String {
    let Some((before, rest)) = text.split_once('{') else { return text.to_owned() };
    let (code, after) = rest.split_once('}').unwrap();
    format!("{before}{}{after}", code.parse::<ResponseCode>().unwrap())
}

/// Asks a program for parts: a line that starts with `{` is an answer, any other a URI, of which it prints the
/// code of its part in the last answer, or `none`.
pub fn assert_finds_parts(folder: &Path, program: &[&str]) {
    let mut input = String::new();
    let mut expected = Vec::new();
    let pairs: Vec<_> =
        SENT_AND_KEY.lines().skip(1).map(|line| line.split_once('\t').unwrap()).collect();
    assert!(pairs.len() > 50);
    for (sent, key) in pairs {
        ask(&mut input, &[(key, 40073)], &[sent, key]);
        expected.extend([(sent, "40073"), (key, "40073")]);
    }
    for (key, other) in OTHERS {
        ask(&mut input, &[(key, 40073)], &[other, key]);
        expected.extend([(*other, "none"), (*key, "40073")]);
    }
    // Each spelling finds its own part, and a third one the same whichever came first.
    let (first, second) = ("cloudreve://my/a(1)", "cloudreve://my/a%281%29");
    for parts in [[(first, 404), (second, 40073)], [(second, 40073), (first, 404)]] {
        let third = "cloudreve://my/a%28%31%29/";
        ask(&mut input, &parts, &[first, second, third]);
        expected.extend([(first, "404"), (second, "40073"), (third, "40073")]);
    }
    ask(&mut input, &[], &[first]);
    expected.push((first, "none"));
    let answers = run(folder, program, &input);
    for (answer, (uri, expected)) in answers.lines().zip(&expected) {
        assert_eq!(answer, *expected, "{program:?}: {uri}");
    }
    assert_eq!(answers.lines().count(), expected.len());
    assert_looks_up_fast(folder, program);
}

/// Were each look-up to walk over the parts, this would take hours.
fn assert_looks_up_fast(folder: &Path, program: &[&str]) {
    const PARTS: usize = 100_000;
    let key = |index: usize| format!("cloudreve://my/Photos%20%28old%29/IMG%20{index}.jpg");
    let keys: Vec<_> = (0..PARTS).map(key).collect();
    let parts: Vec<_> = keys.iter().map(|key| (key.as_str(), 40073)).collect();
    let sent: Vec<_> =
        (0..PARTS).map(|index| format!("cloudreve://my/Photos (old)/IMG {index}.jpg/")).collect();
    let mut input = String::new();
    ask(&mut input, &parts, &sent.iter().map(String::as_str).collect::<Vec<_>>());
    let started = Instant::now();
    let answers = run(folder, program, &input);
    assert!(started.elapsed() < Duration::from_secs(60), "{program:?}: {:?}", started.elapsed());
    assert_eq!(answers.lines().count(), PARTS);
    assert!(answers.lines().all(|answer| answer == "40073"), "{program:?}");
}

/// Adds an answer with these parts, and the URIs to look for.
fn ask(input: &mut String, parts: &[(&str, i64)], uris: &[&str]) {
    input.push_str(r#"{"code":40081,"aggregated_error":{"#);
    for (index, (key, code)) in parts.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let key = serde_json::to_string(key).unwrap();
        // Writing to a string cannot fail.
        write!(input, r#"{comma}{key}:{{"code":{code},"msg":""}}"#).unwrap();
    }
    input.push_str("},\"msg\":\"\"}\n");
    for uri in uris {
        writeln!(input, "{uri}").unwrap();
    }
}
