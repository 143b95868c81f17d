//! Markdown as a terminal shows it: wrapped, indented, with color where color is wanted.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use textwrap::core::display_width;

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

/// Renders the Markdown that the pages on the codes are written in: headings, paragraphs, lists, code.
/// No line is wider than `width`, but for code and for words that are.
pub(crate) fn render(markdown: &str, width: usize, styles: Styles) -> String {
    let mut page = Page { width, styles, ..Page::default() };
    for event in Parser::new(markdown) {
        page.take(event);
    }
    page.out
}

#[derive(Default)]
struct Page {
    width: usize,
    styles: Styles,
    out: String,
    /// The heading, paragraph or item that is open.
    text: String,
    /// How deep in lists it stands.
    depth: usize,
    /// Whether the next line is the first of an item.
    at_item: bool,
    in_code: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.style(self.styles.heading),
            Event::End(TagEnd::Heading(_)) => {
                self.unstyle(self.styles.heading);
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
            Event::Start(Tag::Strong) => self.style(self.styles.strong),
            Event::End(TagEnd::Strong) => self.unstyle(self.styles.strong),
            Event::Code(code) => {
                self.style(self.styles.code);
                self.text.push_str(&code);
                self.unstyle(self.styles.code);
            }
            Event::Text(text) if self.in_code => self.write_code(&text),
            Event::Text(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    fn style(&mut self, style: Style) {
        let _ = write!(self.text, "{style}"); // a string takes all that is written to it
    }

    fn unstyle(&mut self, style: Style) {
        let _ = write!(self.text, "{style:#}");
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

    /// An empty line between blocks.
    fn separate(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn write_block(&mut self, first: &str, rest: &str) {
        self.out.push_str(&wrap(&self.text, self.width, first, rest));
        self.text.clear();
    }
}

/// Text in lines of at most `width` columns, where its words allow it. `first` stands before the first
/// line, `rest` before each other. Escapes take no room.
pub(crate) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    out.push_str(first);
    let mut column = display_width(first);
    let mut is_first_word = true;
    for word in text.split_ascii_whitespace() {
        let word_width = display_width(word);
        if is_first_word {
            is_first_word = false;
        } else if column + 1 + word_width > width {
            out.push('\n');
            out.push_str(rest);
            column = display_width(rest);
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word_width;
    }
    out.push('\n');
    out
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

    #[test]
    fn wide_characters_count_twice() {
        for line in plain(&"漢字 ".repeat(30), 20).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 20, "{line}");
        }
    }
}
