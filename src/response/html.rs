//! As much of a page of a proxy or web server as says what it is.

/// Whether a text is a page rather than other markup, such as the XML of an object storage.
pub(super) fn is_page(text: &str) -> bool {
    let is_xml = text.starts_with("<?xml") && !text.to_ascii_lowercase().contains("<html");
    text.starts_with('<') && !is_xml
}

/// The title of a page, if it has one that is not empty.
pub(super) fn title(page: &str) -> Option<&str> {
    let lower = page.to_ascii_lowercase(); // as long as the page, so that places in one are places in the other
    let tag = lower.find("<title")?;
    let start = tag + lower[tag..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    Some(page[start..end].trim()).filter(|title| !title.is_empty())
}
