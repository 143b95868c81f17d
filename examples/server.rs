//! A server that answers as Cloudreve does: `cargo run --example server --features axum`, and in another
//! terminal `cargo run --example client --features response`.
//!
//! What there is to copy: a handler returns `Result<ApiResponse<T>, ApiError>`, so that `?` works on every
//! code; HTTP is 200 whatever the code.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;

use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use cloudreve_error_codes::{ApiError, ApiResponse, ErrorCode, LockConflict, LockedResource};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

/// The one account, its password and the code that its second factor shows.
const ACCOUNT: (&str, &str, &str) = ("me@example.org", "correct horse", "492816");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:5212").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router()).await?)
}

/// Every route, on a drive with a few files.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/api/v4/session/token", post(sign_in))
        .route("/api/v4/session/token/2fa", post(second_factor))
        .route("/api/v4/session/token/refresh", post(refresh))
        .route("/api/v4/file", get(list).delete(delete_files))
        .route("/api/v4/file/lock", delete(unlock))
        .route("/api/v4/file/upload", put(open_upload))
        .route("/api/v4/file/upload/{session_id}/{index}", post(upload_chunk))
        .route("/api/v4/answer/{code}", get(answer))
        .with_state(Arc::new(Mutex::new(Drive::new())))
}

/// What a handler gives back.
type Answer<T> = Result<ApiResponse<T>, ApiError>;

/// The state that the handlers share.
type Shared = State<Arc<Mutex<Drive>>>;

struct Drive {
    /// By URI, with the lock that someone holds on it.
    files: BTreeMap<String, Option<LockConflict>>,
    /// The tokens that are good, of both kinds.
    tokens: BTreeSet<String>,
    /// By session.
    uploads: BTreeMap<String, Upload>,
    /// How many sessions there have been.
    sessions: usize,
}

/// A file of which not all chunks have come.
struct Upload {
    uri: String,
    size: usize,
    received: usize,
}

/// How many bytes a chunk has.
const CHUNK_SIZE: usize = 16;

impl Drive {
    fn new() -> Self {
        let lock = LockConflict::new(LockedResource::File, "viewer")
            .with_path("cloudreve://my/report.docx")
            .with_token("lock-75c1")
            .with_viewer_id("onlyoffice");
        let files = [
            ("cloudreve://my/notes.txt", None),
            ("cloudreve://my/photo.jpg", None),
            ("cloudreve://my/report.docx", Some(lock)),
        ];
        let files = files.map(|(uri, lock)| (uri.to_owned(), lock)).into();
        Self { files, tokens: BTreeSet::new(), uploads: BTreeMap::new(), sessions: 0 }
    }

    fn issue_token(&mut self) -> Token {
        self.sessions += 1;
        let access_token = format!("access-{}", self.sessions);
        let refresh_token = format!("refresh-{}", self.sessions);
        self.tokens.extend([access_token.clone(), refresh_token.clone()]);
        Token { access_token, refresh_token }
    }

    /// The server cannot tell an expired token from none: either way nobody is signed in.
    fn expect_signed_in(&self, headers: &HeaderMap) -> Result<(), ApiError> {
        let token = headers.get("authorization").and_then(|value| value.to_str().ok());
        let token = token.and_then(|value| value.strip_prefix("Bearer "));
        if token.is_some_and(|token| self.tokens.contains(token)) {
            return Ok(());
        }
        Err(ApiError::new(ErrorCode::CheckLogin).with_message("Login required"))
    }
}

fn open(drive: &Mutex<Drive>) -> MutexGuard<'_, Drive> {
    drive.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Deserialize)]
struct Credentials {
    email: String,
    password: String,
}

#[derive(Deserialize)]
struct SecondFactor {
    session_id: String,
    otp: String,
}

#[derive(Serialize)]
struct Session {
    token: Token,
}

#[derive(Serialize)]
struct Token {
    access_token: String,
    refresh_token: String,
}

/// The password is right, and yet nobody is signed in: 203, whose `data` is the session to go on with.
async fn sign_in(Json(credentials): Json<Credentials>) -> Answer<Session> {
    if (credentials.email.as_str(), credentials.password.as_str()) != (ACCOUNT.0, ACCOUNT.1) {
        Err(ApiError::new(ErrorCode::InvalidPassword).with_message("Incorrect password"))?;
    }
    Err(ApiError::new(ErrorCode::NotFullySuccess).with_data("session-f1a7"))
}

async fn second_factor(State(drive): Shared, Json(factor): Json<SecondFactor>) -> Answer<Session> {
    if factor.session_id != "session-f1a7" {
        Err(ErrorCode::LoginSessionDoesNotExist)?;
    }
    if factor.otp != ACCOUNT.2 {
        Err(ErrorCode::TwoFactorCodeError)?;
    }
    Ok(ApiResponse::ok(Session { token: open(&drive).issue_token() }))
}

#[derive(Deserialize)]
struct Refresh {
    refresh_token: String,
}

async fn refresh(State(drive): Shared, Json(refresh): Json<Refresh>) -> Answer<Token> {
    let mut drive = open(&drive);
    if !drive.tokens.remove(&refresh.refresh_token) {
        Err(ErrorCode::CredentialInvalid)?;
    }
    Ok(ApiResponse::ok(drive.issue_token()))
}

async fn list(State(drive): Shared, headers: HeaderMap) -> Answer<Vec<String>> {
    let drive = open(&drive);
    drive.expect_signed_in(&headers)?;
    Ok(ApiResponse::ok(drive.files.keys().cloned().collect()))
}

#[derive(Deserialize)]
struct Uris {
    uris: Vec<String>,
}

/// If only locks stand in the way, nothing is deleted and they are named. Otherwise what can be deleted is,
/// and the answer names each part that failed.
async fn delete_files(
    State(drive): Shared,
    headers: HeaderMap,
    Json(Uris { uris }): Json<Uris>,
) -> Answer<()> {
    let mut drive = open(&drive);
    drive.expect_signed_in(&headers)?;
    let locks: Vec<_> = uris.iter().filter_map(|uri| drive.files.get(uri)?.clone()).collect();
    if !locks.is_empty() {
        Err(ApiError::from_lock_conflicts(locks).with_message("Locked by others"))?;
    }
    let missing = uris.iter().filter(|uri| drive.files.remove(*uri).is_none());
    // As Cloudreve does, it names them in a spelling of its own.
    let failed = missing.map(|uri| (uri.replace(' ', "%20"), ErrorCode::ParentDoesNotExist));
    ApiError::from_parts(failed).map_or(Ok(ApiResponse::ok(())), Err)
}

#[derive(Deserialize)]
struct LockTokens {
    tokens: Vec<String>,
}

async fn unlock(
    State(drive): Shared,
    headers: HeaderMap,
    Json(LockTokens { tokens }): Json<LockTokens>,
) -> Answer<()> {
    let mut drive = open(&drive);
    drive.expect_signed_in(&headers)?;
    for lock in drive.files.values_mut() {
        lock.take_if(|lock| lock.token.as_ref().is_some_and(|token| tokens.contains(token)));
    }
    Ok(ApiResponse::ok(()))
}

#[derive(Deserialize)]
struct NewFile {
    uri: String,
    size: usize,
}

#[derive(Serialize)]
struct UploadSession {
    session_id: String,
    chunk_size: usize,
}

async fn open_upload(
    State(drive): Shared,
    headers: HeaderMap,
    Json(NewFile { uri, size }): Json<NewFile>,
) -> Answer<UploadSession> {
    let mut drive = open(&drive);
    drive.expect_signed_in(&headers)?;
    if drive.files.contains_key(&uri) {
        Err(ErrorCode::ObjectExists)?;
    }
    drive.sessions += 1;
    let session_id = format!("upload-{}", drive.sessions);
    drive.uploads.insert(session_id.clone(), Upload { uri, size, received: 0 });
    Ok(ApiResponse::ok(UploadSession { session_id, chunk_size: CHUNK_SIZE }))
}

/// The last chunk makes the file.
async fn upload_chunk(
    State(drive): Shared,
    headers: HeaderMap,
    Path((session_id, index)): Path<(String, usize)>,
    chunk: Bytes,
) -> Answer<()> {
    let mut drive = open(&drive);
    drive.expect_signed_in(&headers)?;
    let upload = drive.uploads.get_mut(&session_id).ok_or(ErrorCode::UploadSessionExpired)?;
    if index * CHUNK_SIZE != upload.received {
        Err(ErrorCode::InvalidChunkIndex)?;
    }
    upload.received += chunk.len();
    if upload.received >= upload.size {
        let uri = upload.uri.clone();
        drive.uploads.remove(&session_id);
        drive.files.insert(uri, None);
    }
    Ok(ApiResponse::ok(()))
}

/// Any code at all, to see what a client does on it.
async fn answer(Path(code): Path<i64>) -> ApiResponse<String> {
    if code == 0 { ApiResponse::ok("done".to_owned()) } else { ApiResponse::err(example(code)) }
}

/// An error with this code and with what the server would send beside it.
pub(crate) fn example(code: i64) -> ApiError {
    let error = match ErrorCode::try_from(code) {
        Ok(ErrorCode::NotFullySuccess) => ApiError::new(code).with_data("session-f1a7"),
        Ok(ErrorCode::LockConflict) => {
            // As others see it: with no token, they cannot unlock.
            ApiError::from_lock_conflicts([LockConflict::new(LockedResource::Folder, "dav")])
        }
        Ok(ErrorCode::BatchOperationNotFullyCompleted) => ApiError::new(code)
            .with_part("cloudreve://my/a", ErrorCode::OwnerOnly)
            .with_part("cloudreve://my/b", ApiError::new(40_999).with_message("of a newer server")),
        _ => ApiError::new(code),
    };
    error.with_message("an example").with_correlation_id("fc544097-57b0-4a8e-9f0e-1f2a3b4c5d6e")
}
