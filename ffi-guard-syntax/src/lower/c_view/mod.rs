//! The C declaration of an export in the Rust form, for headers.
//!
//! It has the signature of the shim that `ffi-guard-macros` writes, in the Rust that cbindgen understands: `extern "C"`,
//! plain names, raw pointers, `size_t`. To the author's documentation it adds the value that is returned on failure, and
//! the preconditions that cannot be checked.

mod declaration;
mod docs;
mod names;
mod preconditions;
mod signature;
#[cfg(test)]
mod tests;
mod text;
mod types;

pub use declaration::{CParameter, Declaration, LibraryContext, declaration};
pub use types::{plain, type_names};
