use std::fmt;

use cloudreve_error_codes::ErrorCode;
use semver::Version;

/// The first release that the table can be given as of.
const FIRST: Version = Version::new(4, 0, 0);

/// The newest release that the table was compared with.
const COMPARED: Version = Version::new(4, 18, 0);

/// A release of the server that the table knows the codes of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release(Version);

impl Release {
    /// Reads a version such as `4.6.0`, a pre-release counted as its release.
    ///
    /// # Errors
    /// It is no version, or one that the table does not know: says which it knows.
    pub fn parse(text: &str) -> Result<Self, String> {
        let version = text.strip_prefix('v').unwrap_or(text);
        let Ok(version) = Version::parse(version) else {
            return Err(format!("expected a release of the server such as 4.6.0; {}", known()));
        };
        let release = Version::new(version.major, version.minor, version.patch);
        if release < FIRST {
            return Err(format!(
                "the table holds the codes of today's server; releases before {FIRST} sent others \
                 besides, such as 400011, and some under other names, which it does not record; {}",
                known()
            ));
        }
        if release > newest() {
            return Err(format!(
                "which codes it sends is not known to this version; without --as-of you get all \
                 that are known; {}",
                known()
            ));
        }
        Ok(Self(release))
    }

    /// Whether the server sent the code as of this release.
    pub fn sends(&self, code: ErrorCode) -> bool {
        since(code) <= self.0
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The release that first sent a code. The table holds no other text than a release.
fn since(code: ErrorCode) -> Version {
    Version::parse(code.since()).unwrap_or(FIRST)
}

/// The newest release that the table knows of.
fn newest() -> Version {
    ErrorCode::ALL.iter().map(|code| since(*code)).fold(COMPARED, Version::max)
}

/// What an error says of the releases that can be asked for.
fn known() -> String {
    let mut changes: Vec<_> = ErrorCode::ALL.iter().map(|code| since(*code)).collect();
    changes.retain(|release| *release > FIRST);
    changes.sort();
    changes.dedup();
    let changes: Vec<_> = changes.iter().map(ToString::to_string).collect();
    let changes = changes.join(" and ");
    format!("known are {FIRST} to {}, and codes came with {changes}", newest())
}
