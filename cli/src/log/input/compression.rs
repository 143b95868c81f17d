use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::iter::zip;
use std::ops::RangeInclusive;

use flate2::{Decompress, FlushDecompress, Status};
use zstd::stream::raw::{self, InBuffer, Operation, OutBuffer};

/// How much is read at a time of what is compressed, and of what may be.
const CHUNK: usize = 64 << 10;
/// The base-2 logarithm of the largest window that gzip has.
const GZIP_WINDOW: u8 = 15;
/// As many bytes tell where the first block of a frame begins.
const ZSTD_HEADER: usize = 5;

/// A way of compressing, known by the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    /// How the first bytes of an input are compressed.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        let magic = MAGICS.iter().find(|magic| head.len() >= magic.len() && magic.fits(head));
        magic.map(|magic| magic.compression)
    }

    /// Whether more bytes could make `head` that of something compressed.
    fn is_open(head: &[u8]) -> bool {
        MAGICS.iter().any(|magic| head.len() < magic.len() && magic.fits(head))
    }
}

/// The bytes that something compressed begins with.
struct Magic {
    compression: Compression,
    first: RangeInclusive<u8>,
    rest: &'static [u8],
}

const MAGICS: [Magic; 3] = [
    Magic { compression: Compression::Gzip, first: 0x1f..=0x1f, rest: &[0x8b, 8] },
    Magic { compression: Compression::Zstd, first: 0x28..=0x28, rest: &[0xb5, 0x2f, 0xfd] },
    // A frame to be skipped, which says something about those behind it: `pzstd` begins with one.
    Magic { compression: Compression::Zstd, first: 0x50..=0x5f, rest: &[0x2a, 0x4d, 0x18] },
];

impl Magic {
    const fn len(&self) -> usize {
        1 + self.rest.len()
    }

    /// Whether one of both begins with the other.
    fn fits(&self, head: &[u8]) -> bool {
        let Some((first, rest)) = head.split_first() else { return true };
        self.first.contains(first) && zip(rest, self.rest).all(|(byte, expected)| byte == expected)
    }
}

/// What `source` holds, without its compression if it has one.
pub(crate) fn decompressed(
    mut source: impl Read + Send + 'static,
) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    while Compression::is_open(&head) {
        let start = head.len();
        head.resize(start + CHUNK, 0);
        let count = read(&mut source, &mut head[start..])?;
        head.truncate(start + count);
        if count == 0 {
            break;
        }
    }
    let compression = Compression::of(&head);
    let source = Cursor::new(head).chain(source);
    Ok(match compression {
        None => Box::new(source),
        Some(Compression::Gzip) => Box::new(Decompressed::new(source, Gzip::new())),
        Some(Compression::Zstd) => Box::new(Decompressed::new(source, Zstd::new()?)),
    })
}

fn read(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Takes a compressed stream apart, one after another where several were joined.
trait Codec {
    /// Reads some of `input` and writes some of `output`; both may be nothing. What was written counts
    /// also where it fails.
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Progress;

    /// Whether a stream is complete here, and none begun.
    fn is_between_streams(&self) -> bool;
}

struct Progress {
    read: usize,
    written: usize,
    result: io::Result<()>,
}

/// Gives out all that can be decompressed before it fails. The readers of the crates would lose what
/// the call that fails has written.
struct Decompressed<R, C> {
    source: BufReader<R>,
    codec: C,
    failure: Option<io::Error>,
}

impl<R: Read, C> Decompressed<R, C> {
    fn new(source: R, codec: C) -> Self {
        Self { source: BufReader::with_capacity(CHUNK, source), codec, failure: None }
    }
}

impl<R: Read, C: Codec> Read for Decompressed<R, C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        loop {
            let input = self.source.fill_buf()?;
            if input.is_empty() && self.codec.is_between_streams() {
                return Ok(0);
            }
            let is_at_end = input.is_empty();
            let Progress { read, written, result } = self.codec.step(input, buffer);
            self.source.consume(read);
            match result {
                Err(failure) if written > 0 => self.failure = Some(failure),
                Err(failure) => return Err(failure),
                Ok(()) if written == 0 && is_at_end => {
                    return Err(io::Error::new(
                        ErrorKind::UnexpectedEof,
                        "it ends in the middle of its compressed data",
                    ));
                }
                Ok(()) => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

struct Gzip {
    stream: Decompress,
    is_begun: bool,
    /// Whether zeros may come: tapes and disks fill up their blocks with them.
    may_be_padded: bool,
}

impl Gzip {
    fn new() -> Self {
        let stream = Decompress::new_gzip(GZIP_WINDOW);
        Self { stream, is_begun: false, may_be_padded: false }
    }
}

impl Codec for Gzip {
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Progress {
        if self.may_be_padded {
            let padding = input.iter().take_while(|byte| **byte == 0).count();
            if padding > 0 {
                return Progress { read: padding, written: 0, result: Ok(()) };
            }
        }
        let (read, written) = (self.stream.total_in(), self.stream.total_out());
        self.is_begun = true;
        self.may_be_padded = false;
        let result = self.stream.decompress(input, output, FlushDecompress::None);
        let progress = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let read = progress(self.stream.total_in() - read);
        let written = progress(self.stream.total_out() - written);
        if let Ok(Status::StreamEnd) = result {
            *self = Self { may_be_padded: true, ..Self::new() };
        }
        let result = result.map(drop).map_err(|error| broken("gzip", &error));
        Progress { read, written, result }
    }

    fn is_between_streams(&self) -> bool {
        !self.is_begun
    }
}

struct Zstd {
    stream: raw::Decoder<'static>,
    /// How many bytes of input complete what the stream is in: a header or a block.
    wanted: usize,
    is_begun: bool,
}

impl Zstd {
    fn new() -> io::Result<Self> {
        Ok(Self { stream: raw::Decoder::new()?, wanted: ZSTD_HEADER, is_begun: false })
    }
}

impl Codec for Zstd {
    /// Goes one block at a time: a call that fails does not tell what it has written.
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Progress {
        let mut input = InBuffer::around(&input[..input.len().min(self.wanted)]);
        let mut output = OutBuffer::around(output);
        let result = self.stream.run(&mut input, &mut output);
        let (read, written) = (input.pos(), output.pos());
        self.is_begun |= read > 0;
        if let Ok(wanted) = result {
            self.is_begun = wanted > 0;
            self.wanted = if wanted > 0 { wanted } else { ZSTD_HEADER };
        }
        Progress { read, written, result: result.map(drop).map_err(|error| refused(&error)) }
    }

    fn is_between_streams(&self) -> bool {
        !self.is_begun
    }
}

/// What zstd says of a window that takes more memory than it allows by default, 128 MiB.
const TOO_LARGE_WINDOW: &str = "Frame requires too much memory for decoding";

fn refused(error: &io::Error) -> io::Error {
    if error.to_string() == TOO_LARGE_WINDOW {
        let advice =
            "its zstd window is larger than 128 MiB: decompress it with zstd -dc --long=31";
        return io::Error::new(ErrorKind::Unsupported, advice);
    }
    broken("zstd", error)
}

fn broken(format: &str, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("its {format} data are broken: {error}"))
}
