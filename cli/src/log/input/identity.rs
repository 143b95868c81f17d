use std::fs::Metadata;
use std::io;

/// Checks that what is written to an output is not read again, without an end.
pub(super) fn check_is_not_output(input: &Metadata, output: &Metadata) -> io::Result<()> {
    if output.is_file() && cfg!(unix) && is_same(input, output) {
        return Err(io::Error::other("it is also the output, and would never end"));
    }
    Ok(())
}

/// Whether both are the same file, whatever its names.
#[cfg(unix)]
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere two files cannot be told apart without opening them.
#[cfg(not(unix))]
pub(super) fn is_same(_one: &Metadata, _other: &Metadata) -> bool {
    true
}
