//! `cargo ffi-guard abi`: the ABI of a library, as its artifact describes it.

mod artifact;
mod command;
mod compare;
mod description;
mod lock;
pub mod model;
mod names;
mod print;
pub mod proof;
mod reachable;
mod resolve;
mod words;

pub(crate) use artifact::described;
pub use artifact::read;
pub use command::run;
