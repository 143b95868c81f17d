//! The style and the scripts of the pages, and the policy under which a browser runs these and nothing else.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::Environment;
use minijinja::value::Value;
use sha2::{Digest, Sha256};

/// How a page looks, and what it does by itself.
pub(crate) struct Look {
    style: &'static str,
    /// By what the templates call them.
    scripts: &'static [(&'static str, &'static str)],
}

/// The one page of all codes.
pub(crate) const PAGE: Look = Look {
    style: concat!(
        include_str!("../../templates/parts/base.css"),
        include_str!("../../templates/html/style.css")
    ),
    scripts: &[(
        "script",
        concat!(
            include_str!("../../templates/parts/language.js"),
            include_str!("../../templates/html/script.js")
        ),
    )],
};

/// The pages of a site.
pub(crate) const SITE: Look = Look {
    style: concat!(
        include_str!("../../templates/parts/base.css"),
        include_str!("../../templates/site/style.css")
    ),
    scripts: &[
        (
            "lead",
            concat!(
                include_str!("../../templates/parts/language.js"),
                include_str!("../../templates/site/lead.js")
            ),
        ),
        ("search", include_str!("../../templates/site/search.js")),
    ],
};

impl Look {
    /// Gives the templates `style`, `policy` and the scripts.
    pub(crate) fn add_to(&self, environment: &mut Environment<'_>) {
        environment.add_global("style", Value::from_safe_string(self.style.to_owned()));
        for (name, script) in self.scripts {
            environment.add_global(*name, Value::from_safe_string(unindented(script)));
        }
        environment.add_global("policy", Value::from_safe_string(self.policy()));
    }

    /// A Content-Security-Policy that lets nothing in from elsewhere, and nothing out.
    fn policy(&self) -> String {
        let scripts: Vec<_> =
            self.scripts.iter().map(|(_, script)| source(&unindented(script))).collect();
        format!(
            "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            source(self.style),
            scripts.join(" ")
        )
    }
}

/// A script as the pages hold it: they are smaller without what its lines are indented by.
fn unindented(script: &str) -> String {
    script.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// What a policy calls the content of an element by.
fn source(content: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(content)))
}
