//! The site of `cloudreve-codes generate site`, as Chromium shows it from disk.

#![allow(missing_docs)]

#[path = "support/browser.rs"]
mod browser;

use std::fs;
use std::path::Path;

use browser::Browser;
use cloudreve_codes::generate::site;
use cloudreve_error_codes::{ErrorCode, Language};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The site in a folder, and a browser that shows it.
struct Site {
    browser: Browser,
    url: String,
    _folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        for (path, contents) in site::files(None, None).unwrap() {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        let url = format!("file://{}", folder.path().display());
        Self { browser: Browser::start(), url, _folder: folder }
    }

    fn go(&mut self, path: &str) {
        let url = format!("{}/{path}", self.url);
        self.browser.open(&url);
    }

    fn eval(&mut self, expression: &str) -> Value {
        self.browser.eval(expression)
    }

    /// The codes that an index shows.
    fn codes(&mut self) -> Vec<u32> {
        let codes = self.eval(
            "[...document.querySelectorAll('section li')]
                .filter((item) => item.checkVisibility()).map((item) => Number(item.id))",
        );
        serde_json::from_value(codes).unwrap()
    }

    /// Types into the search of an index, in the place of what is there, and gives what it says of what it found.
    fn search(&mut self, text: &str) -> String {
        self.eval("document.querySelector('#query').select()");
        if text.is_empty() {
            self.eval("document.execCommand('delete')");
        } else {
            self.browser.insert(text);
        }
        self.eval("document.querySelector('#found').textContent").as_str().unwrap().to_owned()
    }

    fn assert_no_complaints(&self) {
        assert_eq!(self.browser.complaints(), Vec::<String>::new());
    }
}

#[test]
#[ignore = "needs Chromium"]
fn the_first_page_leads_to_the_language_of_the_browser() {
    let mut site = Site::new();
    for (preferred, tag) in [
        ("zh-CN", "zh-CN"),
        ("zh-HK,en", "zh-TW"),
        ("ar", "ar-AR"),
        ("ja-JP", "ja-JP"),
        ("en-GB", "en-US"),
        ("tlh,pt-PT,en", "pt-BR"),
    ] {
        site.browser.speak(preferred);
        site.go("index.html");
        let expected = format!("{}/{tag}/index.html", site.url);
        site.browser.wait_for(&format!("location.href === {expected:?}"));
        assert_eq!(site.eval("document.documentElement.lang"), tag);
    }
    site.browser.speak("tlh");
    site.go("index.html");
    assert_eq!(site.eval("document.querySelectorAll('main .languages a').length"), 13);
    site.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_reader_goes_from_the_index_to_a_code_to_another_and_to_another_language() {
    let mut site = Site::new();
    site.go("zh-CN/index.html");
    for (link, place) in [
        (".codes a[href='40073.html']", "zh-CN/40073.html"),
        (".prose a[href='40081.html']", "zh-CN/40081.html"),
        ("header summary", "zh-CN/40081.html"),
        ("header a[hreflang='ja-JP']", "ja-JP/40081.html"),
        (".titles a[hreflang='ar-AR']", "ar-AR/40081.html"),
        (".way a", "ar-AR/index.html"),
        (".opening a", "ar-AR/-1.html"),
    ] {
        site.browser.click(link);
        let expected = format!("{}/{place}", site.url);
        site.browser.wait_for(&format!(
            "location.href === {expected:?} && document.readyState === 'complete'"
        ));
    }
    let expected = site.url.clone();
    for request in site.browser.requests() {
        assert!(request.starts_with(&expected) || request.starts_with("data:"), "{request}");
    }
    site.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn an_index_finds_numbers_names_and_descriptions_in_any_language() {
    let mut site = Site::new();
    let all: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_u32()).collect();
    site.go("de-DE/index.html");
    assert_eq!(site.codes(), all);
    for code in ErrorCode::ALL.iter().step_by(7) {
        let number = code.as_u32();
        let chinese = code.description_in(Language::SimplifiedChinese);
        for text in [&number.to_string(), code.name(), code.constant(), chinese] {
            site.search(text);
            assert!(site.codes().contains(&number), "{text}");
        }
    }
    let said = site.search("4007");
    let found = site.codes();
    assert!(said.contains(&found.len().to_string()), "{said}");
    assert!(!found.is_empty() && found.iter().all(|code| code.to_string().contains("4007")));
    site.search("LOCKCONFLICT");
    assert_eq!(site.codes(), [40073]);
    site.search(r#"{"code":40081,"aggregated_error":{"a":{"code":40016}},"msg":"some"}"#);
    assert_eq!(site.codes(), [40016, 40081], "what was pasted");
    assert!(!site.search("no such words").is_empty());
    assert_eq!(site.codes(), [0; 0]);
    site.search("");
    assert_eq!(site.codes(), all);
    site.search("lockconflict");
    site.browser.press("Enter");
    let expected = format!("{}/de-DE/40073.html", site.url);
    site.browser.wait_for(&format!("location.href === {expected:?}"));
    site.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn without_scripts_an_index_shows_all_codes_and_no_search() {
    let mut site = Site::new();
    site.browser.call("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    site.go("zh-CN/index.html");
    assert_eq!(site.codes().len(), ErrorCode::ALL.len());
    assert_eq!(site.eval("document.querySelector('search').checkVisibility()"), false);
}

#[test]
#[ignore = "needs Chromium"]
fn what_to_do_is_on_the_first_screen() {
    let mut site = Site::new();
    for (width, height) in [(1366, 768), (390, 844)] {
        site.browser.resize(width, height);
        for page in ["en-US/40073.html", "zh-CN/40073.html", "zh-CN/401.html", "ar-AR/40081.html"] {
            site.go(page);
            let top =
                site.eval("document.querySelectorAll('.prose h2')[1].getBoundingClientRect().top");
            assert!(top.as_f64().unwrap() < f64::from(height), "{width} {page}: {top}");
        }
    }
}

#[test]
#[ignore = "needs Chromium"]
fn no_screen_is_too_narrow() {
    let mut site = Site::new();
    for width in [320, 390, 768, 1920] {
        site.browser.resize(width, 800);
        for page in ["index.html", "ru-RU/index.html", "ar-AR/40073.html", "zh-CN/-1.html"] {
            site.browser.speak("tlh");
            site.go(page);
            let overflow = site.eval("document.documentElement.scrollWidth - innerWidth");
            assert!(overflow.as_i64().unwrap() <= 0, "{width} {page}: {overflow}");
        }
    }
    site.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium, and axe-core of npm"]
fn axe_core_finds_no_fault() {
    let axe =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("npm ci --prefix cli/tests/tools");
    let mut site = Site::new();
    site.browser.speak("tlh");
    for scheme in ["light", "dark"] {
        site.browser.prefer("prefers-color-scheme", scheme);
        let languages = ["en-US", "zh-CN", "ar-AR", "ja-JP"];
        let pages = ["index.html", "40073.html", "40002.html", "finding-out-more.html"];
        let all = languages
            .iter()
            .flat_map(|language| pages.iter().map(move |page| format!("{language}/{page}")));
        for page in all.chain(["index.html".to_owned()]) {
            site.go(&page);
            site.eval(&axe);
            let faults = site.eval(
                "axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
                    `${id}: ${nodes.map((node) => node.target).join(' ')}`))",
            );
            assert_eq!(faults, json!([]), "{scheme} {page}");
        }
    }
}
