//! A client that does what each code asks for: `cargo run --example client --features response`, with
//! `examples/server.rs` running.
//!
//! It signs in again once, retries with growing pauses, shows who holds a lock and unlocks, asks for the
//! second factor, says which parts failed, and stops with the reason on the rest.
//!
//! What there is to copy: [`Client::call`] decides by [`Remedy`], not by lists of codes. For `https`, give
//! reqwest a TLS feature.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Duration;

use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, LockConflict, Remedy};
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let account = Account { email: "me@example.org".into(), password: "correct horse".into() };
    let server = "http://127.0.0.1:5212";
    let mut client = Client::new(reqwest::Client::new(), server, account, Terminal);

    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await?;
    println!("{} files", files.len());
    let deletion = json!({"uris": ["cloudreve://my/report.docx", "cloudreve://my/gone.txt"]});
    match client.call(&Request::delete("/api/v4/file", deletion)).await {
        Ok(()) => println!("deleted"),
        Err(failure) => println!("stopped: {failure}"),
    }
    Ok(())
}

/// Whom the client asks and tells.
pub(crate) trait Person {
    /// Tells what the client is about to do, or what has failed.
    fn tell(&mut self, line: &str);
    /// Asks for the code that the second factor shows.
    fn second_factor(&mut self) -> String;
    /// Asks whether to break a lock.
    fn may_unlock(&mut self, lock: &LockConflict) -> bool;
}

/// Who signs in.
pub(crate) struct Account {
    pub(crate) email: String,
    pub(crate) password: String,
}

/// A request that can be sent again.
pub(crate) struct Request {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl Request {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), body: None }
    }

    pub(crate) fn post(path: impl Into<String>, body: Value) -> Self {
        Self { method: Method::POST, path: path.into(), body: Some(body) }
    }

    pub(crate) fn delete(path: impl Into<String>, body: Value) -> Self {
        Self { method: Method::DELETE, path: path.into(), body: Some(body) }
    }
}

/// Why the client stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{}", reason(.0))]
    Api(#[from] ApiError),
    #[error("the server cannot be reached: {0}")]
    Connection(#[from] reqwest::Error),
    #[error("HTTP {status}, but no response of Cloudreve: {source}")]
    NoEnvelope { status: StatusCode, source: serde_json::Error },
}

/// The error, and what can be done about it.
fn reason(error: &ApiError) -> String {
    match error.remedy() {
        Some(remedy) => format!("{error}; {}", remedy.advice()),
        None => error.to_string(),
    }
}

/// How often a request is sent again because the failure may pass.
const MOST_RETRIES: u32 = 3;

pub(crate) struct Client<P> {
    http: reqwest::Client,
    server: String,
    account: Account,
    access_token: Option<String>,
    person: P,
    /// Before the first retry; each further one waits twice as long.
    pub(crate) first_pause: Duration,
}

impl<P: Person> Client<P> {
    pub(crate) fn new(
        http: reqwest::Client,
        server: impl Into<String>,
        account: Account,
        person: P,
    ) -> Self {
        let first_pause = Duration::from_millis(500);
        Self { http, server: server.into(), account, access_token: None, person, first_pause }
    }

    /// Sends a request until it succeeds or nothing more can be done.
    pub(crate) async fn call<T: DeserializeOwned>(
        &mut self,
        request: &Request,
    ) -> Result<T, Failure> {
        let mut has_signed_in = false;
        let mut has_unlocked = false;
        let mut retries = 0;
        loop {
            let error = match self.send(request).await?.into_result() {
                Ok(data) => return Ok(data),
                Err(error) => error,
            };
            match error.remedy() {
                Some(Remedy::SignIn) if !has_signed_in => {
                    has_signed_in = true;
                    self.sign_in().await?;
                }
                Some(remedy) if remedy.is_retryable() && retries < MOST_RETRIES => {
                    self.pause(retries).await;
                    retries += 1;
                }
                Some(Remedy::Resolve)
                    if error.code() == ErrorCode::LockConflict && !has_unlocked =>
                {
                    has_unlocked = true;
                    self.unlock(error).await?;
                }
                _ => return Err(self.stop(error)),
            }
        }
    }

    /// Sends a request once.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<ApiResponse<T>, Failure> {
        let url = format!("{}{}", self.server, request.path);
        let mut builder = self.http.request(request.method.clone(), url);
        if let Some(token) = &self.access_token {
            builder = builder.bearer_auth(token);
        }
        if let Some(body) = &request.body {
            builder = builder.json(body);
        }
        let answer = builder.send().await?;
        let status = answer.status();
        // Not `answer.json()`: it would not say that a proxy has answered with a page of its own.
        let body = answer.bytes().await?;
        serde_json::from_slice(&body).map_err(|source| Failure::NoEnvelope { status, source })
    }

    /// A password is not always enough: 203 asks for the second factor.
    async fn sign_in(&mut self) -> Result<(), Failure> {
        self.person.tell("signing in");
        self.access_token = None; // a stale one would only stand in the way
        let Account { email, password } = &self.account;
        let credentials = json!({"email": email, "password": password});
        let request = Request::post("/api/v4/session/token", credentials);
        let token: Token = match self.send(&request).await?.into_result() {
            Ok(token) => token,
            Err(error) if error.code() == ErrorCode::NotFullySuccess => {
                self.second_factor(error).await?
            }
            Err(error) => return Err(self.stop(error)),
        };
        self.access_token = Some(token.access_token);
        Ok(())
    }

    async fn second_factor(&mut self, error: ApiError) -> Result<Token, Failure> {
        let Ok(session_id) = error.data_as::<String>() else { return Err(self.stop(error)) };
        let otp = self.person.second_factor();
        let factor = json!({"session_id": session_id, "otp": otp});
        let request = Request::post("/api/v4/session/token/2fa", factor);
        Ok(self.send(&request).await?.into_result()?)
    }

    async fn pause(&mut self, retries: u32) {
        let pause = self.first_pause * 2_u32.pow(retries);
        self.person.tell(&format!("trying again in {} ms", pause.as_millis()));
        tokio::time::sleep(pause).await;
    }

    /// Shows the locks, and breaks them if that is possible and wanted; otherwise the conflict stays.
    async fn unlock(&mut self, error: ApiError) -> Result<(), Failure> {
        let locks = error.lock_conflicts().unwrap_or_default();
        let mut tokens = Vec::new();
        for lock in &locks {
            let path = lock.path.as_deref().unwrap_or("elsewhere");
            let application = &lock.owner.application.kind;
            self.person.tell(&format!("{} {path}: locked by {application}", lock.resource));
            tokens.extend(lock.token.as_ref().filter(|_| self.person.may_unlock(lock)));
        }
        if tokens.is_empty() || tokens.len() < locks.len() {
            return Err(self.stop(error));
        }
        let request = Request::delete("/api/v4/file/lock", json!({"tokens": tokens}));
        Ok(self.send::<()>(&request).await?.into_result()?)
    }

    /// Says which parts failed: what is not among them is done, and stays done.
    fn stop(&mut self, error: ApiError) -> Failure {
        for (id, part) in error.parts() {
            self.person.tell(&format!("failed: {id}: {}", reason(part)));
        }
        error.into()
    }
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

/// A person at a terminal.
struct Terminal;

impl Terminal {
    fn ask(question: &str) -> String {
        print!("{question} ");
        let mut answer = String::new();
        // Whoever closes the input answers with nothing.
        let _ = io::stdout().flush().and_then(|()| io::stdin().lock().read_line(&mut answer));
        answer.trim().to_owned()
    }
}

impl Person for Terminal {
    fn tell(&mut self, line: &str) {
        println!("{line}");
    }

    fn second_factor(&mut self) -> String {
        Self::ask("Code of the second factor (it is 492816)?")
    }

    fn may_unlock(&mut self, _: &LockConflict) -> bool {
        Self::ask("Unlock (y/n)?") == "y"
    }
}
