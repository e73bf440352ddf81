//! Tests of `cargo ffi-guard fix` on generated sources.
#![forbid(unsafe_code)]

mod by_hand;
mod cases;
mod compile;
mod hostile;
mod interrupted;
mod names;
mod patches;
mod tree;
mod working_tree;
