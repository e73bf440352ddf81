//! `cargo ffi-guard abi`: the ABI of a library, as its artifact describes it.

mod artifact;
mod command;
mod description;
mod lock;
mod lock_parse;
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
