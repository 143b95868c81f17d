//! A client that keeps a folder in sync, and branches on the nearest HTTP status: it knows no code either.

use std::collections::BTreeSet;

use cloudreve_error_codes::{ApiError, ApiResponse, Remedy};
use serde_json::json;

use crate::field::Server;

/// What is to be done about a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    /// The other side has followed.
    Synced,
    /// It is not there, as wanted if it was to be deleted.
    Gone,
    KeepBoth,
    Merge,
    /// Someone holds it, or the server is busy.
    Later,
    /// As long as nobody does anything, this file is left alone.
    Stuck,
}

fn next(error: &ApiError) -> Next {
    match (error.remedy(), error.http_status()) {
        (Some(Remedy::Resolve), 404) => Next::Gone,
        (Some(Remedy::Resolve), 409) => Next::KeepBoth,
        (Some(Remedy::Resolve), 412) => Next::Merge,
        (Some(Remedy::Resolve), 423) | (Some(Remedy::Retry), _) => Next::Later,
        _ => Next::Stuck,
    }
}

struct Folder {
    server: Server,
    local: BTreeSet<&'static str>,
}

impl Folder {
    /// Deletes files over there. Here they go only if they are gone there.
    async fn delete(&mut self, uris: &[&'static str]) -> Vec<Next> {
        let sent = self.server.send::<()>("DELETE /file", &json!({"uris": uris})).await;
        let steps: Vec<Next> = match sent.map(ApiResponse::into_result) {
            Ok(Ok(())) => uris.iter().map(|_| Next::Synced).collect(),
            Ok(Err(error)) if error.parts().is_empty() => {
                uris.iter().map(|_| next(&error)).collect()
            }
            Ok(Err(error)) => {
                uris.iter().map(|uri| error.part(uri).map_or(Next::Synced, next)).collect()
            }
            Err(unreadable) if unreadable.remedy() == Some(Remedy::Retry) => {
                uris.iter().map(|_| Next::Later).collect()
            }
            Err(_) => uris.iter().map(|_| Next::Stuck).collect(),
        };
        for (uri, step) in uris.iter().zip(&steps) {
            if matches!(step, Next::Synced) {
                self.local.remove(uri);
            }
        }
        steps
    }

    async fn upload(&self) -> Next {
        match self.server.send::<()>("PUT /file", &json!({})).await {
            Ok(response) => {
                response.as_result().map_or_else(|error| next(error.effective()), |()| Next::Synced)
            }
            Err(unreadable) if unreadable.remedy() == Some(Remedy::Retry) => Next::Later,
            Err(_) => Next::Stuck,
        }
    }
}

async fn folder(request: &'static str, status: u16, body: &'static str) -> Folder {
    let server = Server::start([(request, &[(status, body)])]).await;
    Folder { server, local: BTreeSet::new() }
}

#[tokio::test]
async fn a_file_whose_deletion_failed_stays_however_it_is_spelled() {
    let uris = [
        "cloudreve://my/a b.txt",
        "cloudreve://my/文档.docx",
        "cloudreve://my/report (1).pdf",
        "cloudreve://my/photos(2)/",
        "cloudreve://my/fine (3).txt",
    ];
    let body = r#"{"code":40081,"aggregated_error":{
        "cloudreve://my/a%20b.txt":{"code":40073,"msg":""},
        "cloudreve://my/%E6%96%87%E6%A1%A3.docx":{"code":403,"msg":""},
        "cloudreve://my/report%20%281%29.pdf":{"msg":"no code"},
        "cloudreve://my/photos%282%29":{"code":50001,"msg":""}
    },"msg":""}"#;
    let mut folder = folder("DELETE /file", 200, body).await;
    folder.local.extend(uris);
    let steps = folder.delete(&uris).await;
    assert_eq!(steps, [Next::Later, Next::Stuck, Next::Stuck, Next::Later, Next::Synced]);
    assert_eq!(
        folder.local.iter().copied().collect::<BTreeSet<_>>(),
        uris[..4].iter().copied().collect()
    );
}

#[tokio::test]
async fn nothing_is_deleted_here_unless_it_was_there() {
    let uris = ["cloudreve://my/a", "cloudreve://my/b"];
    for (status, body, expected) in [
        (200, r#"{"code":0,"data":"","msg":""}"#, Next::Synced),
        (200, r#"{"code":40016,"msg":""}"#, Next::Gone), // perhaps the folder above, so nothing is done
        (200, r#"{"code":401,"msg":""}"#, Next::Stuck),
        (200, r#"{"code":40081,"msg":""}"#, Next::Stuck),
        (200, r#"{"code":40081,"aggregated_error":[],"msg":""}"#, Next::Stuck),
        (200, r#"{"code":-1,"msg":""}"#, Next::Stuck),
        (200, r#"{"code":404,"msg":""}{"code":0,"msg":""}"#, Next::Gone),
        (502, "<html><title>502 Bad Gateway</title></html>", Next::Later),
        (200, "", Next::Later),
        (404, "404 page not found", Next::Stuck),
        (200, "<!doctype html><title>Cloudreve</title>", Next::Stuck),
    ] {
        let mut folder = folder("DELETE /file", status, body).await;
        folder.local.extend(uris);
        assert_eq!(folder.delete(&uris).await, [expected; 2], "{body}");
        assert_eq!(folder.local.is_empty(), expected == Next::Synced, "{body}");
    }
}

#[tokio::test]
async fn an_upload_is_settled_by_what_stands_in_its_way() {
    for (body, expected) in [
        (r#"{"code":0,"msg":""}"#, Next::Synced),
        (r#"{"code":40004,"msg":""}"#, Next::KeepBoth),
        (r#"{"code":40076,"msg":""}"#, Next::Merge),
        (
            r#"{"code":40073,"data":[{"owner":{"application":{"type":"viewer"}},"type":0}],"msg":""}"#,
            Next::Later,
        ),
        (r#"{"code":40016,"msg":""}"#, Next::Gone),
        (r#"{"code":40011,"msg":""}"#, Next::Stuck),
        (r#"{"code":40051,"msg":""}"#, Next::Stuck),
        (r#"{"code":40999,"msg":""}"#, Next::Stuck),
        // On a single file it comes nested.
        (
            r#"{"code":40081,"aggregated_error":{"cloudreve://my/a":{"code":40076,"msg":""}},"msg":""}"#,
            Next::Merge,
        ),
        (
            r#"{"code":40081,"aggregated_error":{"x":{"code":0},"cloudreve://my/a":{"code":40004}}}"#,
            Next::KeepBoth,
        ),
    ] {
        assert_eq!(folder("PUT /file", 200, body).await.upload().await, expected, "{body}");
    }
}
