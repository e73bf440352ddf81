//! The C declaration of an export in the Rust form, for headers.
//!
//! It has the signature of the shim that `ffi-guard-macros` writes, in the Rust that cbindgen understands: `extern "C"`,
//! plain names, raw pointers, `size_t`. To the author's documentation it adds who owns the arguments and the result, and
//! the value on failure. `conventions` explains the terms once for a header.

mod callbacks;
mod comment;
mod context;
mod conventions;
mod declaration;
mod docs;
mod documented;
mod names;
mod origin;
mod prototype;
mod result_docs;
mod signature;
#[cfg(test)]
mod tests;
mod text;
mod types;

pub use context::LibraryContext;
pub use conventions::conventions;
pub use declaration::declaration;
pub use names::is_reserved;
pub use origin::{Origin as ViewOrigin, of as view_origin};
pub use prototype::{CCallback, CParameter, Declaration};
pub use signature::{View, view};
pub use text::PATH_MARKS;
pub use types::{plain, type_names};
