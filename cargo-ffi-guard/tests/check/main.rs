//! `cargo ffi-guard check` over sources made for the purpose.
#![forbid(unsafe_code)]

mod cases;
mod command;
mod hostile;
mod tree;
