//! What is still to be translated, in one line.

use std::collections::BTreeMap;

use super::emit::Source;
use super::locale::Locale;
use super::page::Pages;
use super::translation::Translation;

/// Says which texts are read in English in which languages, as far as there are any.
pub fn warning(source: &Source<'_>) -> Option<String> {
    let locales = source.locales.unwrap_or_default();
    let descriptions = locales.iter().map(|Locale { tag, untranslated, .. }| {
        (tag.as_str(), untranslated.iter().map(u32::to_string).collect())
    });
    let names: Vec<&str> = source.pages.into_iter().flat_map(Pages::names).collect();
    let translations = source.translations.unwrap_or_default();
    let pages = translations.iter().map(|Translation { tag, by_name }| {
        let missing = names.iter().filter(|name| !by_name.contains_key(**name));
        (*tag, missing.map(|name| (*name).to_owned()).collect())
    });
    let mut all = list("description of", descriptions);
    all.extend(list("page", pages));
    let all = all.join("; ");
    (!all.is_empty()).then(|| format!("not translated yet, and so in English: {all}"))
}

/// `description of 40090, 40091 in de-DE, fr-FR`: the names, by the languages that lack them.
fn list<'a>(
    what: &str,
    languages: impl ExactSizeIterator<Item = (&'a str, Vec<String>)>,
) -> Vec<String> {
    let count = languages.len();
    let mut languages_by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (tag, missing) in languages {
        for name in missing {
            languages_by_name.entry(name).or_default().push(tag);
        }
    }
    let mut names_by_languages: BTreeMap<Vec<&str>, Vec<String>> = BTreeMap::new();
    for (name, tags) in languages_by_name {
        names_by_languages.entry(tags).or_default().push(name);
    }
    let groups = names_by_languages.iter().map(|(tags, names)| {
        let is_every = tags.len() == count && count > 1;
        let tags = if is_every { "every language".to_owned() } else { tags.join(", ") };
        format!("{what} {} in {tags}", names.join(", "))
    });
    groups.collect()
}
