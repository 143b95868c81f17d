//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// Writes the file beside its place, then puts it there, so that nobody ever sees a part of it. A link is
/// followed, and the permissions of a file that was there stay. What is no regular file, such as a pipe,
/// is written into.
///
/// # Errors
/// It cannot be written: what was there before is unchanged.
pub fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let former = fs::metadata(&place).ok();
    if former.as_ref().is_some_and(|former| !former.is_file()) {
        return File::options().write(true).open(&place)?.write_all(contents);
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = beside(folder.unwrap_or(Path::new(".")))?;
    file.write_all(contents)?;
    if let Some(former) = former {
        file.as_file().set_permissions(former.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(place)?;
    Ok(())
}

/// A new file, with the permissions that any new file has.
///
/// # Errors
/// That of the system, without the name of the temporary file.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut refusal = None;
    let open = |path: &Path| {
        let file = File::options().write(true).create_new(true).open(path);
        file.inspect_err(|error| refusal = error.raw_os_error())
    };
    let file = Builder::new().make_in(folder, open);
    file.map_err(|error| refusal.map_or(error, io::Error::from_raw_os_error))
}
