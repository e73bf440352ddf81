//! Tests of the ABI that artifacts describe.
#![forbid(unsafe_code)]

mod support;

mod gallery;
mod package;
