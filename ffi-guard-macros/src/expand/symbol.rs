//! Symbols in the expansion. A whole symbol is a literal. A symbol under the library's prefix, which only `ffi_library!`
//! knows, is a call of a macro that `ffi_library!` defines at the crate root. rustc expands this macro, or the author's,
//! before it evaluates the attribute and the constants that the expansion builds from the symbol.

use super::placement::{self, Presence};
use super::runtime::c_string;
use ffi_guard_syntax::model::{Library, Symbol};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

/// The macro at the crate root. rustc reports this name where the macro is missing.
const AT_ROOT: &str = "TO_EXPORT_A_TYPE_WRITE_ffi_library_AT_THE_CRATE_ROOT";

/// The name of the macro in the scope of an expansion.
const IN_SCOPE: &str = "__ffi_guard_symbol";

/// Emits the macro for the crate root.
pub(super) fn at_root(library: &Library, private: &TokenStream) -> TokenStream {
    let begin = format!("{}_", library.prefix);
    let at_root = Ident::new(AT_ROOT, Span::mixed_site());
    let checked = library.checked_handles.as_ref().map(Expr::to_token_stream);
    let checked = checked.unwrap_or_else(|| quote!(false));
    tokens! {
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

/// Emits a replacement for the macro where an error is reported already, so that no other error follows.
fn stand_in() -> TokenStream {
    let in_scope = Ident::new(IN_SCOPE, Span::mixed_site());
    tokens! {
        macro_rules! #in_scope {
            ($name:literal) => { $name };
            (checked_handles) => { false };
            ($($other:tt)*) => {};
        }
    }
}

/// Returns the constant that says whether the library's handles are checked.
pub(super) fn checked_handles() -> TokenStream {
    under_prefix(&quote!(checked_handles))
}

/// Returns a call of the macro at the crate root, for a scope that imports it.
pub(super) fn under_prefix(request: &TokenStream) -> TokenStream {
    let in_scope = Ident::new(IN_SCOPE, Span::mixed_site());
    tokens!(#in_scope! { #request })
}

/// Returns the symbol as a string, for an attribute or a constant.
pub(super) fn text(symbol: &Symbol) -> TokenStream {
    match symbol {
        Symbol::Whole(symbol) => quote!(#symbol),
        Symbol::UnderPrefix(name) => {
            let in_scope = Ident::new(IN_SCOPE, Span::mixed_site());
            tokens!(#in_scope!(#name))
        }
        Symbol::Macro(call) => call.to_token_stream(),
    }
}

/// Returns the symbol as a name of the runtime.
pub(super) fn name(private: &TokenStream, symbol: &Symbol) -> TokenStream {
    if let Symbol::Whole(symbol) = symbol {
        let symbol = c_string(symbol);
        return tokens!(#private::Name::new(#symbol));
    }
    let text = text(symbol);
    tokens! {
        const { #private::Name::of(::core::concat!(#text, "\0")) }
    }
}

/// Returns the attribute that gives an item its symbol.
pub(super) fn export_name(symbol: &Symbol) -> TokenStream {
    let text = text(symbol);
    tokens!(#[unsafe(export_name = #text)])
}

/// How an export comes about.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    /// A guard on an item of the author.
    Guard,
    /// `#[unguarded]`.
    Unguarded,
    /// `ffi_library!` generates it.
    Library,
    /// `#[derive(FfiHandle)]` generates it.
    Handle,
}

/// Emits the record of an export, for the body of the function.
pub(super) fn record(private: &TokenStream, symbol: &Symbol, origin: Origin) -> TokenStream {
    // Only a guard has the name as well, whose check rejects an empty one.
    let unchecked = matches!((symbol, origin), (Symbol::Macro(_), Origin::Unguarded));
    let check = unchecked.then(|| name(private, symbol));
    let check = check.map(|name| tokens!(const _: #private::Name = #name;));
    let origin = match origin {
        Origin::Guard => quote!(GUARDED),
        Origin::Unguarded => quote!(UNGUARDED),
        Origin::Library => quote!(LIBRARY),
        Origin::Handle => quote!(HANDLE),
    };
    let Symbol::Whole(whole) = symbol else {
        let text = match symbol {
            // rustc reports a macro that expands to no string once, at the attribute, and not as an argument too.
            Symbol::Macro(call) => tokens!(::core::concat!(#call)),
            _ => text(symbol),
        };
        return tokens! {
            #check
            #private::export_record! {
                { #private::padded_size(#text) }, #private::padded(#text), #origin
            }
        };
    };
    let mut padded = whole.clone().into_bytes();
    // The size that `padded_size` of the runtime returns.
    padded.resize((whole.len() + 1).next_multiple_of(4), 0);
    let (size, bytes) = (Literal::usize_unsuffixed(padded.len()), Literal::byte_string(&padded));
    tokens!(#private::export_record! { #size, *#bytes, #origin })
}
