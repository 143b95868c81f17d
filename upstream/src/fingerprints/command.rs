use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use cloudreve_codes::complaint::Complaint;
use cloudreve_codes::outcome::{Failure, Outcome};
use cloudreve_error_codes::ErrorCode;

use super::collection::{Collection, Source};
use super::release::{Release, releases};
use super::repository::Repository;
use crate::comparison::locale;
use crate::messages;
use crate::problem::Problem;
use crate::server::{Checkout, Messages};

/// Where a release of the server names the revision of its interface.
const SUBMODULE: &str = "assets";
/// Where the interface has its sentences, a folder a language.
const LOCALES: &str = "public/locales";
/// The files of a language that have sentences for codes.
const FILES: [&str; 2] = ["common.json", "dashboard.json"];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A clone of the server's repository, with its tags.
    #[arg(long, value_name = "PATH")]
    server: PathBuf,

    /// A clone of the repository of the web interface, with its history.
    #[arg(long, value_name = "PATH")]
    interface: PathBuf,

    /// The oldest release that counts.
    #[arg(long, value_name = "TAG", value_parser = release)]
    since: Option<Release>,
}

fn release(tag: &str) -> Result<Release, String> {
    Release::of(tag).ok_or_else(|| "expected a release such as 4.0.0".to_owned())
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let unreadable = |path: &Path, why: &dyn Display| Complaint::about(path.display(), why);
    let server = Repository::at(&arguments.server);
    let interface = Repository::at(&arguments.interface);
    let tags = server.tags().map_err(|error| unreadable(server.path(), &error))?;
    let releases = releases(&tags, arguments.since.as_ref());
    let Some(newest) = releases.last() else {
        return Err(unreadable(server.path(), &"it has no tag that is a release").into());
    };
    let mut collection = Collection::default();
    let mut outcome = Outcome::Complete;
    for release in &releases {
        let mut problems = Vec::new();
        let added =
            add_server(&server, release, &mut collection, &mut problems).and_then(|revision| {
                match revision {
                    Some(revision) => add_interface(
                        &interface,
                        &revision,
                        release,
                        &mut collection,
                        &mut problems,
                    ),
                    None => Ok(()),
                }
            });
        if let Err(error) = added {
            problems.push(Problem::of(&release.tag, error));
        }
        Problem::complain_of(&problems, complain);
        if !problems.is_empty() {
            outcome = Outcome::InputFailed;
        }
    }
    // What was written since counts as the newest release's.
    let mut problems = Vec::new();
    add_interface(&interface, "HEAD", newest, &mut collection, &mut problems)
        .map_err(|error| unreadable(interface.path(), &error))?;
    Problem::complain_of(&problems, complain);
    let table = collection.into_table().map_err(|error| unreadable(server.path(), &error))?;
    if table.rows().is_empty() {
        return Err(
            unreadable(server.path(), &"no release of it sends a message with a code").into()
        );
    }
    table.write(io::stdout().lock())?;
    Ok(outcome)
}

/// Adds what a release of the server prints, and returns the revision of its interface. A release that declares no
/// codes has neither.
fn add_server(
    server: &Repository,
    release: &Release,
    collection: &mut Collection,
    problems: &mut Vec<Problem>,
) -> io::Result<Option<String>> {
    let entries = server.entries(&format!("refs/tags/{}", release.tag), ".")?;
    let submodule = entries.iter().find(|entry| entry.is_submodule && entry.path == SUBMODULE);
    let submodule = submodule.map(|entry| entry.object.clone());
    let (mut paths, mut objects) = (Vec::new(), Vec::new());
    for entry in entries {
        if !entry.is_submodule && Checkout::is_of_interest(&entry.path) {
            paths.push(entry.path);
            objects.push(entry.object);
        }
    }
    let files: Vec<_> = paths.into_iter().zip(server.contents(&objects)?).collect();
    let checkout = Checkout::of_revision(&files);
    let Some(found) = Messages::of(&checkout) else { return Ok(None) };
    let at_release = |problem: &Problem| Problem {
        file: format!("{}:{}", release.tag, problem.file),
        ..problem.clone()
    };
    problems.extend(checkout.problems.iter().map(at_release));
    for row in messages::index(&checkout, found).rows {
        collection.add_row(release, &row);
    }
    Ok(submodule)
}

/// Adds the sentences of a revision of the interface.
fn add_interface(
    interface: &Repository,
    revision: &str,
    release: &Release,
    collection: &mut Collection,
    problems: &mut Vec<Problem>,
) -> io::Result<()> {
    let entries = interface.entries(revision, LOCALES)?;
    let wanted = |path: &str| {
        let (language, file) = path.strip_prefix(LOCALES)?.strip_prefix('/')?.split_once('/')?;
        FILES.contains(&file).then(|| Source::of_language(language)).flatten()
    };
    let (mut files, mut objects) = (Vec::new(), Vec::new());
    for entry in entries {
        if let Some(source) = wanted(&entry.path) {
            files.push((entry.path, source));
            objects.push(entry.object);
        }
    }
    for ((path, source), bytes) in files.into_iter().zip(interface.contents(&objects)?) {
        match locale::sentences(&String::from_utf8_lossy(&bytes)) {
            Ok(sentences) => {
                for (code, sentence) in sentences {
                    if let Ok(code) = ErrorCode::try_from(code) {
                        collection.add_sentence(release, source.clone(), code, &sentence);
                    }
                }
            }
            Err(why) => problems.push(Problem::of(format!("{}:{path}", release.tag), why)),
        }
    }
    Ok(())
}
