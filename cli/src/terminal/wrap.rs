//! How text is set in lines, of all that the tool writes.

use textwrap::{Options, WordSeparator, WordSplitter};

pub(crate) use textwrap::core::display_width as width;

/// Text in lines of at most `width` columns, where its words allow it. `first` stands before the first line,
/// `rest` before each other. Escapes take no room.
pub(crate) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(String::from).collect()
}
