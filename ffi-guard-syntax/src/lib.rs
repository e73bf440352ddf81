//! What an exported C function is, as a plain library: the way from tokens to a checked
//! [`Export`](export::Export), and the source scan.
//!
//! `arguments` and `function` read, `export` puts them together, `check` holds the rules; `block` does so for each
//! method of an `impl` block, whose receiver `receiver` makes into a parameter. What comes out can be expanded without
//! a further error. `ffi-guard-macros` does that; a tool that reads sources can
//! use the same, with the feature `tool`: the inventory of the scan, and `lower`, the signatures as C has them. The
//! macros need neither, and whoever depends on them builds neither.
#![forbid(unsafe_code)]

pub mod arguments;
pub mod block;
pub mod c_form_parameters;
mod check;
pub mod convert;
mod errors;
pub mod export;
pub mod ffi_type;
pub mod function;
pub mod handle;
mod keyed;
pub mod library;
#[cfg(feature = "tool")]
pub mod lower;
mod marks;
mod names;
pub mod passed;
mod receiver;
pub mod symbol;
pub mod unguarded;
pub mod vecs;
