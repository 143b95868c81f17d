//! Whatever a text holds, each format writes it by its own rules, and its readers get it back.

#![allow(missing_docs)]

#[path = "support/hostile.rs"]
mod hostile;

use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_error_codes::{ErrorCode, FINDING_OUT_MORE, Language, ResponseCode};
use hostile::{TEXT, catalog};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

fn document(format: &str, text: &str) -> String {
    render(Format::find(format).unwrap(), &catalog(text)).unwrap()
}

fn parsed(format: &str, text: &str) -> Value {
    serde_json::from_str(&document(format, text)).unwrap()
}

/// The column of the tables in a document of Markdown whose first column is named so.
fn column(markdown: &str, first: &str, index: usize) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_cell = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                is_cell = true;
                rows.last_mut().unwrap().push(String::new());
            }
            Event::End(TagEnd::TableCell) => is_cell = false,
            Event::Text(text) | Event::Code(text) if is_cell => {
                rows.last_mut().unwrap().last_mut().unwrap().push_str(&text);
            }
            Event::InlineHtml(tag) if is_cell && &*tag == "<!-- -->" => {}
            Event::InlineHtml(tag) if is_cell => {
                assert_eq!(&*tag, "<br>");
                rows.last_mut().unwrap().last_mut().unwrap().push('\n');
            }
            Event::Start(Tag::Link { .. } | Tag::Strong)
            | Event::End(TagEnd::Link | TagEnd::Strong) => {}
            event => assert!(!is_cell, "{event:?} in a cell"),
        }
    }
    let head = |row: &Vec<String>| row[0] == first;
    let mut is_wanted = false;
    rows.retain(|row| {
        let is_head = head(row);
        is_wanted = is_head || (is_wanted && row[0].parse::<u32>().is_ok());
        is_wanted && !is_head
    });
    rows.into_iter().map(|row| row[index].clone()).collect()
}

fn assert_survives(text: &str) {
    let expected = vec![text.to_owned(); ErrorCode::ALL.len()];

    let document_csv = document("csv", text);
    let mut reader = csv::Reader::from_reader(document_csv.as_bytes());
    let fields: Vec<_> = reader.records().map(|record| record.unwrap()[2].to_owned()).collect();
    assert_eq!(fields, expected);

    for entry in parsed("json", text)["codes"].as_array().unwrap() {
        assert_eq!(entry["description"], text);
        let translations = entry["translations"].as_object().unwrap();
        assert_eq!(translations.len(), Language::ALL.len());
        for translation in translations.values() {
            assert_eq!(translation, &json!({"description": text, "explanation": text}));
        }
    }
    for (format, schemas) in [("json-schema", "/$defs"), ("openapi", "/components/schemas")] {
        let document = parsed(format, text);
        let known = &document.pointer(schemas).unwrap()["ErrorCode"]["x-enum-descriptions"];
        for description in known.as_array().unwrap() {
            // Generators write it as a comment that ends with its line.
            let line = text.replace('\n', " ");
            assert!(description.as_str().unwrap().starts_with(&line), "{format}: {description}");
        }
    }
    assert_eq!(column(&document("vitepress", text), "Code", 1), expected);
    assert_eq!(column(&document("markdown", text), "Code", 2), expected);
}

#[test]
fn a_hostile_text_survives_every_format() {
    assert_survives(TEXT);
}

#[test]
fn no_text_becomes_markup_of_the_page() {
    let page = document("html", TEXT);
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<!-- o"));
    assert!(!page.contains("</div></td><script"));
    let title = "a | b &quot;c&quot; &#x27;d&#x27; &lt;&#x2f;script&gt;&lt;script&gt;alert(1)";
    assert_eq!(page.matches(title).count() % ErrorCode::ALL.len(), 0);
}

#[test]
fn no_text_ends_the_block_of_a_sample_in_markdown() {
    let text = "```\n# no heading\n~~~";
    let document = document("markdown", text);
    let headings = Parser::new_ext(&document, Options::ENABLE_TABLES)
        .filter(|event| matches!(event, Event::Start(Tag::Heading { .. })));
    let not_set = ResponseCode::NOT_SET.explanation().unwrap();
    let others = [not_set, FINDING_OUT_MORE];
    let of_others =
        others.map(|page| 1 + page.lines().filter(|line| line.starts_with("## ")).count());
    let classes = 4;
    let expected = 1 + classes + 4 * ErrorCode::ALL.len() + of_others.iter().sum::<usize>();
    assert_eq!(headings.count(), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_survives_every_format(text in "[!-~äßж锁ق]([ -~\n]{0,40}[!-~äßж锁ق])?") {
        // Markdown has no way to write a space at either end of a line.
        let lines: Vec<_> = text.split('\n').map(str::trim).collect();
        assert_survives(&lines.join("\n"));
    }
}
