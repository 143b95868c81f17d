//! The site of `cloudreve-codes generate site`: what a reader without scripts and a search engine find in it.

#![allow(missing_docs)]

#[path = "support/command.rs"]
mod command;
#[allow(dead_code)] // other tests use the rest
#[path = "support/hostile.rs"]
mod hostile;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;
use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use cloudreve_codes::generate::site::{self, Files};
use cloudreve_error_codes::{ErrorCode, Language};
use command::{document, generate, stderr};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const BASE: &str = "https://codes.example.com/of/cloudreve";

/// The site as it is without an address to publish it at, and at one.
static PLAIN: LazyLock<Files> = LazyLock::new(|| site::files(None, None).unwrap());
static PUBLISHED: LazyLock<Files> =
    LazyLock::new(|| site::files(None, Some(&BASE.parse().unwrap())).unwrap());

/// The names of the pages in the folder of each language.
fn names() -> Vec<String> {
    let codes = ErrorCode::ALL.iter().map(|code| format!("{}.html", code.as_u32()));
    codes.chain(["index", "-1", "finding-out-more"].map(|name| format!("{name}.html"))).collect()
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|kind| kind == "html"))
}

/// The pages that are in a language.
fn pages_in(files: &Files, language: Language) -> impl Iterator<Item = (&String, &String)> {
    pages(files).filter(move |(path, _)| path.starts_with(&format!("{language}/")))
}

/// The values of an attribute, unescaped.
fn attributes<'a>(page: &'a str, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let start = format!(" {name}=\"");
    let values: Vec<_> = page.split(&start).skip(1).collect();
    values.into_iter().map(|rest| unescaped(rest.split('"').next().unwrap()))
}

/// What stands between the first of two texts and the other.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap().0
}

fn content(page: &str, name: &str) -> String {
    unescaped(between(page, &format!("\"{name}\" content=\""), "\""))
}

fn unescaped(text: &str) -> String {
    let entities =
        [("&#x2f;", "/"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'")];
    entities
        .into_iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
        .replace("&amp;", "&")
}

/// The path that a link leads to from a page.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

#[test]
fn each_language_has_an_index_and_a_page_for_each_code() {
    let mut expected = BTreeSet::from(["index.html".to_owned()]);
    for language in Language::ALL {
        expected.extend(names().iter().map(|name| format!("{language}/{name}")));
    }
    assert_eq!(PLAIN.keys().cloned().collect::<BTreeSet<_>>(), expected);
    expected.insert("sitemap.xml".to_owned());
    assert_eq!(PUBLISHED.keys().cloned().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_internal_link_resolves() {
    for files in [&*PLAIN, &*PUBLISHED] {
        for (path, page) in pages(files) {
            let ids: BTreeSet<_> = attributes(page, "id").collect();
            for link in attributes(page, "href").chain(attributes(page, "src")) {
                if link.starts_with("data:") {
                    continue;
                }
                if let Some(anchor) = link.strip_prefix('#') {
                    assert!(ids.contains(anchor), "{path}: {link}");
                    continue;
                }
                let target = match link.strip_prefix(BASE) {
                    Some(rest) => rest.trim_start_matches('/').to_owned(),
                    None => resolved(path, &link),
                };
                assert!(files.contains_key(&target), "{path}: {link}");
            }
        }
    }
}

#[test]
fn every_page_is_found_from_the_first_one() {
    let mut found = BTreeSet::new();
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(path) = waiting.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        let body = PLAIN[&path].split_once("<body>").unwrap().1;
        waiting.extend(
            attributes(body, "href")
                .filter(|link| !link.starts_with('#'))
                .map(|link| resolved(&path, &link)),
        );
    }
    assert_eq!(found, PLAIN.keys().cloned().collect());
}

#[test]
fn a_title_and_a_description_are_of_one_page_alone() {
    for language in Language::ALL {
        let mut titles = BTreeMap::new();
        let mut descriptions = BTreeMap::new();
        for (path, page) in pages_in(&PLAIN, *language) {
            let title = unescaped(between(page, "<title>", "</title>"));
            let description = content(page, "description");
            assert_eq!(content(page, "og:title"), title, "{path}");
            assert_eq!(content(page, "og:description"), description, "{path}");
            assert!(!description.contains(['`', '\n']), "{path}: {description}");
            assert!(description.chars().count() > 5, "{path}: {description}");
            assert_eq!(titles.insert(title, path), None);
            if let Some(other) = descriptions.insert(description, path) {
                panic!("{path} is described as {other} is");
            }
        }
        for code in ErrorCode::ALL {
            let page = &PLAIN[&format!("{language}/{}.html", code.as_u32())];
            let title = unescaped(between(page, "<title>", "</title>"));
            let start = format!("{} {} – ", code.as_u32(), code.description_in(*language));
            assert!(title.starts_with(&start), "{title}");
        }
    }
}

#[test]
fn a_page_says_all_that_is_known_without_a_script() {
    for language in Language::ALL {
        for code in ErrorCode::ALL {
            let path = format!("{language}/{}.html", code.as_u32());
            let page = unescaped(&PLAIN[&path]);
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{path}");
            let remedy = code.remedy();
            for known in [
                code.name(),
                code.constant(),
                code.description_in(*language),
                remedy.name_in(*language),
                remedy.advice_in(*language),
                code.since(),
            ] {
                assert!(page.contains(known), "{path}: {known}");
            }
            let explanation = code.explanation_in(*language);
            assert!(page.contains(&format!("lang=\"{}\" dir", explanation.language())), "{path}");
            let says_something =
                page.contains("class=\"note\"") && !page.contains("class=\"note\"></p>");
            let is_as_expected = explanation.language() == *language && !explanation.is_stale();
            assert_eq!(says_something, !is_as_expected, "{path}");
            assert!(!page.contains("<script"), "{path}");
        }
    }
}

#[test]
fn every_file_has_the_same_policy_which_lets_in_its_own_style_and_scripts_alone() {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let policies: BTreeSet<_> =
        pages(&PUBLISHED).map(|(_, page)| content(page, "Content-Security-Policy")).collect();
    assert_eq!(policies.len(), 1, "{policies:?}");
    let policy = policies.first().unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    for (path, page) in pages(&PUBLISHED) {
        assert!(policy.contains(&hash(between(page, "<style>", "</style>"))), "{path}");
        if page.contains("<script") {
            assert!(policy.contains(&hash(between(page, "<script>", "</script>"))), "{path}");
        }
        let may_search = path.ends_with("/index.html");
        assert_eq!(page.contains("<script"), may_search || path == "index.html", "{path}");
        assert!(!page.contains(" style=\"") && !page.contains(" onload="), "{path}");
        assert_eq!(attributes(page, "src").count(), 0, "{path}");
    }
}

/// The names of the tags of a page, in order.
fn tags(page: &str) -> Vec<&str> {
    let tags = page.split('<').skip(1);
    tags.map(|tag| tag.split(|c: char| c.is_whitespace() || c == '>').next().unwrap()).collect()
}

#[test]
fn no_text_becomes_markup_of_a_page() {
    let hostile =
        site::files_of(|language| hostile::catalog_in(language, hostile::TEXT), None).unwrap();
    assert!(hostile.keys().eq(PLAIN.keys()));
    for (path, page) in pages(&hostile) {
        for tag in ["<script", "</script", "<!--", "<img", "<style"] {
            let count = |page: &str| page.matches(tag).count();
            assert_eq!(count(page), count(&PLAIN[path]), "{path}: {tag}");
        }
        if path.ends_with("index.html") {
            assert_eq!(tags(page), tags(&PLAIN[path]), "{path}");
        }
    }
    for code in ErrorCode::ALL {
        let page = &hostile[&format!("de-DE/{}.html", code.as_u32())];
        assert!(unescaped(between(page, "<h1>", "</h1>")).contains(hostile::TEXT), "{code}");
    }
}

#[test]
fn a_search_engine_is_told_the_address_of_each_page_and_of_its_other_languages() {
    let mut addresses = BTreeSet::new();
    for (path, page) in pages(&PUBLISHED) {
        let address = format!("{BASE}/{path}");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{path}");
        assert_eq!(content(page, "og:url"), address);
        let name = path.rsplit('/').next().unwrap();
        for language in Language::ALL {
            let other = format!("hreflang=\"{language}\" href=\"{BASE}/{language}/{name}\">");
            assert!(page.contains(&other), "{path}: {other}");
        }
        assert!(page.contains("hreflang=\"x-default\""), "{path}");
        addresses.insert(address);
    }
    let sitemap = &PUBLISHED["sitemap.xml"];
    let listed: Vec<_> = sitemap.split("<loc>").skip(1).collect();
    let listed: BTreeSet<_> =
        listed.iter().map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(listed, addresses);
    for (path, page) in pages(&PLAIN) {
        assert!(!page.contains("canonical") && !page.contains("og:url"), "{path}");
    }
}

#[test]
fn what_the_community_server_never_sends_is_marked_in_the_index() {
    let index = &PLAIN["en-US/index.html"];
    for code in ErrorCode::ALL {
        let row = between(index, &format!("<li id=\"{}\" ", code.as_u32()), "</li>");
        let row = row.split_once("<a ").unwrap().1;
        assert_eq!(row.contains("not sent"), !code.is_sent(), "{code}");
    }
}

#[test]
fn a_number_below_zero_is_not_turned_round_where_one_reads_from_the_right() {
    let isolated = "<bdi class=\"number\" dir=\"ltr\">-1</bdi>";
    for language in Language::ALL {
        let page = &PLAIN[&format!("{language}/-1.html")];
        assert!(page.contains(&format!("<h1>{isolated} ")), "{language}");
        let has_mark = page.contains("<title>&lrm;-1 ");
        assert_eq!(has_mark, language.is_right_to_left(), "{language}");
        let index = &PLAIN[&format!("{language}/index.html")];
        assert!(index.contains(&format!("<a href=\"-1.html\">{isolated} ")), "{language}");
    }
    assert!(PLAIN["en-US/finding-out-more.html"].contains("<h1>How to find out more</h1>"));
    assert!(!PLAIN["ar-AR/finding-out-more.html"].contains("&lrm;"));
}

#[test]
fn the_other_languages_are_above_a_page_and_below_it_with_what_they_call_the_code() {
    for (path, page) in pages(&PLAIN).filter(|(path, _)| path.contains('/')) {
        let name = path.rsplit('/').next().unwrap();
        let header = between(page, "<header>", "</header>");
        let links: Vec<_> =
            attributes(header, "href").filter(|link| link.starts_with("../")).collect();
        let expected = Language::ALL.iter().map(|language| format!("../{language}/{name}"));
        assert_eq!(links, expected.collect::<Vec<_>>(), "{path}");
    }
    for language in Language::ALL {
        for code in ErrorCode::ALL {
            let name = format!("{}.html", code.as_u32());
            let page = unescaped(&PLAIN[&format!("{language}/{name}")]);
            let titles = between(&page, "<section class=\"titles\">", "</section>");
            for other in Language::ALL {
                let link = format!("<a href=\"../{other}/{name}\"");
                assert_eq!(titles.contains(&link), other != language, "{language} {code}");
                if other != language {
                    let title = between(titles, &link, "</a>").split_once('>').unwrap().1;
                    assert_eq!(title, code.description_in(*other), "{language} {code}");
                }
            }
        }
    }
}

#[test]
fn each_page_shows_a_response_and_none_shows_two_that_differ() {
    for code in ErrorCode::ALL {
        let page = unescaped(&PLAIN[&format!("zh-CN/{}.html", code.as_u32())]);
        let is_response = |block: &&str| {
            let block = block.split_once("<code").unwrap().1;
            let block = block.split_once('>').unwrap().1.split("</code>").next().unwrap();
            serde_json::from_str::<serde_json::Value>(block)
                .is_ok_and(|value| value["code"] == code.as_u32())
        };
        let (prose, facts) = page.split_once("<aside>").unwrap();
        let count = |part: &str| part.split("<pre").skip(1).filter(is_response).count();
        assert!(count(prose) >= 1 || count(facts) == 1, "{code}");
        assert!(count(prose) == 0 || count(facts) == 0, "{code}");
    }
}

#[test]
fn a_site_is_written_and_then_fresh() {
    let folder = folder();
    let site = folder.path().join("below/site");
    let arguments = ["--base-url", &format!("{BASE}/")];
    document(&[&["site", "-o", text(&site)], &arguments[..]].concat());
    for (path, contents) in &*PUBLISHED {
        assert_eq!(&fs::read_to_string(site.join(path)).unwrap(), contents, "{path}");
    }
    fs::write(site.join("CNAME"), "codes.example.com\n").unwrap();
    assert_eq!(document(&[&["site", "--check", text(&site)], &arguments[..]].concat()), "");
    document(&[&["site", "-o", text(&site)], &arguments[..]].concat());
    assert_eq!(fs::read_to_string(site.join("CNAME")).unwrap(), "codes.example.com\n");
}

#[test]
fn a_check_names_what_is_changed_missing_or_left_over() {
    let folder = folder();
    let site = text(folder.path());
    document(&["site", "-o", site, "--base-url", BASE]);
    let changed = folder.path().join("zh-CN/40073.html");
    let page = fs::read_to_string(&changed).unwrap();
    let plain = &PLAIN["zh-CN/40073.html"];
    assert_ne!(&page, plain);
    assert_names_left_over(site, &["sitemap.xml"]);
    fs::write(&changed, plain.replace("<h1>", "<h1>Old ")).unwrap();
    fs::remove_file(folder.path().join("ja-JP/401.html")).unwrap();
    for file in ["en-US/40099.html", "en-US/notes.txt", "codes.html", ".nojekyll", "robots.txt"] {
        fs::write(folder.path().join(file), "of a fork").unwrap();
    }
    for inner in ["nl-NL", "en-US/images"] {
        fs::create_dir(folder.path().join(inner)).unwrap();
        fs::write(folder.path().join(inner).join("index.html"), "of a fork").unwrap();
    }
    let left_over = [
        "codes.html",
        "en-US/40099.html",
        "en-US/images",
        "en-US/notes.txt",
        "nl-NL",
        "sitemap.xml",
    ];
    let output = generate(&["site", "--check", site]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    let differences = [
        ("zh-CN/40073.html", "it is not what would be generated now"),
        ("ja-JP/401.html", "it is missing"),
    ];
    let differences =
        differences.into_iter().chain(left_over.map(|file| (file, "it is no part of the site")));
    for (file, what) in differences.clone() {
        assert!(said.contains(&format!("{file}: {what}\n")), "{file}: {said}");
    }
    assert_eq!(said.lines().count(), differences.count(), "{said}");
    let diff = String::from_utf8(output.stdout).unwrap();
    assert!(diff.contains("-<h1>Old ") && diff.contains("+<h1>"), "{diff}");
    assert_names_left_over(site, &left_over);
    assert_eq!(fs::read_to_string(folder.path().join("nl-NL/index.html")).unwrap(), "of a fork");
}

/// Writes the site, and sees that these files alone are named, and are still there.
fn assert_names_left_over(site: &str, files: &[&str]) {
    let output = generate(&["site", "-o", site]);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    for file in files {
        let expected = format!("{file}: it is no part of the site, and was left\n");
        assert!(said.contains(&expected), "{file}: {said}");
        assert!(Path::new(site).join(file).exists(), "{file}");
    }
    assert_eq!(said.lines().count(), files.len(), "{said}");
}

#[test]
#[cfg(unix)]
fn a_check_does_not_wait_for_what_is_no_regular_file() {
    let folder = folder();
    let site = text(folder.path());
    document(&["site", "-o", site]);
    let pipe = folder.path().join("en-US/401.html");
    fs::remove_file(&pipe).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let output = generate(&["site", "--check", site]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.ends_with("en-US/401.html: it is no regular file\n"), "{said}");
}

#[test]
fn a_site_as_of_a_release_leads_to_no_later_code() {
    let folder = folder();
    document(&["site", "-o", text(folder.path()), "--as-of", "4.0.0"]);
    let is_later = |code: &&ErrorCode| code.since() > "4.0.0";
    let later: Vec<_> = ErrorCode::ALL.iter().filter(is_later).collect();
    assert!(!later.is_empty());
    for language in Language::ALL {
        for name in names() {
            let Ok(page) = fs::read_to_string(folder.path().join(format!("{language}/{name}")))
            else {
                assert!(later.iter().any(|code| name == format!("{}.html", code.as_u32())));
                continue;
            };
            for code in &later {
                assert!(!page.contains(&format!("\"{}.html\"", code.as_u32())), "{name}: {code}");
            }
        }
    }
}

#[test]
fn what_cannot_be_a_site_is_refused_with_what_would_be_right() {
    for (arguments, expected) in [
        (&["site"][..], "--output <DIR>"),
        (&["site", "-o", "a", "--check", "b"], "cannot be used with"),
        (&["site", "-o", "a", "--base-url", "codes.example.com"], "https://example.com/codes"),
        (&["site", "-o", "a", "--base-url", "https://example.com/?q=1"], "without a query"),
        (&["sitte"], "invalid value 'sitte'"),
        (&["site", "-o", "/dev/null"], "/dev/null"),
        (&["site", "--check", "/dev/null"], "/dev/null: it is no folder"),
        (&["site", "--check", "not/there"], "not/there: it is no folder"),
    ] {
        let output = generate(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}
