//! `Self` in an exported block, replaced by the type. A shim stands outside of the block, where `Self` is unknown.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Path;

/// Replaces each `Self` by the type, with the span of the `Self`.
pub(super) fn replace(tokens: TokenStream, path: &Path) -> TokenStream {
    let one = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "Self" => {
            located(path, ident.span()).into_token_stream()
        }
        TokenTree::Group(group) => {
            let inner = replace(group.stream(), path);
            let mut replaced = Group::new(group.delimiter(), inner);
            replaced.set_span(group.span());
            TokenTree::from(replaced).into()
        }
        other => other.into(),
    };
    tokens.into_iter().map(one).collect()
}

/// Returns the path with the location of `span`.
pub(super) fn located(path: &Path, span: Span) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        let resolved = segment.ident.span();
        segment.ident.set_span(span.resolved_at(resolved));
    }
    path
}
