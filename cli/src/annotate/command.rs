use std::path::PathBuf;

use super::copying::copy;
use super::following::follow;
use super::writer::{Form, Unfinished, Writers};
use crate::complaint::Complaint;
use crate::log::input::Input;
use crate::log::messages;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{language, progress, stdio};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A log, `-` or none for standard input. What is compressed by gzip or zstd comes out plain.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Instead of the log write one JSON object a line for each code that is found.
    ///
    /// Its keys are `file`, `line` (from 1 on), `offset` (in bytes from 0 on), `code`, `name`, `class`,
    /// `description`, and `remedy`; where messages are looked for also `inferred`, and `certain`, which is false
    /// where another code may have been sent. What is not known of a code is null.
    #[arg(long)]
    json: bool,

    /// Instead of the log write for each of its lines one line: a JSON array of the codes in it, `[]` if there are none.
    ///
    /// Each line is an input of its own: what is before and after it does not count. That is what engines need
    /// that hand over a column, such as ClickHouse. With messages the codes are texts, those inferred marked:
    /// `["40016","~40005"]`.
    #[arg(long, conflicts_with_all = ["json", "follow"])]
    each_line: bool,

    #[command(flatten)]
    messages: messages::Wanted,

    /// When a file has come to its end, wait for more, as `tail -F` does.
    ///
    /// A file that is replaced, cut short, or not there yet is read from its start. Of several files only
    /// whole lines are read.
    #[arg(long, requires = "files")]
    follow: bool,

    #[command(flatten)]
    choice: language::Choice,
}

/// Copies each log in turn. Of one that cannot be read it is said why, and the next one follows.
pub(crate) fn run(arguments: &Arguments, complain: &dyn Fn(Complaint)) -> Result<Outcome, Failure> {
    let writers = Writers {
        language: arguments.choice.language(),
        messages: arguments.messages.fingerprints()?,
        form: match (arguments.json, arguments.each_line) {
            (true, _) => Form::Records,
            (_, true) => Form::EachLine,
            _ => Form::Annotated,
        },
        is_colored: stdio::is_colored(),
    };
    let out = stdio::unbuffered_output()?;
    stdio::widen_pipe(&out);
    let inputs = Input::all(&arguments.files);
    if arguments.follow {
        follow(&inputs, &writers, &out, complain)?;
        return Ok(Outcome::InputFailed);
    }
    let progress = progress::beside_output(inputs.iter().map(Input::size));
    let mut outcome = Outcome::Complete;
    for input in &inputs {
        match copy(input, &writers, &progress, &out) {
            Ok(()) => {}
            Err(Unfinished::Input(error)) => {
                complain(Complaint::about(input, error));
                outcome = Outcome::InputFailed;
            }
            Err(Unfinished::Output(error)) => return Err(error.into()),
        }
    }
    progress.finish_and_clear();
    Ok(outcome)
}
