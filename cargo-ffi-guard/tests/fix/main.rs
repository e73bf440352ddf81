//! Tests of `cargo ffi-guard fix` on generated sources.
#![forbid(unsafe_code)]

mod cases;
mod compile;
mod hostile;
mod names;
mod tree;
mod working_tree;
