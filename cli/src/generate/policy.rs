//! The style and the script of the page, and the policy under which a browser runs these two and nothing else.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::Environment;
use minijinja::value::Value;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../../templates/html/style.css");
const SCRIPT: &str = include_str!("../../templates/html/script.js");

/// Gives the templates `style`, `script` and `policy`.
pub(crate) fn add_to(environment: &mut Environment<'_>) {
    environment.add_global("style", Value::from_safe_string(STYLE.to_owned()));
    environment.add_global("script", Value::from_safe_string(SCRIPT.to_owned()));
    environment.add_global("policy", Value::from_safe_string(policy()));
}

/// A Content-Security-Policy that lets nothing in from elsewhere, and nothing out.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        source(STYLE),
        source(SCRIPT)
    )
}

/// What a policy calls the content of an element by.
fn source(content: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}
