//! The function that frees strings of C, and the requirement that it exists for functions that return strings.

use super::{describe, library_type, symbol};
use ffi_guard_syntax::lower::OutContent;
use ffi_guard_syntax::model::{ArgumentForC, Export, Parameter, Returned, Symbol};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Type;
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

/// Emits the assertions that C can free the strings that it gets from a function, or in a callback.
pub(super) fn require(private: &TokenStream, export: &Export) -> TokenStream {
    let returned = matches!(export.result.returned, Returned::Text).then_some(&export.result.ty);
    let is_text = |target: &&Type| matches!(OutContent::of(target), OutContent::Text);
    let written = export.out_targets().filter(is_text);
    let callbacks = export.parameters.iter().filter_map(Parameter::callback);
    let passed = callbacks
        .flat_map(|callback| &callback.arguments)
        .filter(|argument| matches!(argument.conversion, ArgumentForC::String { .. }))
        .map(|argument| &argument.ty);
    let require = |ty: &Type| {
        let site = Span::mixed_site().located_at(ty.span());
        library_type::assert(private, site, &quote_spanned!(site=> FreesStrings))
    };
    returned.into_iter().chain(written).chain(passed).map(require).collect()
}
