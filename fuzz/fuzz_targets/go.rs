//! Any source of Go is read, and no message that is put together from it grows without bound.

#![no_main]

use cloudreve_upstream::index_of_source;
use libfuzzer_sys::fuzz_target;

/// How long a text is at most that is put together, in bytes.
const LONGEST: usize = 64 << 10;

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    if let Some(index) = index_of_source(&source) {
        assert!(index.rows.iter().all(|row| row.message.len() <= 2 * LONGEST));
    }
});
