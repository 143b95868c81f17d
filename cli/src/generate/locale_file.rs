use std::path::Path;

use serde_json::{Map, Value};

use crate::bounded;
use crate::complaint::Complaint;

/// What the file has to be, for a reader of an error.
const EXPECTED: &str =
    "expected a locale file of i18next, such as {\"errors\": {\"40016\": \"…\"}}";

/// The texts that a frontend has for codes in one of its languages.
pub(super) struct LocaleFile {
    texts: Map<String, Value>,
}

impl LocaleFile {
    /// Reads one as i18next does.
    ///
    /// # Errors
    /// It cannot be read, or has no object `errors`.
    pub(super) fn read(path: &Path) -> Result<Self, Complaint> {
        let complaint = |reason: String| Complaint::about(path.display(), reason);
        let bytes =
            bounded::read_file(path, EXPECTED).map_err(|error| complaint(error.to_string()))?;
        // Some editors start a file with a mark of its encoding.
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
        let mut file: Value = serde_json::from_slice(bytes)
            .map_err(|error| complaint(format!("it is not JSON: {error}; {EXPECTED}")))?;
        match file.get_mut("errors").map(Value::take) {
            Some(Value::Object(texts)) => Ok(Self { texts }),
            _ => Err(complaint(format!("it has no object \"errors\"; {EXPECTED}"))),
        }
    }

    /// Whether a person would see a text of its own for the code.
    pub(super) fn has(&self, code: u32) -> bool {
        let text = self.texts.get(&code.to_string());
        text.is_some_and(|text| !text.is_null() && text != "")
    }
}
