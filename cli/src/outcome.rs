use std::io;

use crate::complaint::Complaint;

/// How a job went that came to its end. The later ones are worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    #[default]
    Complete,
    /// A code that was asked for is unknown, which has been said.
    UnknownCode,
    /// What was compared differs, which has been said.
    Differs,
    /// An input or an argument is of no use, which has been said.
    InputFailed,
}

impl Outcome {
    /// Becomes the other one where that is worse.
    pub fn worsen(&mut self, other: Self) {
        *self = other.max(*self);
    }
}

/// Why a job could not come to its end.
#[derive(Debug)]
pub enum Failure {
    /// An input or an argument is of no use.
    Input(Complaint),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<Complaint> for Failure {
    fn from(complaint: Complaint) -> Self {
        Self::Input(complaint)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
