//! The releases of the server that the table can be given as of.

use cloudreve_error_codes::ErrorCode;

use crate::codes::release::Release;

/// The first of them.
const FIRST: Release = Release::new(4, 0, 0);

/// The newest release that the table was compared with.
const COMPARED: Release = Release::new(4, 18, 0);

/// Reads one of them.
///
/// # Errors
/// It is no release, or one that the table does not know: says which it knows.
pub(super) fn parse(text: &str) -> Result<Release, String> {
    let release: Release = text.parse().map_err(|expected| format!("{expected}; {}", known()))?;
    if release < FIRST {
        return Err(format!(
            "the table holds the codes of today's server; releases before {FIRST} sent others besides, such as \
             400011, and some under other names, which it does not record; {}",
            known()
        ));
    }
    if release > newest() {
        return Err(format!(
            "which codes it sends is not known to this version; without --as-of you get all that are known; {}",
            known()
        ));
    }
    Ok(release)
}

/// The newest release that the table knows of.
fn newest() -> Release {
    ErrorCode::ALL.iter().map(|code| Release::since(*code)).fold(COMPARED, Release::max)
}

/// What an error says of the releases that can be asked for.
fn known() -> String {
    let mut changes: Vec<_> = ErrorCode::ALL.iter().map(|code| Release::since(*code)).collect();
    changes.retain(|release| *release > FIRST);
    changes.sort();
    changes.dedup();
    let changes: Vec<_> = changes.iter().map(ToString::to_string).collect();
    let changes = changes.join(" and ");
    format!("known are {FIRST} to {}, and codes came with {changes}", newest())
}
