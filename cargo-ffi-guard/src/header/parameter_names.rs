//! Renames parameters whose names are the names of types in C.

use super::rust_text::ident;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// Renames parameters that have the names of types in C.
pub(super) fn with_other_parameters(source: TokenStream, types: &BTreeSet<String>) -> TokenStream {
    let mut is_behind_fn = false;
    let trees = source.into_iter().map(|tree| match tree {
        TokenTree::Group(group) if is_behind_fn && group.delimiter() == Delimiter::Parenthesis => {
            is_behind_fn = false;
            TokenTree::from(Group::new(Delimiter::Parenthesis, renamed(group.stream(), types)))
        }
        tree => {
            is_behind_fn |= matches!(&tree, TokenTree::Ident(word) if word == "fn");
            tree
        }
    });
    trees.collect()
}

/// Renames the words in front of the colons of a parameter list.
fn renamed(parameters: TokenStream, types: &BTreeSet<String>) -> TokenStream {
    let trees: Vec<TokenTree> = parameters.into_iter().collect();
    let is_name = |at: usize| {
        let is_first =
            at == 0 || matches!(&trees[at - 1], TokenTree::Punct(mark) if mark.as_char() == ',');
        is_first
            && matches!(trees.get(at + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == ':')
    };
    let all: Vec<String> = trees.iter().map(ToString::to_string).collect();
    let trees = trees.iter().enumerate().map(|(at, tree)| match tree {
        TokenTree::Ident(word) if is_name(at) && types.contains(&word.to_string()) => {
            let mut name = format!("{word}_");
            while all.contains(&name) || types.contains(&name) {
                name.push('_');
            }
            TokenTree::Ident(ident(&name))
        }
        tree => tree.clone(),
    });
    trees.collect()
}
