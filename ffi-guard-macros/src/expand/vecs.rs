//! The functions by which C frees the lists that it was given, and the bond between them and those who give them.

use super::{root, symbol};
use ffi_guard_syntax::convert::Returned;
use ffi_guard_syntax::export::Export;
use ffi_guard_syntax::symbol::Symbol;
use ffi_guard_syntax::vecs::Element;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::spanned::Spanned;

/// What `ffi_library!` puts at the crate root for `vecs = [..]`.
pub(super) fn at_root(elements: &[Element], private: &TokenStream) -> TokenStream {
    let library = root::library(Span::mixed_site());
    let elements = elements.iter().map(|element| &element.path);
    quote_spanned! {Span::mixed_site()=>
        #(
            #[diagnostic::do_not_recommend]
            impl #private::FreesVec<#elements> for #library {}
        )*
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
        unsafe extern "C" fn #ident(__ffi_guard_vec: #private::FfiVec<#path>) {
            #record
            // What `ffi_guard.h` asks of C for `vec` is what the runtime asks.
            unsafe { #private::vec::free::<#path>(#function, __ffi_guard_vec) }
        }
    }
}

/// Asserts beside a function that gives C a list that C can free it.
pub(super) fn bond(export: &Export) -> Option<TokenStream> {
    let Returned::List { element } = &export.answer.returned else { return None };
    let site = Span::mixed_site().located_at(element.span());
    let capability = quote_spanned!(site=> FreesVec::<#element>);
    Some(root::assert(export.krate.as_ref(), site, &capability))
}
