//! `cargo ffi-guard fix` over sources made for the purpose.
#![forbid(unsafe_code)]

mod cases;
mod compile;
mod hostile;
mod names;
mod tree;
mod working_tree;
