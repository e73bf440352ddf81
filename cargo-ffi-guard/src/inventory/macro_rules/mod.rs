//! The expansion of `macro_rules!` definitions.

use proc_macro2::{TokenStream, TokenTree};

/// A macro's definition.
#[derive(Debug)]
pub(crate) struct Definition {
    name: String,
}

/// Why a call was not expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unexpanded {
    /// No rule matches the call.
    NoRule,
    /// The result is too long, or the rule's body cannot be written out.
    TooMuch,
}

impl Definition {
    /// Reads the rules of a definition. `None` if there is none.
    pub(crate) fn parse(name: &str, body: TokenStream) -> Option<Self> {
        (!body.is_empty()).then(|| Self { name: name.to_owned() })
    }

    /// Expands a call by the first rule that matches it.
    pub(crate) fn expand(&self, _call: TokenStream) -> Result<TokenStream, Unexpanded> {
        Err(Unexpanded::NoRule)
    }
}

/// Counts the tokens of a stream, those in groups included.
pub(crate) fn count(tokens: &TokenStream) -> usize {
    let mut number = 0;
    let mut waiting = vec![tokens.clone()];
    while let Some(tokens) = waiting.pop() {
        for tree in tokens {
            number += 1;
            if let TokenTree::Group(group) = tree {
                waiting.push(group.stream());
            }
        }
    }
    number
}
