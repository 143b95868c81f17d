use std::fs::File;
use std::io;
use std::sync::Arc;

use cloudreve_error_codes::Language;

use super::annotator::Annotator;
use super::records::Records;
use crate::log::finder::Finder;
use crate::log::input::Input;
use crate::log::messages::Fingerprints;
use crate::log::scan::Stream;

/// How much is read at a time: it fits in the second cache, with room for what the kernel needs there.
pub(super) const BLOCK: usize = 256 << 10;

/// What makes output of a log, block by block.
pub(super) trait Writer {
    /// Takes the hits and the bytes of the block that the stream holds.
    fn write(&mut self, stream: &mut Stream, out: &File) -> io::Result<()>;
}

/// Why a log was not written to its end.
pub(super) enum Unfinished {
    Input(io::Error),
    Output(io::Error),
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The log, with annotations.
    Annotated,
    /// A record for each code.
    Records,
    /// The codes of each line.
    EachLine,
}

/// What the writers of all logs are made with.
pub(super) struct Writers {
    pub(super) language: Language,
    pub(super) messages: Option<Arc<Fingerprints>>,
    pub(super) form: Form,
    pub(super) is_colored: bool,
}

impl Writers {
    /// A writer for a log.
    pub(super) fn of(&self, input: &Input) -> Box<dyn Writer> {
        if self.form == Form::Records {
            let (finder, marks_inferred) = (self.finder(), self.messages.is_some());
            Box::new(Records::new(self.language, input.to_string(), finder, marks_inferred))
        } else {
            Box::new(self.annotator())
        }
    }

    pub(super) fn annotator(&self) -> Annotator {
        Annotator::new(self.language, self.finder(), self.is_colored)
    }

    pub(super) fn finder(&self) -> Finder {
        Finder::new(self.messages.as_ref())
    }
}

impl Writer for Annotator {
    fn write(&mut self, stream: &mut Stream, mut out: &File) -> io::Result<()> {
        self.place_annotations(stream);
        self.write_to(&mut out, stream)
    }
}

impl Writer for Records {
    fn write(&mut self, stream: &mut Stream, mut out: &File) -> io::Result<()> {
        self.write_to(&mut out, stream)
    }
}
