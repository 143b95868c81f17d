use std::fs::File;
use std::io;
use std::time::Duration;

use super::writer::{BLOCK, Writer, Writers};
use crate::complaint::Complaint;
use crate::log::input::{Event, Input, Tail};
use crate::log::scan::Stream;
use crate::terminal::stdio;

/// How often files are looked at that may grow.
const POLLING: Duration = Duration::from_millis(100);

/// Copies logs, and goes on as they grow, for as long as there is one and somebody reads the output.
pub(super) fn follow(
    inputs: &[Input],
    writers: &Writers,
    out: &File,
    complain: &dyn Fn(Complaint),
) -> io::Result<()> {
    let mut logs = Vec::new();
    for input in inputs {
        match Tail::of(input, inputs.len() > 1, out) {
            Some(tail) => {
                let (stream, writer) = (Stream::new(BLOCK), writers.of(input));
                logs.push(FollowedLog { input, tail, stream, writer });
            }
            None => complain(Complaint::about(input, "only a file can be followed")),
        }
    }
    while !logs.is_empty() {
        let mut is_quiet = true;
        let mut followed = Vec::new();
        for mut log in logs {
            match log.tail.advance(&mut log.stream) {
                Ok(Event::Idle) => followed.push(log),
                Ok(event) => {
                    if let Some(news) = news(&event) {
                        complain(Complaint::about(log.input, news));
                    }
                    log.take(&event, writers, out)?;
                    followed.push(log);
                    is_quiet = false;
                }
                Err(error) => {
                    log.end(out)?;
                    complain(Complaint::about(log.input, error));
                }
            }
        }
        logs = followed;
        if is_quiet {
            stdio::pause(out, POLLING)?;
        }
    }
    Ok(())
}

/// What is to be said of what became of a log.
fn news(event: &Event) -> Option<String> {
    match event {
        Event::CutShort => Some("it was cut short: reading from its start again".to_owned()),
        Event::Replaced => Some("it was replaced: reading the new file".to_owned()),
        Event::Missing(error) => Some(format!("{error}: waiting for it")),
        Event::Appeared => Some("it is there now".to_owned()),
        Event::Grew | Event::Idle => None,
    }
}

struct FollowedLog<'a> {
    input: &'a Input,
    tail: Tail,
    stream: Stream,
    writer: Box<dyn Writer>,
}

impl FollowedLog<'_> {
    /// Writes what has come.
    fn take(&mut self, event: &Event, writers: &Writers, out: &File) -> io::Result<()> {
        match event {
            Event::Grew => self.writer.write(&mut self.stream, out),
            Event::CutShort | Event::Replaced => {
                self.end(out)?;
                self.stream.restart(0);
                self.writer = writers.of(self.input);
                Ok(())
            }
            Event::Missing(_) | Event::Appeared | Event::Idle => Ok(()),
        }
    }

    /// Writes what is left.
    fn end(&mut self, out: &File) -> io::Result<()> {
        self.stream.end();
        self.writer.write(&mut self.stream, out)
    }
}
