//! Markdown as a terminal shows it: wrapped, indented, with color where color is wanted.

mod table;

use std::fmt::Write;
use std::mem;

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::wrap::wrap;
use table::Table;

/// What the pages on the codes may have beside plain Markdown.
pub(crate) const DIALECT: Options = Options::ENABLE_TABLES;

/// How what stands out looks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Styles {
    pub(crate) heading: Style,
    strong: Style,
    code: Style,
}

impl Styles {
    /// As ANSI escapes, or not at all.
    pub(crate) fn new(is_colored: bool) -> Self {
        if !is_colored {
            return Self::default();
        }
        let bold = Style::new().bold();
        Self { heading: bold, strong: bold, code: AnsiColor::Cyan.on_default() }
    }
}

/// How far what stands under a heading is indented.
const INDENT: &str = "  ";

/// Renders the Markdown that the pages on the codes are written in: headings, paragraphs, lists, code, tables.
/// No line is wider than `width`, but for code and for words that are.
pub(crate) fn render(markdown: &str, width: usize, styles: Styles) -> String {
    let mut page = Page { width, styles, ..Page::default() };
    for event in Parser::new_ext(markdown, DIALECT) {
        page.take(event);
    }
    page.out
}

#[derive(Default)]
struct Page {
    width: usize,
    styles: Styles,
    out: String,
    /// The heading, paragraph, item or cell that is open.
    text: String,
    /// That of the text that comes.
    style: Style,
    /// How deep in lists it stands.
    depth: usize,
    /// Whether the next line is the first of an item.
    at_item: bool,
    in_code: bool,
    table: Table,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.style = self.styles.heading,
            Event::End(TagEnd::Heading(_)) => {
                self.style = Style::new();
                self.separate();
                self.write_block("", "");
            }
            Event::End(TagEnd::Paragraph) => self.end_paragraph(),
            Event::Start(Tag::List(_)) => {
                self.end_item();
                self.depth += 1;
                if self.depth == 1 {
                    self.separate();
                }
            }
            Event::End(TagEnd::List(_)) => self.depth -= 1,
            Event::Start(Tag::Item) => self.at_item = true,
            Event::End(TagEnd::Item) => self.end_item(),
            Event::Start(Tag::CodeBlock(_)) => self.start_code(),
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Table(_)) => self.start_table(),
            Event::Start(Tag::TableHead) => {
                self.style = self.styles.strong;
                self.table.start_row();
            }
            Event::Start(Tag::TableRow) => self.table.start_row(),
            Event::End(TagEnd::TableCell) => self.table.add_cell(mem::take(&mut self.text)),
            Event::End(TagEnd::Table) => self.write_table(),
            Event::Start(Tag::Strong) => self.style = self.styles.strong,
            Event::End(TagEnd::Strong | TagEnd::TableHead) => self.style = Style::new(),
            Event::Code(code) => self.add(&code, self.styles.code),
            Event::Text(text) if self.in_code => self.write_code(&text),
            Event::Text(text) => self.add(&text, self.style),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    /// Adds text to the block that is open. Each word has its style for itself, since a line may end after it.
    fn add(&mut self, text: &str, style: Style) {
        if style.is_plain() {
            return self.text.push_str(text);
        }
        for (index, word) in text.split(' ').enumerate() {
            let space = if index > 0 { " " } else { "" };
            let _ = write!(self.text, "{space}{style}{word}{style:#}"); // a string takes all
        }
    }

    fn end_paragraph(&mut self) {
        if self.depth == 0 {
            self.separate();
            self.write_block(INDENT, INDENT);
        } else {
            self.end_item();
        }
    }

    fn end_item(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let rest = INDENT.repeat(self.depth + 1);
        let first = format!("{}• ", INDENT.repeat(self.depth));
        self.write_block(if self.at_item { &first } else { &rest }, &rest);
        self.at_item = false;
    }

    fn start_code(&mut self) {
        self.end_item();
        self.separate();
        self.in_code = true;
    }

    fn write_code(&mut self, text: &str) {
        let code = self.styles.code;
        for line in text.lines() {
            let _ = writeln!(self.out, "{INDENT}{INDENT}{code}{line}{code:#}");
        }
    }

    fn start_table(&mut self) {
        self.end_item();
        self.separate();
        self.table = Table::default();
    }

    fn write_table(&mut self) {
        for line in self.table.lines(self.width) {
            self.write_line(&line);
        }
    }

    /// An empty line between blocks.
    fn separate(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn write_line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn write_block(&mut self, first: &str, rest: &str) {
        for line in wrap(&mem::take(&mut self.text), self.width, first, rest) {
            self.write_line(&line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str, width: usize) -> String {
        render(markdown, width, Styles::new(false))
    }

    #[test]
    fn a_page_is_headings_paragraphs_items_and_code() {
        let page = "\
## What it means

Someone else holds a lock, as **Bold** and `code` and [40073](40073.md)
say in two lines.

- **Person**: wait a little, then
  try again.
- Another.

```json
{\"code\": 40073}
```
";
        assert_eq!(
            plain(page, 40),
            "\
What it means

  Someone else holds a lock, as Bold and
  code and 40073 say in two lines.

  • Person: wait a little, then try
    again.
  • Another.

    {\"code\": 40073}
"
        );
    }

    #[test]
    fn styles_are_closed_on_the_text_that_they_open() {
        let styles = Styles::new(true);
        let rendered = render("## One\n\n**two** `three`\n", 80, styles);
        for (text, style) in
            [("One", styles.heading), ("two", styles.strong), ("three", styles.code)]
        {
            assert!(rendered.contains(&format!("{style}{text}{style:#}")), "{rendered:?}");
        }
    }

    #[test]
    fn styles_take_no_room() {
        let page = "## One\n\n**two** `three` and *four* `five` and **six** `seven` and `eight`\n";
        let styled = render(page, 20, Styles::new(true));
        assert_eq!(anstream::adapter::strip_str(&styled).to_string(), plain(page, 20));
    }

    const TABLE: &str = "\
Before:

| `msg` begins with | cause | who acts |
| --- | --- | --- |
| `failed to list` | the path is that of a file, or of a folder that was moved away in the meantime | Person |
| `no driver`, `no node` | none is set up | **Operator** and nobody else |
| | an empty cell | |

After.
";

    #[test]
    fn a_table_has_columns_where_they_are_wide_enough() {
        assert_eq!(
            format!("\n{}", plain(TABLE, 80)),
            "
  Before:

  msg begins with     cause                             who acts

  failed to list      the path is that of a file, or    Person
                      of a folder that was moved away
                      in the meantime

  no driver, no node  none is set up                    Operator and nobody else
                      an empty cell

  After.
"
        );
    }

    #[test]
    fn a_table_is_a_list_where_columns_would_be_too_narrow() {
        assert_eq!(
            format!("\n{}", plain(TABLE, 50)),
            "
  Before:

  msg begins with:
  • failed to list
    cause: the path is that of a file, or of a
      folder that was moved away in the meantime
    who acts: Person
  • no driver, no node
    cause: none is set up
    who acts: Operator and nobody else
  • an empty cell

  After.
"
        );
    }

    #[test]
    fn no_line_of_a_table_is_too_wide_and_no_style_goes_on_behind_it() {
        for width in 20..=120 {
            let styled = render(TABLE, width, Styles::new(true));
            for line in styled.lines() {
                let text = anstream::adapter::strip_str(line).to_string();
                assert!(unicode_width::UnicodeWidthStr::width(text.as_str()) <= width, "{line}");
                let open = line.matches("\u{1b}[").count() - line.matches("\u{1b}[0m").count();
                assert_eq!(open, line.matches("\u{1b}[0m").count(), "{line:?}");
            }
            assert_eq!(anstream::adapter::strip_str(&styled).to_string(), plain(TABLE, width));
        }
    }

    #[test]
    fn wide_characters_count_twice() {
        for line in plain(&"漢字 ".repeat(30), 20).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 20, "{line}");
        }
    }
}
