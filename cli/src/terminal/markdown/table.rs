use std::iter::zip;

use super::INDENT;
use crate::terminal::wrap::{width, wrap};

/// What stands between two columns.
const GAP: &str = "  ";
/// Text that is wrapped into fewer columns of a terminal is hard to read.
const NARROWEST: usize = 20;

/// A table, as it is read.
#[derive(Default)]
pub(super) struct Table {
    /// The first one is the heading.
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn start_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn add_cell(&mut self, text: String) {
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    /// The table in lines of at most `width` columns: as columns, or where they would be too narrow, each row
    /// as a list of its cells.
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        match self.widths(width.saturating_sub(INDENT.len())) {
            Some(widths) => self.columns(&widths),
            None => self.lists(width),
        }
    }

    /// How wide the columns are set that may take `room` together; `None` if one would be too narrow.
    fn widths(&self, room: usize) -> Option<Vec<usize>> {
        let count = self.rows.first()?.len();
        let natural = (0..count).map(|column| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or_default()
        });
        let mut widths: Vec<_> = natural.collect();
        let mut room = room.checked_sub(GAP.len() * count.saturating_sub(1))?;
        // Those that need less than their share leave the rest to the others.
        let mut by_width: Vec<_> = (0..count).collect();
        by_width.sort_by_key(|column| widths[*column]);
        for (index, column) in by_width.into_iter().enumerate() {
            let share = room / (count - index);
            if widths[column] > share && share < NARROWEST {
                return None;
            }
            widths[column] = widths[column].min(share);
            room -= widths[column];
        }
        Some(widths)
    }

    fn columns(&self, widths: &[usize]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut is_after_wrapped = false;
        for row in &self.rows {
            let cells: Vec<_> =
                zip(row, widths).map(|(cell, width)| wrap(cell, *width, "", "")).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or_default();
            // Else nobody sees where a row ends.
            if is_after_wrapped || (height > 1 && !lines.is_empty()) {
                lines.push(String::new());
            }
            is_after_wrapped = height > 1;
            lines.extend((0..height).map(|line| {
                let cells = cells.iter().map(|cell| cell.get(line).map_or("", String::as_str));
                let cells = zip(cells, widths).map(|(cell, to)| {
                    format!("{cell}{}", " ".repeat(to.saturating_sub(width(cell))))
                });
                let line = format!("{INDENT}{}", cells.collect::<Vec<_>>().join(GAP));
                line.trim_end().to_owned()
            }));
        }
        lines
    }

    fn lists(&self, width: usize) -> Vec<String> {
        let Some((heading, rows)) = self.rows.split_first() else { return Vec::new() };
        let first_label = heading.first().map(|label| format!("{label}:"));
        let mut lines = wrap(&first_label.unwrap_or_default(), width, INDENT, INDENT);
        for row in rows {
            let mut cells = zip(heading, row).filter(|(_, cell)| !cell.is_empty());
            let Some((_, first)) = cells.next() else { continue };
            lines.extend(wrap(first, width, &format!("{INDENT}• "), &INDENT.repeat(2)));
            for (label, cell) in cells {
                let text = format!("{label}: {cell}");
                lines.extend(wrap(&text, width, &INDENT.repeat(2), &INDENT.repeat(3)));
            }
        }
        lines
    }
}
