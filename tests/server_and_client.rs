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
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use client::{Account, Client, Failure, Person, Request};
use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, LockConflict, Remedy};
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
    client.first_pause = Duration::from_millis(1);
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
        let response: ApiResponse<String> = client.send(&request).await.unwrap();
        let expected = match code {
            0 => ApiResponse::ok("done".to_owned()),
            _ => ApiResponse::err(server::example(code)),
        };
        assert_eq!(response, expected);
        let code_received = response.as_result().err().map_or(0, |error| error.code().get());
        assert_eq!(code_received, code);
        // A client that takes no data, or data of another type, gets the same error.
        let response: ApiResponse<()> = client.send(&request).await.unwrap();
        assert_eq!(response.into_result().err(), expected.into_result().err());
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
                &["trying again in 1 ms", "trying again in 2 ms", "trying again in 4 ms"]
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

fn deletion(uris: &[&str]) -> Request {
    Request::delete("/api/v4/file", json!({"uris": uris}))
}

#[tokio::test]
async fn the_client_shows_the_lock_unlocks_and_says_what_failed() {
    let script = Script::new();
    let mut client = connected(&script).await;
    client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap();
    script.told();

    let request = deletion(&["cloudreve://my/report.docx", "cloudreve://my/gone.txt"]);
    let failure = client.call::<()>(&request).await.unwrap_err();
    let Failure::Api(error) = failure else { panic!("{failure}") };
    assert_eq!(error.code(), ErrorCode::BatchOperationNotFullyCompleted);
    let told = script.told();
    assert_eq!(told[0], "file cloudreve://my/report.docx: locked by viewer");
    assert_eq!(told[1], "asked to unlock cloudreve://my/report.docx");
    assert!(told[2].starts_with("failed: cloudreve://my/gone.txt: "), "{}", told[2]);
    assert_eq!(told.len(), 3);

    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await.unwrap();
    assert_eq!(files, ["cloudreve://my/notes.txt", "cloudreve://my/photo.jpg"]);
    client.call::<()>(&deletion(&["cloudreve://my/notes.txt"])).await.unwrap();
}

#[tokio::test]
async fn a_lock_that_shall_stay_stays() {
    let script = Script { unlocks: false, ..Script::new() };
    let mut client = connected(&script).await;
    let failure = client.call::<()>(&deletion(&["cloudreve://my/report.docx"])).await.unwrap_err();
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
async fn a_page_of_a_proxy_is_no_response() {
    let page = || async { (StatusCode::BAD_GATEWAY, Html("<html>502 Bad Gateway</html>")) };
    let server = start(Router::new().route("/api/v4/file", get(page))).await;
    let mut client = client_of(&server, &Script::new(), "correct horse");
    let failure = client.call::<Value>(&Request::get("/api/v4/file")).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "HTTP 502 Bad Gateway, but no response of Cloudreve: expected value at line 1 column 1",
    );
    // Neither is the empty answer of a route that is not there.
    let failure = client.call::<Value>(&Request::get("/elsewhere")).await.unwrap_err();
    assert!(failure.to_string().starts_with("HTTP 404 Not Found, but no response"), "{failure}");
}
