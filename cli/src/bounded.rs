//! Reading into memory what must have room there.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// How much is read of a file that a person could have written: a source, a table, an index, a document.
pub const LARGEST_FILE: u64 = 8 << 20;

/// Reads all of a file that has at most [`LARGEST_FILE`] bytes; `what` says what is expected.
///
/// # Errors
/// It cannot be read, or has more.
pub fn read_file(path: &Path, what: &str) -> io::Result<Vec<u8>> {
    read(File::open(path)?, LARGEST_FILE, what)
}

/// Reads all there is.
///
/// # Errors
/// That of the source, or that it has more than `limit` bytes, which `what` says further.
pub fn read(source: impl Read, limit: u64, what: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it has more than {} MiB: {what}", limit >> 20)));
    }
    Ok(bytes)
}
