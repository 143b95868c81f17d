use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use super::{BaseUrl, Files, files, folder};
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
    /// Write the site into a folder, which is made if it is not there. Nothing is deleted: what else is in
    /// it is named.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,

    /// Write nothing: compare with a folder, and print what would change in it, and name what is missing or
    /// left over. Exit status 1 if anything.
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
        write(folder, &files, complain)?;
    }
    match &arguments.folder.check {
        Some(folder) => check(folder, &files, complain),
        None => Ok(Outcome::Complete),
    }
}

fn write(folder: &Path, files: &Files, complain: &dyn Fn(Complaint)) -> Result<(), Complaint> {
    folder::write(folder, files)?;
    for path in folder::left_over(folder, files)? {
        complain(Complaint::about(path.display(), "it is no part of the site, and was left"));
    }
    Ok(())
}

/// Prints how each file differs from what would be written, and says which are missing or too many.
fn check(folder: &Path, files: &Files, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    if !folder.is_dir() {
        let reason = "it is no folder: expected one that generate site wrote";
        return Err(Complaint::about(folder.display(), reason).into());
    }
    let mut outcome = Outcome::Complete;
    let mut differs = |path: &Path, what: &str| {
        complain(Complaint::about(path.display(), what));
        outcome.worsen(Outcome::Differs);
    };
    let mut differences = String::new();
    for (name, contents) in files {
        let path = folder.join(name);
        match folder::read(&path) {
            Ok(None) => differs(&path, "it is no regular file"),
            Ok(Some(found)) if found == contents.as_bytes() => {}
            Ok(Some(found)) => {
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
    for path in folder::left_over(folder, files)? {
        differs(&path, "it is no part of the site");
    }
    stdio::print(differences)?;
    Ok(outcome)
}
