//! Tables in Markdown, aligned so that they can be read in a terminal.

use serde::{Deserialize, Serialize};

/// Marks a cell with a better value than ffi-guard's.
const AHEAD: &str = "▲";

/// A table with a title.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Table {
    pub(crate) title: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row with its label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// The value is better than ffi-guard's.
    pub(crate) ahead: bool,
}

impl Cell {
    /// Creates a cell without a mark.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ahead: false }
    }

    fn shown(&self) -> String {
        if self.ahead { format!("{AHEAD} {}", self.text) } else { self.text.clone() }
    }
}

impl Table {
    /// Creates a table without rows. The first column is for the labels.
    pub(crate) fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self {
            title: title.into(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, label: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push(Row { label: label.into(), cells });
    }

    /// Returns true if a cell has a mark.
    pub(crate) fn has_marks(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.ahead)
    }

    /// Formats the table without its title.
    pub(crate) fn markdown(&self) -> String {
        let mut lines = vec![self.columns.clone()];
        lines.extend(self.rows.iter().map(|row| {
            std::iter::once(row.label.clone()).chain(row.cells.iter().map(Cell::shown)).collect()
        }));
        let widths: Vec<usize> = (0..self.columns.len()).map(|i| width(&lines, i)).collect();
        let rule = widths.iter().enumerate().map(|(i, &width)| dashes(i, width));
        let mut text = line(&lines[0], &widths);
        text += &format!("| {} |\n", rule.collect::<Vec<_>>().join(" | "));
        text.extend(lines[1..].iter().map(|cells| line(cells, &widths)));
        text
    }
}

fn width(lines: &[Vec<String>], column: usize) -> usize {
    let cells = lines.iter().filter_map(|line| line.get(column));
    cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(3)
}

/// Aligns numbers to the right and labels to the left.
fn dashes(column: usize, width: usize) -> String {
    let dashes = "-".repeat(width - 1);
    if column == 0 { format!(":{dashes}") } else { format!("{dashes}:") }
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = widths.iter().enumerate().map(|(i, &width)| {
        let cell = cells.get(i).map_or("", String::as_str);
        if i == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
}

#[cfg(test)]
mod tests {
    use super::{Cell, Table};

    #[test]
    fn columns_are_aligned_and_marks_shown() {
        let mut table = Table::new("t", &["", "ns"]);
        table.row("mine", vec![Cell::new("10")]);
        table.row("a peer", vec![Cell { text: "9".to_owned(), ahead: true }]);
        assert!(table.has_marks());
        let expected = "|        |  ns |\n| :----- | --: |\n| mine   |  10 |\n| a peer | ▲ 9 |\n";
        assert_eq!(table.markdown(), expected);
    }

    #[test]
    fn a_missing_cell_is_empty() {
        let mut table = Table::new("t", &["", "a", "b"]);
        table.row("x", vec![Cell::new("1")]);
        assert!(table.markdown().ends_with("| x   |   1 |     |\n"), "{}", table.markdown());
    }
}
