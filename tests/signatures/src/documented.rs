//! Checks that the fixed set draws each row of the tables of types in the documents.

use crate::coverage::{Counts, counts};
use ffi_guard_test_support::paths;
use std::fs;

/// A row of a table, by its first cell.
struct Row {
    text: &'static str,
    /// The kinds that must be drawn for it, by their names in `coverage`.
    drawn: &'static [&'static str],
    /// The part of it that is not drawn, and the reason. Empty if all of it is drawn.
    exception: &'static str,
}

const fn row(text: &'static str, drawn: &'static [&'static str]) -> Row {
    Row { text, drawn, exception: "" }
}

const fn partly(
    text: &'static str,
    drawn: &'static [&'static str],
    exception: &'static str,
) -> Row {
    Row { text, drawn, exception }
}

/// A document, and the rows of the tables in one of its chapters.
struct Chapter {
    file: &'static str,
    heading: &'static str,
    rows: &'static [Row],
}

const CHAPTERS: [Chapter; 3] = [
    Chapter { file: "docs/signatures.md", heading: "## What C passes", rows: PASSED },
    Chapter { file: "docs/signatures.md", heading: "## What C gets", rows: RETURNED },
    Chapter { file: "docs/callbacks.md", heading: "## Callbacks that C provides", rows: CLOSURES },
];

const PASSED: &[Row] = &[
    row("integers, floats, raw pointers", &["value number", "value address"]),
    row("`bool`, `char`", &["value bool", "value char"]),
    row("`NonZeroI32` and others, `Option` of one", &["value nonzero", "value optional nonzero"]),
    row("`&T`, `&mut T`", &["reference false false", "reference true false"]),
    row("`Option<&T>`, `Option<&mut T>`", &["reference false true", "reference true true"]),
    row("`&CStr`, `Option<&CStr>`", &["CStr false", "CStr true"]),
    row("`&str`, `Option<&str>`", &["text false", "text true"]),
    row("`#[ffi(len)] s: &str`, `Option<&str>`", &["counted text false", "counted text true"]),
    row("`&[T]`, `&mut [T]`", &["slice false", "slice true"]),
    row("`&[&str]`", &["texts"]),
    partly("`&[&T]`", &["lent list handle", "lent list checked handle"], "of data: not drawn yet"),
    row("`Vec<Box<T>>`", &["owner list handle", "owner list checked handle"]),
    row(
        "`Box<T>`, `Option<Box<T>>`, `Arc<T>`",
        &["owner false false handle", "owner true false handle", "owner false true handle"],
    ),
    row("`&Arc<T>`, `Option<&Arc<T>>`", &["lent arc false handle", "lent arc true handle"]),
    row("`Out<'_, T>`, `Option` of one", &["out false", "out true"]),
    row(
        "`Out` of `Box<T>`, `Arc<T>`, `String`, `Vec<T>`",
        &[
            "out owner false false",
            "out owner false true",
            "out text false false",
            "out list false false",
        ],
    ),
    row("`extern \"C\" fn(..)`, `Option` of one", &["callback false", "callback true"]),
    row(
        "`&mut dyn FnMut(..)`, `Box<dyn Fn(..)>` and [other closures](callbacks.md)",
        &["closure Mut false", "closure BoxFn false"],
    ),
    row("your own struct or enum", &["value struct", "value enum"]),
];

const RETURNED: &[Row] = &[
    row(
        "`Box<T>`, `Option<Box<T>>`, `Arc<T>`",
        &["gives object false false", "gives object true false", "gives object false true"],
    ),
    row(
        "`String`, `CString`, `Option` of one",
        &["gives text false false", "gives text true false", "gives text false true"],
    ),
    row("`Vec<T>`, `Option` of one", &["gives list false", "gives list true"]),
    row("`Vec<String>`, `Option` of one", &["gives texts false", "gives texts true"]),
    row(
        "`Vec<Box<T>>` of a [handle](handles.md), `Option` of one",
        &["gives objects false", "gives objects true"],
    ),
    partly(
        "`&str`, `Option` of one",
        &["gives text view false", "gives text view true"],
        "only `&'static str`: the lifetime does not change the shim",
    ),
    row("`&[T]`, `Option` of one", &["gives view false", "gives view true"]),
    row(
        "`&CStr`, `&T` of an `FfiType`, `Option` of one",
        &[
            "gives CStr view false",
            "gives CStr view true",
            "gives pointer false",
            "gives pointer true",
        ],
    ),
    row("`char`", &["gives value char"]),
    row(
        "`FfiType`, and types of C",
        &["gives value struct", "gives value enum", "gives value number"],
    ),
    row("`Option<T>` of a number, `bool`, `char` or `FfiType`", &["gives maybe"]),
    partly(
        "`Option` of a `NonZero` number or a function pointer",
        &["gives value optional nonzero"],
        "function pointers are drawn in structs only",
    ),
    row("`Result<T, E>`", &["result Default", "result Fixed"]),
    row("`Result<T, E>` with `status`", &["result Status"]),
    row("`Result<Option<T>, E>` with `status`, of such a `T`", &["result Status present"]),
    row("`Result<T, E>` with `status = MyStatus`", &["result OwnStatus"]),
];

const CLOSURES: &[Row] = &[
    row("`&mut dyn FnMut(..)`, `&dyn Fn(..)`", &["closure Mut false", "closure Ref false"]),
    row(
        "`Box<dyn Fn(..)>`, `FnMut` or `FnOnce`, `Arc<dyn Fn(..)>`",
        &[
            "closure BoxFn false",
            "closure BoxFnMut false",
            "closure BoxFnOnce false",
            "closure Arc false",
        ],
    ),
    row(
        "`Option` of one",
        &["closure Mut true", "closure Ref true", "closure BoxFnOnce true", "closure Arc true"],
    ),
    row("number, `bool`, raw pointer, `FfiType`", &["passed value"]),
    row("`&T` of data", &["passed reference"]),
    partly("`&mut T` of data without invalid values", &[], "C would write to it: not drawn yet"),
    row("`&str`", &["passed Text"]),
    row("`&CStr`", &["passed CStr"]),
    partly(
        "`&[T]`, `&mut [T]`, `&[&T]`",
        &["passed list", "passed lent list false", "passed lent list true"],
        "`&mut [T]`: not drawn yet",
    ),
    row(
        "`&T`, `&mut T` of a handle; with `owner = arc` `&Arc<T>`",
        &["passed lent false true", "passed lent true true", "passed lent arc true"],
    ),
    row("`Option` of a reference", &["passed optional reference"]),
    row(
        "`Box<T>`, `Option<Box<T>>`, `Arc<T>`",
        &["passed owner false", "passed optional owner", "passed owner true"],
    ),
    row("`String`, `CString`", &["passed String", "passed CString"]),
    row(
        "`()`, number, raw pointer",
        &["answer of a closure: nothing false", "answer of a closure: value true false"],
    ),
    row("`bool`, `char`, `FfiType`, function pointer", &["answer of a closure: value false false"]),
    row(
        "`Box<T>`, `Option<Box<T>>`, `Arc<T>`",
        &["answer of a closure: object false false", "answer of a closure: object true false"],
    ),
    row("`Result<(), CallbackError>`", &["answer of a closure: nothing true"]),
    row(
        "`Result<T, CallbackError>`",
        &["answer of a closure: value false true", "answer of a closure: object false true"],
    ),
];

/// Returns the first cell of each row of the chapter's tables, without those that list instead what to write.
fn documented(chapter: &Chapter) -> Vec<String> {
    let path = paths::workspace().join(chapter.file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let (_, text) = text.split_once(chapter.heading).expect("the heading");
    let text = text.split("\n## ").next().unwrap_or_default();
    let mut rows = Vec::new();
    let mut table: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.starts_with('|') {
            table.push(line);
            continue;
        }
        let of_types =
            table.first().is_some_and(|head| HEADS.iter().any(|it| head.starts_with(it)));
        if of_types {
            let cell = |line: &&str| line.split(" | ").next().unwrap_or_default()[2..].to_owned();
            rows.extend(table.iter().skip(2).map(cell));
        }
        table.clear();
    }
    rows
}

/// The beginnings of the heads of tables that list types.
const HEADS: [&str; 4] =
    ["| Rust | C |", "| closure type |", "| argument | in C |", "| result | in C |"];

fn compare(chapter: &Chapter, counts: &Counts, wrong: &mut Vec<String>) {
    let documented = documented(chapter);
    let known: Vec<&str> = chapter.rows.iter().map(|row| row.text).collect();
    if documented != known {
        wrong.push(format!(
            "{} has other rows than the fuzzer knows: draw the new one, or name it with the reason:\n{documented:#?}",
            chapter.file
        ));
    }
    for row in chapter.rows {
        if row.drawn.is_empty() && row.exception.is_empty() {
            wrong.push(format!("{}: neither drawn nor an exception", row.text));
        }
        let missing = row.drawn.iter().filter(|kind| !counts.contains_key(**kind));
        wrong.extend(missing.map(|kind| format!("{}: `{kind}` is not drawn", row.text)));
    }
}

#[test]
fn each_documented_type_is_drawn() {
    let (counts, mut wrong) = (counts(), Vec::new());
    CHAPTERS.iter().for_each(|chapter| compare(chapter, &counts, &mut wrong));
    assert!(wrong.is_empty(), "{}\n{counts:#?}", wrong.join("\n"));
}
