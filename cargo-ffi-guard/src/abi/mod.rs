//! `cargo ffi-guard abi`: the ABI of a library, as its artifact describes it.

mod artifact;
mod change;
mod change_report;
mod command;
mod compare;
mod compare_failure;
mod compare_fields;
mod compare_functions;
mod compare_handles;
mod compare_layouts;
mod compare_types;
mod compare_uses;
mod compare_values;
mod description;
mod lock;
mod lock_command;
mod lock_parse;
mod lock_update;
pub mod model;
mod names;
mod parse_type;
mod print;
pub mod proof;
mod reachable;
mod resolve;
mod words;

pub use artifact::read;
pub use command::run;
