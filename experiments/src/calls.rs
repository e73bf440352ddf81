//! Many concurrent calls, half of which panic: how many got their answer, and what was lost.

use ffi_guard_test_support::child::Outcome;

use crate::observation::{NOTHING, ends, values};
use crate::subject::Subjects;
use crate::table::{row, table};

/// The columns of what runs unguarded and guarded in both profiles.
pub(crate) const COLUMNS: [&str; 5] =
    ["", "debug, unguarded", "debug, guarded", "release, unguarded", "release, guarded"];

/// What the program says, and how the chapter words it.
const COUNTS: [(&str, &str); 8] = [
    ("threads", "threads"),
    ("calls", "calls to be made"),
    ("value", "returned their value"),
    ("fallback", "returned the fallback"),
    ("other", "returned anything else"),
    ("panics", "panics"),
    ("errors", "panics that the observer was told of"),
    ("leaked", "leaked panics"),
];

pub(crate) fn run(subjects: &Subjects) -> String {
    let outcomes = of_both(subjects, "calls");
    let mut rows = vec![row(COLUMNS)];
    rows.push(cells("the process ends with", &outcomes, ends));
    rows.push(cells("crashes", &outcomes, |outcome| u8::from(!outcome.succeeded()).to_string()));
    rows.extend(COUNTS.map(|(key, title)| cells(title, &outcomes, |outcome| said(outcome, key))));
    table(&rows)
}

/// What the program's subcommand does to the function, unguarded and guarded, in both profiles.
pub(crate) fn of_both(subjects: &Subjects, subcommand: &str) -> Vec<Outcome> {
    let functions = ["bare", "guarded"];
    let each = subjects.each().into_iter();
    each.flat_map(|subject| functions.map(|name| subject.rust(&[subcommand, name]))).collect()
}

/// A row with a cell for each outcome.
pub(crate) fn cells(
    title: &str,
    outcomes: &[Outcome],
    cell: impl Fn(&Outcome) -> String,
) -> Vec<String> {
    std::iter::once(title.to_owned()).chain(outcomes.iter().map(cell)).collect()
}

/// The value of the key, where the process lived to print it.
pub(crate) fn said(outcome: &Outcome, key: &str) -> String {
    values(outcome, key).first().copied().unwrap_or(NOTHING).to_owned()
}
