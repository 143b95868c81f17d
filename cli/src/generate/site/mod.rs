//! A site: an index and the pages of all codes in every language, each at an address of its own.

mod base_url;
mod command;
mod folder;

use std::collections::BTreeMap;

use cloudreve_error_codes::Language;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, context};

pub use base_url::BaseUrl;
pub(crate) use command::{Arguments, run};

use super::catalog::Catalog;
use super::environment;
use super::escapes::Escape;
use super::explanation;
use super::policy::SITE;
use crate::codes::release::Release;

const TEMPLATES: [(&str, &str); 7] = [
    ("layout", include_str!("../../../templates/site/layout.jinja")),
    ("index", include_str!("../../../templates/site/index.jinja")),
    ("code", include_str!("../../../templates/site/code.jinja")),
    ("other", include_str!("../../../templates/site/other.jinja")),
    ("name", include_str!("../../../templates/site/name.jinja")),
    ("languages", include_str!("../../../templates/site/languages.jinja")),
    ("sitemap", include_str!("../../../templates/site/sitemap.jinja")),
];

/// What a folder shows when none of its files is asked for.
const INDEX: &str = "index.html";

/// The files of a site by their paths below its folder, with `/` between folders.
pub type Files = BTreeMap<String, String>;

/// Makes all files: with a base, they name their whole addresses, and there is a sitemap.
///
/// # Errors
/// A template is wrong.
pub fn files(release: Option<&Release>, base: Option<&BaseUrl>) -> Result<Files, Error> {
    files_of(|language| Catalog::of(release, language), base)
}

/// The same, made of the catalogs that a function gives for the languages.
///
/// # Errors
/// A template is wrong.
pub fn files_of(
    catalog: impl Fn(Language) -> Catalog,
    base: Option<&BaseUrl>,
) -> Result<Files, Error> {
    let base = base.map(|base| Value::from_safe_string(base.as_str().to_owned()));
    let mut files = Files::new();
    for language in Language::ALL {
        add_language(&mut files, &catalog(*language), base.as_ref())?;
    }
    let environment = prepared(Language::English)?;
    let english = Value::from(Serde(catalog(Language::English)));
    let languages = environment.get_template("languages")?;
    files.insert(INDEX.to_owned(), languages.render(context! { base => base.clone(), ..english })?);
    if let Some(base) = &base {
        let paths: Vec<_> = files.keys().cloned().collect();
        let sitemap = environment.get_template("sitemap")?.render(context! { base, paths })?;
        files.insert("sitemap.xml".to_owned(), sitemap);
    }
    Ok(files)
}

/// Adds the index and the pages in the language of the catalog.
fn add_language(files: &mut Files, catalog: &Catalog, base: Option<&Value>) -> Result<(), Error> {
    let environment = prepared(catalog.language())?;
    let whole = Value::from(Serde(catalog));
    let mut add = |template: &str, file: String, subject: Value| -> Result<(), Error> {
        let template = environment.get_template(template)?;
        let path = format!("{}/{file}", catalog.language.tag);
        let page = template.render(context! { base, file, subject, ..whole.clone() })?;
        files.insert(path, page);
        Ok(())
    };
    add("index", INDEX.to_owned(), Value::UNDEFINED)?;
    for entry in &catalog.entries {
        add("code", format!("{}.html", entry.code), Value::from(Serde(entry)))?;
    }
    for page in &catalog.others {
        add("other", format!("{}.html", page.anchor), Value::from(Serde(page)))?;
    }
    Ok(())
}

/// The engine, with the templates of the site.
fn prepared(language: Language) -> Result<Environment<'static>, Error> {
    let mut environment = environment(Escape::Html, language, &SITE)?;
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    environment.add_filter("page", |page: &str| {
        Value::from_safe_string(explanation::html_beside_others(page))
    });
    environment.add_filter("meaning", explanation::meaning);
    Ok(environment)
}
