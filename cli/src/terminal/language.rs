//! Which language the tool speaks, and how its words stand among others.

use std::borrow::Cow;
use std::env;

use cloudreve_error_codes::{ErrorCode, Language, Remedy};
use oxilangtag::LanguageTag;

/// What else asks for a language than its own tag. Others of its script or region are found without.
const ALSO: [(&str, Language); 5] = [
    ("zh-Hans", Language::SimplifiedChinese),
    ("zh-SG", Language::SimplifiedChinese),
    ("zh-Hant", Language::TraditionalChinese),
    ("zh-HK", Language::TraditionalChinese),
    ("zh-MO", Language::TraditionalChinese),
];

// No doc comment: it would take the place of the help of the subcommand.
#[derive(clap::Args)]
pub(crate) struct Choice {
    /// Speak this language, such as zh-CN, instead of that of the system.
    #[arg(long = "lang", value_name = "TAG", value_parser = parse, long_help = long_help())]
    asked: Option<Language>,
}

impl Choice {
    pub(crate) fn language(&self) -> Language {
        self.asked.unwrap_or_else(of_system)
    }
}

/// The value of `--lang`: a tag such as `zh-CN`, or one that leads to it, such as `zh` or `zh_SG`.
fn parse(text: &str) -> Result<Language, String> {
    let nearest = negotiate(&[text.replace('_', "-")]);
    nearest.ok_or_else(|| format!("no known language: expected one of {}", known()))
}

fn long_help() -> String {
    format!(
        "Speak this language, such as zh-CN, instead of that of the system. Names, keys of JSON, help and errors stay \
         English.\n\nThe known ones are {}; another region of one, or none (zh), finds it too.",
        known()
    )
}

/// The tags of the languages, for a sentence.
pub(crate) fn known() -> String {
    let tags: Vec<_> = Language::ALL.iter().map(|language| language.tag()).collect();
    tags.join(", ")
}

/// The language that the person's system asks for; English if it asks for none that is known.
fn of_system() -> Language {
    if is_plain() { Language::English } else { nearest(sys_locale::get_locales()) }
}

/// Whether the environment asks for the plain locale, as scripts do: it wins over `LANGUAGE`.
fn is_plain() -> bool {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut set = variables.filter_map(env::var_os).filter(|value| !value.is_empty());
    set.next().is_some_and(|value| {
        let value = value.to_string_lossy();
        matches!(value.split(['.', '@']).next(), Some("C" | "POSIX"))
    })
}

fn nearest(asked: impl Iterator<Item = String>) -> Language {
    negotiate(&asked.collect::<Vec<_>>()).unwrap_or(Language::English)
}

/// The first language that can be had of those that are asked for.
fn negotiate<'a>(asked: impl IntoIterator<Item = &'a String>) -> Option<Language> {
    asked.into_iter().filter_map(|tag| parsed(tag)).find_map(|tag| one_for(&tag))
}

/// The language that a tag asks for: that of its script, else of its region, else the first of its language.
fn one_for(asked: &LanguageTag<String>) -> Option<Language> {
    let own = Language::ALL.iter().map(|language| (language.tag(), *language));
    let known = own.chain(ALSO).filter_map(|(tag, language)| Some((parsed(tag)?, language)));
    let candidates: Vec<_> =
        known.filter(|(tag, _)| tag.primary_language() == asked.primary_language()).collect();
    let with = |part: fn(&LanguageTag<String>) -> Option<&str>| {
        let wanted = part(asked)?;
        candidates.iter().find(|(tag, _)| part(tag) == Some(wanted))
    };
    let found = with(LanguageTag::script).or_else(|| with(LanguageTag::region));
    found.or(candidates.first()).map(|(_, language)| *language)
}

fn parsed(tag: &str) -> Option<LanguageTag<String>> {
    LanguageTag::parse_and_normalize(tag).ok()
}

/// What a code says in a language, so that it can stand between words and numbers of another.
pub(crate) fn description(code: ErrorCode, language: Language) -> Cow<'static, str> {
    let text = code.description_in(language);
    if language.is_right_to_left() {
        // Isolated: else the numbers beside it would be drawn on its other side.
        Cow::Owned(format!("\u{2068}{text}\u{2069}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What a remedy is called: in English as it is in all output that programs read.
pub(crate) fn remedy(remedy: Remedy, language: Language) -> &'static str {
    match language {
        Language::English => remedy.as_str(),
        language => remedy.name_in(language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(tags: &[&str]) -> Language {
        nearest(tags.iter().map(|tag| (*tag).to_owned()))
    }

    #[test]
    fn every_tag_finds_its_language_however_it_is_written() {
        for language in Language::ALL.iter().copied() {
            let tag = language.tag();
            for tag in
                [tag.to_owned(), tag.to_lowercase(), tag.to_uppercase(), tag.replace('-', "_")]
            {
                assert_eq!(parse(&tag), Ok(language), "{tag}");
            }
        }
    }

    #[test]
    fn a_language_alone_or_in_another_region_finds_the_one_there_is() {
        for (tag, language) in [
            ("en", Language::English),
            ("en-GB", Language::English),
            ("de-CH", Language::German),
            ("pt", Language::BrazilianPortuguese),
            ("pt-PT", Language::BrazilianPortuguese),
            ("es-419", Language::Spanish),
            ("ar", Language::Arabic),
            ("ar-EG", Language::Arabic),
            ("zh", Language::SimplifiedChinese),
            ("zh-Hans-CN", Language::SimplifiedChinese),
            ("zh-SG", Language::SimplifiedChinese),
            ("zh-HK", Language::TraditionalChinese),
            ("zh-Hant", Language::TraditionalChinese),
            ("zh-Hant-HK", Language::TraditionalChinese),
            ("zh-Hans-TW", Language::SimplifiedChinese),
            ("zh-Hant-CN", Language::TraditionalChinese),
            ("zh-Hant-TW-u-ca-roc", Language::TraditionalChinese),
            ("de-1996", Language::German),
        ] {
            assert_eq!(parse(tag), Ok(language), "{tag}");
        }
    }

    #[test]
    fn the_first_language_that_can_be_had_is_taken() {
        assert_eq!(asked(&["tlh", "fr-BE", "de-DE"]), Language::French);
        assert_eq!(asked(&["nl-NL"]), Language::English);
        assert_eq!(asked(&["", "!", "ja"]), Language::Japanese);
        assert_eq!(asked(&[]), Language::English);
    }

    #[test]
    fn an_unknown_language_is_told_the_known_ones() {
        for tag in ["tlh", "", "english", "zh-"] {
            let error = parse(tag).unwrap_err();
            assert!(Language::ALL.iter().all(|language| error.contains(language.tag())), "{error}");
        }
    }

    #[test]
    fn what_is_written_from_right_to_left_is_isolated() {
        for language in Language::ALL.iter().copied() {
            let text = description(ErrorCode::LockConflict, language);
            assert_eq!(text.starts_with('\u{2068}'), language.is_right_to_left(), "{language}");
            assert_eq!(text.ends_with('\u{2069}'), language.is_right_to_left(), "{language}");
        }
    }
}
