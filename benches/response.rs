//! `cargo bench --bench response`: what it costs to read a response whole, against ways that read less.

#![allow(missing_docs)]

#[path = "support/contest.rs"]
mod contest;

use std::hint::black_box;

use cloudreve_error_codes::{ApiError, ApiResponse};
use contest::Contestant;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

/// The answers that are read: a page of a listing, a long listing, a listing of everything.
const SIZES: [(&str, usize); 3] =
    [("1 KiB", 1 << 10), ("100 KiB", 100 << 10), ("10 MiB", 10 << 20)];
/// How many bytes a batch reads, so that each takes some milliseconds.
const BATCH: usize = 4 << 20;

fn main() {
    for (size, bytes) in SIZES {
        let body = listing(bytes);
        typed(&format!("{size} to a typed listing"), &body);
        code_and_message(&format!("{size} to code and message"), &body);
    }
    for (size, bytes) in SIZES {
        let body = failure(bytes);
        kept(&format!("{size} to an error with its data"), &body);
    }
}

/// The part of a listing that a client shows; the answer has more, as a server's does.
#[derive(Deserialize)]
#[allow(dead_code)] // read for the sake of reading
struct FileList {
    files: Vec<File>,
    pagination: Pagination,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct File {
    #[serde(rename = "type")]
    kind: u8,
    id: String,
    name: String,
    updated_at: String,
    size: u64,
    path: String,
    owned: bool,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Pagination {
    page: u32,
    page_size: u32,
}

fn file(index: usize) -> Value {
    let id = format!("{:08x}", index.wrapping_mul(0x9E37_79B9) & 0xFFFF_FFFF);
    let name = format!("IMG_{index:06}.jpg");
    json!({
        "type": 0,
        "id": id,
        "name": name,
        "permission": null,
        "created_at": "2025-10-11T08:44:35.114+08:00",
        "updated_at": "2026-01-02T23:01:07.02+08:00",
        "size": 3_145_728 + index,
        "metadata": {"exif:x": "4032", "exif:y": "3024", "thumb:disabled": ""},
        "path": format!("cloudreve://my/Photos/2025/{name}"),
        "shared": false,
        "capability": "39/9",
        "owned": true,
        "primary_entity": id,
    })
}

/// A success whose `data` lists as many files as the size holds.
fn listing(bytes: usize) -> Vec<u8> {
    let files: Vec<Value> = (0..(bytes / file(0).to_string().len()).max(1)).map(file).collect();
    let data = json!({
        "files": files,
        "parent": file(0),
        "pagination": {"page": 0, "page_size": 2000, "is_cursor": true},
        "context_hint": "f1a7c0de-0000-4000-8000-000000000000",
    });
    serde_json::to_vec(&ApiResponse::ok(data)).unwrap_or_default()
}

/// An error whose `data` is such a listing: what worked.
fn failure(bytes: usize) -> Vec<u8> {
    let json = String::from_utf8(listing(bytes)).unwrap_or_default();
    json.replacen(r#""code":0"#, r#""code":40081"#, 1).into_bytes()
}

/// What clients derive today: no error's data, no parts, no correlation id, no other keys.
#[derive(Deserialize)]
struct Bare<T> {
    code: i64,
    data: Option<T>,
    msg: String,
}

fn bare<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let response: Bare<T> = serde_json::from_slice(body).ok()?;
    black_box(response.msg);
    response.data.filter(|_| response.code == 0)
}

fn whole<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice::<ApiResponse<T>>(body).ok()?.into_result().ok()
}

/// Looks at `code` in a `Value`, and makes `data` typed without a clone.
fn through_value<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let mut response: Value = serde_json::from_slice(body).ok()?;
    black_box(response["msg"].as_str()?);
    let is_success = response["code"].as_i64()? == 0;
    is_success.then(|| serde_json::from_value(response["data"].take()).ok())?
}

fn typed(title: &str, body: &[u8]) {
    contest(
        title,
        body,
        vec![
            reads("a bare derived struct", body, bare::<FileList>),
            reads("ApiResponse", body, whole::<FileList>),
            reads("ApiResponse::from_http", body, |body| {
                ApiResponse::<FileList>::from_http(200, body).ok()?.into_result().ok()
            }),
            reads("through serde_json::Value", body, through_value::<FileList>),
        ],
    );
}

fn code_and_message(title: &str, body: &[u8]) {
    contest(
        title,
        body,
        vec![
            reads("IgnoredAny alone", body, |body| serde_json::from_slice::<IgnoredAny>(body).ok()),
            reads("ApiResponse<IgnoredAny>", body, whole::<IgnoredAny>),
            reads("ApiResponse<()>", body, whole::<()>),
            reads("a bare struct of IgnoredAny", body, bare::<IgnoredAny>),
        ],
    );
}

fn kept(title: &str, body: &[u8]) {
    contest(
        title,
        body,
        vec![
            reads("serde_json::Value alone", body, |body| {
                serde_json::from_slice::<Value>(body).ok()
            }),
            reads("ApiResponse", body, |body| {
                let response: ApiResponse<FileList> = serde_json::from_slice(body).ok()?;
                response.into_result().err()
            }),
            reads("ApiError", body, |body| serde_json::from_slice::<ApiError>(body).ok()),
        ],
    );
}

#[allow(clippy::cast_precision_loss)]
fn contest(title: &str, body: &[u8], contestants: Vec<Contestant<'_>>) {
    let megabytes = (body.len() * repetitions(body)) as f64 / 1e6;
    contest::run(title, megabytes, "MB", contestants);
}

fn repetitions(body: &[u8]) -> usize {
    BATCH.div_ceil(body.len())
}

/// Reads the body over and over, and stops where it is not read as it should be.
fn reads<'a, T: 'a>(
    name: &'static str,
    body: &'a [u8],
    read: impl Fn(&[u8]) -> Option<T> + 'a,
) -> Contestant<'a> {
    Contestant::new(name, move || {
        for _ in 0..repetitions(body) {
            let found = black_box(read(black_box(body)));
            assert!(found.is_some(), "{name} has not read the answer");
        }
    })
}
