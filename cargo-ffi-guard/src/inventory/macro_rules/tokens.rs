//! Tokens as `macro_rules!` sees them: operators of several characters and lifetimes are one token.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The operators of three and of two characters.
const OPERATORS: &[&str] = &[
    "<<=", ">>=", "...", "..=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "^=", "&=",
    "|=", "==", "!=", "<=", ">=", "=>", "->", "::", "..",
];

/// The longest operator, in characters.
pub(super) const LONGEST: usize = 3;

/// How many trees the first token has. Zero if there is none.
pub(super) fn token_length(trees: &[TokenTree]) -> usize {
    if let [TokenTree::Punct(quote), TokenTree::Ident(_), ..] = trees
        && quote.as_char() == '\''
        && quote.spacing() == Spacing::Joint
    {
        return 2;
    }
    let operator = OPERATORS.iter().find(|operator| starts_with(trees, operator));
    operator.map_or(trees.len().min(1), |operator| operator.len())
}

/// Whether the trees start with the characters of this operator and nothing between them.
fn starts_with(trees: &[TokenTree], operator: &str) -> bool {
    let last = operator.len() - 1;
    trees.len() > last
        && operator.chars().zip(trees).enumerate().all(|(index, (character, tree))| {
            matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character
                && (index == last || punct.spacing() == Spacing::Joint))
        })
}

pub(super) fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Counts the tokens of a stream and of its groups, up to this limit. Streams share groups, so one of a few trees may
/// have any number of tokens.
pub(crate) fn count(tokens: &TokenStream, limit: usize) -> usize {
    let mut number = 0;
    let mut waiting = vec![tokens.clone().into_iter()];
    while let Some(trees) = waiting.last_mut() {
        let Some(tree) = trees.next() else {
            waiting.pop();
            continue;
        };
        number += 1;
        if number >= limit {
            return limit;
        }
        if let TokenTree::Group(group) = tree {
            waiting.push(group.stream().into_iter());
        }
    }
    number
}

/// How a repetition repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// `*`
    ZeroOrMore,
    /// `+`
    OneOrMore,
    /// `?`
    ZeroOrOne,
}

/// The parts of `$( .. ) separator operator`.
pub(super) struct Repeated<'t> {
    pub(super) inside: &'t Group,
    pub(super) separator: &'t [TokenTree],
    pub(super) operator: Operator,
    /// How many trees it has.
    pub(super) length: usize,
}

impl<'t> Repeated<'t> {
    /// Reads the repetition that the trees start with.
    pub(super) fn read(trees: &'t [TokenTree]) -> Option<Self> {
        let [dollar, TokenTree::Group(inside), rest @ ..] = trees else { return None };
        if !is_punct(dollar, '$') || inside.delimiter() != Delimiter::Parenthesis {
            return None;
        }
        if let Some(operator) = rest.first().and_then(operator) {
            return Some(Self { inside, separator: &[], operator, length: 3 });
        }
        let length = token_length(rest);
        let operator = rest.get(length).and_then(operator)?;
        Some(Self { inside, separator: rest.get(..length)?, operator, length: length + 3 })
    }
}

fn operator(tree: &TokenTree) -> Option<Operator> {
    let TokenTree::Punct(punct) = tree else { return None };
    match punct.as_char() {
        '*' => Some(Operator::ZeroOrMore),
        '+' => Some(Operator::OneOrMore),
        '?' => Some(Operator::ZeroOrOne),
        _ => None,
    }
}
