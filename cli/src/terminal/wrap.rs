//! How text is set in lines, of all that the tool writes.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthChar;

pub(crate) use textwrap::core::display_width as width;

/// What no line begins with, in scripts that have no spaces between words.
const NEVER_FIRST: &str =
    "。，、；：？！）」』】》〉〕”’…～ーぁぃぅぇぉっゃゅょァィゥェォッャュョ.,;:?!)";
/// What no line ends with.
const NEVER_LAST: &str = "（「『【《〈〔“‘(";

/// The escape that ends a style.
const RESET: &str = "\u{1b}[0m";

/// Text in lines of at most `width` columns, where its words allow it. `first` stands before the first line,
/// `rest` before each other. Escapes take no room.
pub(crate) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(String::from).collect()
}

/// What a line may be broken between: words, and characters of scripts that have no spaces between words.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(|word| {
        let mut parts: Vec<_> = parts(word.word).into_iter().map(Word::from).collect();
        if let Some(last) = parts.last_mut() {
            last.whitespace = word.whitespace;
        }
        parts
    }))
}

/// A word in parts that may stand on lines of their own. What is styled is in one of them, with its escapes.
fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, None);
    let (mut escape, mut opening, mut is_styled) = (None, None, false);
    for (place, character) in word.char_indices() {
        if character == '\u{1b}' {
            escape = Some(place);
        }
        if let Some(begin) = escape {
            if character.is_ascii_alphabetic() {
                escape = None;
                is_styled = &word[begin..=place] != RESET;
                opening = opening.or(is_styled.then_some(begin));
            }
            continue;
        }
        let end = opening.take().or((!is_styled).then_some(place));
        if let (Some(end), Some(last)) = (end, before.replace(character))
            && may_break(last, character)
        {
            parts.push(&word[start..end]);
            start = end;
        }
    }
    parts.push(&word[start..]);
    parts
}

/// Whether a line may end between two characters of a word.
fn may_break(before: char, after: char) -> bool {
    let is_of_wide_script = |it: char| it.width() == Some(2) && !is_korean(it);
    (is_of_wide_script(before) || is_of_wide_script(after))
        && !NEVER_LAST.contains(before)
        && !NEVER_FIRST.contains(after)
}

/// Korean has spaces between its words.
fn is_korean(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scripts_without_spaces_are_broken_between_characters() {
        for (text, lines) in [
            ("文件被占用，请稍候", vec!["文件被占", "用，请稍", "候"]),
            ("用 data 取得", vec!["用 data", "取得"]),
            ("（文件）锁定了。", vec!["（文件）", "锁定了。"]),
            ("\u{1b}[1m文件\u{1b}[0m被占用了吗", vec!["\u{1b}[1m文件\u{1b}[0m被占", "用了吗"]),
            ("被\u{1b}[1m占用文件\u{1b}[0m了", vec!["被", "\u{1b}[1m占用文件\u{1b}[0m", "了"]),
            ("잠금을 해제하는", vec!["잠금을", "해제하는"]),
            ("unbreakable", vec!["unbreakable"]),
        ] {
            assert_eq!(wrap(text, 8, "", ""), lines, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_long(text in "([文件，。（）的ロック가a-c]| ){0,60}") {
            let lines = wrap(&text, 12, "", "");
            let plain = |text: &str| text.replace(' ', "");
            prop_assert_eq!(plain(&lines.concat()), plain(&text));
            for line in lines.iter().filter(|line| width(line) > 12) {
                // Only what cannot be broken: without a space, and nothing before it that could end a line.
                prop_assert!(parts(line).len() == 1, "{line:?}");
            }
        }
    }
}
