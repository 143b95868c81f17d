//! What a response says, for a terminal.

use std::fmt::Write;

use cloudreve_error_codes::{
    ApiError, ErrorCode, Language, LockConflict, LockedResource, ResponseCode,
};

use crate::interface::text;
use crate::terminal::escaped::OneLine;
use crate::terminal::language;

/// What a response says beside its codes: of itself and of each part that failed.
pub(crate) fn page(error: &ApiError, language: Language) -> String {
    let mut page = format!("{}\n\n", text!(language, "response.title"));
    add_error(&mut page, error, language, 1);
    page
}

fn add_error(page: &mut String, error: &ApiError, language: Language, depth: usize) {
    let code = error.code();
    let meaning = match (code, code.known()) {
        (ResponseCode::NOT_SET, _) => text!(language, "code.not_set").into(),
        (_, Some(code)) => language::description(code, language),
        (_, None) => text!(language, "code.unknown").into(),
    };
    add_line(page, depth, &format!("{code:?} {meaning}"));
    let fields = [
        (
            text!(language, "response.message"),
            Some(error.message()).filter(|text| !text.is_empty()),
        ),
        (text!(language, "response.inner_error"), error.detail()),
        (text!(language, "response.correlation_id"), error.correlation_id()),
    ];
    for (label, value) in fields {
        let Some(value) = value.map(OneLine) else { continue };
        add_line(page, depth, &text!(language, "response.field", label = label, value = value));
    }
    if code == ErrorCode::LockConflict {
        add_locks(page, depth, error, language);
    }
    for (id, part) in error.parts() {
        add_line(page, depth, &text!(language, "response.failed", resource = OneLine(id)));
        add_error(page, part, language, depth + 1);
    }
}

fn add_locks(page: &mut String, depth: usize, error: &ApiError, language: Language) {
    match error.lock_conflicts() {
        Ok(locks) if locks.is_empty() => {
            add_line(page, depth, text!(language, "response.no_locks"));
        }
        Ok(locks) => {
            for lock in locks {
                add_line(page, depth, &lock_line(&lock, language));
            }
        }
        Err(error) => {
            add_line(page, depth, &text!(language, "response.unreadable_locks", error = error));
        }
    }
}

/// `locked by viewer onlyoffice: file cloudreve://my/a.docx, token 75c1`
fn lock_line(lock: &LockConflict, language: Language) -> String {
    let application = &lock.owner.application;
    let details = [&application.viewer_id, &application.inner_xml];
    let owner = [&application.kind].into_iter().chain(details.into_iter().flatten());
    let owner: Vec<_> = owner.map(|text| OneLine(text).to_string()).collect();
    let owner = owner.join(" ");
    let kind = match lock.resource {
        LockedResource::File => text!(language, "response.file").to_owned(),
        LockedResource::Folder => text!(language, "response.folder").to_owned(),
        other => text!(language, "response.other_resource", number = i64::from(other)),
    };
    let path = lock.path.as_deref().map(|path| format!(" {}", OneLine(path))).unwrap_or_default();
    let resource = kind + &path;
    match lock.token.as_deref().map(OneLine) {
        Some(token) => {
            text!(language, "response.lock", owner = owner, resource = resource, token = token)
        }
        None => {
            text!(language, "response.lock_without_token", owner = owner, resource = resource)
        }
    }
}

fn add_line(page: &mut String, depth: usize, line: &str) {
    // A string takes all that is written to it.
    let _ = writeln!(page, "{:indent$}{line}", "", indent = 2 * depth);
}
