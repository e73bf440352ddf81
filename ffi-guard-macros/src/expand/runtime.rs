//! The runtime in generated code: the path of its items, and its names.

use proc_macro2::{Literal, Span, TokenStream};
use std::ffi::CString;
use std::num::NonZeroU8;
use syn::spanned::Spanned;
use syn::{Path, Type};

/// Returns the path of the module whose items generated code names.
pub(super) fn private(krate: Option<&Path>) -> TokenStream {
    match krate {
        Some(path) => tokens!(#path::__private::v0_1),
        None => tokens!(::ffi_guard::__private::v0_1),
    }
}

/// Returns generated tokens with the location of the author's: rustc underlines an expression from its first token on.
pub(super) fn located(path: &TokenStream, at: Span) -> TokenStream {
    path.clone()
        .into_iter()
        .map(|mut token| {
            token.set_span(at.resolved_at(token.span()));
            token
        })
        .collect()
}

/// Returns the location of the name of a type, where rustc reports an error about it. A generated token has the location
/// of one token.
pub(super) fn at_type(ty: &Type) -> Span {
    let name = match ty {
        Type::Group(group) => return at_type(&group.elem),
        Type::Paren(paren) => return at_type(&paren.elem),
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.span()),
        _ => None,
    };
    Span::mixed_site().located_at(name.unwrap_or_else(|| ty.span()))
}

/// Returns `c"symbol"`, as a token that every edition knows. `check` rejects a NUL in a symbol.
pub(super) fn c_string(symbol: &str) -> Literal {
    let bytes: Vec<NonZeroU8> = symbol.bytes().filter_map(NonZeroU8::new).collect();
    Literal::c_string(&CString::from(bytes))
}

/// Returns the name of a parameter as a name of the runtime.
pub(super) fn name_of(private: &TokenStream, name: &str) -> TokenStream {
    let name = c_string(name);
    tokens!(#private::Name::new(#name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Releases that may break generated code have different modules.
    #[test]
    fn the_module_is_named_after_the_version() {
        let version =
            concat!("v", env!("CARGO_PKG_VERSION_MAJOR"), "_", env!("CARGO_PKG_VERSION_MINOR"));
        let path = private(None).to_string();
        assert!(path.ends_with(&format!(":: {version}")), "{path}");
    }
}
