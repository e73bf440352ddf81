//! What an exported C function is, as a plain library: the way from tokens to a checked
//! [`Export`](export::Export), and the source scan.
//!
//! `arguments` and `function` read, `export` puts them together, `check` holds the rules; `block` does so for each
//! method of an `impl` block, whose receiver `receiver` makes into a parameter. What comes out can be expanded without
//! a further error. `ffi-guard-macros` does that; a tool that reads sources can
//! use the same.
#![forbid(unsafe_code)]

pub mod arguments;
pub mod block;
mod check;
pub mod convert;
mod errors;
pub mod export;
pub mod ffi_type;
pub mod function;
pub mod handle;
mod keyed;
pub mod library;
pub mod lower;
mod marks;
mod names;
pub mod passed;
mod receiver;
pub mod scan;
pub mod symbol;
pub mod unguarded;
pub mod vecs;
