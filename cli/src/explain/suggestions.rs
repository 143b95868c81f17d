//! Known codes that may have been meant by an unknown one.

use std::cmp::Reverse;

use cloudreve_error_codes::{ErrorCode, Language, ResponseCode};
use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

/// How many are offered.
const MOST: usize = 3;
/// How alike two texts are at least of which one may have been meant by the other.
const LIKENESS: f64 = 0.6;
/// No text that finds a code is as long.
const LONGEST: usize = 100;

/// For a number: the codes with almost the same digits, then the nearest ones of its class.
pub(super) fn for_number(code: ResponseCode) -> Vec<ErrorCode> {
    let digits = code.get().to_string();
    let is_of_class = |known: &ErrorCode| code.class() == Some(known.class());
    let mut near: Vec<_> = ErrorCode::ALL
        .iter()
        .map(|known| {
            let candidate = known.as_u32().to_string();
            let common = digits.bytes().zip(candidate.bytes()).take_while(|(a, b)| a == b).count();
            let distance = damerau_levenshtein(&digits, &candidate);
            let difference = code.get().abs_diff(known.as_u32().into());
            // Digits are more often left out than typed twice.
            let is_shorter = candidate.len() < digits.len();
            ((distance, is_shorter, Reverse(common), difference), *known)
        })
        .filter(|((distance, ..), known)| *distance <= 1 || is_of_class(known))
        .collect();
    near.sort_unstable();
    near.into_iter().take(MOST).map(|(_, known)| known).collect()
}

/// For a text: the codes with a name, constant or description that is almost the same.
pub(super) fn for_text(text: &str, language: Language) -> Vec<ErrorCode> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let text = text.to_lowercase();
    let mut near: Vec<_> = ErrorCode::ALL
        .iter()
        .map(|code| (likeness(&text, *code, language), *code))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.into_iter().take(MOST).map(|(_, code)| code).collect()
}

/// How much a text in lower case resembles the closest of all that finds a code, from 0 to 1.
fn likeness(text: &str, code: ErrorCode, language: Language) -> f64 {
    let number = code.as_u32().to_string();
    let constants = [code.constant()].into_iter().chain(code.aliases().iter().copied());
    let fixed = [number.as_str(), code.name(), code.description(), code.description_in(language)];
    let spellings = fixed
        .into_iter()
        .chain(constants.clone())
        .chain(constants.filter_map(|constant| constant.strip_prefix("Code")));
    let likenesses =
        spellings.map(|spelling| normalized_damerau_levenshtein(text, &spelling.to_lowercase()));
    likenesses.fold(0.0, f64::max)
}

/// How a sentence ends that offers codes.
pub(super) fn offer(codes: &[ErrorCode]) -> String {
    let names: Vec<_> =
        codes.iter().map(|code| format!("{} {}", code.as_u32(), code.name())).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("; the nearest known ones: {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_a_digit_too_few_or_too_many_is_almost_its_code() {
        for code in ErrorCode::ALL.iter().filter(|code| code.as_u32() > 9999) {
            let digits = code.as_u32().to_string();
            for place in 1..digits.len() {
                let (before, after) = digits.split_at(place);
                for typed in [format!("{before}{}", &after[1..]), format!("{before}7{after}")] {
                    let found = for_number(typed.parse().unwrap());
                    let is_near = |found: &ErrorCode| {
                        damerau_levenshtein(&typed, &found.as_u32().to_string()) == 1
                    };
                    assert!(!found.is_empty() && found.iter().all(is_near), "{typed}: {found:?}");
                }
            }
        }
    }

    #[test]
    fn a_spelling_with_a_letter_missing_is_its_code() {
        for code in ErrorCode::ALL.iter().copied() {
            for spelling in
                [code.name(), code.constant()].into_iter().chain(code.aliases().iter().copied())
            {
                let typed = format!("{}{}", &spelling[..5], &spelling[6..]);
                let found = for_text(&typed, Language::English);
                assert!(found.contains(&code), "{typed}: {found:?}");
            }
        }
    }
}
