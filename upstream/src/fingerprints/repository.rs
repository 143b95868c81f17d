//! A repository, read through `git`: nothing in it is checked out, and no program of it runs.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// A repository of git.
pub(super) struct Repository {
    path: PathBuf,
}

/// What stands at a path of a revision.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) object: String,
    /// Whether it is a revision of another repository.
    pub(super) is_submodule: bool,
}

impl Repository {
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.path).args(arguments).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> io::Result<Vec<u8>> {
        let output = self
            .command(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| without_git(&error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(io::Error::other(said.lines().last().unwrap_or("git failed").to_owned()))
    }

    /// The names of all tags.
    pub(super) fn tags(&self) -> io::Result<Vec<String>> {
        let tags = self.run(&["tag", "--list"])?;
        Ok(String::from_utf8_lossy(&tags).lines().map(str::to_owned).collect())
    }

    /// All that a revision has, in a folder or anywhere.
    pub(super) fn entries(&self, revision: &str, folder: &str) -> io::Result<Vec<Entry>> {
        let revision = format!("{revision}^{{commit}}");
        let listed = self.run(&["ls-tree", "-r", "-z", "--full-tree", &revision, "--", folder])?;
        let listed = String::from_utf8_lossy(&listed);
        let entry = |line: &str| {
            let (of, path) = line.split_once('\t')?;
            let mut of = of.split(' ').skip(1);
            let (kind, object) = (of.next()?, of.next()?);
            Some(Entry {
                path: path.to_owned(),
                object: object.to_owned(),
                is_submodule: kind == "commit",
            })
        };
        Ok(listed.split('\0').filter_map(entry).collect())
    }

    /// The contents of objects, in their order.
    pub(super) fn contents(&self, objects: &[String]) -> io::Result<Vec<Vec<u8>>> {
        let mut command = self.command(&["cat-file", "--batch"]);
        let mut git = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| without_git(&error))?;
        let (Some(mut requests), Some(answers)) = (git.stdin.take(), git.stdout.take()) else {
            return Err(io::Error::other("git cannot be talked to"));
        };
        let mut answers = io::BufReader::new(answers);
        let contents = thread::scope(|scope| {
            // Both pipes are full at times.
            scope.spawn(move || {
                objects.iter().try_for_each(|object| writeln!(requests, "{object}"))
            });
            objects.iter().map(|object| content(&mut answers, object)).collect()
        });
        git.wait()?;
        contents
    }
}

fn content(answers: &mut impl BufRead, object: &str) -> io::Result<Vec<u8>> {
    let mut heading = String::new();
    answers.read_line(&mut heading)?;
    let length = heading.split(' ').nth(2).and_then(|length| length.trim().parse::<usize>().ok());
    let length = length.ok_or_else(|| io::Error::other(format!("{object} is not there")))?;
    let mut content = vec![0; length];
    answers.read_exact(&mut content)?;
    answers.read_exact(&mut [0])?;
    Ok(content)
}

fn without_git(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("git cannot be run: {error}"))
}
