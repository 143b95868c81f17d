use clap::Command;
use clap_mangen::Man;

use crate::complaint::Complaint;
use crate::outcome::{Failure, Outcome};
use crate::terminal::stdio;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The subcommand that it is about; none for the tool itself.
    #[arg(value_name = "COMMAND")]
    subcommand: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, command: Command) -> Result<Outcome, Failure> {
    // Its subcommands are those of the tool again, and would get pages of their own.
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let subject = match &arguments.subcommand {
        None => Some(&command),
        Some(name) => find(&command, name),
    };
    let Some(subject) = subject else {
        let names: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
        let name = arguments.subcommand.as_deref().unwrap_or_default();
        let expected = names.join(", ");
        return Err(
            Complaint::new(format_args!("{name:?} is no subcommand: expected {expected}")).into()
        );
    };
    let mut page = Vec::new();
    Man::new(subject.clone()).render(&mut page)?;
    stdio::print(page)?;
    Ok(Outcome::Complete)
}

/// The subcommand of that name, or with both names one of a subcommand: `generate-site`.
fn find<'a>(command: &'a Command, name: &str) -> Option<&'a Command> {
    command.get_subcommands().find_map(|subcommand| {
        match name.strip_prefix(subcommand.get_name())? {
            "" => Some(subcommand),
            rest => find(subcommand, rest.strip_prefix('-')?),
        }
    })
}
