//! The API page of the server's documentation: Markdown, with a table of codes and descriptions.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::entry::Entry;

/// The codes and descriptions of all tables whose heading begins with `Code`.
pub(super) fn entries(file: &str, text: &str) -> Vec<Entry> {
    let (mut entries, mut headings) = (Vec::new(), headings(text));
    headings.push((text.len(), 0));
    for window in headings.windows(2) {
        let [(start, line), (end, _)] = *window else { continue };
        table(file, &text[start..end], line, &mut entries);
    }
    entries
}

/// Where a line begins that the next one makes the heading of a table, and the number of that line. A
/// table may follow the text of a paragraph without an empty line, which not every parser takes.
fn headings(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut before) = (Vec::new(), (0, ""));
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if is_delimiter(line) && before.1.contains('|') {
            found.push((before.0, number));
        }
        before = (start, line);
        start += line.len();
    }
    found
}

/// `| --- | :-: |`
fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.chars().all(|it| "|-: \t".contains(it))
}

/// Reads the table that `text` begins with, on a line of the file.
fn table(file: &str, text: &str, mut line: usize, entries: &mut Vec<Entry>) {
    let mut cells: Vec<String> = Vec::new();
    let (mut is_of_codes, mut counted) = (false, 0);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                line += text[counted..range.start].matches('\n').count();
                counted = range.start;
                cells.clear();
            }
            Event::Start(Tag::TableCell) => cells.push(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push_str(&text);
                }
            }
            Event::End(TagEnd::TableHead) => {
                is_of_codes = cells.first().is_some_and(|cell| cell.eq_ignore_ascii_case("code"));
            }
            Event::End(TagEnd::TableRow) if is_of_codes => {
                entries.extend(entry(file, line, &cells));
            }
            Event::End(TagEnd::Table) => return,
            _ => {}
        }
    }
}

fn entry(file: &str, line: usize, cells: &[String]) -> Option<Entry> {
    let label = cells.get(1).map(|cell| cell.trim().to_owned());
    Some(Entry {
        code: cells.first()?.trim().parse().ok()?,
        label: label.filter(|label| !label.is_empty()),
        file: file.to_owned(),
        line: Some(line),
    })
}
