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

/// Where a word was found, the better the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In the text of a page.
    Page,
    /// In a description of another language, or in a constant.
    Translation,
    /// In a number, a name or a description.
    Title,
}

/// No query has more words.
const MOST_WORDS: usize = 16;
/// How long a word is at least which words of a page may begin with.
const SHORTEST_START: usize = 4;

/// What a search found.
pub(crate) struct Found {
    /// The best first.
    codes: Vec<ErrorCode>,
    /// How many of them have all the words in number, name or description.
    in_titles: usize,
}

impl Found {
    /// All of them, the best first.
    pub(crate) fn all(&self) -> &[ErrorCode] {
        &self.codes
    }

    /// Those with all the words in number, name or description.
    pub(crate) fn in_titles(&self) -> &[ErrorCode] {
        &self.codes[..self.in_titles]
    }

    /// The one that must have been meant, if there is one: alone, or alone with all the words in its title.
    pub(crate) fn only(&self) -> Option<ErrorCode> {
        match (self.in_titles(), self.all()) {
            ([code], _) | ([], [code]) => Some(*code),
            _ => None,
        }
    }
}

/// The codes that have all words of the query in number, name, constants and descriptions of all languages, or in
/// these and one paragraph of the page in the language; the best first.
pub(crate) fn search(query: &str, language: Language) -> Found {
    let words = words_of(query);
    if words.is_empty() || words.len() > MOST_WORDS {
        return Found { codes: Vec::new(), in_titles: 0 };
    }
    let fitting =
        ErrorCode::ALL.iter().filter_map(|code| Some((rank(&words, *code, language)?, *code)));
    let mut found: Vec<_> = fitting.collect();
    found.sort_by_key(|(rank, _)| Reverse(*rank));
    let in_titles = found.iter().take_while(|((place, ..), _)| *place != Place::Page).count();
    Found { codes: found.into_iter().map(|(_, code)| code).collect(), in_titles }
}

/// How well a code is found.
type Rank = (Place, Fit, Reverse<usize>);

/// How well the worst of the words fits, and how early the best of the words stands.
fn rank(words: &[String], code: ErrorCode, language: Language) -> Option<Rank> {
    let is_only = words.len() == 1;
    let (titles, translations) = (titles(code, language), translations(code));
    let in_title = |word: &String| {
        best(word, Place::Title, &titles, is_only)
            .or_else(|| best(word, Place::Translation, &translations, is_only))
    };
    let in_titles: Vec<_> = words.iter().map(in_title).collect();
    if let Some(rank) = worst(&in_titles) {
        return Some(rank);
    }
    let page = page(code, language);
    let paragraphs = page.lines().filter(|line| !line.trim().is_empty());
    let in_paragraph = |paragraph: &str| {
        let text = [words_of(paragraph)];
        let found = words.iter().zip(&in_titles);
        let fits =
            found.map(|(word, title)| title.or_else(|| best(word, Place::Page, &text, is_only)));
        worst(&fits.collect::<Vec<_>>())
    };
    paragraphs.filter_map(in_paragraph).max()
}

/// The page on a code.
fn page(code: ErrorCode, language: Language) -> &'static str {
    code.explanation_in(language).text()
}

fn titles(code: ErrorCode, language: Language) -> [Vec<String>; 4] {
    [
        words_of_name(code.name()),
        words_of(code.description()),
        words_of(code.description_in(language)),
        vec![code.as_u32().to_string()],
    ]
}

fn translations(code: ErrorCode) -> Vec<Vec<String>> {
    let constants = [code.constant()].into_iter().chain(code.aliases().iter().copied());
    let descriptions = Language::ALL.iter().map(|language| code.description_in(*language));
    descriptions.chain(constants).map(words_of).collect()
}

fn worst(fits: &[Option<Rank>]) -> Option<Rank> {
    let fits: Option<Vec<_>> = fits.iter().copied().collect();
    let fits = fits?;
    let worst = fits.iter().map(|(place, fit, _)| (*place, *fit)).min()?;
    let earliest = fits.iter().map(|(.., place)| *place).max()?;
    Some((worst.0, worst.1, earliest))
}

fn best(word: &str, place: Place, texts: &[Vec<String>], is_only: bool) -> Option<Rank> {
    let candidates = texts.iter().flat_map(|text| text.iter().enumerate());
    let fits = candidates.filter_map(|(index, candidate)| {
        let fit = fit(word, candidate)?;
        is_near(word, fit, place, is_only).then_some((place, fit, Reverse(index)))
    });
    fits.max()
}

/// Whether a word of a query is near enough to one that it fits.
fn is_near(word: &str, fit: Fit, place: Place, is_only: bool) -> bool {
    // Scripts without spaces have no words to compare.
    let is_spaced = word.chars().all(|it| it.is_lowercase() || it.is_numeric());
    match (fit, place) {
        (Fit::Whole, _) => true,
        _ if !is_spaced => true,
        (Fit::Start, Place::Title | Place::Translation) => true,
        (Fit::Start, Place::Page) => word.len() >= SHORTEST_START,
        (Fit::Inside, Place::Title | Place::Translation) => is_only,
        (Fit::Inside, Place::Page) => false,
    }
}

fn fit(word: &str, candidate: &str) -> Option<Fit> {
    match candidate.find(word)? {
        0 if candidate.len() == word.len() => Some(Fit::Whole),
        0 => Some(Fit::Start),
        _ => Some(Fit::Inside),
    }
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_alphanumeric() && it != '_');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// `LockConflict` is two words, and the one that they make.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words: Vec<_> = name.to_snake_case().split('_').map(str::to_owned).collect();
    words.push(name.to_ascii_lowercase());
    words
}
