//! What comes in place of an answer of Cloudreve.

use std::fmt;

use cloudreve_error_codes::{ApiResponse, Unreadable, UnreadableKind};
use serde_json::Value;

use super::beginning::beginning;
use crate::terminal::escaped::OneLine;

/// How much of a text is looked at, in bytes: a page of a proxy is shorter.
const LONGEST: usize = 64 << 10;

/// Something else than an answer of Cloudreve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is.
    pub what: String,
    /// Where to look.
    pub advice: &'static str,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", OneLine(&self.what), self.advice)
    }
}

const EMPTY: &str = "The connection or a proxy has dropped the answer, or the server ended while it wrote it: look at the logs of the \
                     proxy and of Cloudreve at that time.";
const NO_ANSWER: &str = "The client reached no server, was cut off, gave up, or was kept from reading the answer by the browser: see whether \
                         the address is right and reachable, whether its certificate is valid, and what the browser's console says of CORS.";
const PAGE: &str = "It comes from a proxy, a sign-in portal or a web server in front of Cloudreve, or it is Cloudreve's own web page \
                    because the address is not that of the API: check that the address has /api/v4, and look at the log of the proxy.";
const PAGE_AS_JSON: &str = "A program that expected JSON got an HTML page. Open the address that it asked, and see what answers there: a proxy's \
                            error page, a sign-in portal, or Cloudreve's own web page because the path or the port is wrong. Between master and \
                            slave it is the address of the node.";
const CUT: &str = "A program that expected JSON got an answer that is empty or ends too early: look at the logs of the proxy and of \
                   whatever it asked at that time.";
const NO_ROUTE: &str = "The server has no such route: the path or the version of the API in it is wrong (version 4 has /api/v4, version 3 has \
                        /api/v3), or another program listens at this address.";
const OAUTH: &str = "The endpoints of OAuth answer so instead of with a code: `error` and `error_description` say what was wrong; known codes \
                     are in `error_codes`.";
const MICROSOFT: &str = "Microsoft's sign-in sent it for a storage policy, and its numbers are not codes of Cloudreve: look up the number that begins \
                         with AADSTS, and check the app's secret, its redirect URI and its consent.";
const OTHER_JSON: &str = "It has no field `code` with a number of Cloudreve's: another program has sent it, or it is a part of something larger.";

/// What is known of an HTTP status that a proxy or another program sends.
fn of_status(status: u16) -> Option<(&'static str, &'static str)> {
    Some(match status {
        400 => (
            "Bad Request",
            "What stands in front of Cloudreve does not understand the request: its log says why.",
        ),
        401 => (
            "Unauthorized",
            "What stands in front of Cloudreve, or WebDAV, asks for a user and a password: Cloudreve's API sends a code instead.",
        ),
        403 => (
            "Forbidden",
            "A proxy, a firewall or the storage refuses the request: its log says why. Cloudreve's API sends a code instead.",
        ),
        404 => ("Not Found", NO_ROUTE),
        405 => (
            "Method Not Allowed",
            "The address does not take this method: it is that of a web server or a storage, not of Cloudreve's API, or the proxy filters it.",
        ),
        413 => (
            "Content Too Large",
            "The proxy refuses a request of this size: raise its limit (in nginx `client_max_body_size`), or lower the chunk size of the \
             storage policy.",
        ),
        429 => (
            "Too Many Requests",
            "A proxy or the storage limits how often it is asked: wait, or raise the limit.",
        ),
        499 => (
            "Client Closed Request",
            "The client gave up before the answer came: look at its timeout, and why the answer took so long.",
        ),
        500 => (
            "Internal Server Error",
            "The proxy or another program failed: its log says why. Cloudreve's API sends a code instead.",
        ),
        502 => (
            "Bad Gateway",
            "The proxy gets no answer from Cloudreve: see whether it runs, whether it listens at the address and port that the proxy asks, \
             and what its log says at that time.",
        ),
        503 => (
            "Service Unavailable",
            "The proxy has no server to ask, or one that is overloaded: see whether Cloudreve runs, and look at the log of the proxy.",
        ),
        504 => (
            "Gateway Timeout",
            "The proxy waited for Cloudreve, and gave up: raise its timeout (in nginx `proxy_read_timeout`), and see in Cloudreve's log \
             what took so long.",
        ),
        520..=526 => (
            "of Cloudflare",
            "Cloudflare cannot reach the server behind it, or not in time: see whether that runs, and whether its firewall and certificate \
             let Cloudflare in.",
        ),
        _ => return None,
    })
}

/// What a text has of what is no answer of Cloudreve.
pub(super) fn find(text: &str) -> Option<Foreign> {
    let text = beginning(text, LONGEST).trim();
    let lower = text.to_ascii_lowercase();
    let status = status(&lower);
    if let Some(start) = ["<!doctype html", "<html"].iter().filter_map(|tag| lower.find(tag)).min()
    {
        return Some(page(&text[start..], status));
    }
    if let Some(unreadable) = unreadable(text, status)
        && let Some(foreign) = whole(&unreadable, &lower)
    {
        return Some(foreign);
    }
    let phrase = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    if phrase(&["404 page not found"]) {
        return Some(Foreign {
            what: "`404 page not found` of a Go server".to_owned(),
            advice: NO_ROUTE,
        });
    }
    if phrase(&["aadsts"]) {
        return Some(Foreign {
            what: "an error of Microsoft's sign-in".to_owned(),
            advice: MICROSOFT,
        });
    }
    if phrase(&[
        "invalid character '<'",
        "unexpected token '<'",
        "unexpected token <",
        "unrecognized token '<'",
    ]) {
        return Some(Foreign {
            what: "HTML where JSON was expected".to_owned(),
            advice: PAGE_AS_JSON,
        });
    }
    if phrase(&["unexpected end of json input", "unexpected eof", "unexpected end of data"]) {
        return Some(Foreign { what: "JSON that is cut short".to_owned(), advice: CUT });
    }
    status.and_then(by_status).or_else(|| without_answer(&lower))
}

/// What browsers and clients say of a request that got no answer at all.
fn without_answer(lower: &str) -> Option<Foreign> {
    const NAMES: [&str; 4] = ["error:", "typeerror:", "axioserror:", "uncaught (in promise)"];
    let said = NAMES
        .iter()
        .fold(lower, |said, name| said.strip_prefix(name).map_or(said, str::trim_start));
    let said = said.trim_end_matches(['.', '!']);
    let is_timeout = said.starts_with("timeout of ") && said.ends_with("ms exceeded");
    let is_said = ["failed to fetch", "load failed", "network error", "network request failed"]
        .contains(&said)
        || said.starts_with("networkerror when attempting")
        || said.starts_with("net::err_");
    (is_timeout || is_said)
        .then(|| Foreign { what: "a request without an answer".to_owned(), advice: NO_ANSWER })
}

fn by_status(status: u16) -> Option<Foreign> {
    let (name, advice) = of_status(status)?;
    Some(Foreign { what: format!("HTTP status {status} {name}"), advice })
}

fn page(page: &str, status: Option<u16>) -> Foreign {
    let unreadable = unreadable(page, status);
    let title = unreadable.as_ref().map(Unreadable::excerpt).filter(|title| !title.is_empty());
    let by_title = title.and_then(|title| title.get(..3)?.parse().ok());
    let of_status = by_title.or(status).and_then(of_status);
    Foreign {
        what: match title {
            Some(title) => format!("an HTML page, {title:?}"),
            None => "an HTML page".to_owned(),
        },
        advice: of_status.map_or(PAGE, |(_, advice)| advice),
    }
}

/// What a text is that is nothing but an HTTP answer.
fn unreadable(text: &str, status: Option<u16>) -> Option<Unreadable> {
    ApiResponse::<Value>::from_http(status.unwrap_or(200), text.as_bytes()).err()
}

fn whole(unreadable: &Unreadable, lower: &str) -> Option<Foreign> {
    let is_of_microsoft = lower.contains("aadsts") || lower.contains("\"error_uri\"");
    let (what, advice) = match unreadable.kind() {
        UnreadableKind::Empty => ("an empty body".to_owned(), EMPTY),
        UnreadableKind::OAuth if is_of_microsoft => {
            ("an error of Microsoft's sign-in".to_owned(), MICROSOFT)
        }
        UnreadableKind::OAuth => {
            let error = unreadable.oauth().map(ToString::to_string).unwrap_or_default();
            (format!("an OAuth error, {error}"), OAUTH)
        }
        UnreadableKind::OtherJson
            if lower.starts_with(['{', '[']) && lower.ends_with(['}', ']']) =>
        {
            ("other JSON".to_owned(), OTHER_JSON)
        }
        _ => return None,
    };
    Some(Foreign { what, advice })
}

/// An HTTP status that a text in lower case tells: at its start, or behind a word that says what it is.
fn status(lower: &str) -> Option<u16> {
    const BEFORE: [&str; 18] = [
        "http/1.0 ",
        "http/1.1 ",
        "http/2 ",
        "http/3 ",
        "http status ",
        "http ",
        "status code ",
        "status code: ",
        "statuscode=",
        "statuscode: ",
        "error status : ",
        "status: ",
        "\"status\": ",
        "\"status\":",
        "error code: ",
        "http状态",
        "http状态码",
        "error ",
    ];
    let number = |text: &str| {
        let digits = text.get(..3).filter(|digits| digits.bytes().all(|it| it.is_ascii_digit()))?;
        let is_longer = text[3..].starts_with(|it: char| it.is_ascii_alphanumeric());
        digits.parse().ok().filter(|status| !is_longer && of_status(*status).is_some())
    };
    let at_start = number(lower).filter(|status| {
        let name = of_status(*status).map(|(name, _)| name.to_ascii_lowercase());
        let rest = lower[3..].trim_start();
        rest.is_empty() || name.is_some_and(|name| rest.starts_with(&name)) || has_old_name(rest)
    });
    at_start.or_else(|| {
        BEFORE.iter().find_map(|before| {
            lower.match_indices(before).find_map(|(at, _)| number(&lower[at + before.len()..]))
        })
    })
}

/// Whether a text begins with a name that a proxy has for a status beside that of the standard.
fn has_old_name(text: &str) -> bool {
    [
        "gateway time-out",
        "request entity too large",
        "payload too large",
        "service temporarily",
        "origin",
        "ssl",
    ]
    .iter()
    .any(|name| text.starts_with(name))
}
