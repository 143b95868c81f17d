use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use cloudreve_error_codes::{Class, ErrorCode, Remedy};

use crate::codes::listing;
use crate::codes::release::Release;
use crate::codes::search::search;
use crate::complaint::Complaint;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{language, stdio};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Of this class.
    #[arg(long, value_parser = one_of(Class::ALL), ignore_case = true)]
    class: Option<Class>,

    /// With this remedy.
    #[arg(long, value_parser = one_of(Remedy::ALL), ignore_case = true)]
    remedy: Option<Remedy>,

    /// New with this release of Cloudreve, such as 4.6, or a later one.
    #[arg(long, value_name = "RELEASE")]
    since: Option<Release>,

    /// With these words in name or description, best first.
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,

    #[command(flatten)]
    choice: language::Choice,
}

/// Takes what one of `all` is called, in any case.
fn one_of<T>(all: &'static [T]) -> impl TypedValueParser<Value = T>
where
    T: Display + FromStr<Err: Error + Send + Sync> + Clone + Send + Sync,
{
    PossibleValuesParser::new(all.iter().map(T::to_string)).try_map(|name| name.parse::<T>())
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let language = arguments.choice.language();
    let codes = match &arguments.search {
        Some(words) => search(words, language).in_titles().to_vec(),
        None => ErrorCode::ALL.to_vec(),
    };
    let codes: Vec<_> = codes.into_iter().filter(|code| arguments.admit(*code)).collect();
    if codes.is_empty() {
        complain(Complaint::new("no known code meets these conditions"));
        return Ok(Outcome::UnknownCode);
    }
    stdio::print(listing::table(&codes, language).to_string())?;
    Ok(Outcome::Complete)
}

impl Arguments {
    fn admit(&self, code: ErrorCode) -> bool {
        self.class.is_none_or(|class| code.class() == class)
            && self.remedy.is_none_or(|remedy| code.remedy() == remedy)
            && self.since.as_ref().is_none_or(|release| Release::since(code) >= *release)
    }
}
