//! `cargo ffi-guard exports`: the list of exported symbols of a library, for the linker.

mod command;
mod format;
mod list;

pub use command::run;
