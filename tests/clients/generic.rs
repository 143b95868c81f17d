//! A client with one function for every endpoint, generic over what that answers, for versions 3 and 4.

use std::error::Error;

use cloudreve_error_codes::{
    ApiError, ErrorCode, OAuthError, ResponseCode, Unreadable, UnreadableKind,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::field::Server;

/// Why a call gave nothing.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Refused(#[from] ApiError),
    #[error("not understood")]
    NotUnderstood(#[from] Unreadable),
}

impl Failure {
    fn code(&self) -> Option<ResponseCode> {
        match self {
            Self::Refused(error) => Some(error.code()),
            Self::NotUnderstood(unreadable) => {
                unreadable.oauth().and_then(|error| error.codes().first().copied())
            }
        }
    }
}

struct Api(Server);

impl Api {
    async fn call<T: DeserializeOwned>(&self, request: &str) -> Result<T, Failure> {
        Ok(self.0.send(request, &Value::Null).await?.into_result()?)
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Listing {
    files: Vec<File>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct File {
    name: String,
    size: u64,
}

/// Answers every request in this way.
async fn api(status: u16, body: &'static str) -> Api {
    Api(Server::start([("GET /", &[(status, body)])]).await)
}

async fn get<T: DeserializeOwned>(status: u16, body: &'static str) -> Result<T, Failure> {
    api(status, body).await.call("GET /").await
}

#[tokio::test]
async fn every_endpoint_gives_what_it_is_typed_as() {
    let listing = r#"{"code":0,"data":{"files":[{"name":"a","size":1}]},"msg":""}"#;
    let files = vec![File { name: "a".into(), size: 1 }];
    assert_eq!(get::<Listing>(200, listing).await.unwrap(), Listing { files });
    assert!(get::<Option<Listing>>(200, listing).await.unwrap().is_some());
    assert!(get::<Value>(200, listing).await.unwrap()["files"].is_array());
    for body in [listing, r#"{"code":0,"data":"","msg":""}"#, r#"{"code":0,"data":[1],"msg":""}"#] {
        get::<()>(200, body).await.unwrap();
        assert_eq!(get::<Option<()>>(200, body).await.unwrap(), Some(()));
    }
    for body in [r#"{"code":0,"msg":""}"#, r#"{"code":0,"data":null,"msg":""}"#] {
        get::<()>(200, body).await.unwrap();
        assert_eq!(get::<Option<()>>(200, body).await.unwrap(), None);
        assert_eq!(get::<Option<Listing>>(200, body).await.unwrap(), None);
        assert_eq!(get::<Value>(200, body).await.unwrap(), Value::Null);
    }
}

#[tokio::test]
async fn data_that_is_missing_or_of_another_version_is_a_failure_and_no_panic() {
    for (body, expected) in [
        (
            r#"{"code":0,"msg":""}"#,
            "HTTP 200 with code 0, but `data` is missing: invalid type: null, expected struct Listing",
        ),
        (
            r#"{"code":0,"data":{"objects":[]},"msg":""}"#,
            "HTTP 200 with code 0, but `data` cannot be read: missing field `files`",
        ),
        (
            r#"{"data":{"files":[{"name":"a","size":"1"}]},"code":0,"msg":""}"#,
            "HTTP 200 with code 0, but `data.files[0].size` cannot be read: \
             invalid type: string \"1\", expected u64",
        ),
    ] {
        let failure = get::<Listing>(200, body).await.unwrap_err();
        let cause = failure.source().unwrap();
        assert_eq!(cause.to_string(), expected);
        let unreadable = cause.downcast_ref::<Unreadable>().unwrap();
        assert_eq!(unreadable.kind(), UnreadableKind::Data);
    }
}

#[tokio::test]
async fn an_error_is_the_same_for_every_type() {
    for (status, body, code) in [
        (200, r#"{"code":40016,"msg":"gone"}"#, 40016),
        (404, r#"{"code":404,"msg":""}"#, 404),
        (400, r#"{"code":-1,"msg":"","error":{"Op":"stat"}}"#, -1),
        (200, r#"{"code":40999,"msg":""}"#, 40999),
        (200, r#"{"code":203,"data":"f1a7","msg":""}"#, 203),
        (
            200,
            r#"{"code":40073,"data":[{"owner":{"application":{"type":"dav"}},"type":1}],"msg":""}"#,
            40073,
        ),
        (200, r#"{"code":40001,"data":null,"msg":"v3","error":"bind"}"#, 40001),
        (200, r#"{"Code":50004,"Msg":"slave","RawError":{"Op":"open"}}"#, 50004),
        (200, r#"{"code":403,"msg":""}{"code":0,"msg":""}"#, 403),
        (200, r#"{"code":40081,"aggregated_error":{"a":null,"b":{"code":0}},"msg":""}"#, 40081),
    ] {
        let codes = [
            get::<()>(status, body).await.unwrap_err().code(),
            get::<Option<()>>(status, body).await.unwrap_err().code(),
            get::<Listing>(status, body).await.unwrap_err().code(),
            get::<Value>(status, body).await.unwrap_err().code(),
            get::<u64>(status, body).await.unwrap_err().code(),
        ];
        assert_eq!(codes, [Some(ResponseCode::new(code)); 5], "{body}");
    }
}

#[tokio::test]
async fn an_oauth_error_has_its_codes() {
    let body = r#"{"error":"Invalid code","error_description":"","error_codes":[40071],"correlation_id":"c"}"#;
    let failure = get::<Value>(400, body).await.unwrap_err();
    assert_eq!(failure.code().and_then(ResponseCode::known), Some(ErrorCode::InvalidSignature));
    let Failure::NotUnderstood(unreadable) = failure else { panic!("{failure}") };
    assert_eq!(unreadable.oauth().and_then(OAuthError::correlation_id), Some("c"));
}

#[tokio::test]
async fn what_is_no_answer_of_the_server_is_never_an_empty_listing() {
    for (status, body) in [
        (200, ""),
        (200, "{}"),
        (200, "[]"),
        (200, "null"),
        (200, r#"{"data":null,"msg":""}"#),
        (200, r#"{"code":null,"data":[]}"#),
        (200, "<!doctype html><title>Cloudreve</title>"),
        (502, "<html>"),
        (404, "404 page not found"),
    ] {
        let failure = get::<Option<Listing>>(status, body).await.unwrap_err();
        assert!(matches!(failure, Failure::NotUnderstood(_)), "{body}");
        assert!(get::<()>(status, body).await.is_err(), "{body}");
        assert!(get::<Option<()>>(status, body).await.is_err(), "{body}");
        assert!(get::<Value>(status, body).await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn what_came_beside_the_code_is_there_for_who_asks() {
    let body = r#"{"code":203,"data":"f1a7","msg":""}"#;
    let Failure::Refused(error) = get::<Listing>(200, body).await.unwrap_err() else { panic!() };
    assert_eq!(error.data_as::<String>().unwrap(), "f1a7");
    error.data_as::<()>().unwrap();
    assert_eq!(error.data(), Some(&json!("f1a7")));
}
