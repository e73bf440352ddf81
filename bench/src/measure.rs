//! The sections, one module each.

pub(crate) mod bombs;
pub(crate) mod bytes;
pub(crate) mod calls;
pub(crate) mod cold;
pub(crate) mod describe;
pub(crate) mod exports;
pub(crate) mod failures;
pub(crate) mod instructions;
pub(crate) mod soak;
pub(crate) mod sources;
pub(crate) mod threads;

/// The functions that are called without a panic, and their names in the tables.
pub(crate) const FUNCTIONS: [(&str, &str); 7] = [
    ("constant", "cannot panic"),
    ("add", "add"),
    ("divide", "divide"),
    ("index", "index"),
    ("work", "1 µs"),
    ("text", "text"),
    ("half", "`Result`"),
];

/// Returns the columns of a table with one column for each function.
pub(crate) fn function_columns() -> Vec<&'static str> {
    std::iter::once("").chain(FUNCTIONS.map(|(_, title)| title)).collect()
}
