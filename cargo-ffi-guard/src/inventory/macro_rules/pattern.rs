//! The matcher of a rule.

use super::fragment::Fragment;
use super::tokens::{Operator, Repeated, is_punct};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::ext::IdentExt;

/// How deep groups and repetitions may nest in a matcher.
const MAX_DEPTH: usize = 64;

/// A piece of a matcher.
#[derive(Debug)]
pub(super) enum Pattern {
    /// A token that matches itself.
    Token(TokenTree),
    /// A group of this kind with matching contents.
    Group(Delimiter, Vec<Pattern>),
    /// `$name:fragment`
    Variable { name: String, fragment: Fragment },
    /// `$( .. ) separator operator`
    Repetition { inside: Vec<Pattern>, separator: Vec<TokenTree>, operator: Operator },
}

/// Parses a matcher. `None` if it nests too deeply or has a fragment of an unknown kind.
pub(super) fn parse(tokens: TokenStream) -> Option<Vec<Pattern>> {
    let mut patterns = Vec::new();
    parse_into(&mut patterns, tokens, MAX_DEPTH)?;
    Some(patterns)
}

fn parse_into(patterns: &mut Vec<Pattern>, tokens: TokenStream, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    while let [first, behind @ ..] = rest {
        if let Some(repeated) = Repeated::read(rest) {
            let mut inside = Vec::new();
            parse_into(&mut inside, repeated.inside.stream(), depth)?;
            let (separator, operator) = (repeated.separator.to_vec(), repeated.operator);
            patterns.push(Pattern::Repetition { inside, separator, operator });
            rest = &rest[repeated.length..];
            continue;
        }
        match (first, behind) {
            (dollar, [TokenTree::Ident(name), colon, TokenTree::Ident(fragment), behind @ ..])
                if is_punct(dollar, '$') && is_punct(colon, ':') =>
            {
                let fragment = Fragment::named(&fragment.to_string())?;
                patterns.push(Pattern::Variable { name: name.unraw().to_string(), fragment });
                rest = behind;
                continue;
            }
            (TokenTree::Group(group), _) if group.delimiter() == Delimiter::None => {
                parse_into(patterns, group.stream(), depth)?;
            }
            (TokenTree::Group(group), _) => {
                let mut inside = Vec::new();
                parse_into(&mut inside, group.stream(), depth)?;
                patterns.push(Pattern::Group(group.delimiter(), inside));
            }
            (token, _) => patterns.push(Pattern::Token(token.clone())),
        }
        rest = behind;
    }
    Some(())
}

/// The variables of a matcher.
pub(super) fn variables(patterns: &[Pattern]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut waiting = vec![patterns];
    while let Some(patterns) = waiting.pop() {
        for pattern in patterns {
            match pattern {
                Pattern::Variable { name, .. } => drop(names.insert(name.as_str())),
                Pattern::Group(_, inside) | Pattern::Repetition { inside, .. } => {
                    waiting.push(inside);
                }
                Pattern::Token(_) => {}
            }
        }
    }
    names
}
