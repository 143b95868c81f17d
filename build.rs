//! Generates `$OUT_DIR/codes.rs` from `codes.csv`.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

#[path = "build/emit.rs"]
mod emit;
#[path = "build/table.rs"]
mod table;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={}", table::FILE);
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let bytes = fs::read(table::FILE).map_err(|error| vec![format!("{}: {error}", table::FILE)])?;
    let table = table::Table::parse(&bytes)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let directory = env::var_os("OUT_DIR").unwrap_or_default();
    let target = Path::new(&directory).join("codes.rs");
    fs::write(&target, emit::source(&table))
        .map_err(|error| vec![format!("{}: {error}", target.display())])
}
