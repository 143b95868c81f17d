use std::fmt;

use cloudreve_codes::complaint::Complaint;
use serde::Serialize;

/// What could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Problem {
    pub(crate) file: String,
    /// Counted from 1; `None` where it is the file itself.
    pub(crate) line: Option<usize>,
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn of(file: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { file: file.into(), line: None, message: message.to_string() }
    }

    pub(crate) fn at(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: Some(line), message: message.into() }
    }

    pub(crate) fn complain_of<'a>(
        problems: impl IntoIterator<Item = &'a Self>,
        complain: &dyn Fn(Complaint),
    ) {
        problems.into_iter().map(Complaint::new).for_each(complain);
    }
}

/// `pkg/serializer/error.go:17: …`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None if self.file.is_empty() => write!(f, ".: {}", self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}
