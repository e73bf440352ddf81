//! What an exported C function is, as a plain library: the way from tokens to a checked
//! [`Export`](export::Export), and the source scan.
//!
//! `arguments` and `function` read, `export` puts them together, `check` holds the rules. What comes out
//! can be expanded without a further error. `ffi-guard-macros` does that; a tool that reads sources can
//! use the same.
#![forbid(unsafe_code)]

pub mod arguments;
mod check;
pub mod convert;
mod errors;
pub mod export;
pub mod ffi_type;
pub mod function;
mod keyed;
pub mod library;
mod marks;
pub mod scan;
mod symbol;
pub mod unguarded;
