//! An index of messages: CSV with the columns `message,code,constant,file,line,kind`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Indexes that are larger are not read. That of the server has less than a hundredth of it.
const LARGEST: u64 = 64 << 20;

/// All rows, in the order of the file.
#[derive(Default)]
pub struct Index {
    pub rows: Vec<Row>,
}

/// One place of the server's source that prints a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// A format string of Go: `%%` stands for a percent sign, `%d` and the like for what is known only
    /// where the server runs.
    pub message: String,
    /// `None` for a message that has no code.
    pub code: Option<i64>,
    /// Empty where a bare number is passed that the table does not know, and without a code.
    pub constant: String,
    pub file: String,
    pub line: usize,
    /// An index that was written by an earlier version has none.
    #[serde(default)]
    pub kind: Kind,
}

/// What a message is to the code of the chain that it is in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Its code is sent: no error is passed on with it.
    Exact,
    /// Its code is sent unless the error that is passed on with it has one.
    #[default]
    Outer,
    /// Its code is sent, whatever is printed before it: it is the end of an error of many parts.
    Aggregate,
    /// It has none, and wraps an error that may have one, or none.
    Wraps,
    /// It has none, and the error that it prints after its own text has no say either.
    Ends,
    /// It is no error: a line of the log begins with it.
    Label,
}

impl Index {
    /// # Errors
    /// The file cannot be read, is no index, or is larger than an index can be.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut bytes = Vec::new();
        File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            let limit = LARGEST >> 20;
            return Err(io::Error::other(format!("larger than {limit} MiB: no index of messages")));
        }
        let rows =
            csv::Reader::from_reader(bytes.as_slice()).deserialize().collect::<Result<_, _>>();
        let rows =
            rows.map_err(|error| io::Error::other(format!("no index of messages: {error}")))?;
        Ok(Self { rows })
    }

    /// # Errors
    /// Those of what it is written to.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
        writer.write_record(["message", "code", "constant", "file", "line", "kind"])?;
        for row in &self.rows {
            writer.serialize(row)?;
        }
        writer.flush()
    }
}
