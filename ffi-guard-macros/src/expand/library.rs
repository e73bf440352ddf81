//! What `ffi_library!` puts at the crate root.

use super::{error_api, private, unguarded_exports};
use ffi_guard_syntax::library::Library;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use std::path::Path;
use syn::parse_quote_spanned;

/// `root` is the file of the crate root, where the compiler tells.
pub(crate) fn expand(library: &Library, root: Option<&Path>) -> TokenStream {
    let site = Span::mixed_site();
    let krate = library.krate.clone().unwrap_or_else(|| Ident::new("ffi_guard", site));
    let path: syn::Path = parse_quote_spanned!(site=> ::#krate);
    let private = private(Some(&path));
    let shadow = library.shadow.then(|| shadow(&krate));
    let error_api = error_api::expand(&library.prefix, &private);
    let quiet = library.quiet;
    let unguarded = root.map(|root| unguarded_exports::expand(library, root));
    quote_spanned! {site=>
        #shadow
        #unguarded
        const _: () = {
            #private::require_unwind! {}
            #private::at_load! { quiet: #quiet && !::core::cfg!(test) }
            #error_api
        };
    }
}

/// Makes `no_mangle` ambiguous in the whole crate: the name of a `macro_use` import and the compiler's
/// own attribute are of equal rank.
fn shadow(krate: &Ident) -> TokenStream {
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused_imports)]
        #[macro_use(no_mangle)]
        extern crate #krate as _;
    }
}
