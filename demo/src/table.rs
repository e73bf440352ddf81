//! The table that the demo prints, and the notes below it.

use comfy_table::{LineStyle, Row, Table, TableStyle};

use crate::case::{Case, Instead};
use crate::outcome::{More, Outcome};

/// The first line names groups of columns, the second the columns. The third is for the second line of a row.
const HEADER: [&str; 6] = [
    "\nPANIC IN\n  unguarded version",
    "UNGUARDED\nended by",
    "\ncleanup",
    "GUARDED\nreturned",
    "\ncleanup",
    "\nmessage\ncaught by, raised at",
];

const RULE: LineStyle = LineStyle::none().fill('─').junction('─');
const STYLE: TableStyle =
    TableStyle::new().top_border(RULE).header_separator(RULE).bottom_border(RULE);

/// Printed before the table.
pub(crate) const INTRODUCTION: &str = "C calls Rust, and Rust panics. Each unguarded case runs in a child process, the guarded ones here.";

/// Printed after the table.
pub(crate) const NOTES: &str = "\
cleanup: a destructor of the Rust frame above C; at exit, an atexit handler that has not run yet.
caught by: the guard of this function, or the Rust frame above C to which the panic was carried.
* the guarded case also runs in a child process, because an exit can only be observed from outside.";

/// Explains the latencies.
pub(crate) const LATENCY_NOTE: &str = if cfg!(debug_assertions) {
    "ns: mean latency of a call in a C loop, in this debug build; use `--release` for optimized calls."
} else {
    "ns: mean latency of a call in a C loop, in this release build."
};

pub(crate) fn render(rows: &[(&Case, Outcome)]) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_header(HEADER);
    table.add_rows(rows.iter().map(|(case, outcome)| row(case, outcome)));
    for column in table.column_iter_mut() {
        // No padding on the left, so that the table begins at the margin.
        column.set_padding((0, 1));
    }
    table.trim_fmt()
}

fn row(case: &Case, Outcome { unguarded, guarded }: &Outcome) -> Row {
    let cell = |first: &str, second: &str, more: fn(&More) -> &str| {
        let lines = [first, second].into_iter().chain(guarded.more.iter().map(more));
        lines.collect::<Vec<_>>().join("\n")
    };
    let one_line = |text: &str| cell(text, "", |_| "");
    let caught = format!("{}, {}", guarded.caught_by, file_name(&guarded.place));
    Row::from([
        cell(case.title, version(case.instead), |more| &more.title),
        cell(&unguarded.ended, "", |more| &more.unguarded),
        one_line(&unguarded.cleanup.to_string()),
        cell(&guarded.returned, "", |more| &more.returned),
        one_line(&guarded.cleanup.to_string()),
        cell(&guarded.message, &caught, |more| &more.message),
    ])
}

fn version(instead: Instead) -> &'static str {
    match instead {
        Instead::Nothing => "  bare extern fn",
        Instead::HandWrittenCatch => "  hand-written catch",
    }
}

/// Removes the directories from a path.
fn file_name(place: &str) -> &str {
    place.rsplit(['/', '\\']).next().unwrap_or(place)
}

/// Formats a number with a comma after each group of three digits.
pub(crate) fn thousands(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{},{rest:03}", thousands(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::{file_name, thousands};

    #[test]
    fn directories_are_left_out() {
        let places = ["a/b/c.rs:3", "a\\c.rs:3", "c.rs:3", "not known"];
        assert_eq!(places.map(file_name), ["c.rs:3", "c.rs:3", "c.rs:3", "not known"]);
    }

    #[test]
    fn thousands_are_grouped() {
        let numbers = [0, 999, 1000, 5012, 1_000_000];
        assert_eq!(numbers.map(thousands), ["0", "999", "1,000", "5,012", "1,000,000"]);
    }
}
