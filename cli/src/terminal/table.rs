use std::fmt;
use std::io::stdout;

use cloudreve_error_codes::Language;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, presets};

use super::wrap::{width, wrap};
use crate::interface::{self, text};

/// What stands between two columns.
const GAP: usize = 2;
/// Text that is wrapped into fewer columns of a terminal is hard to read.
const NARROWEST: usize = 24;

/// Columns of text without lines between them. On a terminal that is too narrow the last one is wrapped, and
/// others are left out where they would leave it too little room.
pub(crate) struct Table {
    columns: Vec<Column>,
    /// The headings of the columns that may be left out, the first to go first.
    spare: Vec<&'static str>,
    language: Language,
    rows: Vec<Vec<String>>,
}

/// How a column is set.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    Text(&'static str),
    Number(&'static str),
}

impl Table {
    pub(crate) fn new(columns: &[Column], spare: &[&'static str], language: Language) -> Self {
        Self { columns: columns.to_vec(), spare: spare.to_vec(), language, rows: Vec::new() }
    }

    pub(crate) fn add<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into());
    }

    /// The table for a terminal of so many columns, or for what is none.
    pub(crate) fn set(&self, terminal: Option<u16>) -> String {
        let shown = self.shown(terminal);
        let mut text = format!("{}\n", self.layout(&shown, terminal).trim_fmt());
        let is_left_out = |index: &usize| !shown.contains(index);
        let left_out = (0..self.columns.len()).filter(is_left_out);
        let left_out: Vec<_> = left_out.map(|index| self.columns[index].heading()).collect();
        if !left_out.is_empty() {
            let columns = interface::list(self.language, &left_out);
            let note = text!(self.language, "table.left_out", columns = columns);
            let lines = wrap(&note, terminal.map_or(usize::MAX, usize::from), "", "");
            text.extend(lines.iter().flat_map(|line| [line, "\n"]));
        }
        text
    }

    /// Which columns there is room for.
    fn shown(&self, terminal: Option<u16>) -> Vec<usize> {
        let mut shown: Vec<_> = (0..self.columns.len()).collect();
        let Some(terminal) = terminal else { return shown };
        for spare in &self.spare {
            if self.leaves_room(&shown, terminal.into()) {
                break;
            }
            shown.retain(|index| self.columns[*index].heading() != *spare);
        }
        shown
    }

    /// Whether the last one of the columns has the room that it needs.
    fn leaves_room(&self, shown: &[usize], terminal: usize) -> bool {
        let Some((last, others)) = shown.split_last() else { return true };
        let taken: usize = others.iter().map(|index| self.width(*index) + GAP).sum();
        taken + self.width(*last).min(NARROWEST) <= terminal
    }

    fn width(&self, index: usize) -> usize {
        let cells = self.rows.iter().map(|row| width(&row[index]));
        cells.chain([width(self.columns[index].heading())]).max().unwrap_or_default()
    }

    fn layout(&self, shown: &[usize], terminal: Option<u16>) -> comfy_table::Table {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(shown.iter().map(|index| self.columns[*index].heading()));
        for row in &self.rows {
            table.add_row(shown.iter().map(|index| &row[*index]));
        }
        if let Some(width) = terminal {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        let last = shown.len() - 1;
        for (place, setting) in table.column_iter_mut().enumerate() {
            setting.set_padding((0, if place < last { 2 } else { 0 }));
            if place < last {
                setting.set_constraint(ColumnConstraint::ContentWidth);
            }
            if let Column::Number(_) = self.columns[shown[place]] {
                setting.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
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
        let terminal = terminal_size::terminal_size_of(stdout());
        f.write_str(&self.set(terminal.map(|(terminal_size::Width(width), _)| width)))
    }
}
