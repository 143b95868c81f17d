use std::fmt;

use crate::terminal::escaped::OneLine;

/// What went wrong, or is worth knowing, and what it is about.
#[derive(Debug)]
pub struct Complaint {
    subject: Option<String>,
    message: String,
}

impl Complaint {
    pub fn new(message: impl fmt::Display) -> Self {
        Self { subject: None, message: message.to_string() }
    }

    /// `subject` is a file or an argument.
    pub fn about(subject: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self { subject: Some(subject.to_string()), message: message.to_string() }
    }
}

/// On one line.
impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(subject) = &self.subject {
            write!(f, "{}: ", OneLine(subject))?;
        }
        OneLine(&self.message).fmt(f)
    }
}
