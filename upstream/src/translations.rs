//! What of the project's texts is translated, as the table of their README.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use cloudreve_codes::bounded;
use cloudreve_codes::complaint::Complaint;
use cloudreve_codes::outcome::{Failure, Outcome};
use cloudreve_codes::whole_file;
use cloudreve_error_codes::{ErrorCode, Explanation, Language, ResponseCode, finding_out_more_in};

/// How the table begins, which is found by it.
const HEADING: &str = "| language | descriptions | interface | pages | stale pages |\n";
/// Under the heading.
const RULE: &str = "| --- | ---: | ---: | ---: | --- |\n";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The README that has the table, beside the folders of the texts.
    #[arg(value_name = "README", default_value = "text/README.md")]
    readme: PathBuf,

    /// Change nothing, and say whether the table is as it should be. Exit status 1 if not.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let path = &arguments.readme;
    let about = |error: &dyn std::fmt::Display| Complaint::about(path.display(), error);
    let bytes = bounded::read_file(path, "expected the README of the texts");
    let bytes = bytes.map_err(|error| about(&error))?;
    let readme = String::from_utf8(bytes).map_err(|_| about(&"it is not UTF-8"))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let table = table(folder).map_err(|error| about(&error))?;
    let Some(written) = with_table(&readme, &table) else {
        let expected = format!("it has no table that begins with {:?}", HEADING.trim_end());
        return Err(about(&expected).into());
    };
    if written == readme {
        return Ok(Outcome::Complete);
    }
    if arguments.check {
        io::stdout().lock().write_all(table.as_bytes())?;
        complain(about(&"its table of translations is not what it would be now"));
        return Ok(Outcome::Differs);
    }
    whole_file::write(path, written.as_bytes()).map_err(|error| about(&error))?;
    Ok(Outcome::Complete)
}

/// The text with another table in the place of its own.
fn with_table(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(HEADING)?;
    let is_row = |line: &&str| line.starts_with('|');
    let length: usize = rest.split_inclusive('\n').take_while(is_row).map(str::len).sum();
    Some(format!("{before}{table}{}", &rest[length..]))
}

/// A row for each language but English, of what it has of all that English has.
fn table(folder: &Path) -> Result<String, Box<dyn Error>> {
    let rows_of = |folder: &Path, tag: &str| rows(&folder.join(format!("{tag}.csv")));
    let (locales, interface) = (folder.join("locales"), folder.join("interface"));
    let all_keys = rows_of(&interface, Language::English.tag())?;
    let all_codes = ErrorCode::ALL.len();
    let mut table = format!("{HEADING}{RULE}");
    for language in Language::ALL.iter().copied().filter(|it| *it != Language::English) {
        let tag = language.tag();
        let descriptions = rows_of(&locales, tag)?.len();
        let keys = rows_of(&interface, tag)?.intersection(&all_keys).count();
        let pages = pages(language);
        let translated = pages.iter().filter(|(_, page)| page.language() == language);
        let translated: Vec<_> = translated.collect();
        let stale = translated.iter().filter(|(_, page)| page.is_stale());
        let stale: Vec<_> = stale.map(|(name, _)| name.as_str()).collect();
        writeln!(
            table,
            "| {tag} | {descriptions} of {all_codes} | {keys} of {} | {} of {} | {} |",
            all_keys.len(),
            translated.len(),
            pages.len(),
            stale.join(", "),
        )?;
    }
    Ok(table)
}

/// All pages in a language, each by its name.
fn pages(language: Language) -> Vec<(String, Explanation)> {
    let codes = ErrorCode::ALL.iter().copied().map(ResponseCode::from);
    let codes = [ResponseCode::NOT_SET].into_iter().chain(codes);
    let of_codes =
        codes.filter_map(|code| Some((code.get().to_string(), code.explanation_in(language)?)));
    let more = ("finding-out-more".to_owned(), finding_out_more_in(language));
    of_codes.chain([more]).collect()
}

/// What each row of a file begins with.
fn rows(path: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = bounded::read_file(path, "expected texts as CSV").map_err(|error| named(&error))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let first = reader.records().map(|row| Ok(row?.get(0).unwrap_or_default().to_owned()));
    first.collect::<Result<_, csv::Error>>().map_err(|error| named(&error).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_takes_the_place_of_the_one_that_is_there() {
        let readme = format!("a\n\n{HEADING}{RULE}| old | 1 |\n\nb | c\n");
        let table = format!("{HEADING}{RULE}| new | 2 |\n");
        let written = with_table(&readme, &table).unwrap();
        assert_eq!(written, format!("a\n\n{table}\nb | c\n"));
        assert_eq!(with_table(&written, &table), Some(written.clone()));
        assert_eq!(with_table("no table\n", &table), None);
    }

    #[test]
    fn every_language_but_english_has_a_row() {
        let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../text");
        let table = table(&text).unwrap();
        let tags: Vec<_> = table
            .lines()
            .skip(2)
            .filter_map(|line| line.strip_prefix("| ")?.split_once(' '))
            .map(|(tag, _)| tag.to_owned())
            .collect();
        let expected: Vec<_> = Language::ALL.iter().skip(1).map(ToString::to_string).collect();
        assert_eq!(tags, expected);
    }
}
