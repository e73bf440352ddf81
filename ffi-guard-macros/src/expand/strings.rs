//! The function by which C frees the texts that it was given, and the bond between it and those who give them.

use super::{root, symbol};
use ffi_guard_syntax::convert::Returned;
use ffi_guard_syntax::export::Export;
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

/// What `ffi_library!` puts at the crate root for `strings = true`.
pub(super) fn at_root(private: &TokenStream) -> TokenStream {
    let library = root::library(Span::mixed_site());
    quote_spanned!(Span::mixed_site()=> impl #private::FreesStrings for #library {})
}

/// The function. It cannot panic, so it needs no catch.
pub(super) fn free(prefix: &str, private: &TokenStream) -> TokenStream {
    let symbol = Symbol::Whole(format!("{prefix}_string_free"));
    let (export_name, record) =
        (symbol::export_name(&symbol), symbol::record(private, &symbol, true));
    quote_spanned! {Span::mixed_site()=>
        #export_name
        unsafe extern "C" fn string_free(__ffi_guard_text: *mut #private::c_char) {
            #record
            // What `ffi_guard.h` asks of C for `text` is what the runtime asks.
            unsafe { #private::string::free_string(__ffi_guard_text) }
        }
    }
}

/// Asserts beside a function that gives C a text that C can free it.
pub(super) fn bond(export: &Export) -> Option<TokenStream> {
    let site = Span::mixed_site().located_at(export.answer.ty.span());
    let capability = quote_spanned!(site=> FreesStrings);
    matches!(export.answer.returned, Returned::Text)
        .then(|| root::assert(export.krate.as_ref(), site, &capability))
}
