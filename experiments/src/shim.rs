//! The machine code of one body: bare, with a catch written by hand, and guarded.

use crate::code::{self, Function, Line};
use crate::latency::rustc;
use crate::subject::Subjects;
use crate::table::table;

/// The symbols, and what the chapter calls them.
const SHAPES: [(&str, &str); 3] = [
    ("shape_bare", "bare"),
    ("shape_by_hand", "`catch_unwind` by hand"),
    ("shape_guarded", "`#[ffi_export]`"),
];

/// What holds of the code, whatever its addresses are.
pub(crate) fn facts(subjects: &Subjects) -> String {
    let functions = shapes(subjects);
    let row = |title: &str, cell: &dyn Fn(&Function) -> String| -> Vec<String> {
        std::iter::once(title.to_owned()).chain(functions.iter().map(cell)).collect()
    };
    let bare = &functions[0];
    let heads = SHAPES.map(|(_, title)| title.to_owned());
    let rows = [
        std::iter::once(String::new()).chain(heads).collect(),
        row("instructions to the first `ret`", &|f| f.hot().len().to_string()),
        row("bytes of them", &|f| f.hot_bytes().len().to_string()),
        row("the same bytes as bare", &|f| yes_or_no(f.hot_bytes() == bare.hot_bytes())),
        row("instructions after it", &|f| f.cold().len().to_string()),
        row("bytes of them", &|f| f.cold_bytes().len().to_string()),
        row("calls before it", &|f| calls(f.hot())),
        row("calls after it", &|f| calls(f.cold())),
    ];
    table(&rows)
}

/// The code itself.
pub(crate) fn listing(subjects: &Subjects) -> String {
    let functions = shapes(subjects);
    let listings: Vec<String> = functions
        .iter()
        .zip(SHAPES)
        .map(|(f, (symbol, _))| {
            format!("{symbol}:\n{}\n{}", code::listing(f.hot()), code::listing(f.cold()))
        })
        .collect();
    format!("```asm\n{}```\n\nCompiled by {}.\n", listings.join("\n"), rustc())
}

fn shapes(subjects: &Subjects) -> Vec<Function> {
    code::functions(&subjects.release.library, &SHAPES.map(|(symbol, _)| symbol))
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn calls(lines: &[Line]) -> String {
    let callees = code::callees(lines);
    let names: Vec<String> = callees.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
