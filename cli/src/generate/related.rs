//! Codes that have to do with each other, by the links of their pages.

use std::sync::LazyLock;

use cloudreve_error_codes::ErrorCode;

use super::explanation;

/// Each code with the codes that its English page leads to, in the order of the page.
static LINKS: LazyLock<Vec<(ErrorCode, Vec<ErrorCode>)>> = LazyLock::new(|| {
    let links = |code: &ErrorCode| {
        let targets = explanation::targets(code.explanation());
        (*code, targets.iter().filter_map(|name| name.parse().ok()).collect())
    };
    ErrorCode::ALL.iter().map(links).collect()
});

/// The codes that its page leads to, then those whose pages lead to it.
pub(crate) fn to(code: ErrorCode) -> Vec<ErrorCode> {
    let from_here = LINKS.iter().filter(|(from, _)| *from == code).flat_map(|(_, targets)| targets);
    let to_here = LINKS.iter().filter(|(_, targets)| targets.contains(&code)).map(|(from, _)| from);
    let mut related = Vec::new();
    for other in from_here.chain(to_here).copied() {
        if other != code && !related.contains(&other) {
            related.push(other);
        }
    }
    related
}
