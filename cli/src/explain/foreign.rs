//! What comes in place of an answer of Cloudreve.

use cloudreve_error_codes::{ApiResponse, Language, Unreadable, UnreadableKind};
use serde_json::Value;

use super::beginning::beginning;
use crate::interface::text;

/// How much of a text is looked at, in bytes: a page of a proxy is shorter.
const LONGEST: usize = 64 << 10;

/// Something else than an answer of Cloudreve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A status of HTTP that is known here.
    Status(u16),
    /// A page with its title, if it has one, and the status that it is about, if it is known here.
    Page {
        title: Option<String>,
        status: Option<u16>,
    },
    /// HTML where JSON was expected.
    PageAsJson,
    Empty,
    /// JSON that ends too early.
    Cut,
    /// What browsers and clients say of a request that got no answer at all.
    NoAnswer,
    /// The answer of a Go server that knows no such path.
    NoRoute,
    /// An error of OAuth, in its own words.
    OAuth(String),
    /// One of Microsoft's sign-in.
    Microsoft,
    /// Of a storage, by the name that it gives its error.
    Storage(String),
    /// Something else than JSON where JSON was expected.
    NoJson,
    OtherJson,
}

impl Foreign {
    /// What it is.
    pub(super) fn what(&self, language: Language) -> String {
        match self {
            Self::Status(status @ 520..=526) => {
                text!(language, "foreign.what.cloudflare", status = status)
            }
            Self::Status(status) => {
                let name = name_of(*status).unwrap_or_default();
                text!(language, "foreign.what.status", status = status, name = name)
            }
            Self::Page { title: Some(title), .. } => {
                text!(language, "foreign.what.page_with_title", title = format!("{title:?}"))
            }
            Self::Page { title: None, .. } => text!(language, "foreign.what.page").to_owned(),
            Self::PageAsJson => text!(language, "foreign.what.page_as_json").to_owned(),
            Self::Empty => text!(language, "foreign.what.empty").to_owned(),
            Self::Cut => text!(language, "foreign.what.cut").to_owned(),
            Self::NoAnswer => text!(language, "foreign.what.no_answer").to_owned(),
            Self::NoRoute => text!(language, "foreign.what.no_route").to_owned(),
            Self::OAuth(error) => text!(language, "foreign.what.oauth", error = error),
            Self::Microsoft => text!(language, "foreign.what.microsoft").to_owned(),
            Self::Storage(error) => text!(language, "foreign.what.storage", error = error),
            Self::NoJson => text!(language, "foreign.what.no_json").to_owned(),
            Self::OtherJson => text!(language, "foreign.what.json").to_owned(),
        }
    }

    /// Where to look.
    pub(super) fn advice(&self, language: Language) -> &'static str {
        match self {
            Self::Status(status) | Self::Page { status: Some(status), .. } => {
                advice_on(*status, language)
            }
            Self::Page { status: None, .. } => text!(language, "foreign.advice.page"),
            Self::PageAsJson => text!(language, "foreign.advice.page_as_json"),
            Self::Empty => text!(language, "foreign.advice.empty"),
            Self::Cut => text!(language, "foreign.advice.cut"),
            Self::NoAnswer => text!(language, "foreign.advice.no_answer"),
            Self::NoRoute => text!(language, "foreign.advice.no_route"),
            Self::OAuth(_) => text!(language, "foreign.advice.oauth"),
            Self::Microsoft => text!(language, "foreign.advice.microsoft"),
            Self::Storage(_) => text!(language, "foreign.advice.storage"),
            Self::NoJson => text!(language, "foreign.advice.no_json"),
            Self::OtherJson => text!(language, "foreign.advice.json"),
        }
    }
}

/// What HTTP calls a status that a proxy or another program sends, and that something is known of.
fn name_of(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        499 => "Client Closed Request",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        // Cloudflare's own, which have no other name in common.
        520..=526 => "Cloudflare",
        _ => return None,
    })
}

/// Where to look when such a status has come.
fn advice_on(status: u16, language: Language) -> &'static str {
    match status {
        400 => text!(language, "foreign.advice.400"),
        401 => text!(language, "foreign.advice.401"),
        403 => text!(language, "foreign.advice.403"),
        404 => text!(language, "foreign.advice.no_route"),
        405 => text!(language, "foreign.advice.405"),
        413 => text!(language, "foreign.advice.413"),
        429 => text!(language, "foreign.advice.429"),
        499 => text!(language, "foreign.advice.499"),
        502 => text!(language, "foreign.advice.502"),
        503 => text!(language, "foreign.advice.503"),
        504 => text!(language, "foreign.advice.504"),
        520..=526 => text!(language, "foreign.advice.cloudflare"),
        _ => text!(language, "foreign.advice.500"),
    }
}

/// What a text has of what is no answer of Cloudreve.
pub(super) fn find(text: &str) -> Option<Foreign> {
    let text = beginning(text, LONGEST).trim();
    let lower = text.to_ascii_lowercase();
    let status = status(&lower);
    if let Some(start) =
        ["<!doctype html", "<html", "<title"].iter().filter_map(|tag| lower.find(tag)).min()
    {
        return Some(page(&text[start..], status));
    }
    if let Some(unreadable) = unreadable(text, status)
        && let Some(foreign) = whole(&unreadable, &lower)
    {
        return Some(foreign);
    }
    let phrase = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    // A browser kept the answer back, whatever its status was.
    if phrase(&["blocked by cors", "cross-origin request blocked"]) {
        return Some(Foreign::NoAnswer);
    }
    if phrase(&["404 page not found"]) {
        return Some(Foreign::NoRoute);
    }
    if phrase(&["aadsts"]) {
        return Some(Foreign::Microsoft);
    }
    if phrase(&[
        "invalid character '<'",
        "unexpected token '<'",
        "unexpected token <",
        "unrecognized token '<'",
    ]) {
        return Some(Foreign::PageAsJson);
    }
    if phrase(&["unexpected end of json input", "unexpected eof", "unexpected end of data"]) {
        return Some(Foreign::Cut);
    }
    status.map(Foreign::Status).or_else(|| without_answer(&lower))
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
    (is_timeout || is_said).then_some(Foreign::NoAnswer)
}

fn page(page: &str, status: Option<u16>) -> Foreign {
    let unreadable = unreadable(page, status);
    let title = unreadable.as_ref().map(Unreadable::excerpt).filter(|title| !title.is_empty());
    let by_title = title.and_then(|title| {
        // Cloudflare writes the address before it: `drive.example.org | 522: …`
        let title = title.rsplit_once("| ").map_or(title, |(_, behind)| behind);
        title.get(..3)?.parse().ok()
    });
    let is_known = |status: &u16| name_of(*status).is_some();
    Foreign::Page { title: title.map(str::to_owned), status: by_title.or(status).filter(is_known) }
}

/// What a text is that is nothing but an HTTP answer.
fn unreadable(text: &str, status: Option<u16>) -> Option<Unreadable> {
    ApiResponse::<Value>::from_http(status.unwrap_or(200), text.as_bytes()).err()
}

fn whole(unreadable: &Unreadable, lower: &str) -> Option<Foreign> {
    let is_of_microsoft = lower.contains("aadsts") || lower.contains("\"error_uri\"");
    match unreadable.kind() {
        UnreadableKind::Empty => Some(Foreign::Empty),
        UnreadableKind::OAuth if is_of_microsoft => Some(Foreign::Microsoft),
        UnreadableKind::OAuth => {
            let error = unreadable.oauth().map(ToString::to_string).unwrap_or_default();
            // What it is is said before it already.
            Some(Foreign::OAuth(error.trim_start_matches("OAuth error: ").to_owned()))
        }
        UnreadableKind::OtherJson
            if lower.starts_with(['{', '[']) && lower.ends_with(['}', ']']) =>
        {
            Some(Foreign::OtherJson)
        }
        _ => None,
    }
}

/// An HTTP status that a text in lower case tells: at its start, or behind a word that says what it is.
fn status(lower: &str) -> Option<u16> {
    const BEFORE: [&str; 19] = [
        "with status ",
        "a status of ",
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
        "error ",
    ];
    let number = |text: &str| {
        let digits = text.get(..3).filter(|digits| digits.bytes().all(|it| it.is_ascii_digit()))?;
        let is_longer = text[3..].starts_with(|it: char| it.is_ascii_alphanumeric());
        digits.parse().ok().filter(|status| !is_longer && name_of(*status).is_some())
    };
    let at_start = number(lower).filter(|status| {
        let name = name_of(*status).map(str::to_ascii_lowercase);
        let rest = lower[3..].trim_start();
        rest.is_empty() || name.is_some_and(|name| rest.starts_with(&name)) || has_old_name(rest)
    });
    let is_colon = |it: char| matches!(it, ' ' | ':' | '：' | '=');
    let behind = |before: &str| {
        lower.match_indices(before).find_map(|(at, _)| number(&lower[at + before.len()..]))
    };
    at_start
        .or_else(|| BEFORE.iter().find_map(|before| behind(before)))
        .or_else(|| {
            lower.split("状态码").skip(1).find_map(|rest| number(rest.trim_start_matches(is_colon)))
        })
        .or_else(|| behind("error code ").filter(|status| matches!(status, 520..=526)))
        .or_else(|| behind_address(lower).and_then(number))
        .or_else(|| named(lower))
}

/// What follows the address of a request: `PUT https://drive.example.org/api/v4/file 413 (Content Too Large)`
fn behind_address(lower: &str) -> Option<&str> {
    lower.match_indices(" http").find_map(|(start, _)| {
        let (_, behind) = lower[start + 1..].split_once(' ')?;
        let rest = behind.get(3..)?;
        (rest.is_empty() || rest.starts_with(['\n', '\r']) || rest.starts_with(" ("))
            .then_some(behind)
    })
}

/// The status whose name is all of a text, of those that Cloudreve does not name so.
fn named(lower: &str) -> Option<u16> {
    match lower.trim_end_matches(['.', '!']) {
        "bad gateway" => Some(502),
        "service unavailable" => Some(503),
        "gateway timeout" | "gateway time-out" => Some(504),
        "content too large" | "payload too large" | "request entity too large" => Some(413),
        _ => None,
    }
}

/// Whether a text begins with a name that a proxy has for a status beside that of the standard.
fn has_old_name(text: &str) -> bool {
    [
        "gateway time-out",
        "request entity too large",
        "payload too large",
        "proxy error",
        "service temporarily",
        "origin",
        "ssl",
    ]
    .iter()
    .any(|name| text.starts_with(name))
}
