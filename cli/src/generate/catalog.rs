use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use cloudreve_error_codes as library;
use cloudreve_error_codes::{ErrorCode, Explanation, ResponseCode, finding_out_more_in};
use http::StatusCode;
use serde::Serialize;

use super::explanation;
use super::related;
use super::sample;
use crate::codes::release::Release;
use crate::interface::{self, text};
use crate::log::messages::interface::whole_sentences;

/// How many related codes are named: more would be a list to read.
const MOST_RELATED: usize = 8;

/// The table as the templates see it: plain texts and numbers, none of them escaped.
#[derive(Clone, Debug, Serialize)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
pub struct Catalog {
    /// The version of the table.
    pub version: String,
    /// The release of the server that it is as of, if one was asked for.
    pub release: Option<String>,
    /// The package that a binding is a part of, if one was named.
    pub package: Option<String>,
    /// Whether a binding leaves out the envelope: responses, their parts and the locks of a conflict.
    pub codes_only: bool,
    /// Whether a binding that has a choice calls the codes as the server's source does.
    pub server_names: bool,
    /// Whether kotlinx.serialization can read the envelope of a binding for Kotlin.
    pub kotlinx_serialization: bool,
    /// The language of [`Entry::description`].
    pub language: Language,
    pub languages: Vec<Language>,
    /// Whether a page is not translated.
    pub is_partly_english: bool,
    /// Those that have an entry.
    pub classes: Vec<Class>,
    /// Those that an entry has.
    pub remedies: Vec<Remedy>,
    /// Ascending.
    pub entries: Vec<Entry>,
    /// The release of the server that the table was checked against.
    pub server_release: String,
    /// The pages that are of no entry.
    pub others: Vec<OtherPage>,
}

/// A page that is of no code of the table.
#[derive(Clone, Debug, Serialize)]
pub struct OtherPage {
    /// Unique in a document, as the numbers of the entries are.
    pub anchor: String,
    pub title: String,
    /// In Markdown, as [`Entry::explanation`].
    pub explanation: String,
    /// The language that it is written in.
    pub page_language: Language,
    /// As [`Entry::note`].
    pub note: Option<String>,
    /// As [`Entry::is_stale`].
    pub is_stale: bool,
    /// As [`Entry::translations`].
    pub translations: Vec<(String, Translation)>,
}

/// What is known of a code.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub code: u32,
    pub name: String,
    pub constant: String,
    pub aliases: Vec<String>,
    /// In the language of the catalog.
    pub description: String,
    /// In all languages, in their order.
    pub descriptions: Vec<Description>,
    pub class: String,
    pub remedy: String,
    /// What the remedy is called in the language of the catalog.
    pub remedy_title: String,
    /// The remedy in a sentence.
    pub advice: String,
    pub since: String,
    pub http_status: u16,
    /// What HTTP calls the status.
    pub http_reason: String,
    /// By the community server, at the release that the table was checked against.
    pub sent: bool,
    /// Inside the `aggregated_error` of another response too.
    pub nested: bool,
    /// Its page, in Markdown. Links lead to the pages of other entries, as `40016.md`.
    pub explanation: String,
    /// The language that the page is written in.
    pub page_language: Language,
    /// What is to be said of the page: that it is not translated, or stale.
    pub note: Option<String>,
    /// Whether the English page has changed since it was translated.
    pub is_stale: bool,
    /// By the tag of each language, in their order. A page that is [`Entry::explanation`] is not repeated.
    pub translations: Vec<(String, Translation)>,
    /// A response with the code, as JSON over several lines.
    pub sample: String,
    /// Other codes that have to do with it, the nearest first.
    pub related: Vec<Related>,
    /// What Cloudreve's web interface says in its place, in English and in the language of the catalog: the first
    /// six bytes of the digest of each sentence's normal form, in Base64.
    pub sentences: Vec<String>,
}

/// A code beside another.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    pub code: u32,
    /// In the language of the catalog.
    pub description: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Description {
    /// The tag of the language.
    pub language: String,
    pub text: String,
}

/// What there is in one of the languages.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Language {
    pub tag: String,
    pub endonym: String,
    /// `ltr` or `rtl`, as in HTML.
    pub direction: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Class {
    pub name: String,
    /// What its codes have in common, to go on after the name.
    pub about: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Remedy {
    pub name: String,
    /// What it is called in the language of the catalog.
    pub title: String,
    pub advice: String,
}

impl Catalog {
    /// That of the descriptions and of all other words.
    pub(crate) fn language(&self) -> library::Language {
        self.language.tag.parse().unwrap_or(library::Language::English)
    }

    /// The built-in table, as of a release or whole, described in a language.
    pub fn of(release: Option<&Release>, language: library::Language) -> Self {
        let is_sent =
            |code: ErrorCode| release.is_none_or(|release| Release::since(code) <= *release);
        let codes = || ErrorCode::ALL.iter().copied().filter(|code| is_sent(*code));
        let classes = library::Class::ALL.iter().copied();
        let remedies = library::Remedy::ALL.iter().copied();
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            release: release.map(ToString::to_string),
            package: None,
            codes_only: false,
            server_names: false,
            kotlinx_serialization: false,
            language: Language::of(language),
            languages: library::Language::ALL.iter().copied().map(Language::of).collect(),
            is_partly_english: codes()
                .any(|code| code.explanation_in(language).language() != language),
            classes: classes
                .filter(|class| codes().any(|code| code.class() == *class))
                .map(|class| Class::of(class, language))
                .collect(),
            remedies: remedies
                .filter(|remedy| codes().any(|code| code.remedy() == *remedy))
                .map(|remedy| Remedy::of(remedy, language))
                .collect(),
            entries: codes().map(|code| Entry::of(code, language, is_sent)).collect(),
            server_release: ErrorCode::SERVER_RELEASE.to_owned(),
            others: others(is_sent, language),
        }
    }
}

impl Entry {
    /// `is_sent` says which other codes its page may lead to.
    fn of(
        code: ErrorCode,
        language: library::Language,
        is_sent: impl Fn(ErrorCode) -> bool + Copy,
    ) -> Self {
        let description = code.description_in(language);
        let page = code.explanation_in(language);
        let explanation = explanation::with_targets(page.text(), target(is_sent));
        Self {
            code: code.as_u32(),
            name: code.name().to_owned(),
            constant: code.constant().to_owned(),
            aliases: code.aliases().iter().copied().map(str::to_owned).collect(),
            description: description.to_owned(),
            descriptions: library::Language::ALL
                .iter()
                .map(|language| Description::of(code, *language))
                .collect(),
            class: code.class().to_string(),
            remedy: code.remedy().to_string(),
            remedy_title: code.remedy().name_in(language).to_owned(),
            advice: code.remedy().advice_in(language).to_owned(),
            since: code.since().to_owned(),
            http_status: code.http_status(),
            http_reason: reason(code.http_status()).to_owned(),
            sent: code.is_sent(),
            nested: code.is_nested(),
            translations: Translation::all(&explanation, |language| Translation {
                description: Some(code.description_in(language).to_owned()),
                explanation: written_in(language, code.explanation_in(language), is_sent),
            }),
            explanation,
            page_language: Language::of(page.language()),
            note: interface::note(page, language).map(str::to_owned),
            is_stale: page.is_stale(),
            sample: sample::of(code),
            related: related::to(code)
                .into_iter()
                .filter(|other| is_sent(*other))
                .take(MOST_RELATED)
                .map(|other| Related::of(other, language))
                .collect(),
            sentences: sentences(code, language),
        }
    }
}

/// The digests of the sentences that stand for a code, in English and in another language.
fn sentences(code: ErrorCode, language: library::Language) -> Vec<String> {
    let languages = BTreeSet::from([library::Language::English, language]);
    let digests: BTreeSet<_> = languages
        .into_iter()
        .flat_map(whole_sentences)
        .filter(|(_, codes)| codes.contains(&code.into()))
        .map(|(digest, _)| digest)
        .collect();
    digests.iter().map(|digest| BASE64_STANDARD.encode(digest)).collect()
}

impl Related {
    fn of(code: ErrorCode, language: library::Language) -> Self {
        Self { code: code.as_u32(), description: code.description_in(language).to_owned() }
    }
}

/// Where a link to the page with a name leads: nowhere, if the document has no entry for it.
fn target(is_sent: impl Fn(ErrorCode) -> bool) -> impl Fn(&str) -> Option<String> {
    move |name| match name.parse::<ErrorCode>() {
        Ok(code) if !is_sent(code) => None,
        _ => Some(format!("{name}.md")),
    }
}

/// `is_sent` says which codes these pages may lead to.
fn others(
    is_sent: impl Fn(ErrorCode) -> bool + Copy,
    language: library::Language,
) -> Vec<OtherPage> {
    let not_set = ResponseCode::NOT_SET.explanation_in(language);
    let pages = [
        not_set.map(|page| ("-1", text!(language, "document.not_set"), page)),
        Some(("finding-out-more", text!(language, "document.more"), finding_out_more_in(language))),
    ];
    let in_language = |anchor: &str, language| match anchor {
        "-1" => ResponseCode::NOT_SET.explanation_in(language),
        _ => Some(finding_out_more_in(language)),
    };
    let page = |(anchor, title, page): (&str, &str, Explanation)| {
        let explanation = explanation::with_targets(page.text(), target(is_sent));
        OtherPage {
            anchor: anchor.to_owned(),
            title: title.to_owned(),
            translations: Translation::all(&explanation, |language| Translation {
                description: None,
                explanation: in_language(anchor, language)
                    .and_then(|page| written_in(language, page, is_sent)),
            }),
            explanation,
            page_language: Language::of(page.language()),
            note: interface::note(page, language).map(str::to_owned),
            is_stale: page.is_stale(),
        }
    };
    pages.into_iter().flatten().map(page).collect()
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("")
}

impl Description {
    fn of(code: ErrorCode, language: library::Language) -> Self {
        Self { language: language.tag().to_owned(), text: code.description_in(language).to_owned() }
    }
}

impl Translation {
    /// By the tag of each language that has any, of what there is in a language. The page `shown` is not repeated.
    fn all(shown: &str, in_language: impl Fn(library::Language) -> Self) -> Vec<(String, Self)> {
        let is_new = |page: &String| page != shown;
        let translations = library::Language::ALL.iter().map(|language| {
            let Self { description, explanation } = in_language(*language);
            let explanation = explanation.filter(is_new);
            (language.tag().to_owned(), Self { description, explanation })
        });
        translations
            .filter(|(_, found)| found.description.is_some() || found.explanation.is_some())
            .collect()
    }
}

/// A page, if it is written in the language, with its links changed as the other pages'.
fn written_in(
    language: library::Language,
    page: Explanation,
    is_sent: impl Fn(ErrorCode) -> bool,
) -> Option<String> {
    let is_written = page.language() == language;
    is_written.then(|| explanation::with_targets(page.text(), target(is_sent)))
}

impl Language {
    fn of(language: library::Language) -> Self {
        let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
        Self {
            tag: language.tag().to_owned(),
            endonym: language.endonym().to_owned(),
            direction: direction.to_owned(),
        }
    }
}

impl Class {
    fn of(class: library::Class, language: library::Language) -> Self {
        let about = match class {
            library::Class::Http2xx => text!(language, "class.2xx.about"),
            library::Class::Http4xx => text!(language, "class.4xx.about"),
            library::Class::App4xxxx => text!(language, "class.4xxxx.about"),
            library::Class::App5xxxx => text!(language, "class.5xxxx.about"),
            _ => "",
        };
        Self { name: class.to_string(), about: about.to_owned() }
    }
}

impl Remedy {
    fn of(remedy: library::Remedy, language: library::Language) -> Self {
        Self {
            name: remedy.to_string(),
            title: remedy.name_in(language).to_owned(),
            advice: remedy.advice_in(language).to_owned(),
        }
    }
}
