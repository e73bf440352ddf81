//! `cargo ffi-guard exports`: the list of exported symbols of a library, for the linker.

mod command;
mod format;
mod list;
mod name;
mod version_script;

pub use command::run;
