use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use cloudreve_error_codes::{Language, ResponseCode};
use indicatif::{HumanBytes, HumanCount};

use super::histogram::Histogram;
use super::range::Extent;
use super::summary::{Occurrences, Summary};
use crate::terminal::table::Column::{Number, Text};
use crate::terminal::table::Table;
use crate::terminal::{language, stdio};

/// What was counted, and how.
pub(super) struct Report {
    pub(super) summary: Summary,
    /// Whether it was not interrupted.
    pub(super) is_complete: bool,
    /// Whether it says how many hits are inferred.
    pub(super) tells_inferred: bool,
    /// How many seconds a bucket has, if there are any.
    pub(super) bucket: Option<i64>,
    /// What was counted, if it is not all there is.
    pub(super) extent: Option<Extent>,
}

impl Report {
    /// The most frequent first.
    pub(super) fn codes(&self) -> Vec<(ResponseCode, &Occurrences)> {
        let mut codes: Vec<_> =
            self.summary.codes.iter().map(|(code, found)| (*code, found)).collect();
        codes.sort_by_key(|(code, found)| (Reverse(found.hits), *code));
        codes
    }

    /// The hits of the codes that have the same of something, the most frequent first.
    fn hits_by(&self, key: impl Fn(ResponseCode) -> Option<String>) -> Vec<(Option<String>, u64)> {
        let mut hits: BTreeMap<_, u64> = BTreeMap::new();
        for (code, found) in &self.summary.codes {
            *hits.entry(key(*code)).or_default() += found.hits;
        }
        let mut hits: Vec<_> = hits.into_iter().collect();
        hits.sort_by_key(|(_, hits)| Reverse(*hits));
        hits
    }

    pub(super) fn hits_by_class(&self) -> Vec<(Option<String>, u64)> {
        self.hits_by(|code| code.class().map(|class| class.to_string()))
    }

    pub(super) fn hits_by_remedy(&self) -> Vec<(Option<String>, u64)> {
        self.hits_by(|code| code.remedy().map(|remedy| remedy.to_string()))
    }

    pub(super) fn write_tables(&self, language: Language) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let summary = &self.summary;
        let (hits, lines) = (HumanCount(summary.hits()), HumanCount(summary.lines));
        write!(out, "{hits} hits on {lines} lines, {}", HumanBytes(summary.bytes))?;
        if self.tells_inferred {
            write!(out, "; {} inferred from messages", HumanCount(summary.inferred()))?;
        }
        writeln!(out)?;
        if summary.codes.is_empty() {
            return out.flush();
        }
        writeln!(out, "\n{}", self.table(language))?;
        writeln!(out, "{}", grouped("class", self.hits_by_class()))?;
        write!(out, "{}", grouped("remedy", self.hits_by_remedy()))?;
        if let Some(length) = self.bucket {
            let (buckets, width) = (&summary.buckets, stdio::width());
            write!(out, "\n{}", Histogram { buckets, length, width })?;
            if summary.untimed > 0 {
                writeln!(out, "{} on lines without a time", HumanCount(summary.untimed))?;
            }
        }
        out.flush()
    }

    fn table(&self, language: Language) -> Table {
        let columns = [
            Number("hits"),
            Number("code"),
            Text("class"),
            Text("remedy"),
            Text("first"),
            Text("last"),
            Text("description"),
        ];
        let mut table = Table::new(&columns, &["class", "last", "first", "remedy"]);
        for (code, Occurrences { hits, first, last, .. }) in self.codes() {
            table.add([
                hits.to_string(),
                code.get().to_string(),
                or_unknown(code.class()),
                or_unknown(code.remedy()),
                first.to_string(),
                last.to_string(),
                or_unknown(code.known().map(|code| language::description(code, language))),
            ]);
        }
        table
    }
}

fn or_unknown<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| value.to_string())
}

fn grouped(by: &'static str, hits: Vec<(Option<String>, u64)>) -> Table {
    let mut table = Table::new(&[Number("hits"), Text(by)], &[]);
    for (value, hits) in hits {
        table.add([hits.to_string(), or_unknown(value)]);
    }
    table
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use cloudreve_error_codes::{ErrorCode, Language};
    use unicode_width::UnicodeWidthStr;

    use super::{Occurrences, Report, Summary};
    use crate::stats::summary::Location;

    fn report(file: &str) -> Report {
        let location = Location { file: Arc::from(file), line: 4_400_000, written: None };
        let found =
            Occurrences { hits: 255_227, inferred: 0, first: location.clone(), last: location };
        let codes = ErrorCode::ALL.iter().map(|code| ((*code).into(), found.clone()));
        let summary = Summary { codes: codes.collect(), ..Summary::default() };
        Report { summary, is_complete: true, tells_inferred: false, bucket: None, extent: None }
    }

    #[test]
    fn terminals_of_usual_widths_have_room_for_the_table_whatever_the_name_of_the_log() {
        for file in ["-", "/var/log/cloudreve/cloudreve.log", &"a-long-name/".repeat(30)] {
            let report = report(file);
            for language in Language::ALL {
                for terminal in [60, 80, 100, 120] {
                    let text = report.table(*language).set(Some(terminal));
                    let is_too_long = |line: &&str| line.width() > terminal.into();
                    assert_eq!(text.lines().find(is_too_long), None, "{language} {terminal}");
                    // The description has room for most in one line or two.
                    let most = 2 * (ErrorCode::ALL.len() + 2);
                    assert!(text.lines().count() <= most, "{language} {terminal}: {text}");
                }
            }
        }
    }
}
