//! Documents made from the table: a model of it, and a template for each format. Knows no files and no terminal.

mod as_of;
mod binding;
pub mod catalog;
mod command;
mod difference;
mod escapes;
mod explanation;
pub mod formats;
mod labels;
mod locale_file;
mod policy;
mod related;
mod sample;
pub mod site;
mod text;

use cloudreve_error_codes::Language;
use heck::{ToLowerCamelCase, ToShoutySnakeCase};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, UndefinedBehavior};

pub(crate) use command::{Arguments, run};

use binding::{Binding, variant};
use catalog::Catalog;
use escapes::Escape;
use formats::Format;
use policy::{Look, PAGE};

use crate::terminal::wrap::wrap;

/// What all formats of schemas share.
const SCHEMAS: &str = include_str!("../../templates/parts/schemas.jinja");

/// How the binding was made.
const ORIGIN: &str = include_str!("../../templates/parts/origin.jinja");

/// What stands beside the title of a page in a browser.
const ICON: &str = include_str!("../../templates/parts/icon.jinja");

/// Makes the document: the same one for the same format and catalog, whenever and wherever.
///
/// # Errors
/// The template is wrong.
pub fn render(format: &'static Format, catalog: &Catalog) -> Result<String, Error> {
    let mut environment = environment(format.escape, catalog.language(), &PAGE)?;
    environment.add_template("schemas", SCHEMAS)?;
    environment.add_template("origin", ORIGIN)?;
    environment.add_template(format.name, format.template)?;
    if let Escape::Source(binding) = format.escape {
        add_binding(&mut environment, binding, catalog);
    }
    environment.get_template(format.name)?.render(Serde(catalog))
}

/// Gives the templates of a binding `identifiers`, one for each entry, and what its comments are made with.
fn add_binding(environment: &mut Environment<'_>, binding: Binding, catalog: &Catalog) {
    environment.add_global("identifiers", binding.identifiers(catalog));
    environment.add_filter("comment", move |text: &str, width: usize| -> Vec<Value> {
        let lines = wrap(&binding.comment(text), width, "", "");
        lines.into_iter().map(Value::from_safe_string).collect()
    });
    environment.add_filter("literal", move |text: &str| binding.literal(text));
    environment.add_filter("meaning", explanation::meaning);
    environment.add_filter("constant", |name: &str| name.to_shouty_snake_case());
    environment.add_filter("camel", |name: &str| name.to_lower_camel_case());
    environment.add_filter("variant", variant);
}

/// The engine, with all that a template may use beside what the engine has itself.
fn environment(
    escape: Escape,
    language: Language,
    look: &Look,
) -> Result<Environment<'static>, Error> {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax.build()?);
    environment.set_auto_escape_callback(move |_| escape.mode());
    escapes::add_to(&mut environment);
    labels::add_to(&mut environment, escape, language);
    look.add_to(&mut environment);
    environment.add_template("icon", ICON)?;
    environment.add_filter("html", |page: &str| Value::from_safe_string(explanation::html(page)));
    environment
        .add_filter("part", |page: &str| Value::from_safe_string(explanation::markdown(page)));
    environment.add_filter("shows_response_with", explanation::has_response);
    environment.add_filter("capital", text::capital);
    environment.add_filter("one_line", text::one_line);
    environment.add_filter("pad", text::pad);
    environment.add_filter("width", text::width);
    environment.add_filter("words", text::words);
    Ok(environment)
}
