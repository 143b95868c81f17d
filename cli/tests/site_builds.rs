//! A docs site takes the Markdown of `cloudreve-codes generate`, whatever a text holds.

#![allow(missing_docs)]

#[path = "support/hostile.rs"]
mod hostile;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cloudreve_codes::generate::catalog::Catalog;
use cloudreve_codes::generate::formats::Format;
use cloudreve_codes::generate::render;
use cloudreve_error_codes::{ErrorCode, Language};

fn document(format: &str, catalog: &Catalog) -> String {
    render(Format::find(format).unwrap(), catalog).unwrap()
}

/// Builds a site with these pages, and gives the folder of what was built.
fn build(name: &str, pages: &[(&str, String)]) -> PathBuf {
    // Beside what VitePress is installed in, so that it is found.
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
    let site = tools.join("node_modules/.sites").join(name);
    let _ = fs::remove_dir_all(&site);
    fs::create_dir_all(&site).unwrap();
    for (file, text) in pages {
        fs::write(site.join(file), text).unwrap();
    }
    let output = Command::new(tools.join("node_modules/.bin/vitepress"))
        .arg("build")
        .arg(&site)
        .output()
        .expect("npm ci --prefix cli/tests/tools");
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
    site.join(".vitepress/dist")
}

/// The texts of the cells of a column in the tables whose first column is a code.
fn column(page: &str, index: usize) -> Vec<String> {
    let rows = page.split("<tr>").skip(1).map(|row| row.split("</tr>").next().unwrap());
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("<td").skip(1);
        cells
            .map(|cell| text(cell.split_once('>').unwrap().1.split("</td>").next().unwrap()))
            .collect()
    };
    let rows = rows
        .map(cells)
        .filter(|cells| cells.first().is_some_and(|code| code.parse::<u32>().is_ok()));
    rows.map(|cells| cells[index].clone()).collect()
}

/// What a reader sees of a piece of HTML that has been made for the page.
fn text(html: &str) -> String {
    let mut out = String::new();
    for piece in html.replace("<br>", "\n").split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        out = out.replace(entity, character);
    }
    out
}

#[test]
#[ignore = "needs VitePress of npm"]
fn both_kinds_of_markdown_become_pages_with_every_code() {
    let catalog = Catalog::of(None, Language::English);
    let overview = "# API\n\n## Error codes {#error-codes}\n\n<!--@include: ./codes.md-->\n";
    let site = build(
        "codes",
        &[
            ("index.md", overview.to_owned()),
            ("codes.md", document("vitepress", &catalog)),
            ("reference.md", document("markdown", &catalog)),
        ],
    );
    let descriptions: Vec<_> = ErrorCode::ALL.iter().map(ErrorCode::description).collect();
    let overview = fs::read_to_string(site.join("index.html")).unwrap();
    assert_eq!(column(&overview, 1), descriptions);
    let reference = fs::read_to_string(site.join("reference.html")).unwrap();
    assert_eq!(column(&reference, 2), descriptions);
    for code in ErrorCode::ALL {
        assert!(reference.contains(&format!("<a id=\"{}\"></a>", code.as_u32())), "{code}");
        assert!(reference.contains(&format!("href=\"#{}\"", code.as_u32())), "{code}");
    }
    assert!(!text(&reference).contains("](") && !text(&reference).contains("```"));
}

#[test]
#[ignore = "needs VitePress of npm"]
fn a_hostile_text_is_shown_as_it_is() {
    let catalog = hostile::catalog(hostile::TEXT);
    let site = build(
        "hostile",
        &[
            ("index.md", document("vitepress", &catalog)),
            ("reference.md", document("markdown", &catalog)),
        ],
    );
    let expected = vec![hostile::TEXT.to_owned(); ErrorCode::ALL.len()];
    let overview = fs::read_to_string(site.join("index.html")).unwrap();
    assert_eq!(column(&overview, 1), expected);
    let reference = fs::read_to_string(site.join("reference.html")).unwrap();
    assert_eq!(column(&reference, 2), expected);
}
