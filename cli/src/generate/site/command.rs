use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{BaseUrl, Files, files};
use crate::bounded;
use crate::codes::release::Release;
use crate::complaint::Complaint;
use crate::generate::as_of;
use crate::generate::difference::difference;
use crate::outcome::{Failure, Outcome};
use crate::terminal::escaped::Lines;
use crate::terminal::stdio;

#[derive(clap::Args)]
#[group(id = "folder", required = true, multiple = false)]
pub(crate) struct Folder {
    /// Write the site into a folder, which is made if it is not there. Other files in it stay.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,

    /// Write nothing: compare with a folder, and print what would change in it. Exit status 1 if anything.
    #[arg(long, value_name = "DIR")]
    check: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// The address that the site is published at, for search engines: the pages name their canonical
    /// addresses, and a sitemap lists them.
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,

    /// Only the codes that this release of the server sends, such as 4.6.
    #[arg(long, value_name = "VERSION", value_parser = as_of::parse)]
    as_of: Option<Release>,
}

/// Makes the site, and writes it or compares with it.
pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let files = files(arguments.as_of.as_ref(), arguments.base_url.as_ref());
    let files = files.map_err(io::Error::other)?;
    if let Some(folder) = &arguments.folder.output {
        write(folder, &files)?;
    }
    match &arguments.folder.check {
        Some(folder) => check(folder, &files, complain),
        None => Ok(Outcome::Complete),
    }
}

fn write(folder: &Path, files: &Files) -> Result<(), Complaint> {
    for (name, contents) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| Complaint::about(parent.display(), error))?;
        // A site that is not whole is made again, so that none of its files has to wait for the disk.
        fs::write(&path, contents).map_err(|error| Complaint::about(path.display(), error))?;
    }
    Ok(())
}

/// Prints how each file differs from what would be written, and says which are missing or too many.
fn check(folder: &Path, files: &Files, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Complete;
    let mut differs = |path: &Path, what: &str| {
        complain(Complaint::about(path.display(), what));
        outcome.worsen(Outcome::Differs);
    };
    let mut differences = String::new();
    for (name, contents) in files {
        let path = folder.join(name);
        match bounded::read_file(&path, "expected what generate wrote") {
            Ok(found) if found == contents.as_bytes() => {}
            Ok(found) => {
                let difference = difference(&path.display().to_string(), &found, contents);
                // A text takes any.
                let _ = write!(differences, "{}", Lines(&difference));
                differs(&path, "it is not what would be generated now");
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                differs(&path, "it is missing");
            }
            Err(error) => return Err(Complaint::about(path.display(), error).into()),
        }
    }
    for path in left_over(folder, files)? {
        differs(&path, "it is a page that would not be generated now");
    }
    stdio::print(differences)?;
    Ok(outcome)
}

/// The pages in the folders of the languages that are not among the files.
fn left_over(folder: &Path, files: &Files) -> Result<Vec<PathBuf>, Complaint> {
    let languages: BTreeSet<_> =
        files.keys().filter_map(|name| Some(name.split_once('/')?.0)).collect();
    let mut paths = Vec::new();
    for language in languages {
        let folder = folder.join(language);
        let about = |error| Complaint::about(folder.display(), error);
        let found = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            found => found.map_err(about)?,
        };
        for file in found {
            let file = file.map_err(about)?;
            let name = format!("{language}/{}", file.file_name().display());
            if file.path().extension().is_some_and(|extension| extension == "html")
                && !files.contains_key(&name)
            {
                paths.push(file.path());
            }
        }
    }
    paths.sort_unstable();
    Ok(paths)
}
