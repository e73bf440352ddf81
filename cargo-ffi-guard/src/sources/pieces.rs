//! Tokens as a flat list.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The tokens in the order of the source, brackets included, without invisible groups.
pub(crate) fn pieces(tokens: TokenStream) -> Vec<(String, Span)> {
    let mut pieces = Vec::new();
    let mut waiting = vec![(tokens.into_iter(), None)];
    while let Some((tokens, close)) = waiting.last_mut() {
        match tokens.next() {
            None => {
                pieces.extend(close.take());
                waiting.pop();
            }
            Some(TokenTree::Group(group)) => {
                let close = brackets(group.delimiter()).map(|(open, close)| {
                    pieces.push((open.to_owned(), group.span_open()));
                    (close.to_owned(), group.span_close())
                });
                waiting.push((group.stream().into_iter(), close));
            }
            Some(tree) => pieces.push((tree.to_string(), tree.span())),
        }
    }
    pieces
}

/// The words, signs and literals in the order of the source, without brackets.
pub(crate) fn leaves(tokens: TokenStream) -> impl Iterator<Item = TokenTree> {
    let mut waiting = vec![tokens.into_iter()];
    std::iter::from_fn(move || {
        loop {
            match waiting.last_mut()?.next() {
                None => drop(waiting.pop()),
                Some(TokenTree::Group(group)) => waiting.push(group.stream().into_iter()),
                Some(leaf) => return Some(leaf),
            }
        }
    })
}

fn brackets(delimiter: Delimiter) -> Option<(&'static str, &'static str)> {
    match delimiter {
        Delimiter::Parenthesis => Some(("(", ")")),
        Delimiter::Brace => Some(("{", "}")),
        Delimiter::Bracket => Some(("[", "]")),
        Delimiter::None => None,
    }
}
