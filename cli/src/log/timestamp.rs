use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use memchr::memchr_iter;

static PARSER: DateTimeParser = DateTimeParser::new();

/// From which buckets are counted.
const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// When a line was written.
///
/// A time that tells its offset is brought to UTC; one that does not is taken as it stands, such as
/// those of the server's own log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    time: DateTime,
    is_utc: bool,
}

impl Written {
    /// The first time on a line, in one of the forms that logs have:
    ///
    /// - `2025-10-11 08:44:35`, also with `T`, with a fraction, and with an offset or `Z`;
    /// - `2025/10/11 08:44:35`, as Go's `log` writes it;
    /// - `11/Oct/2025:08:44:35 +0000`, as web servers write it.
    pub(crate) fn find(line: &[u8]) -> Option<Self> {
        let colons = memchr_iter(b':', line);
        let mut hours = colons.filter_map(|colon| hour_before(line, colon));
        hours.find_map(|hour| {
            iso(line, hour).or_else(|| of_go(line, hour)).or_else(|| of_web_server(line, hour))
        })
    }

    /// In a bucket of `length` seconds: its first second.
    pub(crate) fn bucket(self, length: i64) -> i64 {
        let second = seconds_since_epoch(self.time);
        second.div_euclid(length).saturating_mul(length)
    }

    const fn local(time: DateTime) -> Self {
        Self { time, is_utc: false }
    }

    fn utc(timestamp: Timestamp) -> Self {
        Self { time: Offset::UTC.to_datetime(timestamp), is_utc: true }
    }
}

/// `2025-10-11T08:44:35Z`, or without the `Z` if the offset is unknown.
impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = if self.is_utc { "Z" } else { "" };
        write!(f, "{:.0}{zone}", self.time)
    }
}

/// Reads what `Display` writes.
impl FromStr for Written {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (time, is_utc) = text.strip_suffix('Z').map_or((text, false), |time| (time, true));
        Ok(Self { time: time.parse()?, is_utc })
    }
}

/// Where the hour begins, if this colon ends it.
fn hour_before(line: &[u8], colon: usize) -> Option<usize> {
    let hour = colon.checked_sub("08".len())?;
    has_shape(&line[hour..], b"00:00:00").then_some(hour)
}

/// Whether `text` begins as `shape`, with any digits for its zeros.
fn has_shape(text: &[u8], shape: &[u8]) -> bool {
    let fits = |(byte, shape): (&u8, &u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        _ => byte == shape,
    };
    text.len() >= shape.len() && text.iter().zip(shape).all(fits)
}

/// Where the date begins that is written right before the hour, in as many bytes as this example.
fn date_before(line: &[u8], hour: usize, example: &str) -> Option<usize> {
    let start = hour.checked_sub(example.len())?;
    let is_begun_before = line[..start].last().is_some_and(u8::is_ascii_digit);
    (line[start].is_ascii_digit() && !is_begun_before).then_some(start)
}

fn iso(line: &[u8], hour: usize) -> Option<Written> {
    let start = date_before(line, hour, "2025-10-11T")?;
    let seconds_end = hour + "00:00:00".len();
    let time = PARSER.parse_datetime(&line[start..seconds_end]).ok()?;
    let fraction_end = seconds_end + fraction_length(&line[seconds_end..]);
    // A fraction is not told, and never changes in which bucket a time is.
    match offset(&line[fraction_end..]) {
        Some(offset) => offset.to_timestamp(time).ok().map(Written::utc),
        None => Some(Written::local(time)),
    }
}

fn of_go(line: &[u8], hour: usize) -> Option<Written> {
    let start = date_before(line, hour, "2025/10/11 ")?;
    let text = &line[start..hour + "00:00:00".len()];
    DateTime::strptime("%Y/%m/%d %H:%M:%S", text).ok().map(Written::local)
}

fn of_web_server(line: &[u8], hour: usize) -> Option<Written> {
    let start = date_before(line, hour, "11/Oct/2025:")?;
    let text = line.get(start..hour + "00:00:00 +0000".len())?;
    Timestamp::strptime("%d/%b/%Y:%H:%M:%S %z", text).ok().map(Written::utc)
}

/// `.123` or `,123`
fn fraction_length(rest: &[u8]) -> usize {
    let Some((b'.' | b',', rest)) = rest.split_first() else { return 0 };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 { 1 + digits } else { 0 }
}

/// `Z`, `+00:00`, `+0000`, `+00`, or ` +0000` as Go's `Time.String()` writes it.
fn offset(rest: &[u8]) -> Option<Offset> {
    if let [b'Z' | b'z', ..] = rest {
        return Some(Offset::UTC);
    }
    let (is_behind_space, rest) =
        rest.strip_prefix(b" ").map_or((false, rest), |rest| (true, rest));
    let (sign, digits) = match rest.split_first()? {
        (b'+', digits) => (1, digits),
        (b'-', digits) => (-1, digits),
        _ => return None,
    };
    let number = |at: usize| -> Option<i32> {
        let [tens, ones] = digits.get(at..at + 2)? else { return None };
        let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
        is_number.then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
    };
    let ends_at = |at: usize| !digits.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let hours = number(0)?;
    let minutes = match number(2) {
        Some(minutes) if ends_at(4) => minutes,
        // What stands behind a space may be any number.
        _ if is_behind_space => return None,
        None if digits.get(2) == Some(&b':') && ends_at(5) => number(3)?,
        None if ends_at(2) => 0,
        _ => return None,
    };
    let is_offset = hours < 24 && minutes < 60;
    is_offset.then(|| Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()).flatten()
}

/// Whole seconds, also before 1970: the second that has begun.
fn seconds_since_epoch(time: DateTime) -> i64 {
    let duration = time.duration_since(EPOCH);
    duration.as_secs() - i64::from(duration.subsec_nanos() < 0)
}

/// The start of a bucket, as `Display` writes times. One before all dates is the first of them.
pub(crate) fn bucket_start(second: i64) -> String {
    let start = EPOCH.checked_add(SignedDuration::from_secs(second)).unwrap_or(DateTime::MIN);
    format!("{start:.0}")
}

/// The first second of a bucket, of its start as it was written.
pub(crate) fn bucket_of(start: &str) -> Result<i64, jiff::Error> {
    Ok(seconds_since_epoch(start.parse()?))
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn times_are_found_in_the_forms_that_logs_have() {
        for (line, expected) in [
            ("[Info]\t 2025-10-11 08:44:35 [/a.go:114] m", "2025-10-11T08:44:35"),
            (
                "Oct 11 08:44:36 host app[7]: [Info]\t 2025-10-11 08:44:35 [a]",
                "2025-10-11T08:44:35",
            ),
            (r#"{"time":"2025-10-11T08:44:35Z","code":40016}"#, "2025-10-11T08:44:35Z"),
            (r#"{"time":"2025-10-11T08:44:35.123456+02:00"}"#, "2025-10-11T06:44:35Z"),
            ("2025-10-11T08:44:35.123456789012+02:00 m", "2025-10-11T06:44:35Z"),
            ("2025-10-11 08:44:35.000000000000001 m", "2025-10-11T08:44:35"),
            ("2025-10-11T08:44:35+02 m", "2025-10-11T06:44:35Z"),
            ("2025-10-11 08:44:35-07", "2025-10-11T15:44:35Z"),
            ("2025-10-11 08:44:35.000001+05:30: m", "2025-10-11T03:14:35Z"),
            ("2025-10-11 08:44:35.123456789 +0200 CEST m=+0.000012", "2025-10-11T06:44:35Z"),
            ("2025-10-11 08:44:35 -0330 NDT", "2025-10-11T12:14:35Z"),
            ("2025-10-11 08:44:35 +1 m", "2025-10-11T08:44:35"),
            ("2025-10-11 08:44:35 -12 m", "2025-10-11T08:44:35"),
            ("2025-10-11 08:44:35 +12345 m", "2025-10-11T08:44:35"),
            ("2025-10-11 08:44:35-9999 m", "2025-10-11T08:44:35"),
            ("2025-10-11T08:44:35+0200 host app[7]: m", "2025-10-11T06:44:35Z"),
            ("time=2025-10-11T08:44:35.5Z level=info", "2025-10-11T08:44:35Z"),
            ("2025-10-11 08:44:35,123 ERROR m", "2025-10-11T08:44:35"),
            ("2025/10/11 08:44:35 main.go:7: m", "2025-10-11T08:44:35"),
            (r#"10.0.0.7 - - [11/Oct/2025:08:44:35 +0200] "GET /""#, "2025-10-11T06:44:35Z"),
            ("2025-10-11 08:44:35", "2025-10-11T08:44:35"),
            ("::1 2025-10-11 08:44:35", "2025-10-11T08:44:35"),
        ] {
            let found = Written::find(line.as_bytes()).map(|written| written.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for line in [
            "",
            "code: 40016",
            "08:44:35",
            "2025-13-41 08:44:35",
            "2025-10-11 99:99:99",
            ":::::",
            "12025-10-11 08:44:35",
        ] {
            assert_eq!(Written::find(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn times_before_1970_have_buckets_too() {
        let written = Written::find(b"1969-12-31 23:59:59").unwrap();
        assert_eq!(super::bucket_start(written.bucket(3600)), "1969-12-31T23:00:00");
    }

    #[test]
    fn the_last_day_of_9999_has_a_bucket_too() {
        let written = Written::find(b"9999-12-31 23:59:59").unwrap();
        assert_eq!(super::bucket_start(written.bucket(3600)), "9999-12-31T23:00:00");
    }

    #[test]
    fn what_is_written_of_a_time_is_read_again() {
        for text in ["2025-10-11T08:44:35", "2025-10-11T08:44:35Z", "9999-12-31T23:59:59"] {
            assert_eq!(text.parse::<Written>().unwrap().to_string(), text);
        }
        for start in ["1969-12-31T23:00:00", "9999-12-31T23:00:00", "2025-10-11T08:00:00"] {
            assert_eq!(super::bucket_start(super::bucket_of(start).unwrap()), start);
        }
    }
}
