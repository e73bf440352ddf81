//! The expansion of `macro_rules!` and `macro` definitions on tokens.
//!
//! A definition is parsed once: `pattern` parses the matcher of a rule, `template` its body. To expand a call, `matcher`
//! finds the first rule that matches and binds its variables, with the help of `fragment`, and `transcriber` writes the
//! body out. The tokens of the result keep their spans. Hygiene is not modelled. Every stage is bounded, so hostile
//! definitions and calls end.

mod fragment;
mod matcher;
mod pattern;
mod template;
#[cfg(test)]
mod tests;
mod tokens;
mod transcriber;

use pattern::Pattern;
use proc_macro2::{Group, TokenStream, TokenTree};
use template::Template;
pub(super) use tokens::count;
use tokens::is_punct;

/// How many tokens a call may have.
const MAX_CALL: usize = 1 << 21;

/// A macro's definition.
#[derive(Debug)]
pub(crate) struct Definition {
    rules: Vec<Rule>,
    /// How many tokens the definition has.
    size: usize,
}

#[derive(Debug)]
struct Rule {
    matcher: Vec<Pattern>,
    /// `None` if groups nest too deeply in it.
    body: Option<Vec<Template>>,
}

/// The reason why a call was not expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unexpanded {
    /// No rule matches the call.
    NoRule,
    /// The call or its expansion is too long, or the body of the rule cannot be transcribed.
    TooMuch,
}

impl Definition {
    /// Parses the rules of a definition: what follows the name in `macro_rules! name { .. }` or `macro name(..) { .. }`,
    /// with or without the brackets around the rules. Skips rules that cannot be parsed. Returns `None` without a rule.
    pub(crate) fn parse(body: &TokenStream) -> Option<Self> {
        let size = count(body, MAX_CALL);
        let trees: Vec<TokenTree> = body.clone().into_iter().collect();
        let rules = match trees.as_slice() {
            [TokenTree::Group(rules)] => {
                let inner: Vec<TokenTree> = rules.stream().into_iter().collect();
                parse_rules(&inner)
            }
            [TokenTree::Group(matcher), TokenTree::Group(body)] => {
                Rule::parse(matcher, body).into_iter().collect()
            }
            trees => parse_rules(trees),
        };
        (!rules.is_empty()).then_some(Self { rules, size })
    }

    /// Expands a call with this input by the first rule that matches. `$crate` becomes `crate`, which syn parses.
    pub(crate) fn expand(&self, input: TokenStream) -> Result<TokenStream, Unexpanded> {
        let size = count(&input, MAX_CALL);
        if size == MAX_CALL {
            return Err(Unexpanded::TooMuch);
        }
        let size = size + self.size;
        let (rule, bindings) = matcher::first_match(&self.rules, input, size)?;
        let body = rule.body.as_ref().ok_or(Unexpanded::TooMuch)?;
        transcriber::transcribe(body, &bindings, size).ok_or(Unexpanded::TooMuch)
    }
}

/// Parses `(..) => {..}; ..`, up to the first piece that is not a rule.
fn parse_rules(trees: &[TokenTree]) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut rest = trees;
    while let [TokenTree::Group(matcher), equals, greater, TokenTree::Group(body), behind @ ..] =
        rest
        && is_punct(equals, '=')
        && is_punct(greater, '>')
    {
        rules.extend(Rule::parse(matcher, body));
        rest = match behind {
            [separator, behind @ ..] if is_punct(separator, ';') || is_punct(separator, ',') => {
                behind
            }
            _ => behind,
        };
    }
    rules
}

impl Rule {
    fn parse(matcher: &Group, body: &Group) -> Option<Self> {
        let matcher = pattern::parse(matcher.stream())?;
        let body = template::parse(body.stream(), &pattern::variables(&matcher));
        Some(Self { matcher, body })
    }
}
