//! Where logs come from.

mod compression;
mod identity;
mod segments;
mod tail;

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::terminal::stdio;

pub(crate) use segments::{SegmentReader, Segments};
pub(crate) use tail::{Event, Tail};

use compression::{Compression, decompressed};
use identity::check_is_not_output;

/// What stands for standard input among the names of files.
const STDIN: &str = "-";

/// A log that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// The inputs that were named, standard input where none was.
    pub(crate) fn all(files: &[PathBuf]) -> Vec<Self> {
        if files.is_empty() {
            return vec![Self::Stdin];
        }
        files.iter().map(|file| Self::named(file)).collect()
    }

    fn named(file: &Path) -> Self {
        if file == Path::new(STDIN) { Self::Stdin } else { Self::File(file.to_owned()) }
    }

    /// How many bytes it has on disk, where it has a size.
    pub(crate) fn size(&self) -> Option<u64> {
        let Self::File(path) = self else { return None };
        let metadata = path.metadata().ok()?;
        metadata.is_file().then_some(metadata.len())
    }

    /// Checks that it is not the file that the output goes to.
    ///
    /// # Errors
    /// It is: what is written would be read again.
    pub(crate) fn check_is_not(&self, out: &File) -> io::Result<()> {
        match (self.metadata(), out.metadata()) {
            (Ok(input), Ok(output)) => check_is_not_output(&input, &output),
            // It cannot be opened either, which says why.
            _ => Ok(()),
        }
    }

    fn metadata(&self) -> io::Result<Metadata> {
        match self {
            Self::Stdin => stdio::unbuffered_input()?.metadata(),
            Self::File(path) => path.metadata(),
        }
    }

    /// Opens it; what is compressed comes out plain. `on_read` is told of each read how many bytes it took
    /// from the [size](Self::size).
    pub(crate) fn open(
        &self,
        on_read: impl Fn(u64) + Send + 'static,
    ) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Self::Stdin => {
                let stdin = stdio::unbuffered_input()?;
                stdio::widen_pipe(&stdin);
                decompressed(stdin)
            }
            Self::File(path) => decompressed(Told { source: File::open(path)?, on_read }),
        }
    }
}

/// Tells of each read.
struct Told<F> {
    source: File,
    on_read: F,
}

impl<F: Fn(u64)> Read for Told<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        (self.on_read)(count as u64);
        Ok(count)
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str(STDIN),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
