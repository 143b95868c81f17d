use std::path::PathBuf;
use std::sync::Arc;

use super::Fingerprints;
use crate::complaint::Complaint;

/// Which messages are looked for.
#[derive(clap::Args)]
pub(crate) struct Wanted {
    /// Also find the messages of the server, those of all its releases.
    ///
    /// The server's log has no codes: it prints an error as a chain, `message: inner: …: cause`. What decides is
    /// the innermost message that is sent with a code. On a line without the server's heading only those
    /// messages count that no other program is likely to print, and none on a line that has a code.
    #[arg(long)]
    infer: bool,

    /// Also find the messages of an index, as `cloudreve-upstream messages` writes it of a checkout.
    ///
    /// With --infer its messages come first, and the others are those of the server's own releases.
    #[arg(long, value_name = "INDEX")]
    messages: Option<PathBuf>,
}

impl Wanted {
    /// The messages that are looked for, if any are.
    ///
    /// # Errors
    /// The index cannot be read, or is none.
    pub(crate) fn fingerprints(&self) -> Result<Option<Arc<Fingerprints>>, Complaint> {
        let Some(path) = &self.messages else {
            return Ok(self.infer.then(|| Arc::new(Fingerprints::built_in())));
        };
        let index =
            Fingerprints::read(path).map_err(|error| Complaint::about(path.display(), error))?;
        let all = if self.infer { index.or(Fingerprints::built_in()) } else { index };
        Ok(Some(Arc::new(all)))
    }
}
