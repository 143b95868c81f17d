//! Standard input, output and error, as filters and people need them.

use std::fs::File;
use std::io::{self, ErrorKind, IoSlice, Write};
#[cfg(unix)]
use std::os::fd::AsFd;
#[cfg(windows)]
use std::os::windows::io::AsHandle;
use std::time::Duration;

/// How much a pipe should hold, so that those at its ends seldom wait for each other.
#[cfg(target_os = "linux")]
const PIPE_SIZE: usize = 1 << 20;

/// Standard input without the buffer that the standard library puts behind it.
pub(crate) fn unbuffered_input() -> io::Result<File> {
    #[cfg(unix)]
    let handle = io::stdin().as_fd().try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = io::stdin().as_handle().try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// Standard output without the line buffer that the standard library puts before it.
pub(crate) fn unbuffered_output() -> io::Result<File> {
    #[cfg(unix)]
    let handle = io::stdout().as_fd().try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = io::stdout().as_handle().try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// Writes a text to standard output, at once.
pub(crate) fn print(text: impl AsRef<[u8]>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_ref())?;
    out.flush()
}

/// Whether color is wanted on standard output.
pub(crate) fn is_colored() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Makes a pipe as wide as it may be; whatever else it is stays as it was.
#[cfg(target_os = "linux")]
pub(crate) fn widen_pipe(descriptor: impl AsFd) {
    let _ = rustix::pipe::fcntl_setpipe_size(descriptor, PIPE_SIZE);
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn widen_pipe<T>(_descriptor: T) {}

/// Writes all of `slices`, in as few calls as the system takes.
pub(crate) fn write_all(out: &mut impl Write, mut slices: &mut [IoSlice<'_>]) -> io::Result<()> {
    // Empty ones would make a write of nothing look like a writer that is full.
    IoSlice::advance_slices(&mut slices, 0);
    while !slices.is_empty() {
        match out.write_vectored(slices) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut slices, written),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Waits a while.
///
/// # Errors
/// Where nobody reads the output any more.
pub(crate) fn pause(out: &File, time: Duration) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::io::Errno;

        // What is waited for is only that the reader goes.
        let mut output = [PollFd::new(out, PollFlags::empty())];
        let timeout = Timespec::try_from(time).map_err(io::Error::other)?;
        match poll(&mut output, Some(&timeout)) {
            Ok(0) | Err(Errno::INTR) => Ok(()),
            Ok(_) => Err(ErrorKind::BrokenPipe.into()),
            Err(error) => Err(error.into()),
        }
    }
    #[cfg(not(unix))]
    {
        let _ = out;
        std::thread::sleep(time);
        Ok(())
    }
}

/// How wide text for reading is set: as wide as the terminal, if there is one, but not wider than an eye
/// likes to follow.
pub(crate) fn width() -> usize {
    const WIDEST: usize = 100;
    let terminal = terminal_size::terminal_size_of(io::stdout());
    terminal.map_or(WIDEST, |(terminal_size::Width(width), _)| WIDEST.min(usize::from(width)))
}
