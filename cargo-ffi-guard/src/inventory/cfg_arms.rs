//! The arms of macros that select code by `cfg`.

use super::body::text;
use crate::sources::{Alternatives, Conditions};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The arms of `cfg_if!` and `cfg_select!`: the predicates under which each is taken, and its code.
pub(crate) fn read(name: &str, tokens: &TokenStream) -> Vec<(Conditions, TokenStream)> {
    let predicate = match name {
        "cfg_if" => cfg_if,
        "cfg_select" => cfg_select,
        _ => return Vec::new(),
    };
    let mut arms = Vec::new();
    let mut alternatives = Alternatives::default();
    let mut head = Vec::new();
    for tree in tokens.clone() {
        let TokenTree::Group(group) = &tree else {
            head.push(tree);
            continue;
        };
        if group.delimiter() != Delimiter::Brace {
            head.push(tree);
            continue;
        }
        let conditions = match predicate(&head) {
            Some(predicate) => {
                let mut conditions = Conditions::default();
                conditions.push(&predicate);
                alternatives.add(&conditions)
            }
            None => alternatives.rest().clone(),
        };
        arms.push((conditions, group.stream()));
        head.clear();
    }
    arms
}

/// `if #[cfg(..)]`, with or without `else`.
fn cfg_if(head: &[TokenTree]) -> Option<String> {
    let mut groups = head.iter().rev().filter_map(as_group);
    let attribute = groups.find(|group| group.delimiter() == Delimiter::Bracket)?;
    let mut trees = attribute.stream().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Ident(cfg)), Some(TokenTree::Group(predicate))) if cfg == "cfg" => {
            Some(text(predicate.stream()))
        }
        _ => None,
    }
}

/// `predicate =>`; `_` is the last arm.
fn cfg_select(head: &[TokenTree]) -> Option<String> {
    let is_comma =
        |tree: &&TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let is_equals =
        |tree: &&TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '=');
    let head: Vec<&TokenTree> = head.iter().skip_while(is_comma).collect();
    // The `=` of `feature = ".."` does not belong to an arrow.
    let end = (0..head.len()).rev().find(|at| is_equals(&head[*at]))?;
    let predicate: TokenStream = head[..end].iter().copied().cloned().collect();
    let predicate = text(predicate);
    (predicate != "_" && !predicate.is_empty()).then_some(predicate)
}

fn as_group(tree: &TokenTree) -> Option<&Group> {
    match tree {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicates(name: &str, source: &str) -> Vec<Vec<String>> {
        let arms = read(name, &source.parse().expect("tokens"));
        arms.into_iter().map(|(conditions, _)| conditions.to_vec()).collect()
    }

    #[test]
    fn each_arm_excludes_those_before() {
        let expected = [vec!["a"], vec!["not(a)", "any(b, c)"], vec!["not(a)", "not(any(b, c))"]];
        let source = "if #[cfg(a)] { x } else if #[cfg(any(b, c))] { } else { }";
        assert_eq!(predicates("cfg_if", source), expected);
        let source = "a => { x } any(b, c) => { }, _ => { }";
        assert_eq!(predicates("cfg_select", source), expected);
        let source = "feature = \"a\" => { }";
        assert_eq!(predicates("cfg_select", source), [["feature = \"a\""]]);
        assert!(predicates("other", "if #[cfg(a)] { }").is_empty());
    }
}
