use std::fmt;
use std::str::FromStr;

use cloudreve_error_codes::ErrorCode;
use semver::Version;

/// A release of the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release(Version);

impl Release {
    pub const fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self(Version::new(major, minor, patch))
    }

    /// The one that first sent a code.
    pub fn since(code: ErrorCode) -> Self {
        // The table holds no other text than a release.
        code.since().parse().unwrap_or(Self::new(0, 0, 0))
    }
}

/// Reads `4.6.0`, `4.6`, `4` or `v4.6.0`. Of a pre-release, such as `4.0.0-beta.10`, it is the release.
impl FromStr for Release {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let version = text.strip_prefix('v').unwrap_or(text);
        let missing = match version.split(['-', '+']).next().unwrap_or_default().split('.').count()
        {
            1 => ".0.0",
            2 => ".0",
            _ => "",
        };
        let version = if missing.is_empty() { version } else { &format!("{version}{missing}") };
        match Version::parse(version) {
            Ok(version) => Ok(Self::new(version.major, version.minor, version.patch)),
            Err(_) => Err("expected a release of the server, such as 4.6 or 4.12.0"),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use cloudreve_error_codes::ErrorCode;

    use super::Release;

    #[test]
    fn what_is_left_out_is_zero_and_a_pre_release_is_its_release() {
        for (text, release) in [
            ("4", Release::new(4, 0, 0)),
            ("v4", Release::new(4, 0, 0)),
            ("4.6", Release::new(4, 6, 0)),
            ("v4.6", Release::new(4, 6, 0)),
            ("4.6.0", Release::new(4, 6, 0)),
            ("v4.12.1", Release::new(4, 12, 1)),
            ("4.0.0-beta.10", Release::new(4, 0, 0)),
            ("4.6.2-rc.1+7", Release::new(4, 6, 2)),
        ] {
            assert_eq!(text.parse(), Ok(release), "{text}");
        }
    }

    #[test]
    fn what_is_no_release_is_refused() {
        for text in
            ["", "v", ".", "4.", "4..0", "4.x", "-4", "4.6.0.0", "04.6", "4.6-beta", " 4", "next"]
        {
            assert!(text.parse::<Release>().is_err(), "{text}");
        }
    }

    #[test]
    fn releases_compare_as_numbers() {
        assert!("4.12".parse::<Release>() > "4.6.1".parse());
    }

    #[test]
    fn every_code_came_with_a_release() {
        for code in ErrorCode::ALL {
            assert_eq!(Release::since(*code).to_string(), code.since());
        }
    }
}
