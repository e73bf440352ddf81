//! The type at the crate root whose traits say which values C can free.

use super::runtime::located;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

/// The type at the crate root. The runtime has one of the same name, which implements nothing.
const LIBRARY: &str = "__FfiGuardLibrary";

/// Declares the type; `impls` are the items that implement the runtime's traits for it.
pub(super) fn at_root(impls: &TokenStream) -> TokenStream {
    let library = name(Span::mixed_site());
    tokens! {
        #[doc(hidden)]
        #[allow(dead_code)]
        pub(crate) struct #library;
        #impls
    }
}

/// Returns the name of the type.
pub(super) fn name(site: Span) -> Ident {
    Ident::new(LIBRARY, site)
}

/// Asserts that the library of the crate implements `capability`, a trait of the runtime. Without `ffi_library!` the
/// runtime's own type takes its place, so that the trait's message appears at `site` in both cases.
///
/// The glob import of the crate root shadows the outer import where the root declares the type. `capability` is named
/// outside of its scope, because it would also shadow the author's own names.
pub(super) fn assert(private: &TokenStream, site: Span, capability: &TokenStream) -> TokenStream {
    let (private, library) = (located(private, site), name(site));
    quote_spanned! {site=>
        const _: fn() = || {
            use #private::#library;
            #private::#capability::of({
                use crate::*;
                #library
            });
        };
    }
}
