//! What one may expect of every command: color, help, completions, pages of the manual, exit status.

#![allow(missing_docs)]

mod support;

use support::{run, run_with, stderr, stdout, tool};

const SUBCOMMANDS: [&str; 6] = ["explain", "list", "annotate", "stats", "completions", "man"];

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
    for subcommand in SUBCOMMANDS {
        let help = run(&[subcommand, "--help"]);
        assert_eq!(help.status.code(), Some(0));
        let page = run(&["man", subcommand]);
        assert_eq!(page.status.code(), Some(0));
        let page = stdout(&page);
        assert!(page.contains(&format!(".TH cloudreve-codes-{subcommand} 1")), "{page}");
        for option in ["--json", "--bucket", "--follow", "--class", "--color"] {
            let is_helped = stdout(&help).contains(option);
            assert_eq!(page.replace('\\', "").contains(option), is_helped, "{subcommand} {option}");
        }
    }
    let page = stdout(&run(&["man"]));
    for subcommand in SUBCOMMANDS {
        assert!(page.contains(&format!("cloudreve\\-codes\\-{subcommand}(1)")), "{page}");
    }
}

#[test]
fn every_shell_has_completions_for_every_subcommand() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&run(&["completions", shell]));
        for subcommand in SUBCOMMANDS {
            assert!(script.contains(subcommand), "{shell} {subcommand}");
        }
        assert!(script.contains("follow") && script.contains("bucket"), "{shell}");
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
