//! Parses `docs/safety.md`.

use super::covers;
use ffi_guard_test_support::paths;
use std::fs;

/// A row of the table of unsafe code.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) file: String,
    pub(crate) names: Vec<String>,
    pub(crate) invariant: String,
}

impl Row {
    pub(crate) fn covers(&self, item: &str) -> bool {
        self.names.iter().any(|name| covers(name, item))
    }
}

fn text() -> String {
    fs::read_to_string(paths::workspace().join("docs/safety.md")).expect("the chapter can be read")
}

/// Splits the chapter into the text before the table of unsafe code, the table, and the text after it.
fn parts(text: &str) -> [&str; 3] {
    let (before, rest) = text.split_once("<!-- unsafe code: begins -->").expect("a table begins");
    let (table, after) = rest.split_once("<!-- unsafe code: ends -->").expect("the table ends");
    [before, table, after]
}

/// The rows of the table of unsafe code.
pub(crate) fn table() -> Vec<Row> {
    let text = text();
    let [_, table, _] = parts(&text);
    table.lines().filter(|line| line.starts_with("| `")).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [file, names, invariant] = cells[..] else { panic!("three cells: {line}") };
    Row {
        file: spans(file).into_iter().next().expect("a file"),
        names: spans(names),
        invariant: invariant.to_owned(),
    }
}

/// Returns each item that the rest of the chapter names, with its file. In a cell or a line, the spans after a path
/// name items of that file, up to the next path.
pub(crate) fn references() -> Vec<(String, String)> {
    let text = text();
    let [before, _, after] = parts(&text);
    let cells = before.lines().chain(after.lines()).flat_map(|line| line.split('|'));
    cells.flat_map(references_of).collect()
}

fn references_of(cell: &str) -> Vec<(String, String)> {
    let mut file = None;
    let mut references = Vec::new();
    for span in spans(cell) {
        if span.ends_with(".rs") {
            file = Some(span);
        } else if let Some(file) = &file {
            references.push((file.clone(), span));
        }
    }
    references
}

/// Returns the texts in backticks.
fn spans(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn references_follow_their_file() {
    let cell = "`T` in `a.rs` `one`, `two`; else `b.rs` `three`";
    let references = references_of(cell);
    let expected = [("a.rs", "one"), ("a.rs", "two"), ("b.rs", "three")];
    assert_eq!(references, expected.map(|(file, name)| (file.to_owned(), name.to_owned())));
}
