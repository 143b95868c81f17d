//! A change to `codes.csv` or to the generator shows in review what it does to the source.

#![allow(missing_docs)]

#[path = "../build/emit.rs"]
mod emit;
#[path = "support/snapshot.rs"]
mod snapshot;
#[path = "../build/table.rs"]
#[allow(dead_code)]
mod table;

use snapshot::assert_reviewed;
use table::Table;

fn source() -> String {
    emit::source(&Table::parse(include_bytes!("../codes.csv")).unwrap())
}

#[test]
fn the_generated_source_is_the_reviewed_one() {
    assert_reviewed("generated_source", &source());
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(source(), source());
}

#[test]
fn the_build_wrote_what_the_generator_gives() {
    assert_eq!(include_str!(concat!(env!("OUT_DIR"), "/codes.rs")), source());
}
