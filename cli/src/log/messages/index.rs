//! An index of messages: CSV with the columns `message,code,constant,file,line`.

use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// All rows, in the order of the file.
#[derive(Default)]
pub struct Index {
    pub rows: Vec<Row>,
}

/// One place of the server's source that sends a message with a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// A format string of Go: `%%` stands for a percent sign, `%d` and the like for what is known only
    /// where the server runs.
    pub message: String,
    pub code: i64,
    /// Empty where a bare number is passed that the table does not know.
    pub constant: String,
    pub file: String,
    pub line: usize,
}

impl Index {
    /// # Errors
    /// The file cannot be read, or is no index.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut reader = csv::Reader::from_path(path)?;
        let rows = reader.deserialize().collect::<Result<_, _>>();
        let rows =
            rows.map_err(|error| io::Error::other(format!("no index of messages: {error}")))?;
        Ok(Self { rows })
    }

    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
        writer.write_record(["message", "code", "constant", "file", "line"])?;
        for row in &self.rows {
            writer.serialize(row)?;
        }
        writer.flush()
    }
}
