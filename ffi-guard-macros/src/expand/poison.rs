//! `poison = STATE`: a call checks the state first, and a panic poisons it.

use super::point::{Body, Point};
use super::runtime::name_of;
use super::{Expander, parameters};
use ffi_guard_syntax::model::Fallback;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

/// Emits the state, at its name, where rustc reports that it is not a `Poison`.
pub(super) fn state(private: &TokenStream, state: &Path) -> TokenStream {
    let at = Span::mixed_site().located_at(state.span());
    quote_spanned!(at=> let __ffi_guard_state: &'static #private::Poison = &#state;)
}

impl Expander<'_> {
    /// Emits the check of the state of a converting shim.
    pub(super) fn emit_state_check(&self) -> Option<TokenStream> {
        let path = self.export.poison.as_ref()?;
        let (state, check) =
            (state(&self.private, path), self.emit_check_of(path, &self.emit_drop_data()));
        Some(tokens!(#state #check))
    }

    /// Ends the body if the state is poisoned, after `before`.
    fn emit_check_of(&self, state: &Path, before: &TokenStream) -> TokenStream {
        let Self { private, function, .. } = self;
        let name = state.to_token_stream().to_string().replace(' ', "");
        let name = name_of(private, &name);
        tokens! {
            if __ffi_guard_state.is_poisoned() {
                #before
                return #private::Err(#private::poisoned(#function, #name));
            }
        }
    }

    /// Returns a value whose drop poisons the state.
    pub(super) fn state_poison(&self) -> TokenStream {
        let private = &self.private;
        tokens!(#private::PoisonOnUnwind::new(__ffi_guard_state))
    }

    /// Emits the block of a function that is guarded in place. Its body may return from any place, so it is called as a
    /// whole.
    pub(super) fn emit_poisonable_guard(
        &self,
        path: &Path,
        fallback: &Fallback,
        body: &Body<'_>,
    ) -> TokenStream {
        let (private, ty) = (&self.private, body.ty);
        // A call that is rejected does not drop its arguments.
        let keep = tokens!(let _ = #private::ManuallyDrop::new(__ffi_guard_arguments););
        let (check, poison) = (self.emit_check_of(path, &keep), self.state_poison());
        let state = state(private, path);
        let checked = tokens! {{
            #state
            #check
            let __ffi_guard_poison = #poison;
            let __ffi_guard_value = #private::call(#body, __ffi_guard_arguments);
            #private::forget(__ffi_guard_poison);
            #private::Ok(__ffi_guard_value)
        }};
        let body = Body {
            pattern: &tokens!(__ffi_guard_arguments),
            ty: &tokens!(#private::Outcome<#ty>),
            block: &checked,
        };
        let arguments = parameters::arguments(self.export);
        let fallback = self.emit_fallback(fallback, ty, &Point::AfterFailure);
        self.emit_fallible(&arguments, &body, &tokens!(return __ffi_guard_value), &fallback)
    }
}
