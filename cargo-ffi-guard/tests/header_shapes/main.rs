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
//! - `NAME~VARIANT.c`, `NAME~VARIANT.toml`: another program or other settings for the same source.
//!
//! `SHAPES=WORD cargo test -p cargo-ffi-guard --test header_shapes` runs the shapes whose names contain the word, or one
//! of several with commas.
#![forbid(unsafe_code)]

mod build;
mod row;

use row::Row;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The shapes that do not have the expected outcome yet, by the reason.
const KNOWN_FAILURES: &[(&str, &[&str])] = &[];

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
