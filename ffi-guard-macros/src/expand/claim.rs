//! Claims of symbols: rustc refuses two exports of a crate with one symbol, and a symbol without the library's prefix.
//!
//! A claim is a constant named like the symbol, in an `impl` of one type at the crate root, where rustc refuses two of
//! one name (E0592). Nothing of it is in the artifact.

use super::runtime::located;
use super::symbol;
use ffi_guard_syntax::model::{Export, Library, Symbol};
use ffi_guard_syntax::names;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::LitStr;

/// The type at the crate root.
const SYMBOLS: &str = "__FfiGuardSymbols";

/// Returns the items that `ffi_library!` adds to the crate root: the prefix, the type, and the claims of its functions.
pub(super) fn at_root(library: &Library) -> TokenStream {
    let site = Span::mixed_site();
    let begin = format!("{}_", library.prefix);
    let symbols = Ident::new(SYMBOLS, site);
    let own = library.symbols();
    let claims = own.iter().map(|symbol| claim(symbol, &symbols, site));
    tokens! {
        #[doc(hidden)]
        pub(crate) const __FFI_GUARD_PREFIX: &::core::primitive::str = #begin;
        #[doc(hidden)]
        pub(crate) struct #symbols;
        #(#claims)*
    }
}

/// Returns the claim of a symbol, with the span at which rustc reports a second one. `None` if Rust cannot write the
/// symbol as an identifier.
fn claim(symbol: &str, symbols: &impl ToTokens, at: Span) -> Option<TokenStream> {
    let mut ident = syn::parse_str::<Ident>(symbol).ok()?;
    ident.set_span(at);
    Some(quote_spanned! {at=>
        impl #symbols {
            const #ident: () = ();
        }
    })
}

/// Returns the claim and the checks for the symbol of a plain function or a method, to be placed beside its shim.
pub(super) fn of(private: &TokenStream, export: &Export) -> TokenStream {
    let at = Span::mixed_site().located_at(export.function.sig.ident.span());
    match (&export.symbol, &export.owner) {
        (Symbol::Whole(symbol), _) => whole(private, export, symbol, at),
        (Symbol::UnderPrefix(name), Some(_)) => {
            of_derive(private, export, name, at).unwrap_or_else(|| under_prefix(name, at))
        }
        (Symbol::UnderPrefix(name), None) => under_prefix(name, at),
        // Only rustc knows the symbol, too late for a name of a constant. A linker rejects a second one.
        (Symbol::Macro(_), _) => TokenStream::new(),
    }
}

/// Compiles with and without `ffi_library!`: a glob import shadows the items of an outer block, so both names resolve to
/// the crate root if it has them, and else to the defaults in the outer block.
fn whole(private: &TokenStream, export: &Export, symbol: &str, at: Span) -> TokenStream {
    let symbols = Ident::new(SYMBOLS, Span::mixed_site());
    let prefixed = export.named_after_function.then(|| {
        let private = located(private, at);
        quote_spanned!(at=> const _: () = #private::require_prefix(#symbol, __FFI_GUARD_PREFIX);)
    });
    let claim = claim(symbol, &symbols, at);
    // The lint fires for an exported function inside the body of another.
    tokens! {
        #[allow(non_local_definitions)]
        const _: () = {
            use #private::NO_PREFIX as __FFI_GUARD_PREFIX;
            struct #symbols;
            const _: () = {
                use crate::*;
                #prefixed
                #claim
            };
        };
    }
}

/// Returns the claim of a symbol under the library's prefix. The macro at the crate root calls [`expand`] for it.
pub(super) fn under_prefix(name: &str, at: Span) -> TokenStream {
    let name = LitStr::new(name, at);
    symbol::under_prefix(&quote_spanned!(at=> claim #name))
}

/// Checks a method that has the name of a function which the derive of a handle exports. The derive makes the claim.
fn of_derive(private: &TokenStream, export: &Export, name: &str, at: Span) -> Option<TokenStream> {
    let has_it = match names::unraw(&export.function.sig.ident).as_str() {
        "free" => "HAS_FREE",
        "share" => "HAS_SHARE",
        "is_poisoned" | "clear_poison" => "HAS_POISON",
        _ => return None,
    };
    let owner = &export.owner;
    let (has_it, symbol) = (Ident::new(has_it, at), symbol::under_prefix(&name.to_token_stream()));
    let private = located(private, at);
    Some(quote_spanned! {at=>
        const _: () = {
            use #private::handle::NoName as _;
            #private::require_underived(#private::handle::NameOf::<#owner>::#has_it, #symbol);
        };
    })
}

/// Expands `claim! { "prefix_" "name" }`. The claim gets the span of the last literal.
pub(crate) fn expand(parts: TokenStream) -> TokenStream {
    let symbols = Ident::new(SYMBOLS, Span::mixed_site());
    let symbols = tokens!(crate::#symbols);
    let parts: TokenStream = parts.into_iter().map(ungrouped).collect();
    let parts = parts.into_iter().filter_map(|part| syn::parse2(part.into()).ok());
    let parts: Vec<LitStr> = parts.collect();
    let symbol: String = parts.iter().map(LitStr::value).collect();
    let at = parts.last().map_or_else(Span::call_site, LitStr::span);
    let at = Span::mixed_site().located_at(at);
    claim(&symbol, &symbols, at).unwrap_or_default()
}

/// Removes the invisible group around a fragment of a `macro_rules!`.
fn ungrouped(token: TokenTree) -> TokenStream {
    match token {
        TokenTree::Group(group) => group.stream().into_iter().map(ungrouped).collect(),
        other => other.into(),
    }
}
