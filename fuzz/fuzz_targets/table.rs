//! The table's parser takes any bytes: it gives a table whose promises hold, or faults that name their lines.

#![no_main]

#[path = "../../build/mod.rs"]
#[allow(dead_code)]
mod generator;

use generator::emit::{self, Source};
use generator::fault::Fault;
use generator::table::Table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Table::parse(bytes) {
        Ok(table) => check_table(&table),
        Err(faults) => check_faults(bytes, &faults),
    }
});

fn check_table(table: &Table) {
    assert!(!table.rows.is_empty());
    assert!(table.rows.is_sorted_by(|left, right| left.code < right.code));
    let source = emit::source(&Source {
        table,
        release: "4.18.0",
        pages: None,
        locales: None,
        translations: None,
    });
    for row in &table.rows {
        assert!(source.contains(&format!("    {} = {},\n", row.name, row.code)));
    }
}

fn check_faults(bytes: &[u8], faults: &[Fault]) {
    assert!(!faults.is_empty());
    assert!(faults.is_sorted_by_key(|fault| fault.line));
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    for fault in faults {
        assert!(fault.line.is_some_and(|line| (1..=lines).contains(&line)), "{fault}");
        assert!(!fault.to_string().contains(['\n', '\r']), "{fault:?}");
    }
}
