use std::fs::File;
use std::io::{ErrorKind, Write};

use indicatif::ProgressBar;

use super::each_line::EachLine;
use super::parallel::{copy_segments, segments};
use super::writer::{BLOCK, Form, Unfinished, Writer, Writers};
use crate::log::input::Input;
use crate::log::scan::Stream;

/// Writes what can be read of a log: by several threads, where that is of use.
pub(super) fn copy(
    input: &Input,
    writers: &Writers,
    progress: &ProgressBar,
    out: &File,
) -> Result<(), Unfinished> {
    input.check_is_not(out).map_err(Unfinished::Input)?;
    match (writers.form, segments(input)) {
        (Form::EachLine, _) => write_codes(input, EachLine::new(writers), progress, out),
        (Form::Annotated, Some(segments)) => copy_segments(&segments, writers, progress, out),
        _ => copy_stream(input, writers.of(input).as_mut(), progress, out),
    }
}

fn copy_stream(
    input: &Input,
    writer: &mut dyn Writer,
    progress: &ProgressBar,
    out: &File,
) -> Result<(), Unfinished> {
    let bar = progress.clone();
    let mut source = input.open(move |count| bar.inc(count)).map_err(Unfinished::Input)?;
    let mut stream = Stream::new(BLOCK);
    while !stream.has_ended() {
        let read = stream.read_from(source.as_mut());
        if !matches!(read, Ok(1..)) {
            stream.end();
        }
        writer.write(&mut stream, out).map_err(Unfinished::Output)?;
        read.map_err(Unfinished::Input)?;
    }
    Ok(())
}

/// Writes the codes of each line, as soon as its end was read.
fn write_codes(
    input: &Input,
    mut lines: EachLine<'_>,
    progress: &ProgressBar,
    mut out: &File,
) -> Result<(), Unfinished> {
    let bar = progress.clone();
    let mut source = input.open(move |count| bar.inc(count)).map_err(Unfinished::Input)?;
    let mut block = vec![0; BLOCK];
    loop {
        let read = match source.read(&mut block) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read,
        };
        match read {
            Ok(count @ 1..) => lines.take(&block[..count]),
            _ => lines.end(),
        }
        out.write_all(lines.text()).map_err(Unfinished::Output)?;
        lines.forget_text();
        if read.map_err(Unfinished::Input)? == 0 {
            return Ok(());
        }
    }
}
