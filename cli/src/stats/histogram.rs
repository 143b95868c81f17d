use std::collections::BTreeMap;
use std::fmt;

use cloudreve_error_codes::Language;

use crate::interface::text;
use crate::log::timestamp::bucket_start;

/// How wide the bars are where there is room for them.
const WIDEST: usize = 40;
/// Parts of a block, from an eighth to the whole.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
/// Of a longer gap only its length is drawn.
const LONGEST_GAP: i64 = 3;

/// Hits over time, a line a bucket.
pub(crate) struct Histogram<'a> {
    /// How many hits each bucket has, by its first second.
    pub(crate) buckets: &'a BTreeMap<i64, u64>,
    /// How many seconds a bucket has.
    pub(crate) length: i64,
    /// How wide a line may be.
    pub(crate) width: usize,
    pub(crate) language: Language,
}

impl fmt::Display for Histogram<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.buckets.values().copied().max().unwrap_or_default();
        let digits = most.to_string().len();
        let beside = "1970-01-01T00:00:00  ".len() + digits + "  ".len();
        let widest = self.width.saturating_sub(beside).clamp(1, WIDEST);
        let mut expected = None;
        for (&start, &hits) in self.buckets {
            let gap = expected.map_or(0, |expected| (start - expected) / self.length);
            if gap > LONGEST_GAP {
                writeln!(f, "{}", text!(self.language, "stats.gap", count = gap))?;
            } else {
                for empty in (1..=gap).rev() {
                    writeln!(f, "{}  {:>digits$}", bucket_start(start - empty * self.length), 0)?;
                }
            }
            writeln!(f, "{}  {hits:>digits$}  {}", bucket_start(start), bar(hits, most, widest))?;
            expected = Some(start + self.length);
        }
        Ok(())
    }
}

/// As long beside the longest bar as `hits` are many beside the `most`, and never nothing.
fn bar(hits: u64, most: u64, widest: usize) -> String {
    let eighths = u128::from(hits) * (8 * widest as u128) / u128::from(most.max(1));
    let eighths = usize::try_from(eighths).unwrap_or_default().max(1);
    let mut bar = EIGHTHS[7].to_string().repeat(eighths / 8);
    if eighths % 8 > 0 {
        bar.push(EIGHTHS[eighths % 8 - 1]);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::{Histogram, Language};

    #[test]
    fn bars_are_in_proportion_and_gaps_are_seen() {
        let buckets = [(0, 80), (60, 40), (180, 1), (3600, 3)].into();
        let drawn =
            Histogram { buckets: &buckets, length: 60, width: 100, language: Language::English }
                .to_string();
        let full = "█".repeat(40);
        let half = "█".repeat(20);
        let expected = format!(
            "1970-01-01T00:00:00  80  {full}\n\
             1970-01-01T00:01:00  40  {half}\n\
             1970-01-01T00:02:00   0\n\
             1970-01-01T00:03:00   1  ▌\n\
             … 56 without hits\n\
             1970-01-01T01:00:00   3  █▌\n"
        );
        assert_eq!(drawn, expected);
    }

    #[test]
    fn bars_are_shorter_where_there_is_less_room() {
        let buckets = [(0, 80)].into();
        let drawn =
            Histogram { buckets: &buckets, length: 60, width: 60, language: Language::English }
                .to_string();
        assert_eq!(drawn.trim_end().chars().count(), 60);
    }
}
