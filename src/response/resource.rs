//! The resource that a URI names, however the URI is spelled.
//!
//! The server keys the parts of an error by URIs that it has parsed and written again, with Go's `net/url`:
//! `a b` comes back as `a%20b`, `dir/` as `dir`, while `it's` and `it%27s` both stay what they are. Two URIs
//! therefore are compared as the server itself does: by what their percent-escapes stand for.

use alloc::string::String;
use alloc::vec::Vec;

/// Names the resource of a URI of Cloudreve in one spelling of many; `None` for any other text, and for what
/// the server refuses to parse.
pub(super) fn resource(uri: &str) -> Option<String> {
    let (uri, fragment) = uri.split_once('#').unwrap_or((uri, ""));
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("cloudreve") {
        return None;
    }
    let (place, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    let mut resource = String::with_capacity(uri.len());
    resource.push_str("cloudreve:");
    if let Some(place) = place.strip_prefix("//") {
        let (authority, path) = place.split_at(place.find('/').unwrap_or(place.len()));
        push_authority(&mut resource, authority)?;
        push_encoded(&mut resource, &clean(&decoded(path)?), OF_A_PATH);
    } else if place.starts_with('/') {
        push_encoded(&mut resource, &clean(&decoded(place)?), OF_A_PATH);
    } else {
        resource.push_str(place); // to Go no path, but an opaque text
    }
    resource.push_str(query);
    if !fragment.is_empty() {
        resource.push('#');
        push_encoded(&mut resource, &decoded(fragment)?, b"");
    }
    Some(resource)
}

/// `user:password@host`, of which all but the host may be absent. The server ignores the case of the host.
fn push_authority(resource: &mut String, authority: &str) -> Option<()> {
    if authority.is_empty() {
        return Some(());
    }
    resource.push_str("//");
    let host = match authority.rsplit_once('@') {
        Some((user, host)) => {
            for (index, name) in user.splitn(2, ':').enumerate() {
                if index > 0 {
                    resource.push(':');
                }
                push_encoded(resource, &decoded(name)?, b"");
            }
            resource.push('@');
            host
        }
        None => authority,
    };
    push_encoded(resource, &decoded(host)?.to_ascii_lowercase(), b"");
    Some(())
}

/// What the percent-escapes of a text stand for, which need not be UTF-8; `None` where one is cut short or no
/// number.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex(bytes.next()?)? << 4 | hex(bytes.next()?)?,
            _ => byte,
        });
    }
    Some(decoded)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// A path without a slash at its end, and without `//`, `.` and `..`; empty for the root.
fn clean(path: &[u8]) -> Vec<u8> {
    let mut names = Vec::new();
    for name in path.split(|byte| *byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." => {
                names.pop();
            }
            _ => names.push(name),
        }
    }
    let mut clean = Vec::with_capacity(path.len());
    for name in names {
        clean.push(b'/');
        clean.extend_from_slice(name);
    }
    clean
}

/// The characters that stand for themselves in a path, as the server writes it, beside those that always do.
const OF_A_PATH: &[u8] = b"/$&+,:;=@";

fn push_encoded(uri: &mut String, bytes: &[u8], kept: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in bytes {
        let stays = byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || kept.contains(&byte);
        if stays {
            uri.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
            uri.extend([b'%', digits[0], digits[1]].map(char::from));
        }
    }
}
