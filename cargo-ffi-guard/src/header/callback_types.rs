//! The types of callbacks that C provides, which the header declares under the names of functions and parameters.

use super::conditions::Gate;
use super::exports::Found;
use ffi_guard_syntax::lower::CCallback;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// The type of a callback.
pub(super) struct CallbackType {
    pub(super) name: String,
    pub(super) source: TokenStream,
    pub(super) gate: Gate,
    /// The symbol of the function that takes it, and its place.
    pub(super) function: String,
    pub(super) place: String,
}

impl CallbackType {
    pub(super) fn of(callback: &CCallback, function: &str, found: &Found) -> Self {
        Self {
            name: callback.name.clone(),
            source: callback.to_token_stream(),
            gate: found.gate.clone(),
            function: function.to_owned(),
            place: found.place.clone(),
        }
    }
}
