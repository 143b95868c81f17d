//! Responses as the server writes them.

use cloudreve_error_codes::{ApiError, ErrorCode, LockConflict, LockedResource};

/// What a request is found again by in the server's log.
const CORRELATION_ID: &str = "5b0f5f05-451e-4dcd-9c65-474315dd7d20";

/// The session in which the second factor is due, after a sign-in with the password alone.
const SESSION_ID: &str = "9f0f6a5c-6a34-4c7e-9d3f-0a8a1c1f7d55";

/// A file that others have open.
const FILE: &str = "cloudreve://my/report.docx";

/// A response with the code, as JSON over several lines.
pub(crate) fn of(code: ErrorCode) -> String {
    // Texts, numbers and lists of them, none of them deep: always JSON.
    serde_json::to_string_pretty(&response(code)).unwrap_or_default()
}

fn response(code: ErrorCode) -> ApiError {
    let error = match code {
        ErrorCode::LockConflict => ApiError::from_lock_conflicts([lock()]),
        _ => ApiError::new(code),
    };
    let error = error.with_message(message(code));
    match code {
        ErrorCode::NotFullySuccess => error.with_data(SESSION_ID),
        ErrorCode::BatchOperationNotFullyCompleted => {
            error.with_part(FILE, part()).with_correlation_id(CORRELATION_ID)
        }
        _ => error.with_correlation_id(CORRELATION_ID),
    }
}

fn lock() -> LockConflict {
    LockConflict::new(LockedResource::File, "viewer")
        .with_path(FILE)
        .with_token("9d1f0c3a-52be-4c5e-8a39-6d0b7c3f2f11")
        .with_viewer_id("onlyoffice")
}

/// One of several that failed.
fn part() -> ApiError {
    let code = ErrorCode::ParentDoesNotExist;
    ApiError::new(code).with_message(code.description()).with_correlation_id(CORRELATION_ID)
}

/// The server's messages are its own: some are a bare parameter, which a client must not take for a text.
fn message(code: ErrorCode) -> String {
    match code {
        ErrorCode::PolicyUsedByGroups | ErrorCode::GroupUsedByUser => "3".to_owned(),
        ErrorCode::NodeUsedByStoragePolicy => "Default storage policy".to_owned(),
        _ => code.description().to_owned(),
    }
}
