//! A desktop client that knows no code, and decides by remedy alone.

use cloudreve_error_codes::{Remedy, ResponseCode};
use serde_json::{Value, json};

use crate::field::Server;

/// How an action ends.
#[derive(Debug, PartialEq)]
enum End {
    Done,
    /// Not the same request again: what it says is shown.
    Stopped(Option<ResponseCode>),
    /// A person signs in, types again, or chooses.
    Asks(&'static str),
}

struct Desktop {
    server: Server,
}

/// How often the same request is sent, if waiting or a new token may help.
const MOST: usize = 3;

impl Desktop {
    async fn run(&self, request: &str, body: Value) -> End {
        let mut has_refreshed = false;
        for _ in 0..MOST {
            let (code, remedy) = match self.server.send::<()>(request, &body).await {
                Ok(response) => match response.into_result() {
                    Ok(()) => return End::Done,
                    Err(error) => {
                        let error = error.effective();
                        (Some(error.code()), error.remedy())
                    }
                },
                Err(unreadable) => (None, unreadable.remedy()),
            };
            match remedy {
                Some(Remedy::Retry) => {}
                Some(Remedy::SignIn) if !has_refreshed => {
                    has_refreshed = true;
                    let refreshed = self.server.send::<Value>("POST /token/refresh", &Value::Null);
                    if !refreshed.await.is_ok_and(|response| response.code().is_success()) {
                        return End::Asks("sign in");
                    }
                }
                Some(Remedy::SignIn) => return End::Asks("sign in"),
                Some(Remedy::AskUser) => return End::Asks("type it again"),
                Some(Remedy::Resolve) => return End::Asks("choose"),
                Some(Remedy::InspectResponse) => return End::Asks("next step"),
                _ => return End::Stopped(code),
            }
        }
        End::Stopped(None)
    }

    /// Stops at the first chunk that is not taken; gives how many were.
    async fn upload(&self, chunks: usize) -> (usize, End) {
        for index in 0..chunks {
            let end = self.run(&format!("POST /upload/{index}"), Value::Null).await;
            if end != End::Done {
                return (index, end);
            }
        }
        (chunks, End::Done)
    }
}

fn stopped(code: i64) -> End {
    End::Stopped(Some(ResponseCode::new(code)))
}

#[tokio::test]
async fn an_upload_whose_session_is_gone_is_not_done() {
    let ok = [(200, r#"{"code":0,"msg":""}"#)];
    let gone = [(200, r#"{"code":40011,"msg":""}"#)];
    let server = Server::start([
        ("POST /upload/0", &ok),
        ("POST /upload/1", &gone),
        ("POST /upload/2", &ok),
    ])
    .await;
    let desktop = Desktop { server };
    assert_eq!(desktop.upload(3).await, (1, stopped(40011)));
    assert_eq!(desktop.server.requests(), ["POST /upload/0", "POST /upload/1"]);
}

#[tokio::test]
async fn each_answer_leads_to_the_end_that_it_asks_for() {
    for (answer, end, sent) in [
        ((200, r#"{"code":0,"data":"","msg":""}"#), End::Done, 1),
        ((200, r#"{"code":0}"#), End::Done, 1),
        // Signed out by the server's own doing, and said so with HTTP 200.
        ((200, r#"{"code":403,"msg":""}"#), stopped(403), 1),
        // Signing in again would not help, and again, and again.
        ((200, r#"{"code":40089,"msg":"Files.Write"}"#), stopped(40089), 1),
        ((200, r#"{"code":-1,"msg":"","error":"ent: not found"}"#), stopped(-1), 1),
        ((200, r#"{"code":40999,"msg":"of a fork"}"#), stopped(40999), 1),
        ((200, r#"{"code":203,"data":"f1a7","msg":""}"#), End::Asks("next step"), 1),
        ((200, r#"{"code":40069,"msg":""}"#), End::Asks("type it again"), 1),
        // Deleting shares fails with two values after each other.
        ((200, r#"{"code":404,"msg":""}{"code":0,"msg":""}"#), End::Asks("choose"), 1),
        // What fails on a single file is a batch all the same.
        (
            (
                200,
                r#"{"code":40081,"aggregated_error":{"cloudreve://my/a":{"code":403,"msg":""}},"msg":""}"#,
            ),
            stopped(403),
            1,
        ),
        (
            (
                200,
                r#"{"code":40081,"aggregated_error":{"a":{"code":403},"b":{"code":404}},"msg":""}"#,
            ),
            End::Asks("next step"),
            1,
        ),
        ((200, r#"{"code":50001,"msg":5,"aggregated_error":[]}"#), End::Stopped(None), MOST),
        ((502, "<html><title>502 Bad Gateway</title></html>"), End::Stopped(None), MOST),
        ((429, "slow down"), End::Stopped(None), MOST),
        ((200, ""), End::Stopped(None), MOST),
        ((413, "<html><title>413 Request Entity Too Large</title></html>"), End::Stopped(None), 1),
        ((200, "<!doctype html><title>Welcome to our Wi-Fi</title>"), End::Stopped(None), 1),
        ((404, "404 page not found"), End::Stopped(None), 1),
    ] {
        let server = Server::start([("POST /do", &[answer])]).await;
        let desktop = Desktop { server };
        assert_eq!(desktop.run("POST /do", json!({})).await, end, "{answer:?}");
        assert_eq!(desktop.server.requests().len(), sent, "{answer:?}");
    }
}

#[tokio::test]
async fn a_stale_token_is_refreshed_once() {
    let expired = (200, r#"{"code":401,"msg":"Login required"}"#);
    let done = (200, r#"{"code":0,"msg":""}"#);
    let token = (200, r#"{"code":0,"data":{"access_token":"a"},"msg":""}"#);
    let refused = (200, r#"{"code":40020,"msg":""}"#);
    for (action, refresh, end, sent) in [
        (&[expired, done][..], token, End::Done, 3),
        (&[expired], token, End::Asks("sign in"), 3),
        (&[expired], refused, End::Asks("sign in"), 2),
        (&[expired], (502, "<html>"), End::Asks("sign in"), 2),
    ] {
        let server =
            Server::start([("POST /do", action), ("POST /token/refresh", &[refresh])]).await;
        let desktop = Desktop { server };
        assert_eq!(desktop.run("POST /do", json!({})).await, end, "{refresh:?}");
        assert_eq!(desktop.server.requests().len(), sent, "{refresh:?}");
    }
}

#[tokio::test]
async fn what_passes_is_waited_for() {
    let busy = (200, r#"{"code":50001,"msg":""}"#);
    let down = (503, "no server is available");
    let done = (200, r#"{"code":0,"msg":""}"#);
    let server = Server::start([("DELETE /file", &[busy, down, done])]).await;
    let desktop = Desktop { server };
    let body = json!({"uris": ["cloudreve://my/a"]});
    assert_eq!(desktop.run("DELETE /file", body).await, End::Done);
    let same = r#"DELETE /file {"uris":["cloudreve://my/a"]}"#;
    assert_eq!(desktop.server.requests(), [same; 3]);
}
