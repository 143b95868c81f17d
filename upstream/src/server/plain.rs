//! The texts that the server prints without a code: of plain errors, and of its log.
//!
//! Where a message with a code is also one of these, reading a log has to know that; and an inner error that is
//! printed into a plain one, `fmt.Errorf("…: %s", err)`, instead of being wrapped in it, has no say in the code.

use std::collections::{BTreeSet, HashSet};

use cloudreve_codes::log::messages::Kind;

use super::checkout::Checkout;
use super::codes::Codes;
use super::raiser::Sent;
use super::sources::{Message, Sources};
use crate::go::{Call, Expression, File};

/// The methods of loggers that print a text.
const LOGGING: [&str; 16] = [
    "Debug", "Debugf", "Error", "Errorf", "Fatal", "Fatalf", "Info", "Infof", "Panic", "Panicf",
    "Print", "Printf", "Warn", "Warnf", "Warning", "Warningf",
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

/// All texts of a checkout that have no code: neither generated sources count, nor what an error prints that is sent
/// with a code.
pub(crate) fn texts(checkout: &Checkout, codes: &Codes, sent: &BTreeSet<Sent>) -> BTreeSet<Plain> {
    let program = &checkout.program;
    let sources = Sources::new(program, codes);
    let mut texts = BTreeSet::new();
    let sent: HashSet<_> =
        sent.iter().map(|sent| (sent.message.as_str(), sent.file.as_str())).collect();
    let written = program.files.iter().enumerate().filter(|(_, file)| !file.is_generated);
    for (index, file) in written {
        for (place, function) in file.functions.iter().enumerate() {
            let calls = function.calls.iter().filter_map(|call| printed(file, call));
            let is_sent = |message: &str| sent.contains(&(message, file.path.as_str()));
            let returned = function.returned.iter().map(|text| Printed {
                text,
                is_format: false,
                kind: Kind::Wraps,
                line: function.line,
            });
            for Printed { text, is_format, kind, line } in calls.chain(returned) {
                for message in sources.messages((index, place), text, is_format) {
                    let Message::Fixed(message) = message else { continue };
                    let is_of_error = function.makes_text_of_error() && is_sent(&message);
                    if message.contains(char::is_alphanumeric) && !is_of_error {
                        texts.insert(Plain { message, kind, file: file.path.clone(), line });
                    }
                }
            }
        }
    }
    texts
}

/// What is printed as an error, or into the log.
struct Printed<'a> {
    text: &'a Expression,
    is_format: bool,
    kind: Kind,
    line: usize,
}

/// What a call prints.
fn printed<'a>(file: &File, call: &'a Call) -> Option<Printed<'a>> {
    let Expression::Member(base, name) = &call.callee else { return None };
    let package = match base.as_ref() {
        Expression::Name(alias) => file.import_path(alias),
        _ => None,
    };
    let of = |text, is_format, kind| Some(Printed { text, is_format, kind, line: call.line });
    let (first, others) = call.arguments.split_first()?;
    match (package, name.as_str()) {
        (Some("errors" | "github.com/pkg/errors"), "New") => of(first, false, Kind::Wraps),
        (Some("fmt" | "github.com/pkg/errors"), "Errorf") => {
            let hides = !wraps(first) && others.iter().any(is_error);
            of(first, true, if hides { Kind::Ends } else { Kind::Wraps })
        }
        (Some("github.com/pkg/errors"), "Wrap" | "Wrapf" | "WithMessage" | "WithMessagef") => {
            of(others.first()?, name.ends_with('f'), Kind::Wraps)
        }
        (Some(path), _) if !path.rsplit('/').next().unwrap_or_default().contains("log") => None,
        (_, name) if LOGGING.contains(&name) => of(first, true, Kind::Label),
        _ => None,
    }
}

/// Whether a format wraps an error. What is not written here may.
fn wraps(format: &Expression) -> bool {
    !matches!(format, Expression::Text(format) if !format.contains("%w"))
}

/// Whether an argument is an error, or the text of one, by its name.
fn is_error(argument: &Expression) -> bool {
    let is_name = |name: &str| name.to_ascii_lowercase().ends_with("err");
    match argument {
        Expression::Name(name) | Expression::Member(_, name) => is_name(name),
        Expression::Call(call) => {
            matches!(&call.callee, Expression::Member(_, name) if name == "Error")
        }
        _ => false,
    }
}
