use std::collections::BTreeSet;

use heck::{ToLowerCamelCase, ToShoutySnakeCase};

use super::Binding;
use crate::generate::catalog::{Catalog, Entry};

/// Words that Go keeps for itself, or that mean something else all over the file.
const GO: &str = "break case chan const continue default defer else fallthrough for func go goto if import \
    interface map package range return select struct switch type var _ init main \
    bool int int64 string error true false nil \
    any errors json len make sort strconv strings sync url append \
    Code Class Remedy Codes ClassOf facts table lookup CodeSuccess CodeNotSet \
    Error LockApplication LockConflict LockOwner Response \
    decode envelope keysByResource readEnvelope resourceOf";

/// What Python's classes of constants use themselves.
const PYTHON: &str = "SUCCESS NOT_SET";

/// Hard keywords of Kotlin: any of them is a name between backquotes.
const KOTLIN: &str = "as break class continue do else false for fun if in interface is null object package \
    return super this throw true try typealias typeof val var when while";

/// Words of Kotlin that are keywords in some places, such as in front of a declaration.
const KOTLIN_SOFT: &str = "abstract actual annotation by catch companion const constructor crossinline data \
    delegate dynamic enum expect external field file final finally get import infix init inline inner \
    internal it lateinit noinline open operator out override param private property protected public \
    receiver reified sealed set setparam suspend tailrec value vararg where";

/// What the source uses itself within the enum.
const KOTLIN_USED: &str = "Companion ErrorClass ErrorCode Int List Long Remedy ResponseCode String \
    aliases byCode canonicalName code constant description entries errorClass httpStatus name of ordinal \
    remedy since valueOf values";

/// Reserved words of Dart, its built-in identifiers among them, and what the enum uses itself.
const DART: &str = "abstract as assert async await base break case catch class const continue covariant \
    default deferred do dynamic else enum export extends extension external factory false final finally \
    for get hide if implements import in interface is late library mixin new null of on operator part \
    required rethrow return sealed set show static super switch sync this throw true try type typedef \
    var void when while with yield \
    aliases canonicalName code constant description errorClass hashCode httpStatus index int name \
    noSuchMethod override remedy runtimeType since toString values";

/// Keywords of Swift that are names between backquotes.
const SWIFT: &str = "as associatedtype async await break case catch class continue default defer deinit do else enum \
    extension fallthrough false fileprivate for func guard if import in inout internal is let nil \
    operator precedencegroup private protocol public repeat rethrows return static struct subscript \
    super switch throw throws true try typealias var where while";

/// Those that mean something else even then, and what the enum uses itself.
const SWIFT_USED: &str = "allCases aliases constant description errorClass facts hash hashValue httpStatus \
    errorDescription failureReason helpAnchor init localizedDescription name rawValue recoverySuggestion \
    remedy self since";

/// A key of an object may be any word but the one that sets what the object inherits from.
const TYPE_SCRIPT: &str = "__proto__";

pub(super) fn of_entries(binding: Binding, catalog: &Catalog) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let entries = catalog.entries.iter();
    entries
        .map(|entry| {
            let mut name = if catalog.server_names && binding.has_choice_of_names() {
                renamed(&entry.constant, TYPE_SCRIPT)
            } else {
                name(binding, entry)
            };
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            match binding {
                Binding::Kotlin => quoted(&name, &[KOTLIN, KOTLIN_SOFT]),
                Binding::Swift => quoted(&name, &[SWIFT]),
                _ => name,
            }
        })
        .collect()
}

/// The name of an entry in the case of the language.
fn name(binding: Binding, entry: &Entry) -> String {
    match binding {
        Binding::TypeScript => renamed(&entry.name, TYPE_SCRIPT),
        Binding::Go => renamed(&entry.constant, GO),
        Binding::Python => {
            // An enum keeps names with an underscore in front for itself.
            renamed(entry.name.to_shouty_snake_case().trim_start_matches('_'), PYTHON)
        }
        Binding::Kotlin => renamed(&entry.name, KOTLIN_USED),
        Binding::Dart => renamed(&entry.name.to_lower_camel_case(), DART),
        Binding::Swift => renamed(&entry.name.to_lower_camel_case(), SWIFT_USED),
    }
}

/// With an underscore behind it if it is one of the words.
fn renamed(name: &str, words: &str) -> String {
    if is_among(name, words) { format!("{name}_") } else { name.to_owned() }
}

/// Between backquotes if it is one of the words.
fn quoted(name: &str, words: &[&str]) -> String {
    if words.iter().any(|words| is_among(name, words)) {
        format!("`{name}`")
    } else {
        name.to_owned()
    }
}

fn is_among(name: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| word == name)
}

/// The class `4xx` as `Http4xx`, and `4xxxx` as `App4xxxx`: no name starts with a digit.
pub(crate) fn variant(class: &str) -> String {
    let prefix = if class.len() == "4xx".len() { "Http" } else { "App" };
    format!("{prefix}{class}")
}

pub(super) fn package(binding: Binding, name: &str) -> Result<String, String> {
    match binding {
        Binding::Go if is_identifier(name) && !is_among(name, GO) => Ok(name.to_owned()),
        Binding::Go => Err("expected a name of a package in Go, such as cloudreve".to_owned()),
        Binding::Kotlin if name.split('.').all(is_identifier) => {
            let parts: Vec<_> = name.split('.').map(|part| quoted(part, &[KOTLIN])).collect();
            Ok(parts.join("."))
        }
        Binding::Kotlin => {
            Err("expected a name of a package in Kotlin, such as com.example.cloudreve".to_owned())
        }
        _ => Err(format!("a source for {} names no package", binding.name())),
    }
}

fn is_identifier(text: &str) -> bool {
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(is_word)
        && text.chars().any(|character| character != '_')
}
