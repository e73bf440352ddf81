//! The function that frees strings of C, and the requirement that it exists for functions that return strings.

use super::{describe, library_type, symbol};
use ffi_guard_syntax::model::{Export, Returned, Symbol};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

/// Emits the impl for the crate root that says that C can free strings.
pub(super) fn at_root(private: &TokenStream) -> TokenStream {
    let library = library_type::name(Span::mixed_site());
    tokens!(impl #private::FreesStrings for #library {})
}

/// Emits the function. It cannot panic, so it needs no catch.
pub(super) fn free(symbol: String, private: &TokenStream) -> TokenStream {
    let symbol = Symbol::Whole(symbol);
    let (export_name, record) =
        (symbol::export_name(&symbol), symbol::record(private, &symbol, symbol::Origin::Library));
    let parameters = tokens!((__ffi_guard_text: *mut #private::c_char));
    let description = describe::generated(private, &symbol, symbol::Origin::Library, &parameters);
    tokens! {
        #export_name
        unsafe extern "C" fn string_free #parameters {
            #record
            #description
            // C upholds the requirements on `text` in `ffi_guard.h`, and `free_string` has no others.
            unsafe { #private::string::free_string(__ffi_guard_text) }
        }
    }
}

/// Emits the assertion that C can free the string that a function returns.
pub(super) fn require(private: &TokenStream, export: &Export) -> Option<TokenStream> {
    let site = Span::mixed_site().located_at(export.result.ty.span());
    let capability = quote_spanned!(site=> FreesStrings);
    matches!(export.result.returned, Returned::Text)
        .then(|| library_type::assert(private, site, &capability))
}
