//! The folder that a site is in.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Files;
use crate::bounded;
use crate::complaint::Complaint;

/// What a host or a search engine looks for beside a site, and its owner puts there.
const OF_THE_HOST: [&str; 6] =
    ["404.html", "CNAME", "_headers", "_redirects", "favicon.ico", "robots.txt"];

pub(super) fn write(folder: &Path, files: &Files) -> Result<(), Complaint> {
    for (name, contents) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| Complaint::about(parent.display(), error))?;
        // A site that is not whole is made again, so that none of its files has to wait for the disk.
        fs::write(&path, contents).map_err(|error| Complaint::about(path.display(), error))?;
    }
    Ok(())
}

/// What is in a file of a site; `None` if it is no regular file: a pipe would be waited for.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    bounded::read_file(path, "expected what generate wrote").map(Some)
}

/// What is in the folder or in those of the languages, and is no part of the site: files and whole folders, but
/// nothing hidden, such as `.git`, and nothing that is there for the host.
pub(super) fn left_over(folder: &Path, files: &Files) -> Result<Vec<PathBuf>, Complaint> {
    let languages: BTreeSet<_> =
        files.keys().filter_map(|file| Some(file.split_once('/')?.0)).collect();
    let mut paths = Vec::new();
    for name in names(folder)? {
        let is_known = name.to_str().is_some_and(|name| {
            files.contains_key(name) || languages.contains(name) || OF_THE_HOST.contains(&name)
        });
        if !is_known {
            paths.push(folder.join(name));
        }
    }
    for language in languages {
        let folder = folder.join(language);
        for name in names(&folder)? {
            let is_known =
                name.to_str().is_some_and(|name| files.contains_key(&format!("{language}/{name}")));
            if !is_known {
                paths.push(folder.join(name));
            }
        }
    }
    paths.sort_unstable();
    Ok(paths)
}

/// The names in a folder that are not hidden; none if it is not there.
fn names(folder: &Path) -> Result<Vec<OsString>, Complaint> {
    let about = |error| Complaint::about(folder.display(), error);
    let found = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(about)?,
    };
    let names: io::Result<Vec<_>> = found.map(|file| Ok(file?.file_name())).collect();
    let mut names = names.map_err(about)?;
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    Ok(names)
}
