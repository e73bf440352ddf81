//! The input of a call against the matchers of a definition.

use super::fragment::{self, Fragment};
use super::pattern::{Pattern, variables};
use super::tokens::{Operator, count};
use super::{MAX_CALL, Rule, Unexpanded};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::cell::Cell;
use std::collections::BTreeMap;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseBuffer, ParseStream, Parser};

/// How many steps are taken for each token of the call and of the definition.
const STEPS_PER_TOKEN: usize = 32;
/// The steps of a short call.
const MIN_STEPS: usize = 4096;

/// The value of a variable.
#[derive(Debug)]
pub(super) enum Binding {
    /// A fragment.
    Fragment(Value),
    /// One binding for each turn of a repetition.
    Turns(Vec<Binding>),
}

/// The tokens of a fragment.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) tokens: TokenStream,
    /// How many tokens there are.
    pub(super) size: usize,
    pub(super) is_type: bool,
}

pub(super) type Bindings<'p> = BTreeMap<&'p str, Binding>;

/// The first rule that matches all of the input, and the values of its variables. `size` is the number of tokens of the
/// call and the definition.
pub(super) fn first_match(
    rules: &[Rule],
    input: TokenStream,
    size: usize,
) -> Result<(&Rule, Bindings<'_>), Unexpanded> {
    let steps = size.saturating_mul(STEPS_PER_TOKEN).saturating_add(MIN_STEPS);
    let matcher = Matcher { steps: Cell::new(steps) };
    let search = |input: ParseStream<'_>| {
        let found = rules.iter().find_map(|rule| {
            let fork = input.fork();
            let mut bindings = Bindings::new();
            matcher.sequence(&rule.matcher, &fork, &mut bindings)?;
            fork.is_empty().then_some((rule, bindings))
        });
        // The parser reports an error if it leaves tokens in the input.
        input.parse::<TokenStream>()?;
        Ok(found)
    };
    let found = search.parse2(input).ok().flatten();
    let why = if matcher.steps.get() == 0 { Unexpanded::TooMuch } else { Unexpanded::NoRule };
    found.ok_or(why)
}

struct Matcher {
    /// How many steps are left.
    steps: Cell<usize>,
}

impl Matcher {
    /// Matches the patterns at the start of the input, and moves behind them.
    fn sequence<'p>(
        &self,
        patterns: &'p [Pattern],
        input: ParseStream<'_>,
        bindings: &mut Bindings<'p>,
    ) -> Option<()> {
        for pattern in patterns {
            self.spend(1)?;
            match pattern {
                Pattern::Token(token) => self.tokens(std::slice::from_ref(token), input)?,
                Pattern::Variable { name, fragment } => {
                    bindings.insert(name, self.variable(*fragment, input)?);
                }
                Pattern::Group(delimiter, inside) => {
                    let content = enter(input, *delimiter)?;
                    self.sequence(inside, &content, bindings)?;
                    content.is_empty().then_some(())?;
                }
                Pattern::Repetition { inside, separator, operator } => {
                    let turns = self.turns(inside, separator, *operator, input)?;
                    self.collect(inside, turns, bindings)?;
                }
            }
        }
        Some(())
    }

    fn variable(&self, fragment: Fragment, input: ParseStream<'_>) -> Option<Binding> {
        let taken = fragment.take(input);
        let (found, Ok(trees) | Err(trees)) = (taken.is_ok(), taken);
        let group = trees.len() > 1 && is_grouped(fragment, &trees);
        let mut tokens: TokenStream = trees.into_iter().collect();
        let size = count(&tokens, MAX_CALL);
        self.spend(size)?;
        found.then_some(())?;
        if group {
            tokens = grouped(tokens);
        }
        Some(Binding::Fragment(Value { tokens, size, is_type: fragment == Fragment::Ty }))
    }

    /// The bindings of each turn. A repetition takes as many turns as match.
    fn turns<'p>(
        &self,
        inside: &'p [Pattern],
        separator: &[TokenTree],
        operator: Operator,
        input: ParseStream<'_>,
    ) -> Option<Vec<Bindings<'p>>> {
        let mut turns = Vec::new();
        let most = if operator == Operator::ZeroOrOne { 1 } else { usize::MAX };
        while !input.is_empty() && turns.len() < most {
            let fork = input.fork();
            if !turns.is_empty() && self.tokens(separator, &fork).is_none() {
                break;
            }
            let start = fork.cursor();
            let mut turn = Bindings::new();
            let found = self.sequence(inside, &fork, &mut turn);
            if found.is_none() || fork.cursor() == start {
                break;
            }
            input.advance_to(&fork);
            turns.push(turn);
        }
        (!turns.is_empty() || operator != Operator::OneOrMore).then_some(turns)
    }

    /// Turns the bindings of each turn into one binding for each variable.
    fn collect<'p>(
        &self,
        inside: &'p [Pattern],
        turns: Vec<Bindings<'p>>,
        into: &mut Bindings<'p>,
    ) -> Option<()> {
        for name in variables(inside) {
            self.spend(1)?;
            into.insert(name, Binding::Turns(Vec::with_capacity(turns.len())));
        }
        for (name, binding) in turns.into_iter().flatten() {
            if let Some(Binding::Turns(turns)) = into.get_mut(name) {
                turns.push(binding);
            }
        }
        Some(())
    }

    /// Takes these tokens.
    fn tokens(&self, tokens: &[TokenTree], input: ParseStream<'_>) -> Option<()> {
        for token in tokens {
            self.spend(1)?;
            let (found, _) = input.cursor().token_tree()?;
            is_same(token, &found).then_some(())?;
            fragment::take(input, 1);
        }
        Some(())
    }

    fn spend(&self, steps: usize) -> Option<()> {
        let left = self.steps.get().saturating_sub(steps);
        self.steps.set(left);
        (left > 0).then_some(())
    }
}

/// Whether the fragment goes into an invisible group, as in rustc: if `$a` is a sum, `$a * 2` is a product.
fn is_grouped(fragment: Fragment, trees: &[TokenTree]) -> bool {
    let sum = |tree: &TokenTree| super::is_punct(tree, '+');
    fragment == Fragment::Expr || fragment == Fragment::Ty && trees.iter().any(sum)
}

/// The tokens in an invisible group.
pub(super) fn grouped(tokens: TokenStream) -> TokenStream {
    TokenTree::from(Group::new(Delimiter::None, tokens)).into()
}

/// The contents of the group that the input starts with.
fn enter<'i>(input: &ParseBuffer<'i>, delimiter: Delimiter) -> Option<ParseBuffer<'i>> {
    // Invisible groups are part of a fragment, and no pattern reaches into one.
    if input.cursor().group(Delimiter::None).is_some() {
        return None;
    }
    let content = || {
        let content;
        match delimiter {
            Delimiter::Parenthesis => drop(syn::parenthesized!(content in input)),
            Delimiter::Brace => drop(syn::braced!(content in input)),
            Delimiter::Bracket => drop(syn::bracketed!(content in input)),
            Delimiter::None => return Err(input.error("")),
        }
        Ok(content)
    };
    content().ok()
}

fn is_same(pattern: &TokenTree, found: &TokenTree) -> bool {
    match (pattern, found) {
        (TokenTree::Ident(a), TokenTree::Ident(b)) => a == b,
        (TokenTree::Punct(a), TokenTree::Punct(b)) => a.as_char() == b.as_char(),
        (TokenTree::Literal(a), TokenTree::Literal(b)) => a.to_string() == b.to_string(),
        _ => false,
    }
}
