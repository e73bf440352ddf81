//! Tests of the proof of a header by the C compiler.
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]
#![forbid(unsafe_code)]

mod audit;
mod by_hand;
mod command;
mod conventions;
mod example;
mod planted;
mod right;
mod support;
mod unseen;
