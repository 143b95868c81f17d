use cloudreve_error_codes::ErrorCode;

use super::entry::Kind;

/// A code of the table, and all that finds it in a listing of a kind. The first is its own.
pub(crate) struct Known {
    pub(crate) code: i64,
    pub(crate) description: String,
    pub(crate) since: String,
    pub(crate) labels: Vec<String>,
}

impl Known {
    /// The codes of the table that this tool was built with.
    pub(crate) fn built_in(kind: Kind) -> Vec<Self> {
        let labels = |code: ErrorCode| match kind {
            Kind::Source => {
                let aliases = code.aliases().iter().map(|alias| (*alias).to_owned());
                std::iter::once(code.constant().to_owned()).chain(aliases).collect()
            }
            Kind::Page => vec![code.description().to_owned()],
            Kind::Locale => Vec::new(),
        };
        let known = |&code: &ErrorCode| Self {
            code: code.as_u32().into(),
            description: code.description().to_owned(),
            since: code.since().to_owned(),
            labels: labels(code),
        };
        ErrorCode::ALL.iter().map(known).collect()
    }
}
