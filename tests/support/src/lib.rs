//! Shared by the tests of this workspace: separate cargo builds, C programs, and child processes.
//!
//! The README of this package describes where each kind of test goes.
//!
//! - [`fixture`]: builds a package of `tests/fixtures/` and returns the paths of its libraries.
//! - [`project`]: a crate for a single test, with its source in the test.
//! - [`c`]: compiles and links C and C++ programs.
//! - [`callgrind`]: counts the instructions of a program.
//! - [`chapter`]: follows the steps of a chapter of the book.
//! - [`checker`]: runs programs under Valgrind's memcheck and the sanitizers.
//! - [`child`]: runs a process, or a single test in a child process, and reports how it ended.
//! - [`lines`]: counts lines of code.
//! - [`target`]: the target that programs are built for, and what it lacks.
//! - [`toolchain`]: finds other installed Rust toolchains.
//! - [`export_size`]: measures the size of an export in a built library.
//! - [`pairs`]: unguarded and guarded functions whose instruction counts are compared.
//! - [`skip`]: reports tests that could not run.
//! - [`paths`]: the directories of the workspace.
#![forbid(unsafe_code)]

mod cache;

pub mod c;
pub mod callgrind;
pub mod cargo;
pub mod chapter;
pub mod checker;
pub mod child;
pub mod export_size;
pub mod fixture;
pub mod lines;
pub mod pairs;
pub mod paths;
pub mod project;
pub mod skip;
pub mod target;
pub mod toolchain;
