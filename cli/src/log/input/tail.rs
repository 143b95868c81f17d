use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::mem;
use std::path::PathBuf;

use memchr::memrchr;

use super::identity::{check_is_not_output, is_same};
use super::{Compression, Input};
use crate::log::scan::Stream;

/// A log that grows, is replaced, cut short, or not there yet.
pub(crate) struct Tail {
    path: PathBuf,
    file: Option<File>,
    /// Whether a line is read only once it has ended, so that lines of several logs do not mix.
    keeps_lines_whole: bool,
    /// Whether it is known that there is no file.
    is_missed: bool,
    /// Of the output, which no file may be.
    output: Option<Metadata>,
}

/// What became of a log.
#[derive(Debug)]
pub(crate) enum Event {
    /// The stream has more of it.
    Grew,
    /// It has fewer bytes than were read: what was read is all of it, and its start comes next.
    CutShort,
    /// Another file has taken its name: what was read is all of this one, and the other one comes next.
    Replaced,
    /// There is no file, and why. That is said once.
    Missing(io::Error),
    /// There is a file, and was none before.
    Appeared,
    /// Nothing, so far.
    Idle,
}

impl Tail {
    /// `None` if the input is none that can be followed.
    pub(crate) fn of(input: &Input, keeps_lines_whole: bool, out: &File) -> Option<Self> {
        let Input::File(path) = input else { return None };
        let (path, output) = (path.clone(), out.metadata().ok());
        Some(Self { path, file: None, keeps_lines_whole, is_missed: false, output })
    }

    /// Looks once what became of the log.
    ///
    /// # Errors
    /// Where it is nothing that can be followed.
    pub(crate) fn advance(&mut self, stream: &mut Stream) -> io::Result<Event> {
        if self.file.is_none()
            && let Some(event) = self.open()?
        {
            return Ok(event);
        }
        let Some(file) = &mut self.file else { return Ok(Event::Idle) };
        let count = if self.keeps_lines_whole {
            stream.read_from(&mut WholeLines(file))?
        } else {
            stream.read_from(file)?
        };
        if count > 0 {
            return Ok(Event::Grew);
        }
        let size = file.metadata()?.len();
        if size < file.stream_position()? {
            check_ends_at(file, size)?;
            file.rewind()?;
            return Ok(Event::CutShort);
        }
        self.look_for_successor(stream)
    }

    /// At the end of the file: whether another one has taken its name.
    fn look_for_successor(&mut self, stream: &mut Stream) -> io::Result<Event> {
        let Some(file) = &mut self.file else { return Ok(Event::Idle) };
        let Ok(named) = self.path.metadata() else { return Ok(Event::Idle) };
        if is_same(&named, &file.metadata()?) {
            return Ok(Event::Idle);
        }
        // What was written to it up to now, a last line without an end too.
        if stream.read_from(file)? > 0 {
            return Ok(Event::Grew);
        }
        self.file = None;
        Ok(Event::Replaced)
    }

    /// Opens the file, and returns what is to be said of that.
    fn open(&mut self) -> io::Result<Option<Event>> {
        self.check_can_grow()?;
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) => {
                let is_known = mem::replace(&mut self.is_missed, true);
                return Ok(Some(if is_known { Event::Idle } else { Event::Missing(error) }));
            }
        };
        if let Some(output) = &self.output {
            check_is_not_output(&file.metadata()?, output)?;
        }
        let mut head = Vec::new();
        (&mut file).take(4).read_to_end(&mut head)?;
        if Compression::of(&head).is_some() {
            return Err(io::Error::other("it is compressed, and cannot be followed"));
        }
        file.rewind()?;
        self.file = Some(file);
        let was_missed = mem::replace(&mut self.is_missed, false);
        Ok(was_missed.then_some(Event::Appeared))
    }

    /// To open a pipe would wait for its writer, and to read from a terminal for a person.
    fn check_can_grow(&self) -> io::Result<()> {
        match self.path.metadata() {
            Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => {
                Err(io::Error::other("it is no regular file: read it without --follow"))
            }
            // Whatever else keeps it from being read, reading it says.
            _ => Ok(()),
        }
    }
}

/// Whether a file that seems to have been cut short has no more bytes than its size says. Those that the
/// kernel makes as they are read, such as in `/proc`, have: they would be read again and again.
fn check_ends_at(file: &mut File, size: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(size))?;
    let has_more = file.read(&mut [0])? > 0;
    if has_more && file.metadata()?.len() <= size {
        return Err(io::Error::other(format!(
            "it has more than the {size} bytes of its size, and cannot be followed"
        )));
    }
    Ok(())
}

/// Reads up to the end of a line; in the middle of one only where it fills the buffer.
struct WholeLines<'a>(&'a mut File);

impl Read for WholeLines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut count = 0;
        while count < buffer.len() {
            match self.0.read(&mut buffer[count..])? {
                0 => break,
                read => count += read,
            }
        }
        let whole = match memrchr(b'\n', &buffer[..count]) {
            Some(end) => end + 1,
            None if count == buffer.len() => count,
            None => 0,
        };
        let rest = i64::try_from(count - whole).map_err(io::Error::other)?;
        self.0.seek(SeekFrom::Current(-rest))?;
        Ok(whole)
    }
}
