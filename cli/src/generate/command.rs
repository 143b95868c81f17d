use std::io;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use cloudreve_error_codes::{ErrorCode, Language, ParseError};

use super::as_of;
use super::catalog::Catalog;
use super::difference::difference;
use super::formats::{FORMATS, Format};
use super::locale_file::LocaleFile;
use super::{render, site};
use crate::bounded;
use crate::codes::release::Release;
use crate::complaint::Complaint;
use crate::outcome::{Failure, Outcome};
use crate::terminal::escaped::Lines;
use crate::terminal::{language, stdio};
use crate::whole_file;

#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    subcommand_value_name = "FORMAT"
)]
#[allow(clippy::struct_excessive_bools)] // each is an option of its own
pub(crate) struct Arguments {
    #[command(subcommand)]
    many: Option<Many>,

    /// What to make: --list says what each is for.
    #[arg(value_parser = format_parser(), required_unless_present = "list")]
    format: Option<&'static Format>,

    /// Write into a file, whole or not at all, and not to standard output.
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["check", "list"])]
    output: Option<PathBuf>,

    /// Write nothing: compare with a file, and print what would change in it. Exit status 1 if anything.
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    check: Option<PathBuf>,

    /// Say which formats there are.
    #[arg(long, conflicts_with = "format")]
    list: bool,

    /// Only the codes that this release of the server sends, such as 4.6.
    #[arg(long, value_name = "VERSION", value_parser = as_of::parse)]
    as_of: Option<Release>,

    /// The language of all that people read in it, such as zh-CN.
    #[arg(long, value_name = "TAG", value_parser = exact_language, default_value = "en-US")]
    lang: Language,

    /// The package that a binding for Go or Kotlin is a part of [default: cloudreve].
    #[arg(long, value_name = "NAME", conflicts_with = "list")]
    package: Option<String>,

    /// Leave the envelope out of a binding: only the codes and what is known of them.
    #[arg(long, conflicts_with = "list")]
    codes_only: bool,

    /// Call the codes of a binding for TypeScript as the server's source does, such as CodeLockConflict.
    #[arg(long, conflicts_with = "list")]
    server_names: bool,

    /// Let kotlinx.serialization read the envelope of a binding for Kotlin, which then needs it.
    #[arg(long, conflicts_with_all = ["list", "codes_only"])]
    kotlinx_serialization: bool,

    /// Only these codes, by number or name, such as 40076,40088: for i18next.
    #[arg(long, value_name = "CODES", value_parser = known_code, value_delimiter = ',')]
    #[arg(conflicts_with_all = ["list", "missing_in"])]
    only: Vec<ErrorCode>,

    /// Only the codes that a locale file has no text for, or none of several: for i18next. Can be repeated.
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    missing_in: Vec<PathBuf>,
}

// No doc comment: it would take the place of the help of the subcommand.
#[derive(clap::Subcommand)]
enum Many {
    /// Make a site: an index and a page for each code in every language, which need no network and no script.
    Site(site::Arguments),
}

/// Takes the names of the formats, and offers the nearest for another.
fn format_parser() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| format.name);
    PossibleValuesParser::new(names)
        .try_map(|name| Format::find(&name).ok_or(format!("{name:?} is no format")))
}

fn exact_language(tag: &str) -> Result<Language, String> {
    tag.parse().map_err(|_| format!("expected one of {}", language::known()))
}

fn known_code(text: &str) -> Result<ErrorCode, ParseError> {
    text.trim().parse()
}

/// Makes the document, and writes it or compares with it.
pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    if let Some(Many::Site(arguments)) = &arguments.many {
        return site::run(arguments, complain);
    }
    let Some(format) = arguments.format else { return list() };
    let mut catalog = Catalog::of(arguments.as_of.as_ref(), arguments.lang);
    if let Some(package) = &arguments.package {
        match format.package(package) {
            Ok(package) => catalog.package = Some(package),
            Err(reason) => {
                return Err(Complaint::about(format_args!("--package {package}"), reason).into());
            }
        }
    }
    if arguments.codes_only {
        if !format.is_source() {
            let reason = format!("the format {} is no binding, and has no envelope", format.name);
            return Err(Complaint::about("--codes-only", reason).into());
        }
        catalog.codes_only = true;
    }
    if arguments.server_names {
        if !format.has_choice_of_names() {
            let reason = format!("the format {} has no choice of names", format.name);
            return Err(Complaint::about("--server-names", reason).into());
        }
        catalog.server_names = true;
    }
    if arguments.kotlinx_serialization {
        if !format.can_use_kotlinx_serialization() {
            let reason = format!("the format {} is no binding for Kotlin", format.name);
            return Err(Complaint::about("--kotlinx-serialization", reason).into());
        }
        catalog.kotlinx_serialization = true;
    }
    select(arguments, format, &mut catalog)?;
    let document = render(format, &catalog).map_err(io::Error::other)?;
    match (&arguments.check, &arguments.output) {
        (Some(path), _) => check(path, &document, complain),
        (None, Some(path)) => {
            whole_file::write(path, document.as_bytes())
                .map_err(|error| Complaint::about(path.display(), error))?;
            Ok(Outcome::Complete)
        }
        (None, None) => {
            stdio::print(document)?;
            Ok(Outcome::Complete)
        }
    }
}

/// Leaves in the catalog the codes that `--only` or `--missing-in` asks for.
fn select(arguments: &Arguments, format: &Format, catalog: &mut Catalog) -> Result<(), Complaint> {
    let Arguments { only, missing_in, .. } = arguments;
    let option = match (only.is_empty(), missing_in.is_empty()) {
        (true, true) => return Ok(()),
        (false, _) => "--only",
        (true, false) => "--missing-in",
    };
    if !format.can_be_of_some_codes() {
        let reason = format!("the format {} has all codes; i18next can have some", format.name);
        return Err(Complaint::about(option, reason));
    }
    let codes: Vec<_> = catalog.entries.iter().map(|entry| entry.code).collect();
    if let Some(code) = only.iter().find(|code| !codes.contains(&code.as_u32())) {
        let since = code.since();
        let reason = format!("{} is not sent before Cloudreve {since}: see --as-of", code.as_u32());
        return Err(Complaint::about(option, reason));
    }
    let files: Result<Vec<_>, _> = missing_in.iter().map(|path| LocaleFile::read(path)).collect();
    let files = files?;
    let is_wanted = |code| {
        let is_named = only.is_empty() || only.iter().any(|known| known.as_u32() == code);
        is_named && !files.iter().any(|file| file.has(code))
    };
    catalog.entries.retain(|entry| is_wanted(entry.code));
    Ok(())
}

fn list() -> Result<Outcome, Failure> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or_default();
    let formats = FORMATS.iter().map(|format| (format.name, format.purpose));
    let lines = formats
        .chain([("site", SITE_PURPOSE)])
        .map(|(name, purpose)| format!("{name:<width$}  {purpose}\n"));
    stdio::print(lines.collect::<String>())?;
    Ok(Outcome::Complete)
}

const SITE_PURPOSE: &str =
    "a folder with a page for each code in every language, to publish: see site --help";

/// Prints how the file differs from the document.
fn check(path: &Path, document: &str, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let name = path.display().to_string();
    let bytes = bounded::read_file(path, "expected what generate wrote");
    let bytes = bytes.map_err(|error| Complaint::about(&name, error))?;
    if bytes == document.as_bytes() {
        return Ok(Outcome::Complete);
    }
    stdio::print(Lines(&difference(&name, &bytes, document)).to_string())?;
    complain(Complaint::about(name, "it is not what would be generated now"));
    Ok(Outcome::Differs)
}
