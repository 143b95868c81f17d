use std::fmt;
use std::str::FromStr;

use crate::log::input::Input;

/// A range of the bytes of a file, which stands for the lines that begin in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) from: u64,
    /// The first byte that is no longer in it.
    pub(crate) to: u64,
}

/// A part of a file that was counted alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) file: String,
    pub(super) range: Range,
    /// Of the file, when it was counted.
    pub(super) size: u64,
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bounds = text
            .split_once('-')
            .and_then(|(from, to)| Some(Self { from: from.parse().ok()?, to: to.parse().ok()? }));
        let range = bounds.filter(|range| range.from < range.to);
        range.ok_or_else(|| "expected two places in bytes, such as 0-134217728".to_owned())
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl Extent {
    pub(super) fn of(input: &Input, range: Range) -> Self {
        Self { file: input.to_string(), range, size: input.size().unwrap_or_default() }
    }
}
