//! A table as nobody should write it.

use cloudreve_error_codes::Language;

use cloudreve_codes::generate::catalog::Catalog;

/// What each format has to escape by its own rules.
pub const TEXT: &str = concat!(
    r#"a | b "c" 'd' </script><script>alert(1)</script> \e \| {{ 1 + 1 }} *f* _g_ `h` ~i~ $j$ [k](l)"#,
    r#" ![m](n) <!-- o & &amp; &lt; # :smile: ]]> ${p} <img src=x onerror=alert(2)>, q;"#,
    "\nsecond line"
);

/// The built-in table with such a description in each language, and a page with markup in it.
pub fn catalog(text: &str) -> Catalog {
    catalog_in(Language::English, text)
}

/// The same for a reader of a language.
pub fn catalog_in(language: Language, text: &str) -> Catalog {
    let mut catalog = Catalog::of(None, language);
    for entry in &mut catalog.entries {
        text.clone_into(&mut entry.description);
        for description in &mut entry.descriptions {
            text.clone_into(&mut description.text);
        }
        for (_, translation) in &mut entry.translations {
            translation.description = Some(text.to_owned());
            translation.explanation = Some(text.to_owned());
        }
        entry.sample = serde_json::to_string_pretty(&serde_json::json!({
            "code": entry.code,
            "msg": text,
        }))
        .unwrap();
        entry
            .explanation
            .push_str("\n</div></td><script>alert(3)</script>\n\n<script>alert(4)</script>\n");
    }
    catalog
}
