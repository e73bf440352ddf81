//! A guarded body, and the points in a function at which a fallback is emitted.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// A guarded body, as a closure that captures nothing.
pub(super) struct Body<'e> {
    /// The pattern of its parameter, the tuple of the arguments.
    pub(super) pattern: &'e TokenStream,
    pub(super) ty: &'e TokenStream,
    pub(super) block: &'e TokenStream,
}

impl ToTokens for Body<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { pattern, ty, block } = self;
        tokens.extend(tokens!(|#pattern| -> #ty #block));
    }
}

/// The point in the function at which the fallback is emitted.
pub(super) enum Point<'b> {
    /// At the call of a body that can only panic.
    Body(&'b Body<'b>),
    /// After the failure in `__ffi_guard_failed`.
    AfterFailure,
}
