//! What is wrong with a file, and on which line of it.

use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file's path from the root of the package.
    pub file: String,
    /// Counted from 1; `None` where it is the file itself that is wrong.
    pub line: Option<usize>,
    /// What was found, and what would be right.
    pub message: String,
}

/// `codes.csv:17: description is empty`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl Fault {
    /// The file itself could not be read.
    pub fn unreadable(file: impl Into<String>, error: &std::io::Error) -> Self {
        Self { file: file.into(), line: None, message: error.to_string() }
    }
}

/// All that is found wrong with one file.
pub struct Faults {
    file: String,
    found: Vec<Fault>,
}

impl Faults {
    pub fn of(file: impl Into<String>) -> Self {
        Self { file: file.into(), found: Vec::new() }
    }

    pub fn add(&mut self, line: usize, message: impl Into<String>) {
        self.push(Some(line), message.into());
    }

    pub fn add_of_file(&mut self, message: impl Into<String>) {
        self.push(None, message.into());
    }

    fn push(&mut self, line: Option<usize>, message: String) {
        self.found.push(Fault { file: self.file.clone(), line, message });
    }

    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// # Errors
    /// All faults, in the order of their lines.
    pub fn finish(mut self) -> Result<(), Vec<Fault>> {
        // Stable: on one line the faults stay in the order of their columns.
        self.found.sort_by_key(|fault| fault.line);
        if self.found.is_empty() { Ok(()) } else { Err(self.found) }
    }
}
