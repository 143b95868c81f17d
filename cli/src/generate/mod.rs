//! Documents made from the table: a model of it, and a template for each format. Knows no files and no terminal.

pub(crate) mod catalog;
mod escape;
mod explanation;
pub(crate) mod format;
mod policy;
pub(crate) mod release;
mod sample;
mod text;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, UndefinedBehavior};

use catalog::Catalog;
use format::Format;

/// What all formats of schemas share.
const SCHEMAS: &str = include_str!("../../templates/parts/schemas.jinja");

/// Makes the document: the same one for the same format and catalog, whenever and wherever.
///
/// # Errors
/// The template is wrong.
pub(crate) fn render(format: &'static Format, catalog: &Catalog) -> Result<String, Error> {
    let mut environment = environment(format)?;
    environment.add_template("schemas", SCHEMAS)?;
    environment.add_template(format.name, format.template)?;
    environment.get_template(format.name)?.render(Serde(catalog))
}

/// The engine, with all that a template may use beside what the engine has itself.
fn environment(format: &'static Format) -> Result<Environment<'static>, Error> {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax.build()?);
    environment.set_auto_escape_callback(|_| format.escape.mode());
    escape::add_to(&mut environment);
    policy::add_to(&mut environment);
    environment.add_filter("html", |page: &str| Value::from_safe_string(explanation::html(page)));
    environment
        .add_filter("part", |page: &str| Value::from_safe_string(explanation::markdown(page)));
    environment.add_filter("pad", text::pad);
    environment.add_filter("width", text::width);
    environment.add_filter("words", text::words);
    Ok(environment)
}
