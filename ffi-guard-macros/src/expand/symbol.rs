//! Symbols in the expansion: whole ones as literals, and those under the library's prefix, which `ffi_library!` alone
//! knows, by the macro that it leaves at the crate root.

use super::c_string;
use super::placement::{self, Presence};
use ffi_guard_syntax::library::Library;
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

/// The macro at the crate root. Its name is what rustc says of its absence.
const AT_ROOT: &str = "TO_EXPORT_A_TYPE_WRITE_ffi_library_AT_THE_CRATE_ROOT";

/// The same in the scope of an expansion.
const IN_SCOPE: &str = "__ffi_guard_symbol";

/// What `ffi_library!` puts at the crate root.
pub(super) fn at_root(library: &Library, private: &TokenStream) -> TokenStream {
    let begin = format!("{}_", library.prefix);
    let at_root = Ident::new(AT_ROOT, Span::mixed_site());
    let checked = library.checked_handles.as_ref().map(Expr::to_token_stream);
    let checked = checked.unwrap_or_else(|| quote!(false));
    quote_spanned! {Span::mixed_site()=>
        #[doc(hidden)]
        pub(crate) const __FFI_GUARD_CHECKED_HANDLES: bool = #checked;
        #[doc(hidden)]
        macro_rules! __ffi_guard_under_prefix {
            ($name:literal) => { ::core::concat!(#begin, $name) };
            (claim $name:literal) => { #private::claim! { #begin $name } };
            (checked_handles) => { crate::__FFI_GUARD_CHECKED_HANDLES };
        }
        #[doc(hidden)]
        pub(crate) use __ffi_guard_under_prefix as #at_root;
    }
}

/// Brings the macro into the scope of a symbol under the prefix. Without `ffi_library!` the error is at `span`.
pub(super) fn import(symbol: &Symbol, span: Span) -> Option<TokenStream> {
    let site = Span::mixed_site().located_at(span);
    let (at_root, in_scope) = (Ident::new(AT_ROOT, site), Ident::new(IN_SCOPE, site));
    matches!(symbol, Symbol::UnderPrefix(_)).then(|| match placement::presence() {
        Presence::Possible => quote_spanned!(site=> use crate::#at_root as #in_scope;),
        Presence::Reported => stand_in(),
        Presence::Missing => {
            let stand_in = stand_in();
            quote_spanned!(site=> ::core::compile_error! { #MISSING } #stand_in)
        }
    })
}

const MISSING: &str = "the symbols of this type begin with the prefix of the library, which this crate does not declare: \
                       write `ffi_guard::ffi_library! { prefix = \"..\" }` at the root of the crate";

/// Answers for the macro at the root where an error is reported already, so that no other follows.
fn stand_in() -> TokenStream {
    let in_scope = Ident::new(IN_SCOPE, Span::mixed_site());
    quote_spanned! {Span::mixed_site()=>
        macro_rules! #in_scope {
            ($name:literal) => { $name };
            (checked_handles) => { false };
            ($($other:tt)*) => {};
        }
    }
}

/// Whether the library's handles are checked.
pub(super) fn checked_handles() -> TokenStream {
    under_prefix(&quote!(checked_handles))
}

/// Returns a call of the macro at the crate root, for a scope that imports it.
pub(super) fn under_prefix(request: &TokenStream) -> TokenStream {
    let in_scope = Ident::new(IN_SCOPE, Span::mixed_site());
    quote_spanned!(Span::mixed_site()=> #in_scope! { #request })
}

/// The symbol as a string, for an attribute or a constant.
pub(super) fn text(symbol: &Symbol) -> TokenStream {
    match symbol {
        Symbol::Whole(symbol) => quote!(#symbol),
        Symbol::UnderPrefix(name) => {
            let in_scope = Ident::new(IN_SCOPE, Span::mixed_site());
            quote_spanned!(Span::mixed_site()=> #in_scope!(#name))
        }
    }
}

/// The symbol as the runtime takes names.
pub(super) fn name(private: &TokenStream, symbol: &Symbol) -> TokenStream {
    if let Symbol::Whole(symbol) = symbol {
        let symbol = c_string(symbol);
        return quote_spanned!(Span::mixed_site()=> #private::Name::new(#symbol));
    }
    let text = text(symbol);
    quote_spanned! {Span::mixed_site()=>
        const { #private::Name::of(::core::concat!(#text, "\0")) }
    }
}

/// An attribute that gives an item its symbol.
pub(super) fn export_name(symbol: &Symbol) -> TokenStream {
    let text = text(symbol);
    quote_spanned!(Span::mixed_site()=> #[unsafe(export_name = #text)])
}

/// The record of an export, for the body of the function.
pub(super) fn record(private: &TokenStream, symbol: &Symbol, guarded: bool) -> TokenStream {
    let site = Span::mixed_site();
    let Symbol::Whole(whole) = symbol else {
        let text = text(symbol);
        return quote_spanned! {site=>
            #private::export_record! {
                { #private::padded_size(#text) }, #private::padded(#text), guarded: #guarded
            }
        };
    };
    let mut padded = whole.clone().into_bytes();
    // As `padded_size` of the runtime says.
    padded.resize((whole.len() + 1).next_multiple_of(4), 0);
    let (size, bytes) = (Literal::usize_unsuffixed(padded.len()), Literal::byte_string(&padded));
    quote_spanned!(site=> #private::export_record! { #size, *#bytes, guarded: #guarded })
}
