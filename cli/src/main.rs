//! `cloudreve-codes`: looks up the error codes of Cloudreve, and finds them in logs.

use std::process::ExitCode;

fn main() -> ExitCode {
    cloudreve_codes::run()
}
