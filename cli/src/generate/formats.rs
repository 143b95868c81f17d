use super::binding::Binding;
use super::escapes::Escape;

/// A kind of document that the table can be made into.
#[derive(Debug, PartialEq, Eq)]
pub struct Format {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it is for, in a line.
    pub purpose: &'static str,
    /// How its template writes texts.
    pub(crate) escape: Escape,
    pub template: &'static str,
}

/// All formats. A new one is a line here, and its template.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        purpose: "a reference in Markdown, in groups by class, with the page of each code",
        escape: Escape::Markdown,
        template: include_str!("../../templates/markdown.jinja"),
    },
    Format {
        name: "vitepress",
        purpose: "the table of Cloudreve's own API docs, to include in a page of VitePress",
        escape: Escape::Markdown,
        template: include_str!("../../templates/vitepress.jinja"),
    },
    Format {
        name: "html",
        purpose: "one page to look codes up on, which needs no network and opens from disk",
        escape: Escape::Html,
        template: include_str!("../../templates/html.jinja"),
    },
    Format {
        name: "json",
        purpose: "all that is known of each code, for other tools",
        escape: Escape::Json,
        template: include_str!("../../templates/json.jinja"),
    },
    Format {
        name: "csv",
        purpose: "the table itself, for spreadsheets and databases",
        escape: Escape::Csv,
        template: include_str!("../../templates/csv.jinja"),
    },
    Format {
        name: "json-schema",
        purpose: "JSON Schema 2020-12 of a response, to validate responses with",
        escape: Escape::Json,
        template: include_str!("../../templates/json-schema.jinja"),
    },
    Format {
        name: "openapi",
        purpose: "OpenAPI 3.1 components of the code and the response, to refer to from an API's description",
        escape: Escape::Json,
        template: include_str!("../../templates/openapi.jinja"),
    },
    Format {
        name: "i18next",
        purpose: "descriptions for a frontend that translates with i18next: all, some, or those that it lacks",
        escape: Escape::I18next,
        template: include_str!("../../templates/i18next.jinja"),
    },
    Format {
        name: "typescript",
        purpose: "constants, lookups and the envelope for TypeScript; a bundle keeps what it uses of them",
        escape: Escape::Source(Binding::TypeScript),
        template: include_str!("../../templates/typescript.jinja"),
    },
    Format {
        name: "go",
        purpose: "typed constants for Go 1.21 and later under the server's own names, which are errors too",
        escape: Escape::Source(Binding::Go),
        template: include_str!("../../templates/go.jinja"),
    },
    Format {
        name: "python",
        purpose: "an IntEnum for Python 3.10 and later, typed",
        escape: Escape::Source(Binding::Python),
        template: include_str!("../../templates/python.jinja"),
    },
    Format {
        name: "kotlin",
        purpose: "an enum class for Kotlin 1.5 and later, and the envelope, also for kotlinx.serialization",
        escape: Escape::Source(Binding::Kotlin),
        template: include_str!("../../templates/kotlin.jinja"),
    },
    Format {
        name: "dart",
        purpose: "an enum for Dart 3.0 and later, a type that holds any number, and the envelope",
        escape: Escape::Source(Binding::Dart),
        template: include_str!("../../templates/dart.jinja"),
    },
    Format {
        name: "swift",
        purpose: "an enum for Swift 6.1 and later, and a type that holds any number",
        escape: Escape::Source(Binding::Swift),
        template: include_str!("../../templates/swift.jinja"),
    },
];

impl Format {
    /// The format of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether it is a source of a programming language.
    pub fn is_source(&self) -> bool {
        matches!(self.escape, Escape::Source(_))
    }

    /// Whether it can call the codes as the server's source does, instead of by their names.
    pub(crate) fn has_choice_of_names(&self) -> bool {
        matches!(self.escape, Escape::Source(binding) if binding.has_choice_of_names())
    }

    /// Whether kotlinx.serialization can read the envelope that it has.
    pub(crate) fn can_use_kotlinx_serialization(&self) -> bool {
        matches!(self.escape, Escape::Source(Binding::Kotlin))
    }

    /// Whether it stands for itself with some of the codes: nothing in it leads to another.
    pub(crate) fn can_be_of_some_codes(&self) -> bool {
        matches!(self.escape, Escape::I18next)
    }

    /// Reads the name of the package that a document of this format is a part of.
    ///
    /// # Errors
    /// It is none, or the format has no packages: says what would be right.
    pub fn package(&self, name: &str) -> Result<String, String> {
        match self.escape {
            Escape::Source(binding) => binding.package(name),
            _ => Err(format!("the format {} has no packages", self.name)),
        }
    }
}
