//! The releases of a server, by their tags.

use semver::Version;

/// A tag that is a release, or one before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Release {
    version: Version,
    pub(super) tag: String,
}

impl Release {
    /// `None` where the tag is no version.
    pub(super) fn of(tag: &str) -> Option<Self> {
        let version = Version::parse(tag.strip_prefix('v').unwrap_or(tag)).ok()?;
        Some(Self { version, tag: tag.to_owned() })
    }

    /// The release that it is, or comes before.
    pub(super) fn name(&self) -> String {
        let Version { major, minor, patch, .. } = self.version;
        format!("{major}.{minor}.{patch}")
    }

    pub(super) fn is_v3(&self) -> bool {
        self.version.major <= 3
    }
}

/// The releases among tags, the oldest first, from one on.
pub(super) fn releases(tags: &[String], since: Option<&Release>) -> Vec<Release> {
    let mut releases: Vec<_> = tags.iter().filter_map(|tag| Release::of(tag)).collect();
    releases.sort();
    releases.retain(|release| since.is_none_or(|since| release >= since));
    releases
}

#[cfg(test)]
mod tests {
    use super::{Release, releases};

    #[test]
    fn releases_are_in_the_order_of_their_versions() {
        let tags =
            ["4.10.0", "4.9.1", "3.5.0-beta.3", "3.5.0", "latest", "4.0.0-beta.10", "4.0.0-beta.9"];
        let tags = tags.map(str::to_owned);
        let found = |since: Option<&str>| {
            let since = since.and_then(Release::of);
            let found = releases(&tags, since.as_ref());
            found.into_iter().map(|release| release.tag).collect::<Vec<_>>()
        };
        let all = ["3.5.0-beta.3", "3.5.0", "4.0.0-beta.9", "4.0.0-beta.10", "4.9.1", "4.10.0"];
        assert_eq!(found(None), all);
        assert_eq!(found(Some("4.0.0")), all[4..]);
        assert_eq!(Release::of("4.0.0-beta.10").unwrap().name(), "4.0.0");
    }
}
