//! Searches and replacements in tokens.

use proc_macro2::{Ident, TokenStream, TokenTree};

/// Returns whether an identifier occurs among the tokens.
#[must_use]
pub fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
}

/// Returns the names of the lifetimes among the tokens, without the quote.
#[cfg(feature = "tool")]
pub(crate) fn lifetimes(tokens: TokenStream) -> Vec<String> {
    let mut quoted = false;
    let mut names = Vec::new();
    for token in tokens {
        let of_lifetime = std::mem::take(&mut quoted);
        match token {
            TokenTree::Ident(ident) if of_lifetime => names.push(ident.to_string()),
            TokenTree::Punct(punct) => quoted = punct.as_char() == '\'',
            TokenTree::Group(group) => names.append(&mut lifetimes(group.stream())),
            _ => {}
        }
    }
    names
}

/// Replaces each lifetime but `'static` by `'_`. An item inside or beside a function cannot name its lifetimes.
#[must_use]
pub fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut quoted = false;
    let one = |token| {
        let of_lifetime = std::mem::replace(
            &mut quoted,
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\''),
        );
        match token {
            TokenTree::Ident(ident) if of_lifetime && ident != "static" => {
                Ident::new("_", ident.span()).into()
            }
            TokenTree::Group(group) => {
                let inner = without_lifetimes(group.stream());
                let mut outer = proc_macro2::Group::new(group.delimiter(), inner);
                outer.set_span(group.span());
                outer.into()
            }
            token => token,
        }
    };
    tokens.into_iter().map(one).collect()
}
