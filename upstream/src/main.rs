//! `cloudreve-upstream`: compares the table of error codes with Cloudreve's own sources.

use std::process::ExitCode;

fn main() -> ExitCode {
    cloudreve_upstream::run()
}
