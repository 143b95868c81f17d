//! A checkout of the server: all its sources of Go.

use std::fs::{self, File as OpenFile};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use walkdir::{DirEntry, WalkDir};

use crate::go::{File, Parser, Program};
use crate::problem::Problem;

/// Files that are larger are not read. The server's largest source has less than a tenth of it.
const LARGEST: u64 = 8 << 20;
/// Folders of other people's sources, and of those that the server is not built from.
const OTHERS: [&str; 3] = ["vendor", "testdata", "node_modules"];

/// What was read of a folder or a file, and what could not be.
pub(crate) struct Checkout {
    pub(crate) program: Program,
    /// In the order of their paths.
    pub(crate) problems: Vec<Problem>,
}

impl Checkout {
    /// Reads all sources in and under a folder but tests; links are not followed.
    pub(crate) fn read(root: &Path) -> Self {
        Self::read_those(root, |_| true)
    }

    /// Reads but the sources that declare constants, which is faster.
    pub(crate) fn read_constants(root: &Path) -> Self {
        Self::read_those(root, |source| source.contains("const"))
    }

    fn read_those(root: &Path, is_wanted: impl Fn(&str) -> bool + Sync) -> Self {
        let (mut paths, mut modules, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        let entries = WalkDir::new(root).into_iter().filter_entry(|entry| !is_other(entry));
        for entry in entries {
            match entry {
                Ok(entry) if is_module(&entry) => match read_text(entry.path()) {
                    Ok(text) => modules.extend(module(root, entry.path(), &text)),
                    Err(error) => problems.push(Problem::of(relative(root, entry.path()), error)),
                },
                Ok(entry) if is_source(&entry) => paths.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => {
                    let path = relative(root, error.path().unwrap_or(root));
                    let cause = error.io_error().map_or(error.to_string(), ToString::to_string);
                    problems.push(Problem::of(path, cause));
                }
            }
        }
        let names: Vec<_> = paths.iter().map(|path| relative(root, path)).collect();
        let (files, faults) = parse_all(&names, |index| read_source(&paths[index]), is_wanted);
        problems.extend(faults);
        problems.sort();
        Self { program: Program::new(files, modules), problems }
    }

    /// Takes the files of a revision, each with its path, as if they were those of a folder.
    pub(crate) fn of_revision(files: &[(String, Vec<u8>)]) -> Self {
        let mut modules = Vec::new();
        for (path, bytes) in files.iter().filter(|(path, _)| name(path) == "go.mod") {
            modules.extend(module(Path::new(""), Path::new(path), &String::from_utf8_lossy(bytes)));
        }
        let sources: Vec<_> = files.iter().filter(|(path, _)| is_source_path(path)).collect();
        let names: Vec<_> = sources.iter().map(|(path, _)| path.clone()).collect();
        let read = |index: usize| text_of(sources[index].1.clone());
        let (files, mut problems) = parse_all(&names, read, |_| true);
        problems.sort();
        Self { program: Program::new(files, modules), problems }
    }

    /// Whether a revision's file is one that a checkout is read from.
    pub(crate) fn is_of_interest(path: &str) -> bool {
        is_source_path(path) || name(path) == "go.mod"
    }

    /// Takes a single source.
    pub(crate) fn of_file(path: &Path, source: &str) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = File::parse(name, source, &mut Parser::default());
        let problems = fault(&file).into_iter().collect();
        Self { program: Program::new(vec![file], Vec::new()), problems }
    }
}

/// Reads a file of text.
///
/// # Errors
/// It cannot be read, is too large, or is not UTF-8.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    // A pipe has no length of its own.
    OpenFile::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let limit = LARGEST >> 20;
        return Err(io::Error::other(format!("larger than {limit} MiB: not read")));
    }
    text_of(bytes)
}

fn text_of(bytes: Vec<u8>) -> io::Result<String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        io::Error::other(format!("not UTF-8 from byte {place} on: not read"))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn is_other(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    // The root is what was asked for, whatever its name.
    entry.depth() > 0 && entry.file_type().is_dir() && is_other_folder(&name)
}

fn is_other_folder(name: &str) -> bool {
    name.starts_with(['.', '_']) || OTHERS.contains(&name)
}

fn is_source(entry: &DirEntry) -> bool {
    entry.file_type().is_file() && is_source_name(&entry.file_name().to_string_lossy())
}

#[allow(clippy::case_sensitive_file_extension_comparisons)] // Go's own tool compares them so
fn is_source_name(name: &str) -> bool {
    name.ends_with(".go") && !name.ends_with("_test.go") && !name.starts_with(['.', '_'])
}

/// Whether a path from the root is that of a source.
fn is_source_path(path: &str) -> bool {
    let mut folders = path.split('/').rev().skip(1);
    is_source_name(name(path)) && !folders.any(is_other_folder)
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn is_module(entry: &DirEntry) -> bool {
    entry.file_type().is_file() && entry.file_name() == "go.mod"
}

/// The path of the module that a `go.mod` declares, and the folder that it stands in.
fn module(root: &Path, path: &Path, text: &str) -> Option<(String, String)> {
    let path = relative(root, path.parent()?);
    let declared = text.lines().find_map(|line| line.trim().strip_prefix("module"))?;
    let declared = declared.split("//").next()?.trim().trim_matches(['"', '`']);
    Some((declared.to_owned(), path))
}

/// The path from the root, with `/` between its parts.
fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Parses files on all cores.
fn parse_all(
    names: &[String],
    read: impl Fn(usize) -> io::Result<String> + Sync,
    is_wanted: impl Fn(&str) -> bool + Sync,
) -> (Vec<File>, Vec<Problem>) {
    let next = AtomicUsize::new(0);
    let parsed = Mutex::new((Vec::new(), Vec::new()));
    let work = || {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        let mut parser = Parser::default();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(name) = names.get(index).cloned() else { break };
            match read(index) {
                Ok(source) if !is_wanted(&source) => {}
                Ok(source) => {
                    let file = File::parse(name, &source, &mut parser);
                    problems.extend(fault(&file));
                    files.push(file);
                }
                Err(error) => problems.push(Problem::of(name, error)),
            }
        }
        // Nobody panics while holding it.
        if let Ok(mut parsed) = parsed.lock() {
            parsed.0.append(&mut files);
            parsed.1.append(&mut problems);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let (mut files, problems) = parsed.into_inner().unwrap_or_default();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, problems)
}

fn read_source(path: &Path) -> io::Result<String> {
    // So that a large one is not even begun.
    if fs::metadata(path)?.len() > LARGEST {
        return Err(io::Error::other(format!("larger than {} MiB: not read", LARGEST >> 20)));
    }
    read_text(path)
}

fn fault(file: &File) -> Option<Problem> {
    let line = file.fault?;
    Some(Problem::at(&file.path, line, "not all of it can be read as Go"))
}
