//! From the lowered model to tokens. Nothing here can fail.
//!
//! Generated tokens have the span `mixed_site`: local names of the expansion cannot capture the author's, and the lint
//! `unsafe_code` does not apply to attributes of the expansion.

/// `quote!` with the span `mixed_site`.
macro_rules! tokens {
    ($($token:tt)*) => {
        quote::quote_spanned!(proc_macro2::Span::mixed_site()=> $($token)*)
    };
}

mod abi;
mod argument;
mod block;
mod body;
mod c_form_parameters;
mod callback;
mod callback_argument;
mod claim;
mod converting_shim;
#[cfg(feature = "describe")]
mod describe;
#[cfg(not(feature = "describe"))]
#[path = "no_describe.rs"]
mod describe;
mod disjoint;
mod error_api;
mod error_code;
mod failure;
mod fallback;
mod ffi_type;
mod handle;
mod in_place;
mod library;
mod library_type;
mod lints;
mod out_argument;
mod parameters;
pub(crate) mod placement;
mod point;
mod poison;
pub(crate) mod rejected;
mod result;
mod runtime;
mod shim;
mod signature;
mod smart_pointer;
mod strings;
mod symbol;
mod unconverted;
mod unguarded;
pub(crate) mod unguarded_exports;
mod vecs;

#[cfg(test)]
mod tests;

use ffi_guard_syntax::model::{Export, Form};
use proc_macro2::TokenStream;

pub(crate) use block::expand as block;
pub(crate) use claim::expand as claim;
pub(crate) use error_code::expand as error_code;
pub(crate) use ffi_type::expand as ffi_type;
pub(crate) use handle::expand as handle;
pub(crate) use library::expand as library;
pub(crate) use unguarded::expand as unguarded;

/// Expands one export. Its methods named `emit_*` return statements or items, the others types and expressions.
pub(crate) struct Expander<'e> {
    export: &'e Export,
    /// The path of the module whose items generated code names.
    private: TokenStream,
    /// The symbol as a name of the runtime.
    function: TokenStream,
}

impl<'e> Expander<'e> {
    pub(crate) fn new(export: &'e Export) -> Self {
        let private = runtime::private(export.krate.as_ref());
        let function = symbol::name(&private, &export.symbol);
        Self { export, private, function }
    }

    /// Returns the function, and the items beside it.
    pub(crate) fn expand(&self) -> TokenStream {
        match &self.export.form {
            Form::C { fallback } => self.emit_c_form(fallback),
            Form::Callback { fallback } => self.emit_callback(fallback),
            Form::Rust { .. } => self.emit_rust_form(),
        }
    }
}
