use serde::Serialize;

/// What a listing was read from, and what its labels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// The server's source; a label is a constant.
    Source,
    /// The API page; a label is a description.
    Page,
    /// A locale file of the web frontend, without labels.
    Locale,
}

/// One code there.
pub(crate) struct Entry {
    pub(crate) code: i64,
    pub(crate) label: Option<String>,
    pub(crate) file: String,
    pub(crate) line: Option<usize>,
}
