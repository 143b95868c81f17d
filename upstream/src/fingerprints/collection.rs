//! The sentences of many releases, and what is known of each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use cloudreve_codes::log::messages::{Case, Kind, Meaning, Row, Sentence};
use cloudreve_error_codes::{ErrorCode, Language, ResponseCode};

use super::release::Release;
use super::table::{self, Table};

/// Who shows a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Server,
    /// The web interface, in a language.
    Interface(String),
}

impl Source {
    /// The interface in a language, if it is one that the table knows.
    pub(super) fn of_language(tag: &str) -> Option<Self> {
        let is_known = Language::ALL.iter().any(|language| language.tag() == tag);
        is_known.then(|| Self::Interface(tag.to_owned()))
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Server => "server",
            Self::Interface(language) => language,
        }
    }
}

/// The sentences of releases that are added in their order.
#[derive(Default)]
pub(super) struct Collection {
    sentences: BTreeMap<(Source, Sentence), History>,
}

/// What is known of a sentence in the releases of version 3, and in those from 4 on.
#[derive(Default)]
struct History([Option<Span>; 2]);

#[derive(Clone)]
struct Span {
    first: String,
    last: String,
    meaning: Meaning,
}

impl Collection {
    /// Adds a row of the index of a server's release. A number is that which its constant has today.
    pub(super) fn add_row(&mut self, release: &Release, row: &Row) {
        let code = match row.code {
            None => None,
            Some(code) => match known(code, &row.constant) {
                Some(code) => Some(code.into()),
                // Of a code that the table has not there is nothing to say.
                None => return,
            },
        };
        self.add(Source::Server, Sentence::of_format(&row.message), release, code, row.kind);
    }

    /// Adds a sentence of the interface.
    pub(super) fn add_sentence(
        &mut self,
        release: &Release,
        source: Source,
        code: ErrorCode,
        sentence: &str,
    ) {
        let sentence = Sentence::of_template(sentence);
        self.add(source, sentence, release, Some(code.into()), Kind::Exact);
    }

    fn add(
        &mut self,
        source: Source,
        sentence: Sentence,
        release: &Release,
        code: Option<ResponseCode>,
        kind: Kind,
    ) {
        let is_wanted = match source {
            Source::Server => sentence.refusal().is_none(),
            Source::Interface(_) => sentence.is_shown(),
        };
        if !is_wanted {
            return;
        }
        let case = Case::of(sentence.first());
        let meaning = Meaning::of(&sentence);
        let key = (source, sentence.without_case());
        let History(spans) = self.sentences.entry(key).or_default();
        let span = spans[usize::from(!release.is_v3())].get_or_insert_with(|| Span {
            first: release.name(),
            last: release.name(),
            meaning,
        });
        span.last = release.name();
        span.meaning.add(code, kind, case);
    }

    /// Their fingerprints.
    ///
    /// # Errors
    /// Two sentences that have one digest.
    pub(super) fn into_table(self) -> Result<Table, String> {
        let mut forms: BTreeMap<(bool, u64, u64), String> = BTreeMap::new();
        let mut rows = Vec::new();
        for ((source, sentence), History(spans)) in self.sentences {
            let key = sentence.key();
            let (digest, rest) = table::seen(key);
            match forms.entry((source == Source::Server, digest, rest)) {
                Entry::Occupied(known) if *known.get() != sentence.form() => {
                    let (one, other) = (known.get(), sentence.form());
                    return Err(format!("{one:?} and {other:?} have one digest"));
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(free) => drop(free.insert(sentence.form())),
            }
            let start = sentence.start().filter(|_| source == Source::Server);
            // Without a code it is not worth to look everywhere for a text that begins with anything.
            let is_wanted = |span: &Span| match source {
                Source::Server => {
                    is_worth_while(&span.meaning)
                        && (start.is_some() || !span.meaning.codes.is_empty())
                }
                Source::Interface(_) => true,
            };
            let spans = match spans {
                [Some(old), Some(new)] if old.meaning == new.meaning => {
                    vec![Span { first: old.first, ..new }]
                }
                spans => spans.into_iter().flatten().collect(),
            };
            rows.extend(spans.into_iter().filter(is_wanted).map(|span| table::Row {
                source: source.clone(),
                key,
                start,
                first: span.first,
                last: span.last,
                meaning: span.meaning,
            }));
        }
        Ok(Table::of(rows))
    }
}

/// The code that a constant stands for today, or, where the table does not know it, a number.
fn known(code: i64, constant: &str) -> Option<ErrorCode> {
    constant.parse().ok().or_else(|| ErrorCode::try_from(code).ok())
}

/// Whether a text of a server has a code, or tells something of the chain that it is in: that it is Cloudreve's, or
/// that it ends here.
fn is_worth_while(meaning: &Meaning) -> bool {
    let uses = meaning.uses;
    let tells =
        uses.ends != Case::default() || (uses.wraps != Case::default() && !meaning.is_common);
    !meaning.codes.is_empty() || tells
}
