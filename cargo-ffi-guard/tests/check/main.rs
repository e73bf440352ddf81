//! Tests of `cargo ffi-guard check` on generated sources.
#![forbid(unsafe_code)]

mod build;
mod cases;
mod command;
mod hostile;
mod packages;
mod tree;
mod unread;
