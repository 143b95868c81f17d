//! What one may expect of every command: color, help, completions, pages of the manual, exit status.

#![allow(missing_docs)]

mod support;

use support::{run, run_with, stderr, stdout, tool};

/// The names of all subcommands.
fn subcommands() -> Vec<String> {
    let command = cloudreve_codes::command();
    command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned()).collect()
}

/// The long names of the options of a subcommand.
fn options(subcommand: &str) -> Vec<String> {
    let mut command = cloudreve_codes::command();
    command.build();
    let subcommand = command.find_subcommand(subcommand).unwrap();
    subcommand.get_opts().filter_map(|option| option.get_long()).map(str::to_owned).collect()
}

fn annotated(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let log = folder.path().join("log");
    std::fs::write(&log, "code: 40073\n").unwrap();
    let mut command = tool(arguments);
    command.arg("annotate").arg(&log).envs(variables.iter().copied());
    stdout(&command.output().unwrap())
}

#[test]
fn color_is_for_terminals_and_for_those_who_ask_for_it() {
    let plain = "code: 40073  # 40073 Lock Conflict\n";
    let colored = "code: 40073\u{1b}[36m  # 40073 Lock Conflict\u{1b}[0m\n";
    assert_eq!(annotated(&[], &[]), plain);
    assert_eq!(annotated(&["--color=auto"], &[]), plain);
    assert_eq!(annotated(&["--color=never"], &[("CLICOLOR_FORCE", "1")]), plain);
    assert_eq!(annotated(&[], &[("NO_COLOR", "1")]), plain);
    assert_eq!(annotated(&["--color=always"], &[]), colored);
    assert_eq!(annotated(&["--color=always"], &[("NO_COLOR", "1")]), colored);
    assert_eq!(annotated(&[], &[("CLICOLOR_FORCE", "1")]), colored);
}

#[test]
fn every_subcommand_has_help_and_a_page_of_the_manual() {
    for subcommand in subcommands() {
        let help = run(&[&subcommand, "--help"]);
        assert_eq!(help.status.code(), Some(0));
        let page = run(&["man", &subcommand]);
        assert_eq!(page.status.code(), Some(0));
        let page = stdout(&page).replace('\\', "");
        assert!(page.contains(&format!(".TH cloudreve-codes-{subcommand} 1")), "{page}");
        for option in options(&subcommand) {
            let option = format!("--{option}");
            assert!(stdout(&help).contains(&option) && page.contains(&option), "{option}");
        }
    }
}

#[test]
fn a_page_of_the_manual_leads_to_pages_that_there_are() {
    let page = |arguments: &[&str]| stdout(&run(&[&["man"], arguments].concat())).replace('\\', "");
    let main = page(&[]);
    for subcommand in subcommands() {
        assert!(main.contains(&format!("cloudreve-codes-{subcommand}(1)")), "{main}");
    }
    let pages = subcommands().into_iter().map(|name| page(&[&name])).chain([main]);
    for line in pages.flat_map(|page| page.lines().map(str::to_owned).collect::<Vec<_>>()) {
        let name = line.strip_prefix("cloudreve-codes-").and_then(|rest| rest.strip_suffix("(1)"));
        if let Some(name) = name {
            assert_eq!(run(&["man", name]).status.code(), Some(0), "{line}");
        }
    }
}

#[test]
fn every_shell_has_completions_for_every_subcommand() {
    let mut command = cloudreve_codes::command();
    command.build();
    let completions = command.find_subcommand("completions").unwrap();
    let shells = completions.get_positionals().next().unwrap().get_possible_values();
    assert!(!shells.is_empty());
    for shell in shells {
        let shell = shell.get_name();
        let script = stdout(&run(&["completions", shell]));
        for subcommand in subcommands() {
            assert!(script.contains(&subcommand), "{shell} {subcommand}");
            for option in options(&subcommand) {
                assert!(script.contains(&option), "{shell} {subcommand} {option}");
            }
        }
    }
}

#[test]
fn every_error_begins_with_the_name_of_the_tool_and_ends_with_the_status_two() {
    for arguments in [
        &["unheard-of"][..],
        &["explain"],
        &["annotate", "--follow"],
        &["annotate", "--no-such-option"],
        &["annotate", "/no/such/file"],
        &["stats", "/no/such/file"],
        &["completions", "no-such-shell"],
        &["man", "no-such-command"],
        &["--color=sometimes", "list"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).starts_with("cloudreve-codes: "), "{}", stderr(&output));
    }
}

#[test]
fn an_unknown_code_in_a_log_is_no_failure() {
    for command in ["annotate", "stats"] {
        assert_eq!(run_with(&[command], b"code=40999\n").status.code(), Some(0));
    }
}

#[test]
fn the_version_is_told() {
    let output = run(&["--version"]);
    assert_eq!(stdout(&output), format!("cloudreve-codes {}\n", env!("CARGO_PKG_VERSION")));
}
