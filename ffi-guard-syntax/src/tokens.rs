//! Searches and replacements in tokens.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;

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

/// Returns the tokens with `Option` for `r#Option`, as for each raw name except keywords. `None` without one.
pub(crate) fn without_raw_names(tokens: TokenStream) -> Option<TokenStream> {
    let mut changed = false;
    let one = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident.to_string().starts_with("r#") => {
            let plain = ident.unraw();
            let is_name = syn::parse2::<Ident>(plain.to_token_stream()).is_ok();
            changed |= is_name;
            if is_name { plain } else { ident }.into()
        }
        TokenTree::Group(group) => match without_raw_names(group.stream()) {
            Some(inner) => {
                changed = true;
                let mut outer = proc_macro2::Group::new(group.delimiter(), inner);
                outer.set_span(group.span());
                outer.into()
            }
            None => group.into(),
        },
        token => token,
    };
    let tokens = tokens.into_iter().map(one).collect();
    changed.then_some(tokens)
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
