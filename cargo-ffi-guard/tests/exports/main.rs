//! Tests of the lists of exported symbols.
#![forbid(unsafe_code)]

mod files;
mod formats;
#[cfg(target_os = "linux")]
mod linked;
mod support;
