//! Each format of `cloudreve-codes generate` holds the whole table, in its own words.

#![allow(missing_docs)]

#[path = "support/command.rs"]
mod command;

use cloudreve_codes::generate::catalog::Catalog;
use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_error_codes::interface::{KEYS, TEXTS};
use cloudreve_error_codes::{Class, ErrorCode, Language, Remedy, ResponseCode};
use command::{document, formats};
use serde_json::{Value, json};

fn parsed(arguments: &[&str]) -> Value {
    serde_json::from_str(&document(arguments)).unwrap()
}

/// A label as the heading of a column.
fn heading(key: &str, language: Language) -> String {
    let place = KEYS.iter().position(|known| *known == key).unwrap();
    let mut letters = TEXTS[language as usize][place].chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The lines of the table in Cloudreve's API docs, as the formatter that they use pads it.
fn padded_table(language: Language) -> Vec<String> {
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let headings = (heading("label.code", language), heading("label.description", language));
    let rows = ErrorCode::ALL
        .iter()
        .map(|code| (code.as_u32().to_string(), code.description_in(language).to_owned()));
    let rows: Vec<_> = [headings].into_iter().chain(rows).collect();
    let widest = rows.iter().fold((0, 0), |(first, second), (code, description)| {
        (width(code).max(first), width(description).max(second))
    });
    let padded = |text: &str, to: usize| text.to_owned() + &" ".repeat(to - width(text));
    let line = |(code, description): &(String, String)| {
        format!("| {} | {} |", padded(code, widest.0), padded(description, widest.1))
    };
    let mut lines: Vec<_> = rows.iter().map(line).collect();
    lines.insert(1, line(&("-".repeat(widest.0), "-".repeat(widest.1))));
    lines
}

#[test]
fn every_format_ends_in_one_newline_and_has_no_trailing_space() {
    for format in formats() {
        let document = document(&[&format]);
        assert!(document.ends_with('\n') && !document.ends_with("\n\n"), "{format}");
        for line in document.lines() {
            assert!(!line.ends_with(' '), "{format}: {line:?}");
        }
    }
}

#[test]
fn csv_is_the_table_itself() {
    let table = include_str!("../../codes.csv");
    assert_eq!(document(&["csv"]), table);
}

#[test]
fn vitepress_is_the_padded_table_of_the_api_docs() {
    for language in Language::ALL {
        let table = document(&["vitepress", "--lang", language.tag()]);
        assert_eq!(table.lines().collect::<Vec<_>>(), padded_table(*language));
    }
    let first = "| Code  | Description                               |";
    assert_eq!(document(&["vitepress"]).lines().next(), Some(first));
}

/// What there is of a code in each language, without the page that is shown already.
fn translations(code: ErrorCode, shown: &str) -> Value {
    let translation = |language: &Language| {
        let mut translation = json!({"description": code.description_in(*language)});
        let page = code.explanation_in(*language);
        if page.language() == *language && page.text() != shown {
            translation["explanation"] = page.text().into();
        }
        (language.tag().to_owned(), translation)
    };
    Value::Object(Language::ALL.iter().map(translation).collect())
}

#[test]
fn json_holds_no_page_twice_and_every_page_that_a_link_leads_to() {
    for language in Language::ALL {
        let document = parsed(&["json", "--lang", language.tag()]);
        let list = |key: &str| document[key].as_array().unwrap().clone();
        let (codes, others) = (list("codes"), list("pages"));
        let mut pages: Vec<String> = Vec::new();
        for entry in codes.iter().chain(&others) {
            let translated = entry["translations"].as_object().unwrap().values();
            let explanations = translated.map(|translation| &translation["explanation"]);
            let explanations = explanations.chain([&entry["explanation"]]);
            pages.extend(explanations.filter_map(Value::as_str).map(str::to_owned));
        }
        let names: Vec<_> = codes.iter().map(|code| code["code"].to_string()).collect();
        let names: Vec<_> = names
            .iter()
            .map(String::as_str)
            .chain(others.iter().filter_map(|page| page["name"].as_str()))
            .collect();
        for page in &pages {
            for target in page.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
                let name = target.strip_suffix(".md");
                assert!(name.is_none_or(|name| names.contains(&name)), "{language}: {target}");
            }
        }
        let count = pages.len();
        assert!(count >= 2 * (ErrorCode::ALL.len() + 2), "English and Chinese: {count}");
        pages.sort();
        pages.dedup();
        assert_eq!(pages.len(), count, "{language}");
    }
}

#[test]
fn json_holds_all_that_is_known_of_every_code_in_every_language() {
    for language in Language::ALL {
        let document = parsed(&["json", "--lang", language.tag()]);
        assert_eq!(document["language"], language.tag());
        let codes: Vec<_> = ErrorCode::ALL
            .iter()
            .map(|code| {
                json!({
                    "code": code.as_u32(),
                    "name": code.name(),
                    "constant": code.constant(),
                    "aliases": code.aliases(),
                    "description": code.description_in(*language),
                    "class": code.class().to_string(),
                    "remedy": code.remedy().to_string(),
                    "since": code.since(),
                    "http_status": code.http_status(),
                    "sent": code.is_sent(),
                    "nested": code.is_nested(),
                    "explanation": code.explanation_in(*language).text(),
                    "translations": translations(*code, code.explanation_in(*language).text()),
                })
            })
            .collect();
        assert_eq!(document["codes"], Value::from(codes));
        for (remedy, said) in Remedy::ALL.iter().zip(document["remedies"].as_array().unwrap()) {
            assert_eq!(said["advice"], remedy.advice_in(*language), "{language}");
        }
    }
    let document = parsed(&["json"]);
    let names = |list: &Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|entry| entry["name"].as_str().unwrap().to_owned()).collect()
    };
    let classes: Vec<_> = Class::ALL.iter().map(ToString::to_string).collect();
    let remedies: Vec<_> = Remedy::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(names(&document["classes"]), classes);
    assert_eq!(names(&document["remedies"]), remedies);
    assert_eq!(document["release"], Value::Null);
    assert_eq!(parsed(&["json", "--as-of", "v4.6.0"])["release"], "4.6.0");
}

#[test]
fn markdown_has_a_group_for_each_class_and_a_part_for_each_code() {
    let document = document(&["markdown"]);
    for class in Class::ALL {
        assert!(document.contains(&format!("\n## {class}: ")), "{class}");
    }
    for code in ErrorCode::ALL {
        let number = code.as_u32();
        assert!(document.contains(&format!("| [{number}](#{number}) | {} |", code.name())));
        let (_, part) = document.split_once(&format!("<a id=\"{number}\"></a>\n")).unwrap();
        let part = part.split("<a id=").next().unwrap();
        assert!(part.contains(&format!("### {number} {}\n", code.description())), "{code}");
        assert!(part.contains(code.constant()) && part.contains(code.remedy().advice()));
        for line in code.explanation().lines().filter(|line| !line.contains("](")) {
            assert!(part.contains(line), "{code}: {line}");
        }
        assert!(part.contains(&format!("```json\n{{\n  \"code\": {number},")), "{code}");
    }
}

#[test]
fn links_within_a_document_lead_to_a_part_of_it() {
    for (format, link, anchor) in [("markdown", "](#", "<a id=\""), ("html", "href=\"#", " id=\"")]
    {
        let document = document(&[format]);
        let mut links = 0;
        for target in
            document.split(link).skip(1).map(|rest| rest.split(['"', ')']).next().unwrap())
        {
            links += 1;
            assert!(document.contains(&format!("{anchor}{target}\"")), "{format}: {target}");
        }
        assert!(links > ErrorCode::ALL.len(), "{format}");
        assert!(!document.contains(".md)") && !document.contains(".md\""), "{format}");
    }
}

#[test]
fn the_schemas_describe_every_known_code() {
    for (format, schemas) in [("json-schema", "/$defs"), ("openapi", "/components/schemas")] {
        let document = parsed(&[format]);
        let schemas = document.pointer(schemas).unwrap();
        let known = &schemas["ErrorCode"];
        let numbers: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_u32()).collect();
        let names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(known["type"], "integer");
        assert_eq!(known["enum"], json!(numbers));
        assert_eq!(known["x-enum-varnames"], json!(names));
        let descriptions = known["x-enum-descriptions"].as_array().unwrap();
        assert_eq!(descriptions.len(), ErrorCode::ALL.len());
        for (description, code) in descriptions.iter().zip(ErrorCode::ALL) {
            let description = description.as_str().unwrap();
            assert!(description.starts_with(code.description()), "{description}");
            assert!(description.contains(code.remedy().advice()), "{description}");
        }
    }
    assert_eq!(parsed(&["openapi"])["openapi"], "3.1.0");
}

#[test]
fn the_code_of_a_response_is_any_number_and_its_data_anything() {
    for (format, schemas) in [("json-schema", "/$defs"), ("openapi", "/components/schemas")] {
        let document = parsed(&[format]);
        let schemas = document.pointer(schemas).unwrap();
        let fields = &schemas["Response"]["properties"];
        assert_eq!(fields["code"]["type"], "integer");
        assert_eq!(fields["code"]["format"], "int64");
        let keys: Vec<_> = fields["data"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["description"], "{format}");
    }
}

#[test]
fn the_page_holds_every_code_with_all_that_is_known_of_it() {
    let page = document(&["html"]);
    for code in ErrorCode::ALL {
        let row = format!("<tr class=\"code\" id=\"{}\"", code.as_u32());
        let (_, part) = page.split_once(&row).unwrap();
        // A sample of the page's own has its quotes as they are.
        let part = part.split("<tr class=\"code\"").next().unwrap().replace("&quot;", "\"");
        for known in [
            format!("<code id=\"{0}\">{0}</code>", code.constant()),
            format!(">{}</code>", code.name()),
            format!("<code>{}</code>: {}", code.remedy(), code.remedy().advice()),
            format!("<dd>{} ", code.http_status()),
            format!("<dd>Cloudreve {}</dd>", code.since()),
            "<h4>What it means</h4>".to_owned(),
            "<h4>When the server sends it</h4>".to_owned(),
            "<h4>What to do</h4>".to_owned(),
            format!("\"code\": {},", code.as_u32()),
        ] {
            assert!(part.contains(&known), "{code}: {known}");
        }
        for language in Language::ALL {
            assert!(part.contains(&format!("<li lang=\"{language}\">")), "{code}: {language}");
        }
    }
}

#[test]
fn the_page_stays_below_450_kilobytes_but_for_japanese_whose_letters_take_three_bytes() {
    for language in Language::ALL {
        let page = document(&["html", "--lang", language.tag()]);
        let limit = if *language == Language::Japanese { 500_000 } else { 450_000 };
        assert!(page.len() < limit, "{language}: {}", page.len());
    }
}

#[test]
fn every_sample_is_a_response_with_its_code() {
    let document = document(&["markdown"]);
    for code in ErrorCode::ALL {
        let (_, part) = document.split_once(&format!("<a id=\"{}\">", code.as_u32())).unwrap();
        let part = part.split("<a id=").next().unwrap();
        let (_, sample) = part.rsplit_once("```json\n").unwrap();
        let sample: Value = serde_json::from_str(sample.split("```").next().unwrap()).unwrap();
        let sent: ResponseCode = ResponseCode::new(sample["code"].as_i64().unwrap());
        assert_eq!(sent, *code);
        assert!(sample["msg"].is_string(), "{code}");
        assert_eq!(sample.get("data").is_some(), [203, 40073].contains(&code.as_u32()), "{code}");
        assert_eq!(sample.get("aggregated_error").is_some(), code.as_u32() == 40081, "{code}");
    }
}

#[test]
fn a_page_may_have_a_table() {
    let mut catalog = Catalog::of(None, Language::English);
    let page = "## What it means\n\nThis.\n\n## When\n\n| `msg` | see |\n| --- | --- |\n| `a \\| b` | [40073](40073.md) |\n";
    page.clone_into(&mut catalog.entries[0].explanation);
    let made = |format| render(Format::find(format).unwrap(), &catalog).unwrap();
    assert!(
        made("markdown")
            .contains("| `msg` | see |\n| --- | --- |\n| `a \\| b` | [40073](#40073) |\n")
    );
    let html = made("html");
    for part in [
        "<th><code>msg</code></th>",
        "<td><code>a | b</code></td>",
        "<a href=\"#40073\">40073</a></td>",
    ] {
        assert!(html.contains(part), "{part}");
    }
}
