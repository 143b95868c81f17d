use std::time::Duration;

use similar::TextDiff;

/// How long the smallest difference is looked for: after that any that is true will do.
const LONGEST_SEARCH: Duration = Duration::from_secs(1);

/// How a file differs from what would be generated now.
pub(crate) fn difference(name: &str, found: &[u8], generated: &str) -> String {
    let found = String::from_utf8_lossy(found);
    let diff = TextDiff::configure().timeout(LONGEST_SEARCH).diff_lines(found.as_ref(), generated);
    diff.unified_diff().header(name, "generated now").to_string()
}
