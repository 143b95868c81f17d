use super::escape::Escape;

/// A kind of document that the table can be made into.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Format {
    /// What it is asked for by.
    pub(crate) name: &'static str,
    /// What it is for, in a line.
    pub(crate) purpose: &'static str,
    /// How its template writes texts.
    pub(crate) escape: Escape,
    pub(crate) template: &'static str,
}

/// All formats. A new one is a line here, and its template.
pub(crate) const FORMATS: &[Format] = &[
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
];

impl Format {
    /// The format of that name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}
