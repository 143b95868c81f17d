use clap::Command;
use clap_complete::Shell;

use crate::outcome::{Failure, Outcome};
use crate::terminal::stdio;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The shell that reads them.
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, mut command: Command) -> Result<Outcome, Failure> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    stdio::print(script)?;
    Ok(Outcome::Complete)
}
