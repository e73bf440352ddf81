//! `cargo ffi-guard new` and `init`.
#![forbid(unsafe_code)]

mod created;
mod existing;
mod refused;
mod support;
mod workflow;
