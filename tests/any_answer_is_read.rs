//! Whatever comes back over HTTP is a response, or is said in one line to be what it is.

#![cfg(feature = "response")]
#![allow(missing_docs)]

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Debug;

use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, Remedy, Unreadable, UnreadableKind};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(
    status: u16,
    body: impl AsRef<[u8]>,
) -> Result<ApiResponse<T>, Unreadable> {
    ApiResponse::from_http(status, body.as_ref())
}

/// Reads it as several types, which all must find the same in its place, and gives that.
fn unreadable(status: u16, body: impl AsRef<[u8]>) -> Unreadable {
    let body = body.as_ref();
    let found = read::<()>(status, body).unwrap_err();
    for other in [
        read::<Option<()>>(status, body).unwrap_err(),
        read::<Value>(status, body).unwrap_err(),
        read::<Vec<String>>(status, body).unwrap_err(),
    ] {
        assert_eq!(format!("{other:?}"), format!("{found:?}"));
    }
    found
}

fn error(status: u16, body: impl AsRef<[u8]>) -> ApiError {
    let body = body.as_ref();
    let found = read::<()>(status, body).unwrap().into_result().unwrap_err();
    assert_eq!(read::<Vec<String>>(status, body).unwrap().into_result().unwrap_err(), found);
    found
}

/// A row of the table in `docs/answers.md`.
struct Row {
    status: u16,
    body: String,
    /// The code or kind that it begins with.
    gives: String,
    remedy: String,
}

fn rows() -> Vec<Row> {
    let page = include_str!("../docs/answers.md");
    let (_, table) = page.split_once("| --- | ---: | --- | --- | --- |\n").unwrap();
    let plain = |cell: &str| cell.trim().trim_matches('`').to_owned();
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let [_, status, body, gives, remedy] = cells[..] else { panic!("{line}") };
        let gives: String = gives.chars().filter(|c| *c != '`').collect();
        let gives = gives.trim_start().split([' ', ':', ',', ';']).next().unwrap().to_owned();
        Row {
            status: plain(status).parse().unwrap(),
            body: plain(body),
            gives,
            remedy: plain(remedy),
        }
    };
    table.lines().map(row).collect()
}

#[test]
fn every_answer_of_the_table_gives_what_the_table_says() {
    let rows = rows();
    assert!(rows.len() > 30);
    for Row { status, body, gives, remedy } in rows {
        let found = match (gives.as_str(), gives.parse::<i64>()) {
            ("Ok", _) => {
                assert!(read::<()>(status, &body).unwrap().into_result().is_ok(), "{body}");
                assert!(read::<Option<()>>(status, &body).unwrap().into_result().is_ok(), "{body}");
                None
            }
            ("Data", _) => {
                let found = read::<Vec<String>>(status, &body).unwrap_err();
                assert_eq!(found.kind(), UnreadableKind::Data, "{body}");
                assert!(found.to_string().contains("`data[1]`"), "{found}");
                found.remedy()
            }
            (_, Ok(code)) => {
                let error = error(status, &body);
                assert_eq!(error.code().get(), code, "{body}");
                error.effective().remedy()
            }
            (kind, Err(_)) => {
                let found = unreadable(status, &body);
                assert_eq!(format!("{:?}", found.kind()), kind, "{body}");
                assert_eq!(found.status(), status);
                assert!(found.to_string().starts_with(&format!("HTTP {status} with ")), "{found}");
                found.remedy()
            }
        };
        assert_eq!(found.map(|remedy| remedy.to_string()).unwrap_or_default(), remedy, "{body}");
    }
}

#[test]
fn its_display_says_in_one_line_what_came() {
    for (status, body, expected) in [
        (
            502,
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body></html>",
            "HTTP 502 with an HTML page instead of a response of Cloudreve: 502 Bad Gateway",
        ),
        (
            503,
            "\u{FEFF}\n<HTML><HEAD><TITLE lang=\"en\">\n  Down\n  for maintenance </TITLE></HEAD></HTML>",
            "HTTP 503 with an HTML page instead of a response of Cloudreve: Down for maintenance",
        ),
        (
            503,
            "<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>",
            "HTTP 503 with an HTML page instead of a response of Cloudreve: \
             <html><body><h1>503 Service Unavailable</h1> No server is available. </body></html>",
        ),
        (
            404,
            "404 page not found\n",
            "HTTP 404 with text instead of a response of Cloudreve: 404 page not found",
        ),
        (
            500,
            "panic: \u{1b}[31mboom\u{1b}[0m\u{202e}\n\tmain.go:1",
            r"HTTP 500 with text instead of a response of Cloudreve: panic: \u{1b}[31mboom\u{1b}[0m\u{202e} main.go:1",
        ),
        (200, "", "HTTP 200 with an empty body instead of a response of Cloudreve"),
        (204, " \n", "HTTP 204 with an empty body instead of a response of Cloudreve"),
        (
            200,
            r#"{"hello": 1}"#,
            r#"HTTP 200 with other JSON instead of a response of Cloudreve: {"hello": 1}"#,
        ),
        (200, "404", "HTTP 200 with other JSON instead of a response of Cloudreve: 404"),
        (
            200,
            r#"{"code":0,"data":"#,
            r#"HTTP 200 with JSON that is cut short instead of a response of Cloudreve: {"code":0,"data":"#,
        ),
        (
            400,
            r#"{"error":"no such\nclient","error_description":"inner","error_codes":[40071],"correlation_id":"c"}"#,
            r"HTTP 400 with an OAuth error instead of a response of Cloudreve: Invalid Signature (code: 40071): no such\nclient: inner [correlation id c]",
        ),
        (
            400,
            r#"{"error":"invalid_grant"}"#,
            "HTTP 400 with an OAuth error instead of a response of Cloudreve: OAuth error: invalid_grant",
        ),
    ] {
        assert_eq!(unreadable(status, body).to_string(), expected);
    }
}

/// What an endpoint could answer with.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    files: Vec<File>,
    #[serde(default)]
    owner: BTreeMap<String, u8>,
    kind: Option<Kind>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct File {
    name: String,
    size: u64,
    point: Option<(u8, u8)>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Photos,
}

#[test]
fn a_value_that_is_not_as_expected_is_named_by_its_path() {
    let file =
        |rest: &str| format!(r#"{{"files":[{{"name":"a","size":1}},{{"name":"b"{rest}}}]}}"#);
    for (data, expected) in [
        (
            file(r#","size":"2""#),
            "`data.files[1].size` cannot be read: invalid type: string \"2\", expected u64",
        ),
        (
            file(r#","size":-2"#),
            "`data.files[1].size` cannot be read: invalid value: integer `-2`, expected u64",
        ),
        (
            file(r#","size":null"#),
            "`data.files[1].size` cannot be read: invalid type: null, expected u64",
        ),
        (
            file(r#","size":[1]"#),
            "`data.files[1].size` cannot be read: invalid type: sequence, expected u64",
        ),
        (
            file(r#","size": {"x":1}"#),
            "`data.files[1].size` cannot be read: invalid type: map, expected u64",
        ),
        (file(""), "`data.files[1]` cannot be read: missing field `size`"),
        (
            file(r#","size":1,"point":[1,"x"]"#),
            "`data.files[1].point[1]` cannot be read: invalid type: string \"x\", expected u8",
        ),
        (
            file(r#","size":1,"point":[1]"#),
            "`data.files[1].point` cannot be read: invalid length 1, expected a tuple of size 2",
        ),
        (
            r#"{"files":{}}"#.into(),
            "`data.files` cannot be read: invalid type: map, expected a sequence",
        ),
        (
            r#"{"files":[7]}"#.into(),
            "`data.files[0]` cannot be read: invalid type: integer `7`, expected struct File",
        ),
        (
            r#"{"files":[],"owner":{"a \"b\"":256}}"#.into(),
            r#"`data.owner["a \"b\""]` cannot be read: invalid value: integer `256`, expected u8"#,
        ),
        (
            r#"{"files":[],"owner":{"}":1,"\\":1,"{[,":-1}}"#.into(),
            "`data.owner[\"{[,\"]` cannot be read: invalid value: integer `-1`, expected u8",
        ),
        (
            r#"{"files":[],"kind":"videos"}"#.into(),
            "`data.kind` cannot be read: unknown variant `videos`, expected `photos`",
        ),
        (
            r#"{"files":[],"more":1}"#.into(),
            "`data.more` cannot be read: unknown field `more`, expected one of `files`, `owner`, `kind`",
        ),
        ("{}".into(), "`data` cannot be read: missing field `files`"),
        ("7".into(), "`data` cannot be read: invalid type: integer `7`, expected struct Listing"),
        (
            "\"\"".into(),
            "`data` cannot be read: invalid type: string \"\", expected struct Listing",
        ),
        ("null".into(), "`data` cannot be read: invalid type: null, expected struct Listing"),
    ] {
        for body in [
            format!(r#"{{"code":0,"data":{data},"msg":""}}"#),
            format!(r#"{{"data":{data},"code":0,"msg":""}}"#),
            format!(
                "{{\n  \"msg\": \"[\\\"é\",\r\n  \"x\": {{\"files\": [[], {{}}]}},\n \"data\": {data},\n  \"code\": 0\n}}\n"
            ),
            format!("\u{FEFF}{{\"data\":{data},\"code\":0}}{{\"code\":0}}"),
        ] {
            let found = read::<Listing>(200, &body).unwrap_err();
            assert_eq!(found.kind(), UnreadableKind::Data, "{body}");
            assert_eq!(
                found.to_string(),
                format!("HTTP 200 with code 0, but {expected}"),
                "{body}"
            );
            assert_eq!(found.remedy(), Some(Remedy::InspectResponse));
            let source = found.source().unwrap().to_string();
            assert!(source.starts_with("`data`: ") && source.contains(" at line "), "{source}");
        }
    }
    for body in [r#"{"code":0,"msg":""}"#, "{\"msg\":\"\",\n\"code\":0}"] {
        let found = read::<Listing>(200, body).unwrap_err();
        let expected = "HTTP 200 with code 0, but `data` is missing: invalid type: null, expected struct Listing";
        assert_eq!((found.to_string().as_str(), found.kind()), (expected, UnreadableKind::Data));
    }
}

#[test]
fn a_type_that_complains_in_its_own_words_is_quoted() {
    #[derive(Debug, Deserialize)]
    struct Day {
        #[allow(dead_code)]
        #[serde(deserialize_with = "never")]
        day: (),
    }
    fn never<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        let day = String::deserialize(deserializer)?;
        Err(serde::de::Error::custom(format_args!("{day:?} is\nno \u{1b}day")))
    }
    // `serde_json` gives such a complaint a place only when it is done with the object around.
    for body in [
        r#"{"code":0,"data":[{"day":"x","more":1}]}"#,
        r#"{"data":[{"day":"x" ,"more":1}],"code":0}"#,
    ] {
        let found = read::<Vec<Day>>(200, body).unwrap_err().to_string();
        let expected =
            r#"HTTP 200 with code 0, but `data[0].day` cannot be read: "x" is no \u{1b}day"#;
        assert_eq!(found, expected);
    }
}

#[test]
fn data_that_no_type_can_read_is_named_too() {
    let deep = format!(r#"{{"code":0,"data":[1,{}1{}]}}"#, "[".repeat(200), "]".repeat(200));
    let found = read::<Value>(200, &deep).unwrap_err();
    assert_eq!(found.kind(), UnreadableKind::Data);
    assert!(found.to_string().contains("`data[1][0][0]"), "{found}");
    assert!(found.to_string().ends_with("cannot be read: recursion limit exceeded"), "{found}");
    let found = read::<Vec<String>>(200, b"{\"code\":0,\"data\":[\"\xFF\"]}").unwrap_err();
    assert_eq!(found.kind(), UnreadableKind::Data);
    assert!(found.to_string().contains("`data[0]` cannot be read: invalid unicode"), "{found}");
}

#[test]
fn an_error_is_read_even_if_its_text_is_damaged() {
    let error =
        error(200, b"{\"code\":40073,\"data\":[\"\xFF\"],\"msg\":\"a\xFFb\",\"x\":\"\xC3\"}");
    assert_eq!(error.code(), ErrorCode::LockConflict);
    assert_eq!(error.message(), "a\u{FFFD}b");
    assert_eq!(error.data(), Some(&json!(["\u{FFFD}"])));
}

#[test]
fn an_error_keeps_its_code_and_message_whatever_is_beside_them() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    for beside in [
        format!(r#""data":{deep}"#),
        format!(r#""aggregated_error":{{"a":{deep}}}"#),
        format!(r#""error":{deep}"#),
        r#""error":"a","error":"b""#.to_owned(),
        r#""data":1,"data":2"#.to_owned(),
        r#""correlation_id":"a","correlation_id":"a""#.to_owned(),
    ] {
        let expected = ApiError::new(40016).with_message("m");
        assert_eq!(error(200, format!(r#"{{"code":40016,{beside},"msg":"m"}}"#)), expected);
        assert_eq!(error(200, format!(r#"{{{beside},"msg":"m","code":40016}}"#)), expected);
        // A success that is not clear is none.
        if beside.matches("data").count() != 1 && !beside.contains('[') {
            let found = unreadable(200, format!(r#"{{"code":0,{beside},"msg":"m"}}"#));
            assert_eq!(found.kind(), UnreadableKind::OtherJson, "{found}");
        }
    }
    for body in [r#"{"code":0,"code":40016}"#, r#"{"code":40016,"code":40016}"#] {
        assert_eq!(unreadable(200, body).kind(), UnreadableKind::OtherJson);
    }
}

#[test]
fn the_first_of_several_values_is_read() {
    for rest in
        ["", "\n", r#"{"code":0,"msg":""}"#, r#" {"code":40001}"#, "\r\n{\"code\":0,\"da", "null"]
    {
        let body = format!(r#"{{"code":40016,"msg":"m"}}{rest}"#);
        assert_eq!(error(200, &body), ApiError::new(40016).with_message("m"), "{body}");
        let body = format!(r#"{{"code":0,"data":["a"],"msg":""}}{rest}"#);
        let data = read::<Vec<String>>(200, &body).unwrap().into_result();
        assert_eq!(data, Ok(vec!["a".to_owned()]), "{body}");
    }
}

#[test]
fn the_body_decides_and_not_the_status() {
    for status in [0, 100, 200, 204, 302, 400, 404, 500, 502, 999, u16::MAX] {
        assert_eq!(
            error(status, r#"{"code":40011,"msg":""}"#).code(),
            ErrorCode::UploadSessionExpired
        );
        assert_eq!(read::<u8>(status, r#"{"code":0,"data":7}"#).unwrap().into_result(), Ok(7));
        assert_eq!(unreadable(status, "x").status(), status);
    }
}

#[test]
fn data_may_borrow_from_the_body() {
    let body = br#"{"code":0,"data":"borrowed","msg":""}"#;
    let data: &str = ApiResponse::from_http(200, body).unwrap().into_result().unwrap();
    assert!(body.as_ptr_range().contains(&data.as_ptr()));
}

#[test]
fn what_is_of_oauth_and_what_is_not() {
    for (body, codes, remedy) in [
        (json!({"error": "", "error_codes": [40020]}), &[40020][..], Some(Remedy::SignIn)),
        (
            json!({"error": "No", "error_codes": [40999, 40071]}),
            &[40999, 40071],
            ErrorCode::InvalidSignature.remedy().into(),
        ),
        (json!({"error": "No", "error_codes": ["x", null, 1.5]}), &[], Some(Remedy::FixRequest)),
        (json!({"error": "No", "error_codes": {}}), &[], Some(Remedy::FixRequest)),
        (json!({"error": "invalid_grant", "error_description": 5}), &[], Some(Remedy::SignIn)),
        (json!({"error": "temporarily_unavailable"}), &[], Some(Remedy::Retry)),
        (json!({"error": "invalid_request", "code": null}), &[], Some(Remedy::FixRequest)),
    ] {
        let found = unreadable(400, body.to_string());
        assert_eq!(found.kind(), UnreadableKind::OAuth, "{body}");
        let found_codes: Vec<_> =
            found.oauth().unwrap().codes().iter().map(|code| code.get()).collect();
        assert_eq!(found_codes, codes, "{body}");
        assert_eq!(found.remedy(), remedy, "{body}");
    }
    for body in [
        json!({"error": "Invalid signature."}),
        json!({"error": ""}),
        json!({"error": {"code": "itemNotFound"}, "error_codes": [1]}),
        json!({"error": "invalid_grant", "code": "x"}),
        json!(["error", "error_codes"]),
    ] {
        let found = unreadable(400, body.to_string());
        assert_eq!(found.kind(), UnreadableKind::OtherJson, "{body}");
        assert_eq!(found.oauth(), None);
    }
}

#[test]
fn what_is_left_of_a_text_is_short() {
    for (character, shown) in [("x", "x"), ("文", "文"), ("\u{202e}", r"\u{202e}")] {
        for length in [1, 99, 100, 101, 1 << 20] {
            let found = unreadable(500, character.repeat(length));
            let expected = shown.repeat(length.min(100)) + if length > 100 { "…" } else { "" };
            assert_eq!(found.excerpt(), expected);
        }
    }
    let key = "k".repeat(1 << 20);
    let found =
        read::<BTreeMap<String, u8>>(200, format!(r#"{{"code":0,"data":{{"{key}":"{key}"}}}}"#));
    assert!(found.unwrap_err().to_string().len() < 500);
    let page = format!("<html><title>{key}</title>");
    assert_eq!(unreadable(200, page).excerpt(), "k".repeat(100) + "…");
}

#[test]
fn a_page_without_a_title_that_ends_is_shown_from_its_beginning() {
    for page in
        ["<title", "<title>", "<title>x", "<title></title>", "<title> </title>", "<TITLE>İ", "<>"]
    {
        let found = unreadable(502, page);
        assert_eq!(found.kind(), UnreadableKind::Html, "{page}");
        assert_eq!(found.excerpt(), page.trim(), "{page}");
    }
}

#[test]
fn it_is_an_error_like_any_other() {
    fn boxed() -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(ApiResponse::from_http(502, b"<html>")?.into_result()?)
    }
    let error = boxed().unwrap_err();
    assert_eq!(error.downcast_ref::<Unreadable>().unwrap().status(), 502);
}

#[cfg(feature = "http")]
#[test]
fn an_answer_of_the_crate_http_is_read_the_same() {
    let answer = |status: u16, body| http::Response::builder().status(status).body(body).unwrap();
    let response = ApiResponse::<u8>::try_from(answer(200, r#"{"code":0,"data":7}"#)).unwrap();
    assert_eq!(response.into_result(), Ok(7));
    let response = ApiResponse::<u8>::try_from(answer(404, r#"{"code":404,"msg":""}"#)).unwrap();
    assert_eq!(response.code(), ErrorCode::NotFound);
    let found = ApiResponse::<u8>::try_from(answer(502, "<html>").map(String::from)).unwrap_err();
    assert_eq!((found.kind(), found.status()), (UnreadableKind::Html, 502));
    assert!(
        ApiResponse::<()>::try_from(answer(200, "x").map(|body| body.as_bytes().to_vec())).is_err()
    );
}

/// Reads it in two ways, which must agree as far as both can.
fn check<T: DeserializeOwned + PartialEq + Debug>(status: u16, body: &[u8]) {
    let plain = serde_json::from_slice::<ApiResponse<T>>(body);
    match (plain, read::<T>(status, body)) {
        (Ok(plain), found) => assert_eq!(found.unwrap(), plain),
        (Err(_), Ok(_)) => {} // a second value, or an error whose text is damaged
        (Err(plain), Err(found)) => {
            let shown = found.to_string();
            assert!(!shown.contains(char::is_control), "{shown:?}");
            assert!(shown.starts_with(&format!("HTTP {status} with ")), "{shown}");
            assert!(shown.chars().count() < 5000, "{shown}");
            assert!(found.excerpt().chars().count() <= 1001, "{}", found.excerpt());
            assert_eq!(found.oauth().is_some(), found.kind() == UnreadableKind::OAuth);
            if found.kind() == UnreadableKind::Data {
                // What is no UTF-8 may be anywhere: without it, there is a success.
                let text = String::from_utf8_lossy(body);
                assert!(
                    read::<()>(status, text.as_bytes()).unwrap().as_result().is_ok(),
                    "{plain}"
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_or_said_to_be_what_they_are(status: u16, bytes: Vec<u8>) {
        check::<Value>(status, &bytes);
        check::<Vec<String>>(status, &bytes);
        let page = [b"<title>", bytes.as_slice()].concat();
        check::<()>(status, &page);
    }

    #[test]
    fn damaged_envelopes_are_read_or_said_to_be_what_they_are(
        status: u16,
        envelope in arbitrary::envelope(),
        place: prop::sample::Index,
        byte: u8,
    ) {
        let mut bytes = envelope.to_string().into_bytes();
        for _ in 0..3 {
            check::<Value>(status, &bytes);
            check::<BTreeMap<String, u64>>(status, &bytes);
            let place = place.index(bytes.len());
            bytes[place] = byte;
            bytes.truncate(bytes.len() - 1);
            if bytes.is_empty() {
                break;
            }
        }
    }
}
