//! Libraries of one shape each: a header that C programs use, or an error that says why there is none.
//!
//! `shapes/NAME.rs` is the source of a crate. Beside it is the expectation:
//!
//! - `NAME.c`: a program that calls the library with values that depend on the layout of its types. It is compiled as
//!   C11 and as C++17, with `-Wall -Wextra -Werror -pedantic`, and run as both.
//! - `NAME.refused`: the lines that the error contains. The crate compiles, so the error is about the header alone.
//! - `NAME+FEATURE.c`, `NAME+FEATURE.refused`: the same for the crate with this feature.
//! - `NAME@TARGET.c`: the header for this target, which is compiled and not linked.
//! - `NAME.toml`: the `cbindgen.toml` of the crate.
//!
//! `SHAPES=WORD cargo test -p cargo-ffi-guard --test header_shapes` runs the shapes whose names contain the word, or one of several with commas.
#![forbid(unsafe_code)]

mod build;
mod row;

use row::Row;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The shapes that do not have the expected outcome yet, by the reason.
#[rustfmt::skip]
const KNOWN_FAILURES: &[(&str, &[&str])] = &[
    ("`cfg` is not evaluated, or only on functions of the Rust form", &[
        "cfg_field", "cfg_function", "cfg_function+extra", "cfg_module", "cfg_module+extra", "cfg_parameter",
        "cfg_platform", "cfg_platform@x86_64-pc-windows-gnu", "cfg_struct", "cfg_struct+extra", "cfg_variant",
        "repr_cfg_attr", "repr_cfg_attr+extra",
        "cfg_combined", "cfg_combined+extra", "cfg_unknown",
    ]),
    ("a `cbindgen.toml` of one key replaces all settings", &[
        "cfg_defines",
    ]),
    ("the length of an array is not evaluated", &[
        "length_associated", "length_const", "length_expression", "length_nested", "length_size_of",
        "length_function", "length_size_of_struct", "length_trait",
    ]),
    ("cbindgen gives up, and the type becomes opaque", &[
        "align_16", "align_c_form", "packed", "packed_2", "repr_rust_field", "repr_rust_value", "tuple", "u128_field",
        "array_parameter", "option_struct", "slice_pointer",
    ]),
    ("the type is not declared before its use", &[
        "callback_self", "circle", "self_pointer", "self_pointer_c_form",
        "self_type",
    ]),
    ("the name of a type is not resolved", &[
        "alias_of_alias", "callback_alias_option", "callback_alias_struct", "callback_field", "circle_callback",
        "fn_returning_fn", "namesake_private", "phantom", "reexport", "use_renamed",
        "cells",
    ]),
    ("type parameters are not bound", &[
        "generic_const", "generic_nested", "generic_one", "generic_two",
        "alias_of_generic",
    ]),
    ("macros of the crate are not expanded", &[
        "macro_enum", "macro_nested", "macro_type",
    ]),
    ("the Rust form renames types that the C form names", &[
        "c_form_names", "c_types", "repr_rust_pointer",
    ]),
    ("documentation is not escaped", &[
        "docs_backslash", "docs_comment_begin", "docs_comment_end",
    ]),
    ("the names of parameters or fields clash", &[
        "names_cpp", "names_macros", "names_this",
        "fields_keywords",
    ]),
    ("cbindgen has no types, values or `cfg` of Rust", &[
        "callback_types", "enum_numbers", "enum_numbers+extra", "length_arithmetic", "length_cfg", "length_cfg+extra",
        "length_cfg_macro", "length_namesake", "names_own_types", "names_types", "number_alias", "opaque_idiom",
        "option_bool", "reference_to_str", "repr_separate", "rust_fn_pointer", "static_callback", "static_types",
        "transparent_array", "transparent_array_generic", "transparent_marker", "u128_alias", "union_parts",
        "union_parts+extra",
    ]),
    ("an array of no elements is in C only with an extension", &[
        "field_of_array_zero",
    ]),
];

/// Returns the reason why a shape is known to fail.
fn known_failure(name: &str) -> Option<&'static str> {
    let (reason, _) = KNOWN_FAILURES.iter().find(|(_, names)| names.contains(&name))?;
    Some(reason)
}

#[test]
fn each_shape_works_in_c_and_cpp_or_is_refused() {
    let word = std::env::var("SHAPES").unwrap_or_default();
    let rows: Vec<Row> = Row::all()
        .into_iter()
        .filter(|row| word.split(',').any(|word| row.name.contains(word)))
        .collect();
    build::libraries(&rows);
    let failures: Vec<String> = outcomes(&rows)
        .into_iter()
        .filter_map(|(name, outcome)| match (outcome, known_failure(name)) {
            (Ok(()), None) | (Err(_), Some(_)) => None,
            (Ok(()), Some(reason)) => {
                Some(format!("{name}: works, but is a known failure: {reason}"))
            }
            (Err(message), None) => Some(format!("{name}: {message}")),
        })
        .collect();
    let all = rows.len();
    assert!(failures.is_empty(), "{} of {all}\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn known_failures_are_shapes() {
    let rows = Row::all();
    for name in KNOWN_FAILURES.iter().flat_map(|(_, names)| *names) {
        assert!(rows.iter().any(|row| row.name == *name), "no shape is named `{name}`");
    }
}

/// Runs the rows in parallel.
fn outcomes(rows: &[Row]) -> Vec<(&str, Result<(), String>)> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = row.run();
                    let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                    outcomes.push((row.name.as_str(), outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|(name, _)| *name);
    outcomes
}
