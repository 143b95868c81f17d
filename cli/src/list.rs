use cloudreve_error_codes::{Class, ErrorCode, Remedy};

use crate::codes::listing;
use crate::codes::search::search;
use crate::complaint::Complaint;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{language, stdio};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Of this class: 2xx, 4xx, 4xxxx or 5xxxx.
    #[arg(long)]
    class: Option<Class>,

    /// With this remedy, such as SignIn or Retry.
    #[arg(long)]
    remedy: Option<Remedy>,

    /// New with this release of Cloudreve, such as 4.0.0, or a later one.
    #[arg(long, value_name = "RELEASE", value_parser = release)]
    since: Option<Release>,

    /// With these words in name or description, best first.
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,

    #[command(flatten)]
    choice: language::Choice,
}

/// The numbers of a release, those that are missing being 0.
type Release = [u32; 3];

fn release(text: &str) -> Result<Release, String> {
    let mut release = [0; 3];
    let text = text.strip_prefix('v').unwrap_or(text);
    let parts: Vec<_> = text.split('.').map(str::parse).collect();
    if parts.len() > release.len() || parts.iter().any(Result::is_err) {
        return Err("expected up to three numbers, such as 4.12.0".to_owned());
    }
    for (number, part) in release.iter_mut().zip(parts.into_iter().flatten()) {
        *number = part;
    }
    Ok(release)
}

pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let language = arguments.choice.language();
    let codes = match &arguments.search {
        Some(words) => search(words, language),
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
        // The table has releases of three numbers only.
        let since = release(code.since()).unwrap_or_default();
        self.class.is_none_or(|class| code.class() == class)
            && self.remedy.is_none_or(|remedy| code.remedy() == remedy)
            && self.since.is_none_or(|release| since >= release)
    }
}
