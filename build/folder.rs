//! The files of a folder, by name.

use std::fs;
use std::path::Path;

use super::fault::Fault;

/// A file's name and its bytes.
pub type File = (String, Vec<u8>);

/// Reads all files of a folder with one extension, sorted by name.
///
/// # Errors
/// The folder or one of its files cannot be read.
pub fn read(folder: &str, extension: &str) -> Result<Vec<File>, Vec<Fault>> {
    let unreadable = |error| vec![Fault::unreadable(folder, &error)];
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        let path = Path::new(folder).join(&name);
        if path.extension().is_some_and(|found| found == extension) {
            let bytes = fs::read(&path);
            let file = format!("{folder}/{name}");
            files.push((name, bytes.map_err(|error| vec![Fault::unreadable(file, &error)])?));
        }
    }
    files.sort();
    Ok(files)
}
