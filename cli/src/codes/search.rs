use std::cmp::Reverse;

use cloudreve_error_codes::{ErrorCode, Language};
use heck::ToSnakeCase;

/// How much of a word another one is, the better the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Inside,
    Start,
    Whole,
}

/// The codes whose names or descriptions, in English and in the language, have all words of the query,
/// the best first.
pub(crate) fn search(query: &str, language: Language) -> Vec<ErrorCode> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let fitting =
        ErrorCode::ALL.iter().filter_map(|code| Some((rank(&words, *code, language)?, *code)));
    let mut found: Vec<_> = fitting.collect();
    found.sort_by_key(|(rank, _)| Reverse(*rank));
    found.into_iter().map(|(_, code)| code).collect()
}

/// How well the worst of the words fits, and how early the best of the words stands.
fn rank(words: &[&str], code: ErrorCode, language: Language) -> Option<(Fit, Reverse<usize>)> {
    let texts = [
        words_of_name(code.name()),
        words_of(code.description()),
        words_of(code.description_in(language)),
    ];
    let fits = words.iter().map(|word| {
        let fits = texts.iter().flat_map(|text| text.iter().enumerate());
        fits.filter_map(|(place, candidate)| Some((fit(word, candidate)?, Reverse(place)))).max()
    });
    let fits: Option<Vec<_>> = fits.collect();
    let fits = fits?;
    let worst = fits.iter().map(|(fit, _)| *fit).min()?;
    let earliest = fits.iter().map(|(_, place)| *place).max()?;
    Some((worst, earliest))
}

fn fit(word: &str, candidate: &str) -> Option<Fit> {
    match candidate.find(word)? {
        0 if candidate.len() == word.len() => Some(Fit::Whole),
        0 => Some(Fit::Start),
        _ => Some(Fit::Inside),
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// `LockConflict` is two words, and the one that they make.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words: Vec<_> = name.to_snake_case().split('_').map(str::to_owned).collect();
    words.push(name.to_ascii_lowercase());
    words
}
