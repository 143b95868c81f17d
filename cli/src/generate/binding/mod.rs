//! Sources for programming languages: how each writes a text, a comment and a name.

mod identifier;
mod text;

use super::catalog::Catalog;
pub(crate) use identifier::variant;

/// A programming language that the table is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    TypeScript,
    Go,
    Python,
    Kotlin,
    Dart,
    Swift,
}

impl Binding {
    const ALL: [Self; 6] =
        [Self::TypeScript, Self::Go, Self::Python, Self::Kotlin, Self::Dart, Self::Swift];

    /// The binding with that [`name`](Self::name).
    pub(crate) fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|binding| binding.name() == name)
    }

    /// What it is asked for by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::TypeScript => "typescript",
            Self::Go => "go",
            Self::Python => "python",
            Self::Kotlin => "kotlin",
            Self::Dart => "dart",
            Self::Swift => "swift",
        }
    }

    /// A text as a literal, in the quotes that the formatter of the language prefers.
    pub(crate) fn literal(self, text: &str) -> String {
        text::literal(self, text)
    }

    /// A text as a part of a line of a comment.
    pub(crate) fn comment(self, text: &str) -> String {
        text::comment(self, text)
    }

    /// What the source calls each entry of the catalog: no two alike, none a word of the language or of the
    /// source itself.
    pub(crate) fn identifiers(self, catalog: &Catalog) -> Vec<String> {
        identifier::of_entries(self, catalog)
    }

    /// Whether it can call the codes as the server's source does, instead of by their names.
    pub(crate) fn has_choice_of_names(self) -> bool {
        matches!(self, Self::TypeScript)
    }

    /// Reads the name of the package that the source is a part of, and writes it as the language does.
    ///
    /// # Errors
    /// It is none, or the language names no packages in its sources: says what would be right.
    pub(crate) fn package(self, name: &str) -> Result<String, String> {
        identifier::package(self, name)
    }
}
