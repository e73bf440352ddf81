//! The items that `ffi_library!` adds to the crate root.

use super::runtime::private;
use super::{abi, claim, describe, error_api, error_code, library_type, strings, symbol, vecs};
use ffi_guard_syntax::AbiVersion;
use ffi_guard_syntax::model::Library;
use proc_macro2::{Ident, Span, TokenStream};
use syn::parse_quote_spanned;

/// `version` comes from the lock file of the ABI. `unguarded` reports the exports that have no guard.
pub(crate) fn expand(
    library: &Library,
    version: Option<AbiVersion>,
    unguarded: &TokenStream,
) -> TokenStream {
    let site = Span::mixed_site();
    let krate = library.krate.clone().unwrap_or_else(|| Ident::new("ffi_guard", site));
    let path: syn::Path = parse_quote_spanned!(Span::mixed_site()=> ::#krate);
    let private = private(Some(&path));
    let at_root = at_root(&krate, library.shadow);
    let symbols = library.error_functions.as_ref();
    let error_api = symbols.map(|symbols| error_api::expand(symbols, &private));
    let symbol_at_root = symbol::at_root(library, &private);
    let claims = claim::at_root(library);
    let strings_at_root = library.strings.then(|| strings::at_root(&private));
    let string_free = library.string_free().map(|symbol| strings::free(symbol, &private));
    let vecs_at_root = vecs::at_root(&library.vecs, &private);
    let frees = library_type::at_root(&tokens!(#strings_at_root #vecs_at_root));
    let vecs_free = vecs::free(library, &private);
    let codes = error_code::at_root(library, &private);
    let abi = abi::expand(library, version, &private);
    let description = describe::library(&private, library);
    let (quiet, backtrace) = (library.quiet, library.backtrace);
    tokens! {
        #at_root
        #symbol_at_root
        #claims
        #frees
        #codes
        #unguarded
        const _: () = {
            #private::require_unwind! {}
            #private::at_load! { quiet: #quiet && !::core::cfg!(test), backtrace: #backtrace }
            #description
            #error_api
            #string_free
            #vecs_free
            #abi
        };
    }
}

/// Returns a `macro_use` import, which rustc accepts once, and only at the crate root, where the search starts.
///
/// With the shadow, it makes `no_mangle` ambiguous in the whole crate, because the import and the compiler's attribute
/// have the same priority. Without, it imports another macro.
fn at_root(krate: &Ident, shadow: bool) -> TokenStream {
    let name = if shadow { "no_mangle" } else { "__ffi_guard_require_unwind" };
    let name = Ident::new(name, Span::mixed_site());
    tokens! {
        #[macro_use(#name)]
        extern crate #krate as _;
    }
}
