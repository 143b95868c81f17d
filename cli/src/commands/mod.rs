//! The subcommands, one file each.

pub(crate) mod explain;

/// How a subcommand went, where nothing failed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Complete,
    UnknownCode,
}
