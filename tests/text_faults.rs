//! A missing, a broken and a surplus text each stop the build, with the file and, where there is one, the line.

#![allow(missing_docs)]

#[path = "support/blob_id.rs"]
mod blob_id;
#[path = "../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::emit::Source;
use generator::fault::Fault;
use generator::folder::File;
use generator::interface::Interface;
use generator::locale::{Locale, TAGS};
use generator::page::Pages;
use generator::table::Table;
use generator::untranslated;
use proptest::prelude::*;

/// Two codes, so that one page can link to the other.
fn table() -> Table {
    let table = "code,name,description,constant,aliases,since,http_status,remedy,sent,nested\n\
                 404,NotFound,Resource Not Found,CodeNotFound,,3.0.0,404,Resolve,yes,yes\n\
                 40073,LockConflict,Lock Conflict,CodeLockConflict,,4.0.0,423,Resolve,yes,yes\n";
    Table::parse(table.as_bytes()).unwrap()
}

const PAGE: &str = "\
## What it means

A lock.

## What to do

- **Person**: wait.

## When the server sends it

Often; see [404](404.md) and [how to find out more](finding-out-more.md).

```json
# not a heading
```
";

const MORE: &str = "## In the log\n\nLook there; not for [-1](-1.md).\n";

fn file(name: &str, text: impl AsRef<[u8]>) -> File {
    (name.to_owned(), text.as_ref().to_vec())
}

fn lines(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// The pages that are good in each test.
fn good_pages() -> [File; 3] {
    [file("404.md", PAGE), file("-1.md", PAGE), file("finding-out-more.md", MORE)]
}

/// The faults of the pages, where all but that of 40073 are good.
fn page_faults(others: &[File]) -> Vec<String> {
    let files = [&good_pages(), others].concat();
    lines(&Pages::parse(files, &table()).expect_err("a fault"))
}

/// The faults of the page of 40073 after one replacement in it.
fn faults_of_page(from: &str, to: &str) -> Vec<String> {
    assert!(PAGE.contains(from));
    page_faults(&[file("40073.md", PAGE.replacen(from, to, 1))])
}

fn pages() -> Pages {
    Pages::parse([&good_pages()[..], &[file("40073.md", PAGE)]].concat(), &table()).unwrap()
}

#[test]
fn good_pages_come_through_as_they_are() {
    let pages = pages();
    assert_eq!((pages.of("404"), pages.of("40073"), pages.of("-1")), (PAGE, PAGE, PAGE));
    assert_eq!(pages.of("finding-out-more"), MORE);
}

#[test]
fn every_code_has_a_page() {
    assert_eq!(page_faults(&[]), ["text/explain/40073.md: the page of LockConflict is missing"]);
    assert_eq!(
        lines(&Pages::parse(Vec::new(), &table()).expect_err("a fault"))[2..],
        [
            "text/explain/-1.md: the page on -1 is missing",
            "text/explain/finding-out-more.md: the page on finding out more is missing",
        ]
    );
}

#[test]
fn every_page_has_a_code() {
    for name in ["40074.md", "README.md", "040073.md", ".md"] {
        assert_eq!(
            page_faults(&[file("40073.md", PAGE), file(name, PAGE)]),
            [format!(
                "text/explain/{name}: no code of the table: expected a name such as 40073.md"
            )]
        );
    }
}

#[test]
fn every_page_has_its_headings_in_order() {
    assert_eq!(
        faults_of_page("## When", "## Where"),
        [
            "text/explain/40073.md:9: heading \"## Where the server sends it\": expected \"## When the server sends it\""
        ]
    );
    assert_eq!(
        faults_of_page("## When the server sends it\n", ""),
        ["text/explain/40073.md: heading \"## When the server sends it\" is missing"]
    );
    assert_eq!(
        faults_of_page("Often;", "Now.\n\n### More\n\nOften;"),
        ["text/explain/40073.md:13: heading \"### More\": expected no further heading"]
    );
    assert_eq!(
        faults_of_page("A lock.", ""),
        ["text/explain/40073.md:5: nothing stands before \"## What to do\""]
    );
    assert_eq!(
        page_faults(&[file("40073.md", PAGE.split_once("Often").unwrap().0)]),
        ["text/explain/40073.md:10: nothing stands under the last heading"]
    );
}

#[test]
fn every_link_leads_to_a_page() {
    assert_eq!(
        faults_of_page("(404.md)", "(405.md)"),
        ["text/explain/40073.md:11: link to \"405.md\", which is no page"]
    );
}

#[test]
fn every_character_of_a_page_is_seen() {
    for unseen in ["\u{202e}", "\u{2066}", "\u{feff}", "\u{1b}", "\t"] {
        let found = faults_of_page("A lock.", &format!("A {unseen}lock."));
        assert_eq!(found.len(), 1, "{found:?}");
        let start =
            "text/explain/40073.md:3: a control character or one that nobody sees in \"A \\";
        assert!(found[0].starts_with(start), "{found:?}");
    }
}

#[test]
fn a_page_is_utf_8() {
    let mut page = PAGE.as_bytes().to_vec();
    page[20] = 0xff;
    assert_eq!(page_faults(&[file("40073.md", page)]), ["text/explain/40073.md:3: not UTF-8"]);
}

#[test]
fn the_page_on_finding_out_more_begins_with_a_heading() {
    let files =
        [&good_pages()[..2], &[file("40073.md", PAGE), file("finding-out-more.md", "More.\n")]];
    assert_eq!(
        lines(&Pages::parse(files.concat(), &table()).expect_err("a fault")),
        ["text/explain/finding-out-more.md:1: expected a heading, such as \"## In the log\""]
    );
}

mod translations {
    use super::blob_id::blob_id;
    use super::generator::translation::{LANGUAGES, Translation};
    use super::*;

    /// The same page in the language, as it would be made from the English one.
    fn translated() -> String {
        let (_, headings) = LANGUAGES[0];
        let page = generator::page::HEADINGS
            .iter()
            .zip(headings)
            .fold(PAGE.to_owned(), |page, (english, heading)| page.replace(english, heading));
        format!("<!-- of {} -->\n{page}", blob_id(PAGE))
    }

    fn parse(files: Vec<File>) -> Result<Translation, Vec<Fault>> {
        Translation::parse(&LANGUAGES[0], files, &pages(), &table(), blob_id)
    }

    #[test]
    fn a_page_that_is_not_translated_is_named() {
        let some = parse(vec![file("404.md", translated())]).unwrap();
        let (table, pages) = (table(), pages());
        let source = Source {
            table: &table,
            release: "4.18.0",
            pages: Some(&pages),
            locales: None,
            translations: Some(&[some]),
        };
        assert_eq!(
            untranslated::warning(&source).as_deref(),
            Some(
                "not translated yet, and so in English: page -1, 40073, finding-out-more in zh-CN"
            )
        );
    }

    #[test]
    fn the_id_of_a_page_is_that_of_git() {
        assert_eq!(blob_id(""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(blob_id("hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }

    #[test]
    fn a_page_is_stale_where_the_english_one_has_changed_and_may_be_missing() {
        let stale = translated().replace(&blob_id(PAGE), &blob_id("former"));
        let files = vec![file("404.md", translated()), file("40073.md", stale)];
        let pages = parse(files).unwrap().by_name;
        let is_stale: Vec<_> =
            pages.iter().map(|(name, page)| (name.as_str(), page.is_stale)).collect();
        assert_eq!(is_stale, [("40073", true), ("404", false)]);
        assert!(pages["404"].text.starts_with("## "));
    }

    #[test]
    fn a_page_says_what_it_was_made_from_and_is_of_a_page() {
        let tag = LANGUAGES[0].0;
        for (name, text, fault) in [
            (
                "404.md",
                PAGE.to_owned(),
                "404.md:1: expected <!-- of ID -->, with what git hash-object says of the English page",
            ),
            ("405.md", translated(), "405.md: no page: expected a name such as 40073.md"),
            (
                "404.md",
                translated().replace("(404.md)", "(405.md)"),
                "404.md:12: link to \"405.md\", which is no page",
            ),
        ] {
            assert_eq!(
                lines(&parse(vec![file(name, text)]).expect_err("a fault")),
                [format!("text/explain/{tag}/{fault}")]
            );
        }
        let untranslated = format!("<!-- of {} -->\n{PAGE}", blob_id(PAGE));
        let faults = lines(&parse(vec![file("404.md", untranslated)]).expect_err("a fault"));
        assert!(
            faults[0].starts_with(&format!("text/explain/{tag}/404.md:2: heading")),
            "{faults:?}"
        );
    }
}

const LOCALE: &str = "code,description\n404,Nicht gefunden\n40073,Gesperrt\n";

fn locale_faults(text: impl AsRef<[u8]>) -> Vec<String> {
    lines(&Locale::parse("de-DE", text.as_ref(), &table()).expect_err("a fault"))
}

#[test]
fn a_good_language_comes_through_in_the_order_of_the_table() {
    for text in [LOCALE, "code,description\n40073,Gesperrt\n404,Nicht gefunden\n"] {
        let locale = Locale::parse("de-DE", text.as_bytes(), &table()).unwrap();
        assert_eq!(locale.descriptions, ["Nicht gefunden", "Gesperrt"]);
    }
}

#[test]
fn what_is_not_translated_is_english_and_told_in_one_line() {
    let locale = |tag, text: &str| Locale::parse(tag, text.as_bytes(), &table()).unwrap();
    let whole = locale("de-DE", LOCALE);
    let no_lock = locale("fr-FR", "code,description\n404,Introuvable\n");
    assert_eq!(no_lock.descriptions, ["Introuvable", "Lock Conflict"]);
    let no_404 = locale("it-IT", "code,description\n40073,Bloccato\n");
    assert_eq!(no_404.descriptions, ["Resource Not Found", "Bloccato"]);
    let also_no_lock = locale("ja-JP", "code,description\n404,なし\n");

    let table = table();
    let warning = |locales: &[Locale]| {
        untranslated::warning(&Source {
            table: &table,
            release: "4.18.0",
            pages: None,
            locales: Some(locales),
            translations: None,
        })
    };
    assert_eq!(warning(std::slice::from_ref(&whole)), None);
    assert_eq!(
        warning(&[no_lock.clone(), also_no_lock.clone()]).as_deref(),
        Some("not translated yet, and so in English: description of 40073 in every language")
    );
    assert_eq!(
        warning(&[whole, no_lock, no_404, also_no_lock]).as_deref(),
        Some(
            "not translated yet, and so in English: description of 40073 in fr-FR, ja-JP; \
             description of 404 in it-IT"
        )
    );
}

#[test]
fn no_code_is_described_twice_and_none_that_is_unknown() {
    assert_eq!(
        locale_faults(format!("{LOCALE}404,Weg\n")),
        ["text/locales/de-DE.csv:4: code 404 is already described on line 2"]
    );
    assert_eq!(
        locale_faults(format!("{LOCALE}40074,Weg\n")),
        ["text/locales/de-DE.csv:4: code \"40074\" is not in the table"]
    );
    assert_eq!(
        locale_faults(LOCALE.replace("Gesperrt", "")),
        ["text/locales/de-DE.csv:3: description is empty"]
    );
    assert_eq!(
        locale_faults(LOCALE.replace("Gesperrt", "Gesperrt,ja")),
        ["text/locales/de-DE.csv:3: 3 fields, where the heading has 2 columns"]
    );
}

#[test]
fn a_language_is_utf_8_and_has_a_heading() {
    let mut text = LOCALE.as_bytes().to_vec();
    text[25] = 0xff;
    assert!(locale_faults(text)[0].contains("de-DE.csv:2: description"));
    assert_eq!(
        locale_faults(""),
        ["text/locales/de-DE.csv:1: the table is empty: its heading is code,description"]
    );
}

#[test]
fn every_language_is_there_and_no_other() {
    let mut files: Vec<File> = TAGS.iter().map(|tag| file(&format!("{tag}.csv"), LOCALE)).collect();
    let locales = Locale::parse_all(&files, &table()).unwrap();
    assert_eq!(locales.iter().map(|locale| locale.tag.as_str()).collect::<Vec<_>>(), TAGS);
    files[0].0 = "tlh.csv".to_owned();
    assert_eq!(
        lines(&Locale::parse_all(&files, &table()).unwrap_err()),
        [
            "text/locales/ar-AR.csv: the language is missing".to_owned(),
            format!("text/locales/tlh.csv: no known language: expected one of {}", TAGS.join(", ")),
        ]
    );
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = Pages::parse(vec![("404.md".to_owned(), bytes.clone())], &table());
        let _ = Locale::parse("de-DE", &bytes, &table());
    }

    #[test]
    fn a_page_with_any_line_missing_is_good_or_told_its_line(missing in 0..PAGE.lines().count()) {
        let lines = PAGE.lines().enumerate().filter(|(index, _)| *index != missing);
        let page = lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let files = [&good_pages()[..], &[file("40073.md", page)]].concat();
        if let Err(faults) = Pages::parse(files, &table()) {
            prop_assert!(faults.iter().all(|fault| fault.file == "text/explain/40073.md"));
        }
    }
}

/// English texts with all that the library needs, and two more.
fn english_interface() -> String {
    let of_remedy = |name: &&str| format!("remedy.{name}.name,N\nremedy.{name}.advice,a\n");
    let remedies: String = generator::table::REMEDIES.iter().map(of_remedy).collect();
    format!("key,text\n{remedies}web.count,{{count}} of {{total}}\nweb.copy,Copy\n")
}

/// The faults of the interface, where German is that text.
fn interface_faults(german: &str) -> Vec<String> {
    let files = [file("de-DE.csv", german), file("en-US.csv", english_interface())];
    lines(&Interface::parse(&files).expect_err("a fault"))
}

#[test]
fn what_a_language_does_not_say_of_the_interface_is_english() {
    let german = "key,text\nweb.count,von {total} sind es {count}\n";
    let files = [file("de-DE.csv", german), file("en-US.csv", english_interface())];
    let interface = Interface::parse(&files).unwrap();
    for texts in &interface.languages {
        assert_eq!(texts.by_key["web.copy"], "Copy");
        let is_german = texts.tag == "de-DE";
        assert_eq!(texts.by_key["web.count"] == "von {total} sind es {count}", is_german);
        let is_english = texts.tag == "en-US";
        assert_eq!(texts.untranslated.contains(&"web.copy".to_owned()), !is_english);
        assert_eq!(texts.untranslated.contains(&"web.count".to_owned()), !is_english && !is_german);
    }
}

#[test]
fn each_fault_of_the_interface_is_named_with_its_line_and_key() {
    for (rows, expected) in [
        (
            "web.count,{count}\n",
            "2: web.count: placeholders: {count}, where English has {count}, {total}",
        ),
        ("web.copy,{count}\n", "2: web.copy: placeholders: {count}, where English has none"),
        (
            "web.copy,{count\n",
            "2: web.copy: text \"{count\": expected placeholders such as {count}",
        ),
        (
            "web.copy,count}\n",
            "2: web.copy: text \"count}\": expected placeholders such as {count}",
        ),
        ("web.copy,\n", "2: web.copy: text is empty"),
        ("web.copy,?\n", "2: web.copy: text \"?\" is still to be written"),
        ("web.copy, a\n", "2: web.copy: text \" a\" is padded with white space"),
        ("web.other,a\n", "2: web.other: key \"web.other\" is not in text/interface/en-US.csv"),
        ("web.copy,a\nweb.copy,b\n", "3: web.copy: the key is already on line 2"),
        ("web.copy\n", "2: 1 fields, where the heading has 2 columns"),
    ] {
        let found = interface_faults(&format!("key,text\n{rows}"));
        assert_eq!(found, [format!("text/interface/de-DE.csv:{expected}")], "{rows}");
    }
}

#[test]
fn english_has_all_that_the_library_needs() {
    let faults = |english: &str| {
        lines(&Interface::parse(&[file("en-US.csv", english)]).expect_err("a fault"))
    };
    let found = faults(&english_interface().replace("remedy.Retry.advice,a\n", ""));
    assert_eq!(found, ["text/interface/en-US.csv: key remedy.Retry.advice is missing"]);
    let found = faults(&english_interface().replace("web.copy,", "web..copy,"));
    let expected = "expected words between dots, such as web.copy.link";
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("text/interface/en-US.csv:21: web..copy:")
            && found[0].ends_with(expected)
    );
    let files = [file("en-US.csv", english_interface()), file("tlh.csv", "key,text\n")];
    let found = lines(&Interface::parse(&files).expect_err("a fault"));
    assert!(
        found[0]
            .starts_with("text/interface/tlh.csv: no known language: expected one of en-US, ar-AR")
    );
}
