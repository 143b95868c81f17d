use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

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
    const ALL: [Self; 2] = [Self::Gzip, Self::Zstd];

    /// How the first bytes of an input are compressed.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|compression| head.starts_with(compression.magic()))
    }

    /// Whether more bytes could make `head` that of something compressed.
    fn is_open(head: &[u8]) -> bool {
        Self::ALL.iter().any(|compression| {
            let magic = compression.magic();
            magic.len() > head.len() && magic.starts_with(head)
        })
    }

    const fn magic(self) -> &'static [u8] {
        match self {
            Self::Gzip => &[0x1f, 0x8b, 8],
            Self::Zstd => &[0x28, 0xb5, 0x2f, 0xfd],
        }
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
}

impl Gzip {
    fn new() -> Self {
        Self { stream: Decompress::new_gzip(GZIP_WINDOW), is_begun: false }
    }
}

impl Codec for Gzip {
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Progress {
        let (read, written) = (self.stream.total_in(), self.stream.total_out());
        self.is_begun = true;
        let result = self.stream.decompress(input, output, FlushDecompress::None);
        let progress = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let read = progress(self.stream.total_in() - read);
        let written = progress(self.stream.total_out() - written);
        if let Ok(Status::StreamEnd) = result {
            *self = Self::new();
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
        Progress { read, written, result: result.map(drop).map_err(|error| broken("zstd", &error)) }
    }

    fn is_between_streams(&self) -> bool {
        !self.is_begun
    }
}

fn broken(format: &str, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("its {format} data are broken: {error}"))
}
