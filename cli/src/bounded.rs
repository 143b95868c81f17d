//! Reading into memory what must have room there.

use std::io::{self, Read};

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
