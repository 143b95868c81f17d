use std::str::FromStr;

use http::Uri;

/// The address that a site is published at, without a slash at its end. It needs no escapes in HTML and XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says what would be right.
impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_base = |uri: &Uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
        };
        let uri = text.parse::<Uri>().ok().filter(is_base);
        if uri.is_none() || text.contains(['?', '#', '&', '"', '\'', '<', '>', '\\']) {
            return Err("expected an address that the site is published at, without a query, \
                        such as https://example.com/codes"
                .to_owned());
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn an_address_of_a_folder_on_the_web_is_one() {
        for text in ["https://example.com", "http://localhost:8080/", "https://example.com/a/b/"] {
            let base: BaseUrl = text.parse().unwrap();
            assert_eq!(base, BaseUrl(text.trim_end_matches('/').to_owned()));
        }
    }

    #[test]
    fn all_else_is_refused() {
        for text in [
            "",
            "example.com",
            "/codes",
            "ftp://example.com",
            "https://",
            "https://example.com/?q=1",
            "https://example.com/#top",
            "https://me:secret@example.com",
            "https://example.com/a b",
            "https://example.com/\"><script>",
            "javascript:alert(1)",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
    }
}
