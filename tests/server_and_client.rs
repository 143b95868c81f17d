//! The two examples, over a real socket: every code crosses it whole, and the client does what it asks for.

#![cfg(feature = "axum")]
#![allow(missing_docs)]

#[path = "../examples/client.rs"]
#[allow(dead_code)]
mod client;
#[path = "../examples/server.rs"]
#[allow(dead_code)]
mod server;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::{get, post, put};
use client::{Account, Client, Failure, Person, Request};
use cloudreve_error_codes::{
    ApiError, ApiResponse, ErrorCode, LockConflict, Remedy, UnreadableKind,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Every code that the server may send as far as this version knows, and some that it does not.
fn codes() -> impl Iterator<Item = i64> {
    let known = ErrorCode::ALL.iter().map(|code| code.as_u32().into());
    known.chain([0, -1, 40_999])
}

/// Starts a server on a free port, which lives as long as the test.
async fn start(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// Someone who answers from a script, and remembers what was said.
#[derive(Clone)]
struct Script {
    otp: &'static str,
    unlocks: bool,
    told: Arc<Mutex<Vec<String>>>,
}

impl Script {
    fn new() -> Self {
        Self { otp: "492816", unlocks: true, told: Arc::default() }
    }

    /// What was said since the last time.
    fn told(&self) -> Vec<String> {
        std::mem::take(&mut self.told.lock().unwrap())
    }
}

impl Person for Script {
    fn tell(&mut self, line: &str) {
        self.told.lock().unwrap().push(line.to_owned());
    }

    fn second_factor(&mut self) -> String {
        self.tell("asked for the second factor");
        self.otp.to_owned()
    }

    fn may_unlock(&mut self, lock: &LockConflict) -> bool {
        self.tell(&format!("asked to unlock {}", lock.path.as_deref().unwrap_or("elsewhere")));
        self.unlocks
    }
}

fn client_of(server: &str, script: &Script, password: &str) -> Client<Script> {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let account = Account { email: "me@example.org".to_owned(), password: password.to_owned() };
    let mut client = Client::new(http, server, account, script.clone());
    client.patience.first_pause = Duration::from_millis(1);
    client.patience.longest_pause = Duration::from_millis(6);
    client
}

async fn connected(script: &Script) -> Client<Script> {
    client_of(&start(server::router()).await, script, "correct horse")
}

fn stopped_by(result: Result<String, Failure>) -> ApiError {
    match result {
        Err(Failure::Api(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_code_crosses_the_wire_whole() {
    let client = connected(&Script::new()).await;
    for code in codes() {
        let request = Request::get(format!("/api/v4/answer/{code}"));
        let result = client.send::<String>(&request).await;
        if code == 0 {
            assert_eq!(result.unwrap(), "done");
            continue;
        }
        let error = stopped_by(result);
        assert_eq!(error, server::example(code));
        assert_eq!(error.code().get(), code);
        // A client that takes no data, or data of another type, gets the same error.
        let Err(Failure::Api(same)) = client.send::<()>(&request).await else { panic!("{code}") };
        assert_eq!(same, error);
    }
}

#[tokio::test]
async fn the_client_does_on_every_code_what_it_asks_for() {
    for code in codes() {
        let script = Script::new();
        let mut client = connected(&script).await;
        let result = client.call::<String>(&Request::get(format!("/api/v4/answer/{code}"))).await;
        if code == 0 {
            assert_eq!(result.unwrap(), "done");
            assert!(script.told().is_empty());
            continue;
        }
        let error = stopped_by(result);
        assert_eq!(error, server::example(code));
        let expected: &[&str] = match (code, error.remedy()) {
            (40_073, _) => &["folder elsewhere: locked by dav"],
            (40_081, _) => &[
                "failed: cloudreve://my/a: Owner Operation Only (code: 40082)",
                "failed: cloudreve://my/b: unknown (code: 40999): of a newer server",
            ],
            (_, Some(Remedy::SignIn)) => &["signing in", "asked for the second factor"],
            (_, Some(Remedy::Retry)) => {
                // Twice as long each time, up to the longest.
                &[
                    "trying again in 1 ms",
                    "trying again in 2 ms",
                    "trying again in 4 ms",
                    "trying again in 6 ms",
                    "trying again in 6 ms",
                ]
            }
            _ => &[],
        };
        let told = script.told();
        assert_eq!(told.len(), expected.len(), "{code}: {told:?}");
        assert!(
            told.iter().zip(expected).all(|(told, expected)| told.starts_with(expected)),
            "{told:?}"
        );
        let advice =
            error.remedy().map_or(String::new(), |remedy| format!("; {}", remedy.advice()));
        assert_eq!(Failure::from(error.clone()).to_string(), format!("{error}{advice}"));
    }
}

#[tokio::test]
async fn the_client_signs_in_with_the_second_factor_and_goes_on() {
    let script = Script::new();
    let mut client = connected(&script).await;
    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await.unwrap();
    assert_eq!(files.len(), 3);
    assert_eq!(script.told(), ["signing in", "asked for the second factor"]);
    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await.unwrap();
    assert_eq!((files.len(), script.told().len()), (3, 0));
}

#[tokio::test]
async fn the_client_stops_where_it_cannot_sign_in() {
    let server = start(server::router()).await;
    let request = Request::get("/api/v4/file");

    let mut client = client_of(&server, &Script::new(), "wrong");
    let error = stopped_by(client.call(&request).await);
    assert_eq!(error.code(), ErrorCode::InvalidPassword);

    let script = Script { otp: "000000", ..Script::new() };
    let mut client = client_of(&server, &script, "correct horse");
    let error = stopped_by(client.call(&request).await);
    assert_eq!(error.code(), ErrorCode::TwoFactorCodeError);
}

#[tokio::test]
async fn the_client_shows_the_lock_unlocks_and_says_what_failed() {
    let script = Script::new();
    let mut client = connected(&script).await;
    client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap();
    script.told();

    let uris =
        ["cloudreve://my/report.docx", "cloudreve://my/not there.txt", "cloudreve://my/gone"];
    assert_eq!(client.delete(&uris).await.unwrap(), [uris[0]]);
    let told = script.told();
    assert_eq!(told[0], "file cloudreve://my/report.docx: locked by viewer");
    assert_eq!(told[1], "asked to unlock cloudreve://my/report.docx");
    assert!(told[2].starts_with("failed: cloudreve://my/gone: "), "{}", told[2]);
    assert!(told[3].starts_with("failed: cloudreve://my/not%20there.txt: "), "{}", told[3]);
    assert_eq!(told.len(), 4);

    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await.unwrap();
    assert_eq!(files, ["cloudreve://my/notes.txt", "cloudreve://my/photo.jpg"]);
    assert_eq!(client.delete(&["cloudreve://my/notes.txt"]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_was_sent_and_is_not_gone_is_not_taken_for_gone() {
    let mut client = connected(&Script::new()).await;
    for uri in ["cloudreve://my/a b.txt", "cloudreve://my/a%20b.txt"] {
        assert!(client.delete(&[uri]).await.unwrap().is_empty(), "{uri}");
    }
}

#[tokio::test]
async fn a_stale_token_is_refreshed_once() {
    let script = Script::new();
    let mut client = connected(&script).await;
    client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap();
    script.told();
    let stale = Request::get(format!("/api/v4/answer/{}", ErrorCode::CheckLogin.as_u32()));
    assert_eq!(stopped_by(client.call(&stale).await).code(), ErrorCode::CheckLogin);
    assert_eq!(script.told(), ["refreshing the token"]);
    // The new one is good, without the password.
    client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap();
    assert_eq!(script.told().len(), 0);
}

#[tokio::test]
async fn a_token_that_cannot_be_refreshed_takes_a_password() {
    let script = Script::new();
    let good = start(server::router()).await;
    let mut client = client_of(&good, &script, "correct horse");
    client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap();
    script.told();
    client.server = start(server::router()).await; // as if the server had forgotten all tokens
    client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap();
    let told = script.told();
    assert_eq!(told, ["refreshing the token", "signing in", "asked for the second factor"]);
}

#[tokio::test]
async fn a_file_is_uploaded_in_chunks() {
    let mut client = connected(&Script::new()).await;
    for size in [0, 1, 16, 17, 32, 100] {
        let uri = format!("cloudreve://my/{size}");
        client.upload(&uri, &vec![b'x'; size]).await.unwrap();
        let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await.unwrap();
        assert!(files.contains(&uri), "{size}");
    }
    let failure = client.upload("cloudreve://my/1", b"x").await.unwrap_err();
    assert_eq!(failure.remedy(), Some(Remedy::Resolve));
}

/// A server whose first upload sessions expire after a chunk, with HTTP 200 as ever.
fn forgetful(sessions: usize) -> (Router, Arc<Mutex<Vec<String>>>) {
    let chunks = Arc::new(Mutex::new(Vec::new()));
    let opened = Arc::new(Mutex::new(0));
    let open = move || async move {
        let mut opened = opened.lock().unwrap();
        *opened += 1;
        ApiResponse::ok(json!({"session_id": opened.to_string(), "chunk_size": 1}))
    };
    let seen = chunks.clone();
    let take = move |Path((session, index)): Path<(usize, usize)>| async move {
        seen.lock().unwrap().push(format!("{session}/{index}"));
        if session <= sessions && index == 1 {
            ApiResponse::err(ErrorCode::UploadSessionExpired)
        } else {
            ApiResponse::ok(())
        }
    };
    let router = Router::new()
        .route("/api/v4/file/upload", put(open))
        .route("/api/v4/file/upload/{session}/{index}", post(take));
    (router, chunks)
}

#[tokio::test]
async fn an_upload_stops_at_the_chunk_that_fails_and_starts_anew_once() {
    for (sessions, succeeds, expected) in [
        (0, true, &["1/0", "1/1", "1/2"][..]),
        (1, true, &["1/0", "1/1", "2/0", "2/1", "2/2"]),
        (2, false, &["1/0", "1/1", "2/0", "2/1"]),
    ] {
        let (router, chunks) = forgetful(sessions);
        let mut client = client_of(&start(router).await, &Script::new(), "");
        let result = client.upload("cloudreve://my/a", b"abc").await;
        assert_eq!(result.is_ok(), succeeds);
        assert_eq!(*chunks.lock().unwrap(), expected);
        let failure = result.err().map(|failure| failure.remedy());
        assert_eq!(failure, (!succeeds).then_some(Some(Remedy::Restart)));
    }
}

#[tokio::test]
async fn a_lock_that_shall_stay_stays() {
    let script = Script { unlocks: false, ..Script::new() };
    let mut client = connected(&script).await;
    let failure = client.delete(&["cloudreve://my/report.docx"]).await.unwrap_err();
    let Failure::Api(error) = failure else { panic!("{failure}") };
    assert_eq!(error.lock_conflicts().unwrap()[0].token.as_deref(), Some("lock-75c1"));
    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await.unwrap();
    assert_eq!(files.len(), 3);
}

#[tokio::test]
async fn a_failure_that_passes_is_waited_for() {
    let left = Arc::new(Mutex::new(2));
    let answer = move || async move {
        let mut left = left.lock().unwrap();
        let failures = *left;
        *left -= 1;
        if failures == 0 {
            ApiResponse::ok("done")
        } else {
            ApiResponse::err(ErrorCode::DatabaseError)
        }
    };
    let server = start(Router::new().route("/api/v4/file", get(answer))).await;
    let script = Script::new();
    let mut client = client_of(&server, &script, "correct horse");
    assert_eq!(client.call::<String>(&Request::get("/api/v4/file")).await.unwrap(), "done");
    assert_eq!(script.told(), ["trying again in 1 ms", "trying again in 2 ms"]);
}

#[tokio::test]
async fn a_proxy_that_is_in_the_way_is_waited_for_or_named() {
    let page = |status, title| {
        let page = format!("<html><head><title>{title}</title></head></html>");
        get(move || async move { (status, Html(page)) })
    };
    let router = Router::new()
        .route("/api/v4/file", page(StatusCode::BAD_GATEWAY, "502 Bad Gateway"))
        .route("/api/v4/share", page(StatusCode::FORBIDDEN, "Just a moment..."));
    let script = Script::new();
    let mut client = client_of(&start(router).await, &script, "correct horse");
    for (path, retries, expected) in [
        (
            "/api/v4/file",
            5,
            "HTTP 502 with an HTML page instead of a response of Cloudreve: 502 Bad Gateway",
        ),
        (
            "/api/v4/share",
            0,
            "HTTP 403 with an HTML page instead of a response of Cloudreve: Just a moment...",
        ),
        ("/elsewhere", 0, "HTTP 404 with an empty body instead of a response of Cloudreve"),
    ] {
        let failure = client.call::<Value>(&Request::get(path)).await.unwrap_err();
        assert_eq!(failure.to_string(), expected);
        assert!(matches!(failure, Failure::Unreadable(_)));
        assert_eq!(script.told().len(), retries);
    }
    let failure = client.send::<Value>(&Request::get("/elsewhere")).await.unwrap_err();
    let Failure::Unreadable(unreadable) = failure else { panic!("{failure}") };
    assert_eq!(unreadable.kind(), UnreadableKind::Empty);
}
