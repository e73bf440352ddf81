//! `poison = STATE`: a call asks the state first, and a panic poisons it.

use super::guard::Body;
use super::{converted, guard, name_of, parameters, symbol};
use ffi_guard_syntax::export::Export;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

/// The state, for what stands behind; at its name, where rustc is to say that it is none.
pub(super) fn state(private: &TokenStream, state: &Path) -> TokenStream {
    let at = Span::mixed_site().located_at(state.span());
    quote_spanned!(at=> let __ffi_guard_state: &'static #private::Poison = &#state;)
}

/// Ends the body where the state is poisoned; `keep` is done first.
pub(super) fn ask(
    export: &Export,
    private: &TokenStream,
    state: &Path,
    keep: &TokenStream,
) -> TokenStream {
    let function = symbol::name(private, &export.symbol);
    let name = state.to_token_stream().to_string().replace(' ', "");
    let name = name_of(private, &name);
    quote_spanned! {Span::mixed_site()=>
        if __ffi_guard_state.is_poisoned() {
            #keep
            return #private::Err(#private::poisoned(#function, #name));
        }
    }
}

/// What poisons the state if it is dropped.
pub(super) fn poison_on_unwind(private: &TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #private::PoisonOnUnwind::new(__ffi_guard_state))
}

/// The guard of a function that stands as C calls it. Its body may return from any place, so it is called as a whole.
pub(super) fn guard(
    export: &Export,
    private: &TokenStream,
    state: &Path,
    body: &Body<'_>,
) -> TokenStream {
    let site = Span::mixed_site();
    let ty = body.ty;
    let function = symbol::name(private, &export.symbol);
    // A call that is refused consumes nothing.
    let keep = quote_spanned!(site=> let _ = #private::ManuallyDrop::new(__ffi_guard_arguments););
    let (ask, bomb) = (ask(export, private, state, &keep), poison_on_unwind(private));
    let state = self::state(private, state);
    let asked = quote_spanned! {site=> {
        #state
        #ask
        let __ffi_guard_bomb = #bomb;
        let __ffi_guard_value = #private::call(#body, __ffi_guard_arguments);
        #private::forget(__ffi_guard_bomb);
        #private::Ok(__ffi_guard_value)
    }};
    let around = guard::around(export, private);
    let arguments = parameters::arguments(export);
    let caught = guard::caught(
        export,
        private,
        &Body {
            pattern: &quote_spanned!(site=> __ffi_guard_arguments),
            ty: &quote_spanned!(site=> #private::Outcome<#ty>),
            block: &asked,
        },
    );
    let fall_back = converted::fall_back(export, private, ty);
    quote_spanned! {site=>
        #around
        #arguments
        let __ffi_guard_failed = match #caught {
            #private::Ok(#private::Ok(__ffi_guard_value)) => return __ffi_guard_value,
            #private::Ok(#private::Err(__ffi_guard_failed)) => __ffi_guard_failed,
            #private::Err(__ffi_guard_payload) => #private::panicked(#function, __ffi_guard_payload),
        };
        #fall_back
    }
}
