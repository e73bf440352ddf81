//! Tests of `cargo ffi-guard check` on generated sources.
#![forbid(unsafe_code)]

mod cases;
mod command;
mod hostile;
mod tree;
