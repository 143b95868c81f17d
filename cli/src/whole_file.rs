//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

/// How many links are followed, as by Linux.
const MOST_LINKS: usize = 40;

/// Writes the file beside its place, then puts it there, so that nobody ever sees a part of it. A link is
/// followed, also where it leads to no file yet, and the permissions of a file that was there stay. What is no
/// regular file, such as a pipe, is written into.
///
/// # Errors
/// It cannot be written, or may not be: what was there before is unchanged.
pub fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let former = fs::metadata(path).ok();
    // A link to a pipe leads there without a path.
    if former.as_ref().is_some_and(|former| !former.is_file()) {
        return File::options().write(true).open(path)?.write_all(contents);
    }
    let place = end_of_links(path)?;
    if let Some(former) = &former {
        // To put another file in its place would not need it.
        check_may_be_written(&place, former)?;
    }
    let write_contents = |mut file: &File| {
        file.write_all(contents)?;
        if let Some(former) = &former {
            file.set_permissions(former.permissions())?;
        }
        file.sync_all()
    };
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let file = match unnamed(folder, write_contents)? {
        Some(file) => file,
        None => named(folder, write_contents)?,
    };
    file.persist(place)?;
    Ok(())
}

/// Where the file is, or would be.
fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            found => return found,
        }
        let Ok(target) = fs::read_link(&place) else { return Ok(place) };
        place.pop();
        place.push(target);
    }
    Err(io::Error::other("it is a link that leads to no end"))
}

fn check_may_be_written(place: &Path, former: &fs::Metadata) -> io::Result<()> {
    // The system lets its administrator write into it all the same.
    if former.permissions().readonly() {
        let reason = "it is read-only: make it writable, or remove it, to replace it";
        return Err(io::Error::new(ErrorKind::PermissionDenied, reason));
    }
    File::options().write(true).open(place).map(drop)
}

/// A new file that has a name only once it is filled, so that nothing is left if the program is killed before.
/// `None` where the file system has no such files.
///
/// # Errors
/// Those of `write_contents`.
#[cfg(target_os = "linux")]
fn unnamed(
    folder: &Path,
    write_contents: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<Option<TempPath>> {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::{AtFlags, CWD, OFlags, linkat};

    let flags = OFlags::TMPFILE.bits().cast_signed();
    let Ok(file) = File::options().write(true).custom_flags(flags).open(folder) else {
        return Ok(None);
    };
    write_contents(&file)?;
    let descriptor = format!("/proc/self/fd/{}", file.as_raw_fd());
    let link = |path: &Path| {
        linkat(CWD, &descriptor, CWD, path, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
    };
    // Without /proc it cannot be named.
    Ok(Builder::new().make_in(folder, link).ok().map(tempfile::NamedTempFile::into_temp_path))
}

#[cfg(not(target_os = "linux"))]
fn unnamed(
    _folder: &Path,
    _fill: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<Option<TempPath>> {
    Ok(None)
}

/// A new file, with the permissions that any new file has.
///
/// # Errors
/// That of the system, without the name of the temporary file, and those of `write_contents`.
fn named(
    folder: &Path,
    write_contents: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<TempPath> {
    let mut refusal = None;
    let open = |path: &Path| {
        let file = File::options().write(true).create_new(true).open(path);
        file.inspect_err(|error| refusal = error.raw_os_error())
    };
    let file = Builder::new().make_in(folder, open);
    let file = file.map_err(|error| refusal.map_or(error, io::Error::from_raw_os_error))?;
    write_contents(file.as_file())?;
    Ok(file.into_temp_path())
}
