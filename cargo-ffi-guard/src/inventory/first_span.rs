//! The span of the first token of a syntax tree.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Returns the span of the first token; for a group, the span of its opening bracket.
pub(super) fn first(tokens: &impl ToTokens) -> Option<Span> {
    let mut stream: TokenStream = tokens.to_token_stream();
    loop {
        match stream.into_iter().next()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                stream = group.stream();
            }
            TokenTree::Group(group) => return Some(group.span_open()),
            other => return Some(other.span()),
        }
    }
}
