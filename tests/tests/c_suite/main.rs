//! Guarded libraries as C sees them.
//!
//! A C test is one function of a program of `csrc/programs/`, which returns 0 or the line that failed; one `#[test]`
//! of the same name runs it, so that a failure names both sides. Each runs in a process of its own.
#![forbid(unsafe_code)]

mod suite;

mod backtraces;
mod callback;
mod convert;
mod errors;
mod exports;
mod handles;
mod hostile;
mod semver;
mod two_libraries;
