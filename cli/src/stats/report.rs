use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use cloudreve_error_codes::{Class, Language, Remedy, ResponseCode};
use indicatif::{HumanBytes, HumanCount};

use super::histogram::Histogram;
use super::range::Extent;
use super::summary::{Occurrences, Summary};
use crate::interface::text;
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
    fn hits_by<T: Display + Ord>(
        &self,
        key: impl Fn(ResponseCode) -> Option<T>,
    ) -> Vec<(Option<T>, u64)> {
        let mut hits: BTreeMap<_, u64> = BTreeMap::new();
        for (code, found) in &self.summary.codes {
            *hits.entry(key(*code)).or_default() += found.hits;
        }
        let mut hits: Vec<_> = hits.into_iter().collect();
        hits.sort_by_cached_key(|(value, hits)| (Reverse(*hits), value.as_ref().map(T::to_string)));
        hits
    }

    pub(super) fn hits_by_class(&self) -> Vec<(Option<Class>, u64)> {
        self.hits_by(ResponseCode::class)
    }

    pub(super) fn hits_by_remedy(&self) -> Vec<(Option<Remedy>, u64)> {
        self.hits_by(ResponseCode::remedy)
    }

    pub(super) fn write_tables(&self, language: Language) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let summary = &self.summary;
        let (hits, lines) = (HumanCount(summary.hits()), HumanCount(summary.lines));
        let (bytes, inferred) = (HumanBytes(summary.bytes), HumanCount(summary.inferred()));
        let total = if self.tells_inferred {
            text!(
                language,
                "stats.summary_with_inferred",
                hits = hits,
                lines = lines,
                bytes = bytes,
                inferred = inferred,
            )
        } else {
            text!(language, "stats.summary", hits = hits, lines = lines, bytes = bytes)
        };
        writeln!(out, "{total}")?;
        if summary.codes.is_empty() {
            return out.flush();
        }
        writeln!(out, "\n{}", self.table(language))?;
        writeln!(out, "{}", self.table_by_class(language))?;
        write!(out, "{}", self.table_by_remedy(language))?;
        if let Some(length) = self.bucket {
            let (buckets, width) = (&summary.buckets, stdio::width());
            write!(out, "\n{}", Histogram { buckets, length, width, language })?;
            if summary.untimed > 0 {
                let count = HumanCount(summary.untimed);
                writeln!(out, "{}", text!(language, "stats.untimed", count = count))?;
            }
        }
        out.flush()
    }

    fn table_by_class(&self, language: Language) -> Table {
        let hits = self.hits_by_class().into_iter();
        let hits = hits.map(|(class, hits)| (or_unknown(class, language), hits));
        grouped(text!(language, "label.class"), hits, language)
    }

    fn table_by_remedy(&self, language: Language) -> Table {
        let hits = self.hits_by_remedy().into_iter();
        let hits = hits.map(|(remedy, hits)| (of_remedy(remedy, language), hits));
        grouped(text!(language, "label.remedy"), hits, language)
    }

    fn table(&self, language: Language) -> Table {
        let columns = [
            Number(text!(language, "stats.hits")),
            Number(text!(language, "label.code")),
            Text(text!(language, "label.class")),
            Text(text!(language, "label.remedy")),
            Text(text!(language, "stats.first")),
            Text(text!(language, "stats.last")),
            Text(text!(language, "label.description")),
        ];
        let spare = [
            text!(language, "label.class"),
            text!(language, "stats.last"),
            text!(language, "stats.first"),
            text!(language, "label.remedy"),
        ];
        let mut table = Table::new(&columns, &spare, language);
        for (code, Occurrences { hits, first, last, .. }) in self.codes() {
            table.add([
                hits.to_string(),
                code.get().to_string(),
                or_unknown(code.class(), language),
                of_remedy(code.remedy(), language),
                first.to_string(),
                last.to_string(),
                or_unknown(
                    code.known().map(|code| language::description(code, language)),
                    language,
                ),
            ]);
        }
        table
    }
}

fn or_unknown<T: Display>(value: Option<T>, language: Language) -> String {
    value.map_or_else(|| text!(language, "code.unknown").to_owned(), |value| value.to_string())
}

fn of_remedy(remedy: Option<Remedy>, language: Language) -> String {
    or_unknown(remedy.map(|remedy| language::remedy(remedy, language)), language)
}

fn grouped(
    by: &'static str,
    hits: impl Iterator<Item = (String, u64)>,
    language: Language,
) -> Table {
    let columns = [Number(text!(language, "stats.hits")), Text(by)];
    let mut table = Table::new(&columns, &[], language);
    for (value, hits) in hits {
        table.add([hits.to_string(), value]);
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
