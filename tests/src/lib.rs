//! What the tests of this workspace share: cargo builds of their own, C programs, and child processes that may
//! die.
//!
//! Which test goes where is written in this package's README.
//!
//! - [`fixture`]: builds a package of `tests/fixtures/` and says where its library is.
//! - [`project`]: a crate that exists for one test, with its source in the test.
//! - [`c`]: compiles and links C and C++ programs.
//! - [`callgrind`]: counts the instructions of a program.
//! - [`chapter`]: does what a chapter of the book says.
//! - [`checker`]: runs programs under valgrind's memcheck and the sanitizers.
//! - [`child`]: runs a process, or one test again in a process of its own, and says how it ended.
//! - [`toolchain`]: which other Rust toolchains are installed.
//! - [`export_size`]: what an export weighs in a built library.
//! - [`pairs`]: bare functions and guarded ones, whose instructions are compared.
//! - [`records`]: what a built library exports, and the records of its shims.
//! - [`skip`]: says loudly what could not be tested.
//! - [`paths`]: where things are.
#![forbid(unsafe_code)]

pub mod c;
pub mod callgrind;
pub mod cargo;
pub mod chapter;
pub mod checker;
pub mod child;
pub mod export_size;
pub mod fixture;
pub mod pairs;
pub mod paths;
pub mod project;
pub mod records;
pub mod skip;
pub mod toolchain;
