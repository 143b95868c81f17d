//! A server that answers as it was told, over a real socket.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use cloudreve_error_codes::{ApiResponse, Unreadable};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::net::TcpListener;

/// An HTTP status and a body.
type Answer = (u16, &'static str);

/// What is answered next to each method and path; the last answer stays.
type Script = BTreeMap<&'static str, Vec<Answer>>;

#[derive(Clone)]
pub struct Server {
    address: String,
    http: reqwest::Client,
    /// The requests that came, each with its body if there is one.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub async fn start<const N: usize>(script: [(&'static str, &[Answer]); N]) -> Self {
        let script: Script =
            script.into_iter().map(|(key, answers)| (key, answers.to_vec())).collect();
        let script = Arc::new(Mutex::new(script));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        let router = Router::new().fallback(move |request: Request| async move {
            let key = format!("{} {}", request.method(), request.uri());
            let body = axum::body::to_bytes(request.into_body(), usize::MAX).await.unwrap();
            let with_body = format!("{key} {}", String::from_utf8_lossy(&body));
            seen.lock().unwrap().push(with_body.trim_end().to_owned());
            let mut script = script.lock().unwrap();
            let Some(answers) = script.get_mut(key.as_str()) else {
                return (StatusCode::NOT_FOUND, "404 page not found");
            };
            let (status, body) = if answers.len() > 1 { answers.remove(0) } else { answers[0] };
            (StatusCode::from_u16(status).unwrap(), body)
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { address, http, requests }
    }

    /// The requests since the last time.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }

    /// Sends `METHOD /path` with a body, unless that is null, and reads whatever comes back.
    pub async fn send<T: DeserializeOwned>(
        &self,
        request: &str,
        body: &Value,
    ) -> Result<ApiResponse<T>, Unreadable> {
        let (method, path) = request.split_once(' ').unwrap();
        let mut builder =
            self.http.request(method.parse().unwrap(), format!("{}{path}", self.address));
        if !body.is_null() {
            builder = builder.json(body);
        }
        let answer = builder.send().await.unwrap();
        let status = answer.status().as_u16();
        ApiResponse::from_http(status, &answer.bytes().await.unwrap())
    }
}
