//! What every program may print. On a line that does not say whose it is, such a text tells nothing.
//!
//! The words are those of kernels, servers, databases and container engines: each of the sentences that these
//! patterns make was seen in, or is one word away from, what one of them prints.

/// What something is said of.
const NOUNS: [&str; 68] = [
    "authorization",
    "captcha",
    "grant",
    "grants",
    "header",
    "oauth",
    "redirect",
    "secret",
    "shares",
    "smtp",
    "account",
    "address",
    "app",
    "archive",
    "argument",
    "arguments",
    "cache",
    "client",
    "code",
    "command",
    "config",
    "configuration",
    "container",
    "content",
    "credential",
    "credentials",
    "data",
    "device",
    "directory",
    "entity",
    "email",
    "file",
    "files",
    "folder",
    "format",
    "group",
    "groups",
    "id",
    "image",
    "index",
    "item",
    "key",
    "link",
    "name",
    "node",
    "nodes",
    "object",
    "parameter",
    "parameters",
    "password",
    "path",
    "permission",
    "port",
    "record",
    "request",
    "resource",
    "response",
    "route",
    "scope",
    "session",
    "settings",
    "share",
    "size",
    "state",
    "task",
    "tasks",
    "token",
    "type",
];
const MORE_NOUNS: [&str; 33] = [
    "task",
    "tasks",
    "uri",
    "url",
    "user",
    "users",
    "username",
    "value",
    "version",
    "transaction",
    "policy",
    "policies",
    "all",
    "row",
    "metadata",
    "storage",
    "service",
    "source",
    "destination",
    "database",
    "connection",
    "job",
    "certificate",
    "user's",
    "system",
    "event",
    "query",
    "default",
    "change",
    "current",
    "port",
    "driver",
    "entities",
];

/// What programs fail to do.
const VERBS: [&str; 51] = [
    "issue",
    "sign",
    "access",
    "add",
    "begin",
    "clear",
    "close",
    "cleanup",
    "commit",
    "connect",
    "copy",
    "count",
    "create",
    "delete",
    "download",
    "execute",
    "fetch",
    "find",
    "finish",
    "generate",
    "get",
    "init",
    "initialize",
    "insert",
    "list",
    "load",
    "move",
    "obtain",
    "open",
    "parse",
    "process",
    "query",
    "queue",
    "read",
    "receive",
    "register",
    "remove",
    "rename",
    "restore",
    "save",
    "search",
    "send",
    "set",
    "start",
    "stop",
    "unlink",
    "unlock",
    "update",
    "validate",
    "verify",
    "write",
];

/// What is said of something.
const STATES: [&str; 25] = [
    "is banned",
    "is missing",
    "not found",
    "does not exist",
    "doesn't exist",
    "not exists",
    "is required",
    "required",
    "denied",
    "expired",
    "is expired",
    "has expired",
    "is invalid",
    "invalid",
    "is too large",
    "too large",
    "too long",
    "is too long",
    "mismatch",
    "failed",
    "unavailable",
    "not available",
    "not supported",
    "error",
    "already exists",
];

/// What may stand before something.
const QUALITIES: [&str; 12] = [
    "bad",
    "incorrect",
    "invalid",
    "missing",
    "no",
    "no such",
    "unexpected",
    "unknown",
    "unsupported",
    "wrong",
    "duplicate",
    "empty",
];

/// Sentences of no such form.
const SENTENCES: [&str; 24] = [
    "access denied",
    "authentication failed",
    "bad gateway",
    "conflict",
    "database operation failed",
    "email already in use",
    "forbidden",
    "internal error",
    "internal server error",
    "login failed",
    "login required",
    "no such file or directory",
    "not allowed",
    "operation failed",
    "operation not permitted",
    "parameter error",
    "service unavailable",
    "this account has been blocked",
    "this feature is not enabled",
    "timed out",
    "too many requests",
    "unauthorized",
    "unknown error",
    "verification failed",
];

/// How many characters a text has that is common where scripts put no spaces between words.
const DENSE: usize = 6;

/// Texts of the system, which an error without a code ends in.
const OF_SYSTEM: [&str; 25] = [
    "access is denied",
    "address already in use",
    "bad file descriptor",
    "broken pipe",
    "connection refused",
    "connection reset by peer",
    "context canceled",
    "context deadline exceeded",
    "device or resource busy",
    "eof",
    "file already closed",
    "file does not exist",
    "file exists",
    "file name too long",
    "file too large",
    "i/o timeout",
    "input/output error",
    "invalid argument",
    "is a directory",
    "no space left on device",
    "no such file or directory",
    "not a directory",
    "operation not permitted",
    "permission denied",
    "unexpected eof",
];

/// Whether a text, in its normal form, is of the system.
pub(super) fn is_of_system(form: &str) -> bool {
    OF_SYSTEM.contains(&form)
}

/// Whether other programs are likely to print a text, in its normal form.
pub(super) fn is_common(form: &str) -> bool {
    // What is filled in may be the name of anything.
    let filled = form.replace('…', " name ");
    let form = &*filled.split_whitespace().collect::<Vec<_>>().join(" ");
    if form.chars().all(|it| !it.is_ascii_alphabetic()) {
        return form.chars().filter(|it| it.is_alphanumeric()).count() <= DENSE;
    }
    SENTENCES.contains(&form)
        || is_of_system(form)
        || !form.contains(' ')
        || is_failure(form)
        || is_state(form)
        || QUALITIES.iter().any(|it| after(form, it).is_some_and(|rest| are_nouns(rest, 3)))
}

/// `failed to get user`
fn is_failure(form: &str) -> bool {
    let verb =
        ["failed to", "unable to", "cannot", "could not"].iter().find_map(|it| after(form, it));
    verb.and_then(|verb| verb.split_once(' '))
        .is_some_and(|(verb, rest)| VERBS.contains(&verb) && are_nouns(rest, 2))
}

/// `user not found`
fn is_state(form: &str) -> bool {
    STATES.iter().any(|state| {
        let of = form.strip_suffix(state).and_then(|of| of.strip_suffix(' '));
        of.is_some_and(|of| are_nouns(of, if *state == "not found" { 2 } else { 1 }))
    })
}

fn after<'a>(form: &'a str, beginning: &str) -> Option<&'a str> {
    form.strip_prefix(beginning)?.strip_prefix(' ')
}

/// Whether these are such words, and at most so many.
fn are_nouns(words: &str, most: usize) -> bool {
    let is_noun = |word: &str| NOUNS.contains(&word) || MORE_NOUNS.contains(&word);
    words.split(' ').count() <= most && words.split(' ').all(is_noun)
}

#[cfg(test)]
mod tests {
    use super::is_common;

    #[test]
    fn what_every_program_prints_is_common() {
        for form in [
            "permission denied",
            "user not found",
            "failed to get user",
            "failed to list nodes",
            "failed to commit transaction",
            "failed to save settings",
            "invalid parameters",
            "unknown uri",
            "password is required",
            "login required",
            "file is too large",
            "unauthorized",
            "failed to create…task",
            "文件不存在",
            "参数错误",
        ] {
            assert!(is_common(form), "{form}");
        }
    }

    #[test]
    fn what_cloudreve_alone_prints_is_not() {
        for form in [
            "path not exist",
            "lock conflict",
            "object existed",
            "signature expired",
            "captcha not match",
            "insufficient capacity",
            "group permission denied",
            "upload session not found",
            "one or more operation failed",
            "failed to upload file",
            "failed to create upload session in slave node",
            "上传会话不存在或已过期",
        ] {
            assert!(!is_common(form), "{form}");
        }
    }
}
