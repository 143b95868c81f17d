//! A client finds the part that failed by the URI that it sent, and takes no failure for a success.

#![cfg(feature = "response")]
#![allow(missing_docs)]

use cloudreve_error_codes::{ApiError, ErrorCode};
use proptest::prelude::*;

/// URIs as a client sends them, and the keys that the server's own code makes of them: with Go's `url.Parse`,
/// a slash at the end of the path trimmed, and `String()`.
const SENT_AND_KEY: [(&str, &str); 52] = [
    ("cloudreve://my/tax return.pdf", "cloudreve://my/tax%20return.pdf"),
    ("cloudreve://my/tax%20return.pdf", "cloudreve://my/tax%20return.pdf"),
    ("cloudreve://my/tax+return.pdf", "cloudreve://my/tax+return.pdf"),
    ("cloudreve://my/tax%2Breturn.pdf", "cloudreve://my/tax%2Breturn.pdf"),
    ("cloudreve://my/发票.pdf", "cloudreve://my/%E5%8F%91%E7%A5%A8.pdf"),
    ("cloudreve://my/%E5%8F%91%E7%A5%A8.pdf", "cloudreve://my/%E5%8F%91%E7%A5%A8.pdf"),
    ("cloudreve://my/%e5%8f%91%e7%a5%a8.pdf", "cloudreve://my/%e5%8f%91%e7%a5%a8.pdf"),
    ("cloudreve://my/🦀.png", "cloudreve://my/%F0%9F%A6%80.png"),
    ("cloudreve://my/music/", "cloudreve://my/music"),
    ("cloudreve://my/music//", "cloudreve://my/music/"),
    ("cloudreve://my/music%2F", "cloudreve://my/music"),
    ("cloudreve://my/", "cloudreve://my"),
    ("cloudreve://my", "cloudreve://my"),
    ("cloudreve://my/scan (3).tiff", "cloudreve://my/scan%20%283%29.tiff"),
    ("cloudreve://my/scan%20(3).tiff", "cloudreve://my/scan%20(3).tiff"),
    ("cloudreve://my/scan%20%283%29.tiff", "cloudreve://my/scan%20%283%29.tiff"),
    ("cloudreve://my/scan(3).tiff", "cloudreve://my/scan(3).tiff"),
    ("cloudreve://my/scans(3)/", "cloudreve://my/scans%283%29"),
    ("cloudreve://my/what's up.txt", "cloudreve://my/what%27s%20up.txt"),
    ("cloudreve://my/what's.txt", "cloudreve://my/what's.txt"),
    ("cloudreve://my/what%27s.txt", "cloudreve://my/what%27s.txt"),
    ("cloudreve://my/50%25 off.txt", "cloudreve://my/50%25%20off.txt"),
    ("cloudreve://my/50%25.txt", "cloudreve://my/50%25.txt"),
    ("cloudreve://my/x%252Fy.txt", "cloudreve://my/x%252Fy.txt"),
    ("cloudreve://my/x%2Fy.txt", "cloudreve://my/x%2Fy.txt"),
    ("cloudreve://my/x%2Fy z.txt", "cloudreve://my/x/y%20z.txt"),
    ("cloudreve://my/why%3F.txt", "cloudreve://my/why%3F.txt"),
    ("cloudreve://my/why?.txt", "cloudreve://my/why?.txt"),
    ("cloudreve://my/no 1?name=a b&type=0", "cloudreve://my/no%201?name=a b&type=0"),
    ("cloudreve://my/no%201?", "cloudreve://my/no%201?"),
    ("cloudreve://my/c%23.md", "cloudreve://my/c%23.md"),
    ("cloudreve://my/c#.md", "cloudreve://my/c#.md"),
    ("cloudreve://my/c#", "cloudreve://my/c"),
    ("cloudreve://my/c#a b", "cloudreve://my/c#a%20b"),
    ("cloudreve://my/[1].log", "cloudreve://my/[1].log"),
    ("cloudreve://my/[1] a.log", "cloudreve://my/%5B1%5D%20a.log"),
    ("cloudreve://my/%5B1%5D.log", "cloudreve://my/%5B1%5D.log"),
    ("cloudreve://my/\"x\" <y> {z}|^`\\", "cloudreve://my/%22x%22%20%3Cy%3E%20%7Bz%7D%7C%5E%60%5C"),
    ("cloudreve://my/a!*'()~-_.b", "cloudreve://my/a!*'()~-_.b"),
    ("cloudreve://my/a!*'()~-_. b", "cloudreve://my/a%21%2A%27%28%29~-_.%20b"),
    ("cloudreve://my/a;b,c=d&e@f$g:h", "cloudreve://my/a;b,c=d&e@f$g:h"),
    ("cloudreve://my/a%3Bb%2Cc%3Dd%26e%40f", "cloudreve://my/a%3Bb%2Cc%3Dd%26e%40f"),
    ("cloudreve://my/a/../b.txt", "cloudreve://my/a/../b.txt"),
    ("cloudreve://my/./b c.txt", "cloudreve://my/./b%20c.txt"),
    ("cloudreve://my/a//b.txt", "cloudreve://my/a//b.txt"),
    ("cloudreve://MY/b.txt", "cloudreve://MY/b.txt"),
    ("CloudReve://my/b c.txt", "cloudreve://my/b%20c.txt"),
    ("cloudreve://k9x@share/b c.txt", "cloudreve://k9x@share/b%20c.txt"),
    ("cloudreve://k9x:p%7Ew@share/b", "cloudreve://k9x:p~w@share/b"),
    ("cloudreve://k9x:p%2fw@share/b", "cloudreve://k9x:p%2Fw@share/b"),
    ("cloudreve:my/b", "cloudreve:my/b"),
    ("cloudreve:///b", "cloudreve:///b"),
];

/// An error whose one part has this key, as it comes over the wire.
fn failed(key: &str) -> ApiError {
    let parts = serde_json::json!({key: {"code": 40073, "msg": ""}});
    let json = serde_json::json!({"code": 40081, "aggregated_error": parts, "msg": ""});
    serde_json::from_value(json).unwrap()
}

fn finds(key: &str, uri: &str) -> bool {
    failed(key).part(uri).is_some_and(|part| part.code() == ErrorCode::LockConflict)
}

#[test]
fn a_part_is_found_by_the_uri_that_was_sent() {
    for (sent, key) in SENT_AND_KEY {
        assert!(finds(key, sent), "{sent}: {key}");
        assert!(finds(key, key), "{key}");
    }
}

#[test]
fn every_spelling_of_a_resource_finds_it() {
    for spellings in [
        &["scan (3)", "scan%20(3)", "scan%20%283%29", "sc%61n%20(3)/", "./x/../scan (3)"][..],
        &["发票", "%E5%8F%91%E7%A5%A8", "%e5%8f%91%E7%a5%a8", "发%E7%A5%A8"],
        &["music", "music/", "music//", "/music", "music%2f"],
        &["", "/", ".", "x/.."],
    ] {
        for key in spellings {
            for uri in spellings {
                let [key, uri] = [key, uri].map(|path| format!("cloudreve://my/{path}"));
                assert!(finds(&key, &uri), "{uri}: {key}");
            }
        }
    }
}

#[test]
fn another_resource_is_not_found() {
    for (key, uri) in [
        ("cloudreve://my/a%20b", "cloudreve://my/a%2520b"),
        ("cloudreve://my/a%20b", "cloudreve://my/a+b"),
        ("cloudreve://my/a", "cloudreve://my/A"),
        ("cloudreve://my/a", "cloudreve://my/a/b"),
        ("cloudreve://my/a", "cloudreve://my"),
        ("cloudreve://my/a", "cloudreve://trash/a"),
        ("cloudreve://my/a", "cloudreve://u@my/a"),
        ("cloudreve://u:p@share/a", "cloudreve://u%3Ap@share/a"),
        ("cloudreve://my/a", "cloudreve://my/a?name=x"),
        ("cloudreve://my/a", "cloudreve://my/a?"),
        ("cloudreve://my/a", "cloudreve://my/a#b"),
        ("cloudreve://my/a%3Fb", "cloudreve://my/a?b"),
        ("cloudreve://my/a%23b", "cloudreve://my/a#b"),
        ("cloudreve://my/a", "cloudreve:my/a"),
        ("cloudreve://my/a", "/a"),
        ("cloudreve://my/a", ""),
        ("", "cloudreve://my"),
    ] {
        assert!(!finds(key, uri), "{uri}: {key}");
        assert!(!finds(uri, key), "{key}: {uri}");
    }
}

#[test]
fn what_is_no_uri_of_cloudreve_is_found_as_it_stands_alone() {
    for id in ["12", "a b", "a/", "a%20b", "https://example.org/a b", "100%", "cloudreve://my/100%"]
    {
        assert!(finds(id, id), "{id}");
    }
    for (key, id) in [
        ("12", "12/"),
        ("a%20b", "a b"),
        ("https://example.org/a%20b", "https://example.org/a b"),
        ("cloudreve://my/%zz", "cloudreve://my/%ZZ"),
        ("cloudreve://my/%", "cloudreve://my/%25"),
    ] {
        assert!(!finds(key, id), "{id}: {key}");
    }
}

#[test]
fn of_two_spellings_that_failed_each_finds_its_own() {
    let parts = [("cloudreve://my/a(1)", 40004), ("cloudreve://my/a%281%29", 40073)];
    for parts in [parts, [parts[1], parts[0]]] {
        let error = ApiError::new(40081)
            .with_part(parts[0].0, ApiError::new(parts[0].1))
            .with_part(parts[1].0, ApiError::new(parts[1].1));
        for (key, code) in parts {
            assert_eq!(error.part(key).unwrap().code().get(), code);
        }
        // A third one finds the same of them, whichever was added first.
        assert_eq!(error.part("cloudreve://my/a%28%31%29/").unwrap().code().get(), 40073);
    }
    let mut parts =
        [("cloudreve://my/a(2%29", 1), ("cloudreve://my/a(2)", 2), ("cloudreve://my/a%282)", 3)];
    for _ in 0..3 {
        parts.rotate_left(1);
        let added = parts.map(|(key, code)| (key, ApiError::new(code)));
        let error = ApiError::from_parts(added).unwrap();
        assert_eq!(error.part("cloudreve://my/a%282%29").unwrap().code().get(), 3);
    }
}

#[test]
fn a_part_that_is_replaced_is_found_as_the_new_one() {
    let error =
        failed("cloudreve://my/a(1)").with_part("cloudreve://my/a(1)", ErrorCode::OwnerOnly);
    assert_eq!(error.parts().len(), 1);
    assert_eq!(error.part("cloudreve://my/a%281%29").unwrap().code(), ErrorCode::OwnerOnly);
}

/// Were a look-up to walk over the parts, this would take hours.
#[test]
fn a_look_up_is_cheap_among_100_000_parts() {
    let sent: Vec<_> =
        (0..100_000).map(|index| format!("cloudreve://my/Photos (old)/IMG {index}.jpg/")).collect();
    let spellings: [fn(&str) -> String; 2] = [
        |sent| sent.trim_end_matches('/').replace(' ', "%20"),
        |sent| sent.replace(' ', "%20").replace('(', "%28").replace(')', "%29"),
    ];
    for key_of in spellings {
        let parts = sent.iter().map(|sent| (key_of(sent), ErrorCode::LockConflict));
        let error = ApiError::from_parts(parts).unwrap();
        assert_eq!(error.parts().len(), sent.len());
        assert!(sent.iter().all(|sent| error.part(sent).is_some()));
        assert!(sent.iter().step_by(100).all(|sent| error.part(&format!("{sent}x")).is_none()));
    }
}

/// Names with what people and programs put into them.
fn name() -> impl Strategy<Value = String> {
    "[a-c .()'%?#+/文é\u{1F980}~\\[\\]\"<&]{1,6}"
}

/// The name with some of its bytes escaped, and all that a URI cannot hold as it is.
fn spelled(name: &str, escaped: &[bool]) -> String {
    let spelling = |(index, byte): (usize, u8)| {
        let must = !byte.is_ascii() || b"%?#/".contains(&byte);
        let is_escaped = must || escaped[index % escaped.len()];
        if is_escaped { format!("%{byte:02X}") } else { char::from(byte).to_string() }
    };
    name.bytes().enumerate().map(spelling).collect()
}

proptest! {
    #[test]
    fn a_resource_is_found_however_it_is_escaped(
        name in name(),
        one: [bool; 4],
        other: [bool; 4],
        slash in "/?",
    ) {
        let key = format!("cloudreve://my/{}", spelled(&name, &one));
        let uri = format!("cloudreve://my/{}{slash}", spelled(&name, &other));
        prop_assert!(finds(&key, &uri), "{}: {}", uri, key);
    }

    #[test]
    fn names_that_differ_are_resources_that_differ(one in name(), other in name()) {
        let parts = |name: &str| -> Vec<String> {
            let parts = name.split('/').filter(|part| !part.is_empty() && *part != ".");
            parts.map(str::to_owned).collect()
        };
        let climbs = |name: &str| name.split('/').any(|part| part == "..");
        prop_assume!(parts(&one) != parts(&other) && !climbs(&one) && !climbs(&other));
        let [one, other] = [one, other].map(|name| format!("cloudreve://my/{}", spelled(&name, &[false])));
        prop_assert!(!finds(&one, &other), "{}: {}", other, one);
    }

    #[test]
    fn any_key_is_found_by_itself(key: String, uri: String) {
        prop_assert!(finds(&key, &key));
        let _ = finds(&key, &uri);
        let _ = finds(&format!("cloudreve://{key}"), &format!("cloudreve://{uri}"));
    }
}
