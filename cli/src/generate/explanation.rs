//! The page of a code: from the Markdown that it is written in to what a format needs.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd, html};

use crate::terminal::markdown::DIALECT;

/// How much deeper than a page's own its headings stand in a document with a heading for each code.
const DEEPER: usize = 2;

/// The page with each link to another page leading to what `target` says of its name; to nothing, if it says so.
pub(crate) fn with_targets(page: &str, target: impl Fn(&str) -> Option<String>) -> String {
    replaced(page, |event, source| match event {
        Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
            let name = dest_url.strip_suffix(".md")?;
            let label = source.strip_prefix('[')?.strip_suffix(&format!("]({dest_url})"))?;
            Some(target(name).map_or(label.to_owned(), |target| format!("[{label}]({target})")))
        }
        _ => None,
    })
}

/// The page as a part of a document in Markdown that has an anchor for each page.
pub(crate) fn markdown(page: &str) -> String {
    let page = with_targets(page, |name| Some(format!("#{name}")));
    replaced(&page, |event, source| match event {
        Event::Start(Tag::Heading { .. }) => Some(format!("{}{source}", "#".repeat(DEEPER))),
        // A page is text: markup in it would be a mistake, and is shown.
        Event::Html(_) | Event::InlineHtml(_) => Some(source.replace('<', "&lt;")),
        _ => None,
    })
}

/// The page as a part of a document in HTML that has an anchor for each page.
pub(crate) fn html(page: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(&markdown(page), DIALECT));
    out
}

/// One line in Markdown as a part of a paragraph in HTML.
pub(crate) fn inline_html(line: &str) -> String {
    let events = Parser::new_ext(line, DIALECT).filter(|event| {
        !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// What the code means, by the first part of its page: one line of text, without markup but for the
/// backquotes around code.
pub(crate) fn meaning(page: &str) -> String {
    let events = Parser::new_ext(page, DIALECT)
        .skip_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let mut out = String::new();
    for event in events.skip(1) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Table(_)) => break,
            Event::Text(text) => out.push_str(&text),
            Event::Code(code) => out.extend(["`", &code, "`"]),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => out.push(' '),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

/// The page with some of its elements written otherwise: `change` gets each with its source.
fn replaced(page: &str, change: impl Fn(&Event<'_>, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(page.len());
    let mut copied = 0;
    for (event, Range { start, end }) in Parser::new_ext(page, DIALECT).into_offset_iter() {
        let Some(text) = change(&event, &page[start..end]) else { continue };
        out.push_str(&page[copied..start]);
        out.push_str(&text);
        copied = end;
    }
    out.push_str(&page[copied..]);
    out
}
