//! Tests of the ABI that artifacts describe.
#![forbid(unsafe_code)]

mod changes;
mod contracts;
mod support;

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod gallery;
mod kite;
mod lock;
mod off;
mod package;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod shop;
mod version;
