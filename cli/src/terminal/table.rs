use std::fmt;
use std::io::stdout;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, presets};

/// Columns of text without lines between them. On a terminal that is too narrow the last one is wrapped.
pub(crate) struct Table(comfy_table::Table);

/// How a column is set.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    Text(&'static str),
    Number(&'static str),
}

impl Table {
    pub(crate) fn new(columns: &[Column]) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(columns.iter().map(|column| column.heading()));
        if let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size_of(stdout()) {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        let last = columns.len() - 1;
        for (index, (setting, column)) in table.column_iter_mut().zip(columns).enumerate() {
            setting.set_padding((0, if index < last { 2 } else { 0 }));
            if index < last {
                setting.set_constraint(ColumnConstraint::ContentWidth);
            }
            if let Column::Number(_) = column {
                setting.set_cell_alignment(CellAlignment::Right);
            }
        }
        Self(table)
    }

    pub(crate) fn add<const N: usize>(&mut self, row: [String; N]) {
        self.0.add_row(row);
    }
}

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Self::Text(heading) | Self::Number(heading) => heading,
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.0.trim_fmt())
    }
}
