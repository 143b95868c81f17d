//! Errors of what Cloudreve is used with, in a text that has nothing of Cloudreve: proxies, networks, storages.

use serde::de::IgnoredAny;

use super::beginning::beginning;
use super::foreign::Foreign;

/// How much of a text is looked at, in bytes.
const LONGEST: usize = 64 << 10;

/// What nginx writes into its error log, and the status that it answers with.
const OF_NGINX: [(&str, u16); 8] = [
    ("upstream prematurely closed", 502),
    ("while connecting to upstream", 502),
    ("no live upstreams", 502),
    ("upstream sent too big header", 502),
    ("recv() failed", 502),
    ("upstream timed out", 504),
    ("client intended to send too large", 413),
    ("client prematurely closed", 499),
];

/// What browsers, clients and systems say of a request that got no answer, or whose answer a browser kept back.
const UNANSWERED: [&str; 46] = [
    "net::err_",
    "err_cert_",
    "err_connection_",
    "err_empty_response",
    "err_http2_",
    "err_internet_disconnected",
    "err_name_not_resolved",
    "err_network",
    "err_ssl_",
    "err_too_many_redirects",
    "dns_probe_",
    "pr_end_of_file_error",
    "sec_error_",
    "ssl_error_",
    "this site can’t be reached",
    "无法访问此网站",
    "blocked by cors",
    "cross-origin request blocked",
    "access-control-allow-origin",
    "mixed content",
    "curl: (5)",
    "curl: (6)",
    "curl: (7)",
    "curl: (28)",
    "curl: (35)",
    "curl: (52)",
    "curl: (56)",
    "curl: (60)",
    "econnrefused",
    "econnreset",
    "ehostunreach",
    "enotfound",
    "etimedout",
    "connection refused",
    "connection reset by peer",
    "connection timed out",
    "i/o timeout",
    "no such host",
    "client.timeout exceeded",
    "max retries exceeded",
    "nsurlerrordomain",
    "java.net.",
    "sslhandshakeexception",
    "x509: ",
    "certificate verify failed",
    "ssl certificate problem",
];

/// What somebody may be told who expected JSON and got something else, perhaps nothing.
const NO_JSON: [&str; 6] = [
    "json.parse: unexpected character",
    "expecting value: line 1 column 1",
    "expected begin_object but was",
    "is not valid json",
    "invalid character '",
    "expected value at line 1 column 1",
];
/// The same of JSON that ends too early.
const CUT: [&str; 3] = ["unterminated string", "eof while parsing", "unexpected end of input"];

/// The errors that RFC 6749 and OpenID Connect name.
const OF_OAUTH: [&str; 12] = [
    "access_denied",
    "consent_required",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "login_required",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
];
/// What is before the name of such an error.
const BEFORE_OAUTH: [&str; 5] =
    ["error=", "\"error\":\"", "\"error\": \"", "oauth2: \"", "oauth2: cannot fetch token: "];

/// What is before the name of a storage's error: in the XML of S3 and its like, in Go's clients of them, and in the
/// JSON of Microsoft Graph.
const BEFORE_STORAGE: [&str; 7] = [
    "<Error><Code>",
    "<Error> <Code>",
    "api error ",
    "ErrorCode=",
    "\"error\":{\"code\":\"",
    "\"error\": {\"code\": \"",
    "\"error\": { \"code\": \"",
];

/// The error of another program that a text tells of.
pub(super) fn find(text: &str) -> Option<Foreign> {
    let text = beginning(text, LONGEST);
    let lower = text.to_ascii_lowercase();
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    if let Some((_, status)) = OF_NGINX.iter().find(|(phrase, _)| lower.contains(phrase)) {
        return Some(Foreign::Status(*status));
    }
    if let Some(name) = of_storage(text) {
        return Some(Foreign::Storage(name));
    }
    let is_oauth = |name: &&&str| {
        let is_after = |before: &&str| lower.contains(&format!("{before}{name}"));
        BEFORE_OAUTH.iter().any(is_after)
    };
    if let Some(name) = OF_OAUTH.iter().find(is_oauth) {
        return Some(Foreign::OAuth((*name).to_owned()));
    }
    if has(&UNANSWERED) {
        return Some(Foreign::NoAnswer);
    }
    if has(&CUT) {
        return Some(Foreign::Cut);
    }
    if has(&NO_JSON) {
        return Some(Foreign::NoJson);
    }
    // It may have a code that is none of Cloudreve's.
    let is_object = text.trim_start().starts_with('{');
    (is_object && serde_json::from_str::<IgnoredAny>(text).is_ok()).then_some(Foreign::OtherJson)
}

/// The name of an error of a storage: `NoSuchKey`, `itemNotFound`.
fn of_storage(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    BEFORE_STORAGE.iter().find_map(|before| {
        let (_, behind) = text.split_once(before)?;
        let length = behind.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(behind.len());
        let name = &behind[..length];
        let is_name = name.starts_with(|it: char| it.is_ascii_alphabetic())
            && name.contains(|it: char| it.is_ascii_uppercase());
        is_name.then(|| name.to_owned())
    })
}
