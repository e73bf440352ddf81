//! The functions that free lists of C, and the requirement that one exists for functions that return a list.

use super::runtime::at_type;
use super::{describe, library_type, symbol};
use ffi_guard_syntax::lower::OutContent;
use ffi_guard_syntax::model::{Export, Library, ListContent, ListElement, Returned, Symbol};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::spanned::Spanned;

/// Emits the impls for the crate root that say which lists C can free.
pub(super) fn at_root(elements: &[ListElement], private: &TokenStream) -> TokenStream {
    let library = library_type::name(Span::mixed_site());
    let elements = elements.iter().map(|element| match &element.content {
        ListContent::Values(path) => path.to_token_stream(),
        ListContent::Texts => tokens!(#private::String),
        ListContent::Handles(path) => tokens!(#private::Box<#path>),
    });
    tokens! {
        #(
            #[diagnostic::do_not_recommend]
            impl #private::FreesVec<#elements> for #library {}
        )*
    }
}

/// Emits the functions, each with its record.
pub(super) fn free(library: &Library, private: &TokenStream) -> TokenStream {
    let elements = library.vecs.iter();
    elements.map(|element| free_one(library.vec_free(element), element, private)).collect()
}

fn free_one(symbol: String, element: &ListElement, private: &TokenStream) -> TokenStream {
    let ListElement { content, name } = element;
    let symbol = Symbol::Whole(symbol);
    let (export_name, record) =
        (symbol::export_name(&symbol), symbol::record(private, &symbol, symbol::Origin::Library));
    let function = symbol::name(private, &symbol);
    let ident = format_ident!("vec_{name}_free", span = Span::mixed_site());
    let function = tokens!(#function, __ffi_guard_vec);
    let (in_c, free) = match content {
        ListContent::Values(path) => (path.to_token_stream(), tokens!(free::<#path>(#function))),
        ListContent::Texts => {
            (tokens!(#private::vec::OwnedString), tokens!(free_texts(__ffi_guard_vec)))
        }
        ListContent::Handles(path) => {
            (tokens!(*mut #path), tokens!(free_handles::<#path>(#function)))
        }
    };
    let parameters = tokens!((__ffi_guard_vec: #private::FfiVec<#in_c>));
    let description = describe::generated(private, &symbol, symbol::Origin::Library, &parameters);
    tokens! {
        #export_name
        unsafe extern "C" fn #ident #parameters {
            #record
            #description
            // C upholds the requirements on `vec` in `ffi_guard.h`, and the function has no others.
            unsafe { #private::vec::#free }
        }
    }
}

/// Emits the assertions that C can free the lists that it gets from a function.
pub(super) fn require(private: &TokenStream, export: &Export) -> TokenStream {
    let returned = match &export.result.returned {
        Returned::List { element } => Some((element.to_token_stream(), at_type(element))),
        Returned::Texts => Some((tokens!(#private::String), export.result.ty.span())),
        Returned::Handles { target } => Some((tokens!(#private::Box<#target>), at_type(target))),
        _ => None,
    };
    let written = export.out_targets().filter_map(|target| match OutContent::of(target) {
        OutContent::List(element) => Some((element.to_token_stream(), at_type(element))),
        _ => None,
    });
    let require = |(element, at): (TokenStream, Span)| {
        let site = Span::mixed_site().located_at(at);
        let capability = quote_spanned!(site=> FreesVec::<#element>);
        library_type::assert(private, site, &capability)
    };
    returned.into_iter().chain(written).map(require).collect()
}
