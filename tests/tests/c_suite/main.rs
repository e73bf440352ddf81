//! Tests of guarded libraries from C.
//!
//! A C test is a function of a program in `csrc/programs/` that returns 0, or the line number of the failed check. A
//! `#[test]` of the same name runs it in its own process, so that a failure names both.
#![forbid(unsafe_code)]

mod suite;

mod backtraces;
mod callback;
mod convert;
mod errors;
mod exports;
mod handles;
mod hooks;
mod hostile;
mod jinja;
mod prefixed;
mod results;
mod semver;
mod two_libraries;
