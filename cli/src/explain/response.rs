//! What a response says, for a terminal.

use std::fmt::Write;

use cloudreve_error_codes::{ApiError, ErrorCode, Language, LockConflict, ResponseCode};

use crate::terminal::escaped::OneLine;
use crate::terminal::language;

/// What a response says beside its codes: of itself and of each part that failed.
pub(crate) fn page(error: &ApiError, language: Language) -> String {
    let mut page = String::from("The response\n\n");
    add_error(&mut page, error, language, 1);
    page
}

fn add_error(page: &mut String, error: &ApiError, language: Language, depth: usize) {
    let code = error.code();
    let meaning = match (code, code.known()) {
        (ResponseCode::NOT_SET, _) => "Not Set".into(),
        (_, Some(code)) => language::description(code, language),
        (_, None) => "unknown".into(),
    };
    add_line(page, depth, &format!("{code:?} {meaning}"));
    add_field(page, depth, "message", Some(error.message()).filter(|text| !text.is_empty()));
    add_field(page, depth, "inner error", error.detail());
    add_field(page, depth, "correlation id", error.correlation_id());
    if code == ErrorCode::LockConflict {
        add_locks(page, depth, error);
    }
    for (id, part) in error.parts() {
        add_line(page, depth, &format!("failed: {}", OneLine(id)));
        add_error(page, part, language, depth + 1);
    }
}

fn add_locks(page: &mut String, depth: usize, error: &ApiError) {
    match error.lock_conflicts() {
        Ok(locks) if locks.is_empty() => {
            add_line(page, depth, "no lock is named: one has expired, or could not be released");
        }
        Ok(locks) => {
            for lock in locks {
                add_line(page, depth, &lock_line(&lock));
            }
        }
        Err(error) => add_line(page, depth, &format!("its data is no list of locks: {error}")),
    }
}

/// `locked by viewer onlyoffice: file cloudreve://my/a.docx, token 75c1`
fn lock_line(lock: &LockConflict) -> String {
    let application = &lock.owner.application;
    let details = [&application.viewer_id, &application.inner_xml];
    let owner = [&application.kind].into_iter().chain(details.into_iter().flatten());
    let owner: Vec<_> = owner.map(|text| OneLine(text).to_string()).collect();
    let path = lock.path.as_deref().map(|path| format!(" {}", OneLine(path))).unwrap_or_default();
    let token = match &lock.token {
        Some(token) => format!("token {}", OneLine(token)),
        None => "whose token is told to its owner only".to_owned(),
    };
    format!("locked by {}: {}{path}, {token}", owner.join(" "), lock.resource)
}

fn add_field(page: &mut String, depth: usize, label: &str, text: Option<&str>) {
    if let Some(text) = text {
        add_line(page, depth, &format!("{label}: {}", OneLine(text)));
    }
}

fn add_line(page: &mut String, depth: usize, line: &str) {
    // A string takes all that is written to it.
    let _ = writeln!(page, "{:indent$}{line}", "", indent = 2 * depth);
}
