use std::collections::BTreeMap;
use std::io::{self, Write};

use cloudreve_error_codes::{Language, ResponseCode};
use serde::{Deserialize, Serialize};

use super::range::{Extent, Range};
use super::report::Report;
use super::summary::{Location, Occurrences, Summary};
use crate::codes::facts::Facts;
use crate::log::timestamp::{bucket_of, bucket_start};

/// The version that counted, which is the version of the rules by which it did.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What `stats --json` writes.
#[derive(Serialize)]
struct Written<'a> {
    version: &'a str,
    complete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<RangeRecord>,
    bytes: u64,
    lines: u64,
    hits: u64,
    codes: Vec<CodeWritten<'a>>,
    classes: Vec<ClassWritten>,
    remedies: Vec<RemedyWritten>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bucket: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buckets: Option<Vec<BucketRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untimed: Option<u64>,
}

#[derive(Serialize)]
struct CodeWritten<'a> {
    #[serde(flatten)]
    facts: Facts,
    hits: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    inferred: Option<u64>,
    first: LocationWritten<'a>,
    last: LocationWritten<'a>,
}

#[derive(Serialize)]
struct LocationWritten<'a> {
    file: &'a str,
    line: u64,
    time: Option<String>,
}

#[derive(Serialize)]
struct ClassWritten {
    class: Option<String>,
    hits: u64,
}

#[derive(Serialize)]
struct RemedyWritten {
    remedy: Option<String>,
    hits: u64,
}

#[derive(Clone, Serialize, Deserialize)]
struct RangeRecord {
    file: String,
    from: u64,
    to: u64,
    size: u64,
}

#[derive(Serialize, Deserialize)]
struct BucketRecord {
    start: String,
    hits: u64,
}

/// What is read of it again: all else follows from that.
#[derive(Deserialize)]
struct Read {
    version: String,
    complete: bool,
    range: Option<RangeRecord>,
    bytes: u64,
    lines: u64,
    hits: u64,
    codes: Vec<CodeRead>,
    bucket: Option<i64>,
    buckets: Option<Vec<BucketRecord>>,
    untimed: Option<u64>,
}

#[derive(Deserialize)]
struct CodeRead {
    code: i64,
    hits: u64,
    inferred: Option<u64>,
    first: LocationRead,
    last: LocationRead,
}

#[derive(Deserialize)]
struct LocationRead {
    file: String,
    line: u64,
    time: Option<String>,
}

impl<'a> Written<'a> {
    fn of(report: &'a Report, language: Language) -> Self {
        let tells_inferred = report.tells_inferred;
        let codes = report.codes().into_iter().map(|(code, found)| CodeWritten {
            facts: Facts::of(code, language),
            hits: found.hits,
            inferred: tells_inferred.then_some(found.inferred),
            first: LocationWritten::of(&found.first),
            last: LocationWritten::of(&found.last),
        });
        let classes = report.hits_by_class().into_iter().map(|(class, hits)| ClassWritten {
            class: class.map(|class| class.to_string()),
            hits,
        });
        let remedies = report.hits_by_remedy().into_iter().map(|(remedy, hits)| RemedyWritten {
            remedy: remedy.map(|remedy| remedy.to_string()),
            hits,
        });
        let summary = &report.summary;
        let buckets = summary.buckets.iter();
        let buckets =
            buckets.map(|(start, hits)| BucketRecord { start: bucket_start(*start), hits: *hits });
        Self {
            version: VERSION,
            complete: report.is_complete,
            range: report.extent.as_ref().map(RangeRecord::of),
            bytes: summary.bytes,
            lines: summary.lines,
            hits: summary.hits(),
            codes: codes.collect(),
            classes: classes.collect(),
            remedies: remedies.collect(),
            bucket: report.bucket,
            buckets: report.bucket.map(|_| buckets.collect()),
            untimed: report.bucket.map(|_| summary.untimed),
        }
    }
}

impl<'a> LocationWritten<'a> {
    fn of(location: &'a Location) -> Self {
        let time = location.written.map(|written| written.to_string());
        Self { file: &location.file, line: location.line, time }
    }
}

impl RangeRecord {
    fn of(extent: &Extent) -> Self {
        let Extent { file, range: Range { from, to }, size } = extent;
        Self { file: file.clone(), from: *from, to: *to, size: *size }
    }

    fn extent(self) -> Result<Extent, String> {
        let Self { file, from, to, size } = self;
        if from >= to {
            return Err(format!("its range {from}-{to} has no bytes"));
        }
        Ok(Extent { file, range: Range { from, to }, size })
    }
}

/// Writes a report as one object.
pub(super) fn write(report: &Report, language: Language) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &Written::of(report, language))?;
    writeln!(out)?;
    out.flush()
}

/// Reads what `stats --json` wrote.
///
/// # Errors
/// It is something else, of another version, or contradicts itself.
pub(super) fn read(bytes: &[u8]) -> Result<Report, String> {
    // The version comes first: what another one writes may have another form.
    #[derive(Deserialize)]
    struct Versioned {
        version: String,
    }
    let no_record = |error| format!("it is not what stats --json writes: {error}");
    let Versioned { version } = serde_json::from_slice(bytes).map_err(no_record)?;
    if version != VERSION {
        return Err(format!(
            "version {version} of cloudreve-codes wrote it, and this is {VERSION}"
        ));
    }
    serde_json::from_slice::<Read>(bytes).map_err(no_record)?.report()
}

impl Read {
    fn report(self) -> Result<Report, String> {
        debug_assert_eq!(self.version, VERSION);
        let tells_inferred = self.codes.first().map(|code| code.inferred.is_some());
        let mut codes = BTreeMap::new();
        for code in self.codes {
            let number = ResponseCode::new(code.code);
            if tells_inferred != Some(code.inferred.is_some()) {
                return Err("only some of its codes have inferred hits".to_owned());
            }
            let first = code.first.location()?;
            let last = code.last.location()?;
            let inferred = code.inferred.unwrap_or_default();
            let found = Occurrences { hits: code.hits, inferred, first, last };
            if codes.insert(number, found).is_some() {
                return Err(format!("code {number:?} is in it twice"));
            }
        }
        let sum = codes.values().try_fold(0_u64, |sum, code| sum.checked_add(code.hits));
        if sum != Some(self.hits) {
            return Err(format!("its codes do not have the {} hits that it says", self.hits));
        }
        let mut buckets = BTreeMap::new();
        for BucketRecord { start, hits } in self.buckets.unwrap_or_default() {
            let second = bucket_of(&start).map_err(|error| format!("bucket {start:?}: {error}"))?;
            buckets.insert(second, hits);
        }
        let summary = Summary {
            bytes: self.bytes,
            lines: self.lines,
            codes,
            buckets,
            untimed: self.untimed.unwrap_or_default(),
        };
        Ok(Report {
            summary,
            is_complete: self.complete,
            tells_inferred: tells_inferred.unwrap_or_default(),
            bucket: self.bucket,
            extent: self.range.map(RangeRecord::extent).transpose()?,
        })
    }
}

impl LocationRead {
    fn location(self) -> Result<Location, String> {
        let written =
            self.time.map(|time| time.parse().map_err(|error| format!("time {time:?}: {error}")));
        Ok(Location { file: self.file.into(), line: self.line, written: written.transpose()? })
    }
}
