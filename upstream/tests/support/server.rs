//! Sources, pages and locale files as the server and its web frontend have them, made from the table.

use std::fmt::Write;

use cloudreve_error_codes::ErrorCode;

/// A source that declares some of the codes.
pub fn source(codes: impl IntoIterator<Item = ErrorCode>) -> String {
    let mut text = "package serializer\n\nconst (\n\tCodeNotSet = -1\n".to_owned();
    for code in codes {
        writeln!(text, "\t// {code}\n\t{} = {}", code.constant(), code.as_u32()).unwrap();
    }
    text + ")\n"
}

/// The API page with some of the codes.
pub fn page(codes: impl IntoIterator<Item = ErrorCode>) -> String {
    let mut text = "# API\n\n| Status | Meaning |\n| --- | --- |\n| 200 | always |\n\n".to_owned();
    text += "## Error Codes\nBelow is a list:\n\n| Code  | Description                  |\n";
    text += "| ----- | ---------------------------- |\n";
    for code in codes {
        writeln!(text, "| {:<5} | {:<28} |", code.as_u32(), code.description()).unwrap();
    }
    text
}

/// A locale file with a sentence for some of the codes.
pub fn locale(codes: impl IntoIterator<Item = ErrorCode>) -> String {
    let sentences = codes.into_iter().map(|code| format!("\"{}\": \"a sentence\"", code.as_u32()));
    let sentences: Vec<_> = sentences.collect();
    format!("{{\"title\": \"x\", \"errors\": {{{}}}}}", sentences.join(",\n"))
}

/// All codes of the table.
pub fn all() -> impl Iterator<Item = ErrorCode> {
    ErrorCode::ALL.iter().copied()
}
