//! The messages of the server in a text, and the codes that they are sent with.

use std::sync::Arc;

use cloudreve_error_codes::ResponseCode;
use memchr::memchr;

use super::beginning::beginning;
use super::older;
use crate::log::finder::{Evidence, Finder};
use crate::log::messages::{Decision, Fingerprints, decide_line};
use crate::log::scan::Stream;

/// How much of a text is looked at as if all of it were Cloudreve's, in bytes.
const LONGEST: usize = 64 << 10;
/// How much of a line is looked at.
const LONGEST_LINE: usize = 4 << 10;
/// How many messages are kept.
const MOST: usize = 64;

/// A message of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// It, and what follows it on its line.
    pub text: String,
    pub codes: Vec<ResponseCode>,
    /// Whether no other code can have been sent.
    pub is_certain: bool,
    /// Whether only version 3 of the server prints it.
    pub is_of_v3: bool,
}

/// What a log has.
#[derive(Default)]
pub(super) struct Found {
    /// The codes that stand in it, in their order; one may be there more than once.
    pub(super) codes: Vec<ResponseCode>,
    pub(super) messages: Vec<Message>,
}

/// What `annotate` finds.
pub(super) fn in_log(fingerprints: &Arc<Fingerprints>, text: &str) -> Found {
    let mut found = Found::default();
    let mut finder = Finder::new(Some(fingerprints));
    let mut stream = Stream::new(text.len());
    let mut source = text.as_bytes();
    while !stream.has_ended() {
        // What is in memory can be read.
        if !matches!(stream.read_from(&mut source), Ok(1..)) {
            stream.end();
        }
        while let Some(finding) = finder.next(&mut stream) {
            let is_certain = match finding.evidence {
                Evidence::Code => {
                    found.codes.push(finding.code);
                    continue;
                }
                Evidence::Message => true,
                Evidence::Doubtful => false,
            };
            let start = usize::try_from(finding.offset).unwrap_or(usize::MAX);
            let line = line_from(text.as_bytes(), start);
            let text = whole(line);
            if let Some(last) = found.messages.last_mut().filter(|last| last.text == text) {
                // Another code of the same message.
                if !last.codes.contains(&finding.code) {
                    last.codes.push(finding.code);
                }
            } else if found.messages.len() < MOST {
                found.messages.push(Message {
                    text,
                    codes: vec![finding.code],
                    is_certain,
                    is_of_v3: older::is_message(fingerprints, line),
                });
            }
        }
        stream.take_all_but(0);
    }
    found
}

/// The messages of a text that is about Cloudreve, whoever printed it: in quotes too.
pub(super) fn in_text(fingerprints: &Fingerprints, text: &str) -> Vec<Message> {
    let text = beginning(text, LONGEST);
    let mut messages: Vec<Message> =
        text.lines().filter_map(|line| of_line(fingerprints, line)).take(MOST).collect();
    if messages.is_empty() {
        let quoted = text.split(['"', '“', '”', '「', '」', '`', '\n']).skip(1);
        messages.extend(quoted.filter_map(|part| of_line(fingerprints, part)).take(MOST));
    }
    messages
}

/// The message that decides in a line.
pub(super) fn of_line(fingerprints: &Fingerprints, line: &str) -> Option<Message> {
    let line = beginning(line, LONGEST_LINE);
    let decision = decide_line(fingerprints, line.as_bytes()).or_else(|| {
        // A request id may be behind it in brackets.
        let (message, _) = line.trim_end().strip_suffix(']')?.rsplit_once(" [")?;
        decide_line(fingerprints, message.as_bytes())
    });
    let Decision { start, codes, is_certain, .. } = decision?;
    let text = &line.as_bytes()[start..];
    Some(Message {
        text: whole(text),
        codes,
        is_certain,
        is_of_v3: older::is_message(fingerprints, text),
    })
}

/// A message without what closes the brackets and quotes that it was in.
fn whole(message: &[u8]) -> String {
    let mut message = String::from_utf8_lossy(message).trim_end().to_owned();
    while let Some(last) = message.chars().next_back() {
        let opening = match last {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '>' => '<',
            '）' => '（',
            '】' => '【',
            '」' => '「',
            '”' => '“',
            '»' => '«',
            '"' | '\'' | '`' => last,
            _ => break,
        };
        let count = |wanted| message.chars().filter(|it| *it == wanted).count();
        let is_open =
            if opening == last { count(last) % 2 == 0 } else { count(opening) >= count(last) };
        if is_open {
            break;
        }
        message.truncate(message.len() - last.len_utf8());
        message.truncate(message.trim_end().len());
    }
    message
}

fn line_from(text: &[u8], start: usize) -> &[u8] {
    let rest = text.get(start..).unwrap_or_default();
    let rest = &rest[..rest.len().min(LONGEST_LINE)];
    rest[..memchr(b'\n', rest).unwrap_or(rest.len())].trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn what_closes_the_brackets_around_a_message_is_no_part_of_it() {
        for (text, message) in [
            ("Path not exist)", "Path not exist"),
            ("Path not exist: a (b (c)))", "Path not exist: a (b (c))"),
            ("Path not exist: a (b)", "Path not exist: a (b)"),
            ("Path not exist\"]} ", "Path not exist"),
            ("Path not exist: \"a\")", "Path not exist: \"a\""),
            ("Path not exist）」", "Path not exist"),
            ("Path not exist (", "Path not exist ("),
            (")))", ""),
            ("", ""),
        ] {
            assert_eq!(whole(text.as_bytes()), message, "{text}");
        }
    }
}
