//! Values of Rust that C holds without knowing what they are.

pub(crate) mod table;
mod thread;
