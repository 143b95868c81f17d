//! The texts that the server prints without a code: of plain errors, and of its log.
//!
//! Where a message with a code is also one of these, reading a log has to know that; and an inner error that is
//! printed into a plain one, instead of being wrapped in it, has no say in the code.

use std::collections::BTreeSet;

use cloudreve_codes::log::messages::Kind;

use super::checkout::Checkout;
use super::codes::Codes;
use super::sources::{FunctionId, Message, Sources};
use crate::go::{Call, Expression, File};

/// The methods of loggers that print a text.
const LOGGING: [&str; 16] = [
    "Debug", "Debugf", "Error", "Errorf", "Fatal", "Fatalf", "Info", "Infof", "Panic", "Panicf", "Print",
    "Printf", "Warn", "Warnf", "Warning", "Warningf",
];

/// A text without a code, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Plain {
    /// A format string of Go.
    pub(crate) message: String,
    pub(crate) kind: Kind,
    pub(crate) file: String,
    pub(crate) line: usize,
}

/// All texts of a checkout that have no code. Generated sources are left out.
pub(crate) fn texts(checkout: &Checkout, codes: &Codes) -> BTreeSet<Plain> {
    let program = &checkout.program;
    let sources = Sources::new(program, codes);
    let mut texts = BTreeSet::new();
    let written = program.files.iter().enumerate().filter(|(_, file)| !file.is_generated);
    for (index, file) in written {
        for (place, function) in file.functions.iter().enumerate() {
            let at = (index, place);
            for call in &function.calls {
                if let Some((text, is_format, kind)) = printed(file, call) {
                    add(&mut texts, &sources, at, file, call.line, text, is_format, kind);
                }
            }
            for text in &function.returned {
                let line = match text {
                    Expression::Call(call) => call.line,
                    _ => function.line,
                };
                add(&mut texts, &sources, at, file, line, text, false, Some(Kind::Ends));
            }
        }
    }
    texts
}

#[allow(clippy::too_many_arguments)]
fn add(
    texts: &mut BTreeSet<Plain>,
    sources: &Sources<'_>,
    at: FunctionId,
    file: &File,
    line: usize,
    text: &Expression,
    is_format: bool,
    kind: Option<Kind>,
) {
    for message in sources.messages(at, text, is_format) {
        let Message::Fixed(message) = message else { continue };
        let wraps = if message.contains("%w") { Kind::Wraps } else { Kind::Ends };
        let kind = kind.unwrap_or(wraps);
        if message.contains(char::is_alphanumeric) {
            texts.insert(Plain { message, kind, file: file.path.clone(), line });
        }
    }
}

/// What a call prints as an error or into the log, whether that is a format string, and what it is, where its
/// verbs do not say.
fn printed<'a>(file: &File, call: &'a Call) -> Option<(&'a Expression, bool, Option<Kind>)> {
    let Expression::Member(base, name) = &call.callee else { return None };
    let package = match base.as_ref() {
        Expression::Name(alias) => file.import_path(alias),
        _ => None,
    };
    let [first, ..] = call.arguments.as_slice() else { return None };
    match (package, name.as_str()) {
        (Some("errors" | "github.com/pkg/errors"), "New") => Some((first, false, Some(Kind::Ends))),
        (Some("fmt" | "github.com/pkg/errors"), "Errorf") => Some((first, true, None)),
        (Some("github.com/pkg/errors"), "Wrap" | "Wrapf" | "WithMessage" | "WithMessagef") => {
            let second = call.arguments.get(1)?;
            Some((second, name.ends_with('f'), Some(Kind::Wraps)))
        }
        (Some(path), _) if !path.rsplit('/').next().unwrap_or_default().contains("log") => None,
        (_, name) if LOGGING.contains(&name) => Some((first, true, Some(Kind::Label))),
        _ => None,
    }
}
