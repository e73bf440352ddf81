//! What is printed: one row per case, and what the words in it mean.

use std::iter;

use comfy_table::{LineStyle, Row, Table, TableStyle};

use crate::case::{Case, Instead};
use crate::outcome::{More, Outcome};

/// A second line where a column begins a group of columns or belongs to one.
const HEADER: [&str; 9] = [
    "PANIC IN",
    "UNGUARDED\nwritten as",
    "\nended by",
    "\ncleanup",
    "GUARDED\nreturned",
    "\ncleanup",
    "\nmessage",
    "\ncaught by",
    "\nraised at",
];

const RULE: LineStyle = LineStyle::none().fill('─').junction('─');
const STYLE: TableStyle =
    TableStyle::new().top_border(RULE).header_separator(RULE).bottom_border(RULE);

/// Before the table.
pub(crate) const INTRODUCTION: &str =
    "C calls Rust, and Rust panics: unguarded in a child process each, guarded in this one.";

/// After the table.
pub(crate) const NOTES: &str = "\
cleanup: the destructor pending in the Rust frame above C; at exit, the atexit handler still to come.
caught by: the guard of that exported function; or the Rust frame above C, to which the panic was carried.
* guarded in a child process as well: how a process exits is seen from outside only.";

/// How the latencies are to be read.
pub(crate) const LATENCY_NOTE: &str = if cfg!(debug_assertions) {
    "ns: mean latency in a C loop, in this debug build; `--release` shows what an optimised call costs."
} else {
    "ns: mean latency in a C loop, in this release build."
};

pub(crate) fn render(rows: &[(&Case, Outcome)]) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_header(HEADER);
    table.add_rows(rows.iter().map(|(case, outcome)| row(case, outcome)));
    for column in table.column_iter_mut() {
        // None on the left: the table begins at the margin.
        column.set_padding((0, 1));
    }
    table.trim_fmt()
}

fn row(case: &Case, Outcome { unguarded, guarded }: &Outcome) -> Row {
    let cell = |first: &str, below: fn(&More) -> &str| {
        let lines = iter::once(first).chain(guarded.more.iter().map(below));
        lines.collect::<Vec<_>>().join("\n")
    };
    let nothing = |_: &More| "";
    Row::from([
        cell(case.title, |more| &more.title),
        cell(written_as(case.instead), nothing),
        cell(&unguarded.ended, |more| &more.unguarded),
        cell(&unguarded.cleanup.to_string(), nothing),
        cell(&guarded.returned, |more| &more.returned),
        cell(&guarded.cleanup.to_string(), nothing),
        cell(&guarded.message, |more| &more.message),
        cell(&guarded.caught_by, nothing),
        cell(&guarded.place, nothing),
    ])
}

fn written_as(instead: Instead) -> &'static str {
    match instead {
        Instead::Nothing => "bare extern fn",
        Instead::HandWrittenCatch => "hand-written catch",
    }
}

/// A number with commas.
pub(crate) fn thousands(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{},{rest:03}", thousands(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_are_grouped() {
        let numbers = [0, 999, 1000, 5012, 1_000_000];
        assert_eq!(numbers.map(thousands), ["0", "999", "1,000", "5,012", "1,000,000"]);
    }
}
