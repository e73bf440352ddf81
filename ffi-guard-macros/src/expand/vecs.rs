//! The functions by which C frees the lists that it was given, and the bond between them and those who give them.

use super::symbol;
use ffi_guard_syntax::convert::Returned;
use ffi_guard_syntax::export::Export;
use ffi_guard_syntax::symbol::Symbol;
use ffi_guard_syntax::vecs::Element;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::spanned::Spanned;

/// A type at the crate root that says what C can free lists of. Its name is what rustc says of its absence.
const BOND: &str = "TO_RETURN_A_VEC_WRITE_vecs_IN_ffi_library";

/// What `ffi_library!` puts at the crate root, for lists or for want of them. The trait is the runtime's, as its words
/// for who lacks a list cannot stand in a crate without a prelude.
pub(super) fn at_root(elements: &[Element], private: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let bond = Ident::new(BOND, site);
    let elements = elements.iter().map(|element| &element.path);
    quote_spanned! {site=>
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        pub(crate) struct #bond;
        #(impl #private::FreesListsOf<#elements> for #bond {})*
    }
}

/// The functions, each with its record.
pub(super) fn free(prefix: &str, elements: &[Element], private: &TokenStream) -> TokenStream {
    elements.iter().map(|element| free_one(prefix, element, private)).collect()
}

fn free_one(prefix: &str, element: &Element, private: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let Element { path, name } = element;
    let symbol = Symbol::Whole(format!("{prefix}_vec_{name}_free"));
    let (export_name, record) =
        (symbol::export_name(&symbol), symbol::record(private, &symbol, true));
    let function = symbol::name(private, &symbol);
    let ident = format_ident!("vec_{name}_free", span = site);
    quote_spanned! {site=>
        #export_name
        unsafe extern "C" fn #ident(vec: #private::VecForC<#path>) {
            #record
            // What `ffi_guard.h` asks of C for `vec` is what the runtime asks.
            unsafe { #private::list::free::<#path>(#function, vec) }
        }
    }
}

/// What stands beside a function that gives C a list: it compiles where the list can be freed.
pub(super) fn bond(export: &Export) -> Option<TokenStream> {
    let Returned::List { element } = &export.answer.returned else { return None };
    let private = super::private(export.krate.as_ref());
    let site = Span::mixed_site().located_at(element.span());
    let bond = Ident::new(BOND, site);
    Some(quote_spanned! {site=>
        const _: fn() = {
            fn freed<T>()
            where
                crate::#bond: #private::FreesListsOf<T>,
            {
            }
            freed::<#element>
        };
    })
}
