use cloudreve_error_codes::{ErrorCode, Language, ResponseCode};
use serde::Serialize;

/// What is known of a code, as it stands in all output of JSON. What is unknown is `null`.
#[derive(Serialize)]
pub(crate) struct Facts {
    code: i64,
    name: Option<&'static str>,
    class: Option<String>,
    description: Option<&'static str>,
    remedy: Option<String>,
}

impl Facts {
    pub(crate) fn of(code: ResponseCode, language: Language) -> Self {
        let known = code.known();
        Self {
            code: code.get(),
            name: known.map(ErrorCode::name),
            class: code.class().map(|class| class.to_string()),
            description: known.map(|code| code.description_in(language)),
            remedy: code.remedy().map(|remedy| remedy.to_string()),
        }
    }
}
