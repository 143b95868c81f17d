//! A client that does what each error asks for: `cargo run --example client --features response`, with
//! `examples/server.rs` running.
//!
//! It refreshes its token once or signs in, asks for the second factor, waits and tries again, shows who holds
//! a lock and unlocks, says which parts of a batch failed, starts a lost upload anew, and stops with the reason
//! on the rest.
//!
//! What there is to copy: [`Client::call`] decides by [`Remedy`], not by lists of codes, and [`Client::send`]
//! takes whatever comes back. For `https`, give reqwest a TLS feature.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Duration;

use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, LockConflict, Remedy, Unreadable};
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let account = Account { email: "me@example.org".into(), password: "correct horse".into() };
    let server = "http://127.0.0.1:5212";
    let mut client = Client::new(reqwest::Client::new(), server, account, Terminal);

    client.upload("cloudreve://my/new.txt", b"more than fits into a single chunk").await?;
    let files: Vec<String> = client.call(&Request::get("/api/v4/file")).await?;
    println!("files: {}", files.join(", "));
    let uris = ["cloudreve://my/report.docx", "cloudreve://my/not there.txt"];
    match client.delete(&uris).await {
        Ok(deleted) => println!("deleted: {}", deleted.join(", ")),
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
    body: Body,
}

enum Body {
    None,
    Json(Value),
    Bytes(Vec<u8>),
}

impl Request {
    fn new(method: Method, path: impl Into<String>, body: Body) -> Self {
        Self { method, path: path.into(), body }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path, Body::None)
    }

    pub(crate) fn post(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::POST, path, Body::Json(body))
    }

    pub(crate) fn put(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::PUT, path, Body::Json(body))
    }

    pub(crate) fn delete(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::DELETE, path, Body::Json(body))
    }

    fn add_body(&self, builder: RequestBuilder) -> RequestBuilder {
        match &self.body {
            Body::None => builder,
            Body::Json(value) => builder.json(value),
            Body::Bytes(bytes) => builder.body(bytes.clone()),
        }
    }
}

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{}", reason(.0))]
    Api(#[from] ApiError),
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("the server cannot be reached: {0}")]
    Connection(#[from] reqwest::Error),
}

impl Failure {
    /// The error to act on, if it is one of the server: for a batch of one, that of its only part.
    fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error.effective()),
            Self::Unreadable(_) | Self::Connection(_) => None,
        }
    }

    /// What to do about it; `None` for a code that nobody knows.
    pub(crate) fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Api(error) => error.effective().remedy(),
            Self::Unreadable(unreadable) => unreadable.remedy(),
            Self::Connection(_) => Some(Remedy::Retry),
        }
    }
}

/// The error, and what can be done about it.
fn reason(error: &ApiError) -> String {
    match error.effective().remedy() {
        Some(remedy) => format!("{error}; {}", remedy.advice()),
        None => error.to_string(),
    }
}

/// How long to wait for a failure to pass.
pub(crate) struct Patience {
    pub(crate) most_retries: u32,
    /// Before the first retry; each further one waits twice as long.
    pub(crate) first_pause: Duration,
    /// But not longer than this.
    pub(crate) longest_pause: Duration,
}

impl Patience {
    fn pause(&self, retries: u32) -> Duration {
        (self.first_pause * 2_u32.saturating_pow(retries)).min(self.longest_pause)
    }
}

pub(crate) struct Client<P> {
    http: reqwest::Client,
    pub(crate) server: String,
    account: Account,
    token: Option<Token>,
    person: P,
    pub(crate) patience: Patience,
}

impl<P: Person> Client<P> {
    pub(crate) fn new(
        http: reqwest::Client,
        server: impl Into<String>,
        account: Account,
        person: P,
    ) -> Self {
        let patience = Patience {
            most_retries: 5,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(4),
        };
        Self { http, server: server.into(), account, token: None, person, patience }
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
            let failure = match self.send(request).await {
                Ok(data) => return Ok(data),
                Err(failure) => failure,
            };
            match failure.remedy() {
                Some(Remedy::SignIn) if !has_signed_in => {
                    has_signed_in = true;
                    self.sign_in().await?;
                }
                Some(Remedy::Retry) if retries < self.patience.most_retries => {
                    let pause = self.patience.pause(retries);
                    retries += 1;
                    self.person.tell(&format!("trying again in {} ms", pause.as_millis()));
                    tokio::time::sleep(pause).await;
                }
                Some(Remedy::Resolve) if is_locked(&failure) && !has_unlocked => {
                    has_unlocked = true;
                    self.unlock(failure).await?;
                }
                _ => return Err(self.stop(failure)),
            }
        }
    }

    /// Sends a request once. HTTP 200 is no success by itself: the body decides.
    pub(crate) async fn send<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Failure> {
        let url = format!("{}{}", self.server, request.path);
        let mut builder = request.add_body(self.http.request(request.method.clone(), url));
        if let Some(token) = &self.token {
            builder = builder.bearer_auth(&token.access_token);
        }
        let answer = builder.send().await?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await?;
        Ok(ApiResponse::from_http(status, &body)?.into_result()?)
    }

    /// Refreshes the token, or signs in if there is none or it is too old for that as well.
    async fn sign_in(&mut self) -> Result<(), Failure> {
        // Taken, because a stale one would only stand in the way.
        if let Some(token) = self.token.take() {
            self.person.tell("refreshing the token");
            let refresh = json!({"refresh_token": token.refresh_token});
            match self.send(&Request::post("/api/v4/session/token/refresh", refresh)).await {
                Ok(token) => {
                    self.token = Some(token);
                    return Ok(());
                }
                Err(failure) if failure.remedy() == Some(Remedy::SignIn) => {}
                Err(failure) => return Err(failure),
            }
        }
        self.person.tell("signing in");
        let Account { email, password } = &self.account;
        let credentials = json!({"email": email, "password": password});
        let sent = self.send(&Request::post("/api/v4/session/token", credentials)).await;
        let session: Session = match sent {
            // The password is right, but not enough.
            Err(Failure::Api(error)) if error.code() == ErrorCode::NotFullySuccess => {
                self.second_factor(error).await?
            }
            session => session?,
        };
        self.token = Some(session.token);
        Ok(())
    }

    async fn second_factor(&mut self, error: ApiError) -> Result<Session, Failure> {
        let Ok(session_id) = error.data_as::<String>() else { return Err(error.into()) };
        let otp = self.person.second_factor();
        let factor = json!({"session_id": session_id, "otp": otp});
        self.send(&Request::post("/api/v4/session/token/2fa", factor)).await
    }

    /// Shows the locks, and breaks them if that is possible and wanted; otherwise the conflict stays.
    async fn unlock(&mut self, failure: Failure) -> Result<(), Failure> {
        let locks = failure.error().map(ApiError::lock_conflicts);
        let locks = locks.and_then(Result::ok).unwrap_or_default();
        let mut tokens = Vec::new();
        for lock in &locks {
            let path = lock.path.as_deref().unwrap_or("elsewhere");
            let application = &lock.owner.application.kind;
            self.person.tell(&format!("{} {path}: locked by {application}", lock.resource));
            tokens.extend(lock.token.as_ref().filter(|_| self.person.may_unlock(lock)));
        }
        if tokens.is_empty() || tokens.len() < locks.len() {
            return Err(self.stop(failure));
        }
        self.send(&Request::delete("/api/v4/file/lock", json!({"tokens": tokens}))).await
    }

    /// Says which parts failed: what is not among them is done, and stays done.
    fn stop(&mut self, failure: Failure) -> Failure {
        if let Failure::Api(error) = &failure {
            for (id, part) in error.parts() {
                self.person.tell(&format!("failed: {id}: {}", reason(part)));
            }
        }
        failure
    }

    /// Deletes files, and gives back those that are gone now, even if others are not.
    pub(crate) async fn delete<'a>(&mut self, uris: &[&'a str]) -> Result<Vec<&'a str>, Failure> {
        match self.call(&Request::delete("/api/v4/file", json!({"uris": uris}))).await {
            Ok(()) => Ok(uris.to_vec()),
            Err(Failure::Api(error)) if !error.parts().is_empty() => {
                let is_gone = |uri: &&str| error.part(uri).is_none();
                Ok(uris.iter().copied().filter(is_gone).collect())
            }
            Err(failure) => Err(failure),
        }
    }

    /// Uploads a file in chunks. If the session is lost on the way, it begins once more with a new one.
    pub(crate) async fn upload(&mut self, uri: &str, bytes: &[u8]) -> Result<(), Failure> {
        match self.upload_once(uri, bytes).await {
            Err(failure) if failure.remedy() == Some(Remedy::Restart) => {
                self.person.tell(&format!("starting the upload anew: {failure}"));
                self.upload_once(uri, bytes).await
            }
            result => result,
        }
    }

    /// Stops at the first chunk that fails, such as by 40011, which comes with HTTP 200. No chunk is sent twice:
    /// the server may take the last one for done, though nothing became of it.
    async fn upload_once(&mut self, uri: &str, bytes: &[u8]) -> Result<(), Failure> {
        let opening = json!({"uri": uri, "size": bytes.len()});
        let upload: Upload = self.call(&Request::put("/api/v4/file/upload", opening)).await?;
        let most = if upload.chunk_size == 0 { usize::MAX } else { upload.chunk_size };
        let mut left = bytes;
        let mut index = 0;
        // An empty file has one chunk as well.
        while !left.is_empty() || index == 0 {
            let (chunk, later) = left.split_at(left.len().min(most));
            let path = format!("/api/v4/file/upload/{}/{index}", upload.session_id);
            let request = Request::new(Method::POST, path, Body::Bytes(chunk.to_vec()));
            self.send::<()>(&request).await?;
            left = later;
            index += 1;
        }
        Ok(())
    }
}

fn is_locked(failure: &Failure) -> bool {
    failure.error().is_some_and(|error| error.code() == ErrorCode::LockConflict)
}

#[derive(Deserialize)]
struct Session {
    token: Token,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    refresh_token: String,
}

#[derive(Deserialize)]
struct Upload {
    session_id: String,
    /// 0 for all at once.
    chunk_size: usize,
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
