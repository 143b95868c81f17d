//! A sentence as it is written in a source, with marks for what is known only where it is printed.

use std::collections::VecDeque;

use super::normal_form::{Digest, normal_form};
use super::start::Start;

/// How long a sentence is at most that is looked for, in bytes of its normal form.
pub const LONGEST: usize = 320;
/// The same for a sentence of the web interface.
pub(super) const LONGEST_SHOWN: usize = 1 << 10;

/// What a sentence is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Of what stands before anything that is filled in.
    pub digest: Digest,
    pub rest: Rest,
}

/// What follows in a sentence after its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rest {
    /// Nothing.
    None,
    /// Anything.
    Open,
    /// Anything, and then what has this digest, read backward.
    Ends(Digest),
}

/// A sentence in its normal form: what stands before everything that is filled in, and what stands after it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentence {
    before: String,
    /// `None` where nothing is filled in.
    after: Option<String>,
    /// How it begins, as it is written.
    first: Option<char>,
}

impl Sentence {
    /// Of a format string of Go. Numbers are no gaps in it, as all numbers are one; and what follows a colon
    /// within it is the next text of the chain.
    #[must_use]
    pub fn of_format(format: &str) -> Self {
        let mut parts = VecDeque::from([String::new()]);
        let mut rest = format;
        while let Some(at) = rest.find('%') {
            let verb = rest[at + 1..].find(|it: char| !"+-# 0123456789.*[]".contains(it));
            if let Some(part) = parts.back_mut() {
                part.push_str(&rest[..at]);
            }
            let verb = verb.map(|verb| &rest[at + 1 + verb..]);
            let mut characters = verb.unwrap_or_default().chars();
            match (characters.next(), parts.back_mut()) {
                (Some('%') | None, Some(part)) => part.push('%'),
                (Some('d'), Some(part)) => part.push('0'),
                _ => parts.push_back(String::new()),
            }
            rest = characters.as_str();
        }
        if let Some(part) = parts.back_mut() {
            part.push_str(rest);
        }
        Self::of_parts(first_of_chain(parts))
    }

    /// Of a sentence of the web interface: `{{message}}` is filled in.
    #[must_use]
    pub fn of_template(template: &str) -> Self {
        let (mut parts, mut rest) = (VecDeque::new(), template);
        while let Some((part, (_, after))) =
            rest.split_once("{{").and_then(|(part, rest)| Some((part, rest.split_once("}}")?)))
        {
            parts.push_back(part.to_owned());
            rest = after;
        }
        parts.push_back(rest.to_owned());
        Self::of_parts(parts)
    }

    fn of_parts(mut parts: VecDeque<String>) -> Self {
        let before = parts.pop_front().unwrap_or_default();
        Self {
            first: before.chars().find(|it| it.is_alphanumeric()),
            before: normal_form(&before),
            after: parts.pop_back().map(|after| normal_form(&after)),
        }
    }

    #[must_use]
    pub fn key(&self) -> Key {
        let rest = match &self.after {
            None => Rest::None,
            Some(after) if after.is_empty() => Rest::Open,
            Some(after) => Rest::Ends(Digest::of(after.bytes().rev())),
        };
        Key { digest: Digest::of(self.before.bytes()), rest }
    }

    /// Its normal form, with a mark for what is filled in.
    #[must_use]
    pub fn form(&self) -> String {
        self.after.as_ref().map_or(self.before.clone(), |after| format!("{}…{after}", self.before))
    }

    /// What it begins with, if it does not begin with something that is filled in.
    #[must_use]
    pub fn start(&self) -> Option<Start> {
        Start::of(self.before.as_bytes())
    }

    /// The sentence, whatever case it is written in.
    #[must_use]
    pub fn without_case(self) -> Self {
        Self { first: None, ..self }
    }

    /// Its first letter or digit.
    #[must_use]
    pub fn first(&self) -> Option<char> {
        self.first
    }

    /// Whether it is looked for where the interface is quoted. One word is, and tells something where there is
    /// nothing else.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        let after = self.after.as_deref().unwrap_or_default();
        let is_short = self.before.len().max(after.len()) <= LONGEST_SHOWN;
        let is_word = weight(&self.before) == 1 && after.is_empty();
        is_short && self.before.len() + after.len() >= 4 && (is_word || self.words() > 1)
    }

    fn words(&self) -> usize {
        weight(&self.before) + self.after.as_deref().map_or(0, weight)
    }

    /// Why it is not looked for, if it is not: it has too little text of its own, or too much.
    #[must_use]
    pub fn refusal(&self) -> Option<&'static str> {
        let after = self.after.as_deref();
        let words = self.words();
        if self.before.len().max(after.map_or(0, str::len)) > LONGEST {
            Some("it is too long")
        } else if words == 0
            || (words < 2 && after.is_some())
            || (after.is_none() && self.before.len() < 4)
        {
            Some("it has too little text of its own")
        } else {
            None
        }
    }
}

/// The parts up to the first colon: what follows it is the next text of the chain. Where that is one which is not
/// filled in, it counts as anything.
fn first_of_chain(parts: VecDeque<String>) -> VecDeque<String> {
    let mut firsts = VecDeque::new();
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.into_iter().enumerate() {
        let colon = part.find(": ").or_else(|| part.find('：'));
        let colon = colon.or_else(|| part.ends_with(':').then(|| part.len() - 1));
        let Some(colon) = colon else {
            firsts.push_back(part);
            continue;
        };
        let is_followed = index == last && part[colon..].contains(char::is_alphanumeric);
        firsts.push_back(part[..colon].to_owned());
        if is_followed && index == 0 {
            firsts.push_back(String::new());
        }
        break;
    }
    firsts
}

/// How many words a normal form has: where scripts put no spaces between them, two characters count as one.
pub(super) fn weight(form: &str) -> usize {
    let is_dense = |it: &char| matches!(it, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let spaced = form.split(|it: char| !it.is_alphanumeric() || is_dense(&it));
    spaced.filter(|word| !word.is_empty()).count() + form.chars().filter(is_dense).count() / 2
}
