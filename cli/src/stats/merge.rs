use std::collections::BTreeMap;

use super::range::Extent;
use super::report::Report;
use super::summary::Summary;

/// A report, and what it was read from.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) report: Report,
}

/// What one run over all the logs would have counted. Ranges of one file stand where the first of them does.
///
/// # Errors
/// They cannot be added up: which ones, and why.
pub(super) fn merge(reports: Vec<Named>) -> Result<Report, String> {
    check_alike(&reports)?;
    let bucket = reports.first().and_then(|first| first.report.bucket);
    let is_complete = reports.iter().all(|named| named.report.is_complete);
    let tells_inferred = reports.iter().any(|named| named.report.tells_inferred);
    let mut logs = logs(reports)?;
    let extent = match logs.as_mut_slice() {
        [log] => log.extent.take(),
        logs => {
            logs.iter().find_map(|log| log.extent.as_ref()).map_or(Ok(()), |extent| {
                let Extent { file, range, size } = extent;
                Err(format!("only {range} of the {size} bytes of {file} were counted"))
            })?;
            None
        }
    };
    let mut summary = Summary::default();
    for log in logs {
        summary.append(log.summary);
    }
    Ok(Report { summary, is_complete, tells_inferred, bucket, extent })
}

/// All have the same buckets, and count the same.
fn check_alike(reports: &[Named]) -> Result<(), String> {
    let buckets = |named: &Named| match named.report.bucket {
        Some(seconds) => format!("{} has buckets of {seconds} s", named.name),
        None => format!("{} has no buckets", named.name),
    };
    for pair in reports.windows(2) {
        if pair[0].report.bucket != pair[1].report.bucket {
            return Err(format!("{}, and {}", buckets(&pair[0]), buckets(&pair[1])));
        }
    }
    // Where nothing was found it does not matter.
    let mut counting = reports.iter().filter(|named| !named.report.summary.codes.is_empty());
    let with = counting.clone().find(|named| named.report.tells_inferred);
    let without = counting.find(|named| !named.report.tells_inferred);
    match (with, without) {
        (Some(with), Some(without)) => {
            Err(format!("{} counts inferred codes, and {} does not", with.name, without.name))
        }
        _ => Ok(()),
    }
}

/// What was counted of a log, or of several that were counted together.
struct Log {
    summary: Summary,
    extent: Option<Extent>,
}

/// The logs in the order in which they come first, each put together from its ranges.
fn logs(reports: Vec<Named>) -> Result<Vec<Log>, String> {
    let mut logs: Vec<Vec<Named>> = Vec::new();
    let mut ranged: BTreeMap<String, usize> = BTreeMap::new();
    for named in reports {
        let file = named.report.extent.as_ref().map(|extent| extent.file.clone());
        let log = file.map_or(logs.len(), |file| *ranged.entry(file).or_insert(logs.len()));
        match logs.get_mut(log) {
            Some(parts) => parts.push(named),
            None => logs.push(vec![named]),
        }
    }
    logs.into_iter().map(put_together).collect()
}

/// Adds up the ranges of a file, or takes what is whole as it is.
fn put_together(mut ranges: Vec<Named>) -> Result<Log, String> {
    ranges.sort_by_key(|named| named.report.extent.as_ref().map(|extent| extent.range.from));
    let mut ranges = ranges.into_iter();
    let mut log = Log { summary: Summary::default(), extent: None };
    let Some(first) = ranges.next() else { return Ok(log) };
    let mut before = first.name;
    log.summary = first.report.summary;
    log.extent = first.report.extent;
    for Named { name, report } in ranges {
        if let (Some(extent), Some(next)) = (&mut log.extent, report.extent) {
            if extent.range.to != next.range.from {
                let fault =
                    if extent.range.to > next.range.from { "overlap" } else { "leave a gap" };
                let Extent { file, range, .. } = extent;
                return Err(format!(
                    "the ranges of {file} {fault}: {before} ends at {}, and {name} begins at {}",
                    range.to, next.range.from
                ));
            }
            extent.range.to = next.range.to;
            extent.size = extent.size.max(next.size);
        }
        let mut summary = report.summary;
        summary.shift_lines(log.summary.lines);
        log.summary.append(summary);
        before = name;
    }
    log.extent = log.extent.filter(|Extent { range, size, .. }| range.from > 0 || range.to < *size);
    Ok(log)
}
