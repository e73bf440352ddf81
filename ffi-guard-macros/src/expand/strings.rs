//! The function by which C frees the texts that it was given, and the bond between it and those who give them.

use super::symbol;
use ffi_guard_syntax::convert::Returned;
use ffi_guard_syntax::export::Export;
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

/// Stands at the crate root where C can free a text. Its name is what rustc says of its absence.
const BOND: &str = "TO_RETURN_A_STRING_WRITE_strings_true_IN_ffi_library";

/// What `ffi_library!` puts at the crate root for `strings = true`.
pub(super) fn at_root() -> TokenStream {
    let bond = Ident::new(BOND, Span::mixed_site());
    quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        #[allow(dead_code, non_upper_case_globals)]
        pub(crate) const #bond: () = ();
    }
}

/// The function. It cannot panic, so it needs no catch.
pub(super) fn free(prefix: &str, private: &TokenStream) -> TokenStream {
    let symbol = Symbol::Whole(format!("{prefix}_string_free"));
    let (export_name, record) =
        (symbol::export_name(&symbol), symbol::record(private, &symbol, true));
    quote_spanned! {Span::mixed_site()=>
        #export_name
        unsafe extern "C" fn string_free(text: *mut #private::c_char) {
            #record
            // What `ffi_guard.h` asks of C for `text` is what the runtime asks.
            unsafe { #private::owned::free_text(text) }
        }
    }
}

/// What stands beside a function that gives C a text: it compiles where the text can be freed.
pub(super) fn bond(export: &Export) -> Option<TokenStream> {
    let site = Span::mixed_site().located_at(export.answer.ty.span());
    let bond = Ident::new(BOND, site);
    matches!(export.answer.returned, Returned::Text)
        .then(|| quote_spanned!(site=> const _: () = crate::#bond;))
}
