//! `cargo ffi-guard`: which exported C functions of a Rust library are guarded against panics, and
//! guards for the others.
//!
//! The program is a thin `main.rs` over this library, so that tests and fuzz targets reach its parts:
//!
//! - [`cli`]: the command line.
//! - [`check`]: the sources of a workspace.
//! - [`audit`]: what was built.
//! - [`fix`]: the attributes that are missing.
//! - [`report`]: what both found, and the formats it is written in.
//! - [`failure`]: why a command could not do its work.
//!
//! It is no interface to build on: only the program's output and exit status are kept stable.
#![forbid(unsafe_code)]

pub mod audit;
pub mod check;
pub mod cli;
pub mod failure;
pub mod fix;
pub mod report;
