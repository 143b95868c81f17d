//! `server-release.txt`: the release of the server that the table was checked against.

use super::fault::{Fault, Faults};
use super::record::is_release;

/// The name of the file, beside the table's.
pub const FILE: &str = "server-release.txt";

/// Reads the one line of the file, with or without a line ending.
///
/// # Errors
/// What stands there is no release.
pub fn parse(bytes: &[u8]) -> Result<String, Vec<Fault>> {
    let text = String::from_utf8_lossy(bytes);
    let release = text.trim_end_matches(['\r', '\n']);
    let mut faults = Faults::of(FILE);
    if !is_release(release) {
        faults.add(
            1,
            format!("{release:?} is not a release: expected three numbers, such as 4.12.0"),
        );
    }
    faults.finish()?;
    Ok(release.to_owned())
}
