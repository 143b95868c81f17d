//! The page of `cloudreve-codes generate html`, as Chromium shows it to whoever looks a code up.

#![allow(missing_docs)]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/hostile.rs"]
mod hostile;

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use browser::Browser;
use cloudreve_codes::generate::catalog::Catalog;
use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_codes::log::messages::{Digest, normal_form};
use cloudreve_error_codes::{ErrorCode, Language, Remedy};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The page in a file, and a browser that shows it.
struct Shown {
    browser: Browser,
    url: String,
    _folder: TempDir,
}

impl Shown {
    fn of(catalog: &Catalog) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let file = folder.path().join("codes.html");
        fs::write(&file, render(Format::find("html").unwrap(), catalog).unwrap()).unwrap();
        let url = format!("file://{}", file.display());
        Self { browser: Browser::start(), url, _folder: folder }
    }

    /// The page, in English, just opened.
    fn new() -> Self {
        let mut shown = Self::of(&Catalog::of(None, Language::English));
        shown.go("");
        shown
    }

    /// Opens the page with a query or an anchor.
    fn go(&mut self, rest: &str) {
        let url = format!("{}{rest}", self.url);
        self.browser.open(&url);
    }

    fn eval(&mut self, expression: &str) -> Value {
        self.browser.eval(expression)
    }

    /// Puts a text into the search, as one types.
    fn search(&mut self, text: &str) {
        self.eval("document.querySelector('#query').select()");
        self.browser.press("Delete");
        self.eval("document.querySelector('#query').value = ''");
        self.browser.insert(text);
    }

    /// The codes that are shown.
    fn codes(&mut self) -> Vec<u32> {
        let ids = self.eval(
            "[...document.querySelectorAll('tr.code')].filter((row) => row.checkVisibility())
                .map((row) => Number(row.id))",
        );
        serde_json::from_value(ids).unwrap()
    }

    /// Whether a code's page is open.
    fn is_open(&mut self, code: u32) -> bool {
        let element = format!("document.getElementById('{code}').nextElementSibling");
        let shown = format!(
            "{element}.querySelector('h4').checkVisibility({{ contentVisibilityAuto: true }})"
        );
        let said =
            format!("document.getElementById('{code}').querySelector('button').ariaExpanded");
        let is_shown = self.eval(&shown);
        assert_eq!(self.eval(&said), is_shown.to_string(), "what is said of {code}");
        is_shown == true
    }

    /// The address after the page's own.
    fn address(&mut self) -> String {
        let address = self.eval("location.href");
        address.as_str().unwrap().strip_prefix(&self.url).unwrap().to_owned()
    }

    fn assert_no_complaints(&self) {
        assert_eq!(self.browser.complaints(), Vec::<String>::new());
    }
}

fn all() -> Vec<u32> {
    ErrorCode::ALL.iter().map(|code| code.as_u32()).collect()
}

fn those(is_wanted: impl Fn(&ErrorCode) -> bool) -> Vec<u32> {
    ErrorCode::ALL.iter().copied().filter(is_wanted).map(ErrorCode::as_u32).collect()
}

#[test]
#[ignore = "needs Chromium"]
fn everything_is_shown_and_nothing_is_open_at_first() {
    let mut page = Shown::new();
    assert_eq!(page.codes(), all());
    assert_eq!(page.eval("document.querySelectorAll('tr.page.open').length"), 0);
    assert!(!page.is_open(40073));
    let found = format!("{} codes", ErrorCode::ALL.len());
    assert_eq!(page.eval("document.querySelector('#found').textContent"), found);
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_search_finds_digits_names_constants_and_former_constants_as_one_types() {
    let mut page = Shown::new();
    for code in ErrorCode::ALL {
        for text in [&code.as_u32().to_string(), code.name(), code.constant()] {
            page.search(text);
            assert!(page.codes().contains(&code.as_u32()), "{text}");
        }
    }
    page.search("4007");
    let digits = |code: &ErrorCode| code.as_u32().to_string().contains("4007");
    assert_eq!(page.codes(), those(digits));
    page.search("CodeQQNotLinked");
    assert_eq!(page.codes(), [40068]);
    page.search("  LOCK   conflict ");
    assert_eq!(page.codes(), [40073]);
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_search_finds_every_description_in_every_language() {
    let mut page = Shown::new();
    for language in Language::ALL {
        for code in ErrorCode::ALL.iter().step_by(9) {
            let description = code.description_in(*language);
            page.search(description);
            assert!(page.codes().contains(&code.as_u32()), "{language}: {description}");
            // As the page compares: without case, accents and the width of digits.
            let says_why = format!(
                "(() => {{
                    const plain = (text) => text.normalize('NFKD').replace(/\\p{{M}}/gu, '').toLowerCase();
                    const row = plain(document.getElementById('{}').innerText);
                    return plain({description:?}).split(/\\s+/).every((word) => row.includes(word));
                }})()",
                code.as_u32()
            );
            assert_eq!(page.eval(&says_why), true, "{language}: {description}");
        }
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn what_is_pasted_is_searched_for_codes() {
    let mut page = Shown::new();
    page.search(
        r#"{"code":40081,"aggregated_error":{"a":{"code":40016,"msg":"no"}},"msg":"some"}"#,
    );
    assert_eq!(page.codes(), [40016, 40081]);
    page.search("Lock Conflict (code: 40073)");
    assert!(page.codes().contains(&40073));
}

/// What the web interface says of 40073.
const LOCKED: [(Language, &str); 4] = [
    (Language::English, "File being occupied"),
    (Language::SimplifiedChinese, "文件被占用"),
    (Language::German, "Datei wird verwendet"),
    (Language::Russian, "Файл занят"),
];

#[test]
#[ignore = "needs Chromium"]
fn a_sentence_of_the_web_interface_finds_its_code() {
    for (language, sentence) in LOCKED {
        let mut page = Shown::of(&Catalog::of(None, language));
        page.go("");
        for (_, sentence) in [LOCKED[0], (language, sentence)] {
            for text in [
                sentence.to_owned(),
                format!("  {}! ", sentence.to_uppercase()),
                format!("\u{201c}{sentence}\u{201d}"),
                format!("{sentence} (it (still) is)"),
                format!("{sentence}（a）(b: c)."),
                format!("{sentence}. (a"),
            ] {
                page.search(&text);
                assert_eq!(page.codes(), [40073], "{language}: {text}");
            }
            for text in [
                format!("Qx {sentence}"),
                format!("{sentence} qx"),
                format!("{sentence} (a) qx"),
                format!("(a) {sentence} qx"),
            ] {
                page.search(&text);
                assert_eq!(page.codes(), [0; 0], "{language}: {text}");
            }
        }
        page.search(&format!("{sentence} (40016)"));
        assert_eq!(page.codes(), [40016, 40073], "{language}");
        page.search(sentence);
        page.browser.click("input[value='5xxxx']");
        assert_eq!(page.codes(), [0; 0], "{language}");
        page.assert_no_complaints();
    }
}

#[test]
#[ignore = "needs Chromium"]
fn the_page_makes_the_digest_of_a_sentence_as_the_tool_does() {
    let texts = [
        "Qx wide Ｑｘ　ｗｉｄｅ！",
        "qx cafe\u{301} ÉTÉ İstanbul",
        "qx 10 of 1024, ４２ and 12:30 v3 2FA",
        "\u{201c}Qx don\u{2019}t \u{2033}a\u{201f} \u{2018}b\u{201b}",
        "qx ΟΔΟΣ ὀδός ΣΣ",
        "\u{202b}qx ملف\u{202c} e\u{200b}nd\u{ad}s",
        "qx\u{a0}\u{2003}a\u{85}b\u{3000}c",
        "qx ﬁle ㎏ ½ Ⅷ ① ٣",
        "qx 한국어 \u{1112}\u{1161}\u{11ab} ﾊﾝｶｸ",
        "qx 🔒 𝔘𝔫𝔦 \u{20000}",
        "qx a (b) c",
        "…qx [d] – e…",
        "qx हिन्दी ไทย",
    ];
    let mut catalog = Catalog::of(None, Language::English);
    for (entry, text) in catalog.entries.iter_mut().zip(texts) {
        let digest = Digest::of(normal_form(text).bytes());
        entry.sentences = vec![BASE64_STANDARD.encode(&digest.0.to_be_bytes()[..6])];
    }
    let mut page = Shown::of(&catalog);
    page.go("");
    for (entry, text) in catalog.entries.iter().zip(texts) {
        page.search(text);
        assert_eq!(page.codes(), [entry.code], "{text}");
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_number_that_is_no_code_is_answered_too() {
    let mut page = Shown::new();
    for (number, answer) in [
        ("40999", "40999 is not known here. It is of class 4xxxx"),
        ("299", "It is of class 2xx"),
        ("61234", "of no class that Cloudreve uses"),
        ("-1", "no code of its own"),
        ("0", "0 is success"),
        ("nonsense", "No code is like that"),
    ] {
        page.search(number);
        let note = page.eval("document.querySelector('#note').innerText");
        assert!(note.as_str().unwrap().contains(answer), "{number}: {note}");
    }
    page.go("#50999");
    let note = page.eval("document.querySelector('#note').innerText");
    assert!(note.as_str().unwrap().contains("50999 is not known here. It is of class 5xxxx"));
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn filters_narrow_the_table_and_are_kept_in_the_address() {
    let mut page = Shown::new();
    page.browser.click("input[value='5xxxx']");
    assert_eq!(page.codes(), those(|code| code.class().to_string() == "5xxxx"));
    page.browser.click("input[value='Retry']");
    page.browser.click("input[value='FixServer']");
    let wanted = those(|code| {
        code.class().to_string() == "5xxxx"
            && [Remedy::Retry, Remedy::FixServer].contains(&code.remedy())
    });
    assert_eq!(page.codes(), wanted);
    page.search("failed");
    let found = page.codes();
    assert!(!found.is_empty() && found.len() < wanted.len());
    page.browser.wait_for("location.search.includes('q=')");
    let address = page.address();
    assert_eq!(address, "?q=failed&class=5xxxx&remedy=Retry&remedy=FixServer");
    page.go(&address);
    assert_eq!(page.codes(), found);
    assert_eq!(page.eval("document.querySelector('#query').value"), "failed");
    page.browser.click("#reset");
    assert_eq!((page.codes(), page.address()), (all(), String::new()));
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_link_goes_to_a_code_by_any_of_its_names() {
    let mut page = Shown::new();
    let links = ["#40073", "#CodeLockConflict", "#LockConflict", "#codelockconflict"];
    for (link, width) in links.into_iter().flat_map(|link| [(link, 360), (link, 800), (link, 1280)])
    {
        page.browser.resize(width, 900);
        page.go(link);
        assert!(page.is_open(40073), "{link}");
        let place = "document.getElementById('40073').getBoundingClientRect()";
        let top = page.eval(&format!("{place}.top")).as_f64().unwrap();
        let tools = page.eval("document.querySelector('.query').getBoundingClientRect().bottom");
        let height = page.eval("innerHeight").as_f64().unwrap();
        assert!(
            tools.as_f64().unwrap() <= top + 1.0 && top < height / 2.0,
            "{link} {width}: {top}, {tools}"
        );
        assert_eq!(page.eval("document.activeElement.closest('tr')?.id"), "40073", "{link}");
    }
    page.eval("location.hash = '#CodeQQNotLinked'");
    page.browser.wait_for("document.getElementById('40068').matches('.open')");
    // A link wins over a filter that would hide what it leads to.
    page.go("?class=5xxxx#40073");
    assert!(page.is_open(40073) && page.codes().contains(&40073));
    page.go("#%E0%A4%A");
    assert_eq!(page.codes(), all());
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_click_opens_a_code_and_another_closes_it() {
    let mut page = Shown::new();
    page.browser.click("[id='401'] button");
    assert!(page.is_open(401));
    assert_eq!(page.address(), "#401");
    page.browser.click("[id='401'] td.more");
    assert!(!page.is_open(401));
    assert_eq!(page.address(), "");
    page.browser.click("#unfold");
    for code in all() {
        assert!(page.is_open(code), "{code}");
    }
    page.browser.click("#unfold");
    assert!(!page.is_open(401));
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn copy_buttons_copy_what_they_stand_beside() {
    let mut page = Shown::new();
    let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    page.browser.call("Browser.grantPermissions", &permissions);
    page.go("#40073");
    let labels = page.eval(
        "[...document.querySelectorAll('.page.open .copier')].map((button) => button.ariaLabel)",
    );
    let labels: Vec<String> = serde_json::from_value(labels).unwrap();
    assert_eq!(
        labels,
        ["Copy the sample", "Copy link to 40073", "Copy LockConflict", "Copy CodeLockConflict"]
    );
    let link = format!("{}#40073", page.url);
    for (label, expected) in
        [(0, "\"code\": 40073"), (1, link.as_str()), (2, "LockConflict"), (3, "CodeLockConflict")]
    {
        let label = &labels[label];
        page.browser.click(&format!(".copier[aria-label='{label}']"));
        page.browser.wait_for(&format!(
            "!!document.querySelector('.copier[aria-label=\"Copied: {label}\"]')"
        ));
        let copied = page.eval("navigator.clipboard.readText()");
        let copied = copied.as_str().unwrap();
        assert!(copied == expected || label.contains("sample") && copied.contains(expected));
        assert!(!label.contains("sample") || serde_json::from_str::<Value>(copied).is_ok());
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn colors_follow_the_system_or_the_choice_which_is_kept() {
    let mut page = Shown::new();
    let light = |page: &mut Shown| {
        let color = page.eval("getComputedStyle(document.body).backgroundColor");
        let first =
            color.as_str().unwrap().split(['(', ',']).nth(1).unwrap().parse::<u8>().unwrap();
        first > 127
    };
    page.browser.prefer("prefers-color-scheme", "light");
    assert!(light(&mut page));
    page.browser.prefer("prefers-color-scheme", "dark");
    assert!(!light(&mut page));
    let choose = "(() => {
        const theme = document.querySelector('#theme');
        theme.value = 'light';
        theme.dispatchEvent(new Event('change'));
    })()";
    page.eval(choose);
    assert!(light(&mut page));
    page.go("");
    assert!(light(&mut page));
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_language_is_chosen_and_a_right_to_left_one_laid_out_so() {
    let mut page = Shown::new();
    for language in Language::ALL {
        page.eval(&format!(
            "(() => {{
                const language = document.querySelector('#language');
                language.value = '{language}';
                language.dispatchEvent(new Event('change'));
            }})()"
        ));
        for code in ErrorCode::ALL {
            let title = format!("document.querySelector('[id=\"{}\"] h3')", code.as_u32());
            let shown = page.eval(&format!("[{title}.textContent, {title}.lang]"));
            assert_eq!(shown, json!([code.description_in(*language), language.tag()]));
        }
        let number =
            page.eval("document.querySelector('[id=\"401\"] th').getBoundingClientRect().left");
        let title =
            page.eval("document.querySelector('[id=\"401\"] h3').getBoundingClientRect().left");
        let is_leftmost = number.as_f64() < title.as_f64();
        assert_eq!(is_leftmost, !language.is_right_to_left(), "{language}");
        let address = page.address();
        assert_eq!(address.is_empty(), *language == Language::English);
        page.go(&address);
        assert_eq!(page.eval("document.querySelector('#language').value"), language.tag());
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn it_begins_in_the_language_of_the_browser_or_the_choice_which_is_kept() {
    let mut page = Shown::new();
    let title = "document.querySelector('[id=\"40073\"] h3').textContent";
    let kind = ErrorCode::LockConflict;
    for (preferred, language) in [
        ("zh-CN,zh", Language::SimplifiedChinese),
        ("zh-Hant-HK", Language::TraditionalChinese),
        ("ar", Language::Arabic),
        ("ja", Language::Japanese),
        ("en-GB", Language::English),
        ("tlh,ja", Language::Japanese),
        ("tlh", Language::English),
    ] {
        page.browser.speak(preferred);
        page.go("");
        assert_eq!(page.eval(title), kind.description_in(language), "{preferred}");
    }
    page.browser.speak("zh-CN");
    page.go("?lang=de-DE");
    assert_eq!(page.eval(title), kind.description_in(Language::German));
    page.go("");
    assert_eq!(page.eval(title), kind.description_in(Language::SimplifiedChinese));
    page.eval(
        "(() => {
            const language = document.querySelector('#language');
            language.value = 'ja-JP';
            language.dispatchEvent(new Event('change'));
        })()",
    );
    page.go("");
    assert_eq!(page.eval(title), kind.description_in(Language::Japanese));
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn a_search_finds_what_stands_on_the_pages_and_the_error_without_a_code() {
    let mut page = Shown::new();
    page.browser.resize(1366, 768);
    page.search("versionControl");
    assert!(page.codes().contains(&40073), "{:?}", page.codes());
    let note = page.eval("document.querySelector('#note').innerText");
    assert!(note.as_str().unwrap().contains("on the pages"), "{note}");
    page.search("-1");
    assert_eq!(page.codes(), [0; 0]);
    let top = page.eval("document.getElementById('-1').getBoundingClientRect().top");
    assert!(top.as_f64().unwrap() < 768.0, "{top}");
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn what_is_never_sent_is_marked_before_it_is_opened() {
    let mut page = Shown::new();
    for code in ErrorCode::ALL {
        let marks = format!("document.getElementById('{}').innerText", code.as_u32());
        let row = page.eval(&marks);
        assert_eq!(row.as_str().unwrap().contains("not sent"), !code.is_sent(), "{code}");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn related_codes_are_named_in_the_language_of_the_reader() {
    let mut page = Shown::new();
    for language in [Language::English, Language::Japanese] {
        page.go(&format!("?lang={language}#40002"));
        let related = "document.querySelector('.page.open .related').innerText";
        let related = page.eval(related);
        let expected = ErrorCode::from_u32(50004).unwrap().description_in(language);
        assert!(related.as_str().unwrap().contains(expected), "{related}");
        page.browser.click(".page.open .related a[href='#50004']");
        page.browser.wait_for("document.getElementById('50004').matches('.open')");
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn on_a_phone_the_search_takes_less_than_a_sixth() {
    let mut page = Shown::new();
    page.browser.resize(390, 844);
    page.go("#40073");
    let bottom = page.eval("document.querySelector('.query').getBoundingClientRect().bottom");
    let bottom = bottom.as_f64().unwrap();
    assert!(bottom > 0.0 && bottom < 844.0 / 6.0, "{bottom}");
    let action = "document.querySelectorAll('.page.open .prose h4')[1].getBoundingClientRect().top";
    assert!(page.eval(action).as_f64().unwrap() < 844.0);
}

#[test]
#[ignore = "needs Chromium"]
fn one_code_is_printed_on_one_sheet() {
    let mut page = Shown::new();
    // The shortest, and those with the longest pages.
    for code in [401, 40001, 40005, 40016, 40073, 40081, 404, 50001, 50005] {
        page.go(&format!("#{code}"));
        let paper = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true});
        let printed = page.browser.call("Page.printToPDF", &paper);
        let bytes = BASE64_STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.matches("/Type /Page\n").count(), 1, "{code}");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn a_page_made_in_a_language_begins_in_it() {
    let mut page = Shown::of(&Catalog::of(None, Language::Arabic));
    page.go("");
    assert_eq!(page.eval("document.documentElement.dir"), "rtl");
    assert_eq!(
        page.eval("document.querySelector('[id=\"40073\"] h3').textContent"),
        ErrorCode::LockConflict.description_in(Language::Arabic)
    );
    assert_eq!(page.address(), "");
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn the_keyboard_does_all_that_the_mouse_does() {
    let mut page = Shown::new();
    page.browser.press("/");
    assert_eq!(page.eval("document.activeElement.id"), "query");
    page.browser.insert("lock");
    page.browser.press("ArrowDown");
    let found = page.codes();
    assert_eq!(page.eval("document.activeElement.closest('tr').id"), found[0].to_string());
    page.browser.press("ArrowDown");
    assert_eq!(page.eval("document.activeElement.closest('tr').id"), found[1].to_string());
    page.browser.press("Enter");
    assert!(page.is_open(found[1]));
    page.browser.press("Tab");
    let beside = page.eval("document.activeElement.closest('tr').className");
    assert_eq!(beside, "page open", "what is open comes next");
    page.browser.press("/");
    page.browser.press("Escape");
    assert_eq!(page.codes(), all());
    page.browser.insert("CodeLockConflict");
    page.browser.press("Enter");
    assert!(page.is_open(40073));
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn without_javascript_everything_is_there_to_read() {
    let mut page = Shown::new();
    page.browser.call("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    for link in ["", "#40073", "#CodeLockConflict"] {
        page.go(link);
        let text = page.eval("document.body.innerText");
        let text = text.as_str().unwrap();
        for code in ErrorCode::ALL {
            for known in [code.description(), code.constant(), code.name(), code.remedy().advice()]
            {
                assert!(text.contains(known), "{code}: {known}");
            }
        }
        assert!(page.eval("!document.querySelector('.tools').checkVisibility()") == true);
        let top = page.eval("document.getElementById('40073').getBoundingClientRect().top");
        assert_eq!(top.as_f64().unwrap().abs() < 200.0, !link.is_empty(), "{link}: {top}");
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn nothing_is_asked_for_beside_the_page_itself() {
    let mut page = Shown::new();
    for rest in ["", "?lang=ar-AR&q=40073", "#40073"] {
        page.go(rest);
    }
    page.browser.click("#unfold");
    let expected = page.url.clone();
    for request in page.browser.requests() {
        assert!(request.starts_with(&expected) || request.starts_with("data:"), "{request}");
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn the_policy_lets_nothing_else_run_or_load() {
    let mut page = Shown::new();
    page.eval("globalThis.ran = false");
    let inserted = page.eval(
        "(() => {
            const script = document.createElement('script');
            try { script.textContent = 'ran = true' } catch { return 'refused' }
            document.body.append(script);
            return String(ran);
        })()",
    );
    assert_ne!(inserted, "true");
    assert_eq!(page.eval("ran"), false);
    let loaded = page.eval(
        "new Promise((done) => {
            const image = new Image();
            image.onload = () => done(true);
            image.onerror = () => done(false);
            image.src = location.href;
        })",
    );
    assert_eq!(loaded, false);
    let refused =
        page.browser.complaints().iter().any(|said| said.contains("Content Security Policy"));
    assert!(refused, "the browser says why");
}

#[test]
#[ignore = "needs Chromium"]
fn a_hostile_text_is_shown_as_it_is() {
    let mut page = Shown::of(&hostile::catalog(hostile::TEXT));
    for rest in ["", "#40073", "?lang=de-DE&q=second"] {
        page.go(rest);
        assert_eq!(page.codes(), all());
        let titles = page
            .eval("[...document.querySelectorAll('#codes h3')].map((title) => title.textContent)");
        assert_eq!(titles, json!(vec![hostile::TEXT; ErrorCode::ALL.len()]));
        assert_eq!(page.eval("document.scripts.length"), 1);
        assert_eq!(page.eval("document.querySelectorAll('main img').length"), 0);
        let prose = page.eval("document.querySelector('.prose').textContent");
        assert!(
            prose.as_str().unwrap().contains("</div></td><script>alert(3)</script>"),
            "{prose}"
        );
        let sample = page.eval("document.querySelector('.facts pre code').textContent");
        let sample: Value = serde_json::from_str(sample.as_str().unwrap()).unwrap();
        assert_eq!(sample["msg"], hostile::TEXT);
    }
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium"]
fn no_screen_is_too_narrow_and_paper_has_no_controls() {
    let mut page = Shown::new();
    for (width, rest) in [(320, "#40073"), (360, "?lang=ar-AR#40081"), (768, "#203"), (1920, "")] {
        page.browser.resize(width, 800);
        page.go(rest);
        let overflow = page.eval("document.documentElement.scrollWidth - innerWidth");
        assert!(overflow.as_i64().unwrap() <= 0, "{width} {rest}: {overflow}");
    }
    page.browser.call("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    for control in [".tools", ".choices", ".skip"] {
        let shown = page.eval(&format!("document.querySelector('{control}').checkVisibility()"));
        assert_eq!(shown, false, "{control}");
    }
    let printed =
        page.browser.call("Page.printToPDF", &json!({"paperWidth": 8.27, "paperHeight": 11.69}));
    assert!(printed["data"].as_str().unwrap().len() > 10_000);
    page.assert_no_complaints();
}

#[test]
#[ignore = "needs Chromium, and axe-core of npm"]
fn axe_core_finds_no_fault() {
    let axe =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("npm ci --prefix cli/tests/tools");
    let mut page = Shown::new();
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 360)] {
        page.browser.prefer("prefers-color-scheme", scheme);
        page.browser.resize(width, 900);
        for rest in ["", "#40073", "?lang=ar-AR#40081", "?q=%E9%94%81&remedy=Resolve", "?q=40999"] {
            page.go(rest);
            page.eval(&axe);
            let faults = page.eval(
                "axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
                    `${id}: ${nodes.map((node) => node.target).join(' ')}`))",
            );
            assert_eq!(faults, json!([]), "{scheme} {width} {rest}");
        }
    }
}
