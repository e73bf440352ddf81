//! The expansion that the body of a rule becomes.

use super::matcher::{Binding, Bindings, grouped};
use super::template::Template;
use proc_macro2::{Group, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// How many tokens an expansion may have.
const MAX_TOKENS: usize = 1 << 19;

/// How many turns of variables there may be for each token of the call and the definition.
const TURNS_PER_TOKEN: usize = 64;

/// The variables of the repetition that is written out.
type Variables<'b> = BTreeMap<&'b str, &'b Binding>;

/// Replaces the variables of the body by their values. `None` if the result is too long, or a variable does not repeat
/// as the body wants it. `size` is the number of tokens of the call and the definition.
pub(super) fn transcribe(
    body: &[Template],
    bindings: &Bindings<'_>,
    size: usize,
) -> Option<TokenStream> {
    let variables = bindings.iter().map(|(name, binding)| (*name, binding)).collect();
    let turns = size.saturating_mul(TURNS_PER_TOKEN);
    Transcriber { tokens: MAX_TOKENS, turns }.sequence(body, &variables)
}

struct Transcriber {
    /// How many more tokens there may be.
    tokens: usize,
    /// How many more turns there may be of the variables in repetitions.
    turns: usize,
}

impl Transcriber {
    fn sequence(&mut self, body: &[Template], variables: &Variables<'_>) -> Option<TokenStream> {
        let mut tokens = Vec::new();
        self.write(body, variables, &mut tokens)?;
        Some(tokens.into_iter().collect())
    }

    fn write(
        &mut self,
        body: &[Template],
        variables: &Variables<'_>,
        tokens: &mut Vec<TokenTree>,
    ) -> Option<()> {
        for template in body {
            match template {
                Template::Token(token) => {
                    self.spend(1)?;
                    tokens.push(token.clone());
                }
                Template::Group { delimiter, span, inside } => {
                    self.spend(1)?;
                    let mut group = Group::new(*delimiter, self.sequence(inside, variables)?);
                    group.set_span(*span);
                    tokens.push(group.into());
                }
                Template::Variable { name, before_less } => match variables.get(name.as_str())? {
                    Binding::Fragment(value) => {
                        self.spend(value.size)?;
                        let whole = value.is_type && *before_less;
                        let value = value.tokens.clone();
                        tokens.extend(if whole { grouped(value) } else { value });
                    }
                    Binding::Turns(_) => return None,
                },
                Template::Repetition { inside, separator, variables: used } => {
                    let inner: Variables<'_> = used
                        .iter()
                        .filter_map(|name| variables.get_key_value(name.as_str()))
                        .map(|(name, binding)| (*name, *binding))
                        .collect();
                    self.repetition(inside, separator, inner, tokens)?;
                }
            }
        }
        Some(())
    }

    fn repetition(
        &mut self,
        inside: &[Template],
        separator: &[TokenTree],
        mut variables: Variables<'_>,
        tokens: &mut Vec<TokenTree>,
    ) -> Option<()> {
        let repeating: Vec<(&str, &Vec<Binding>)> = variables
            .iter()
            .filter_map(|(name, binding)| match binding {
                Binding::Turns(turns) => Some((*name, turns)),
                Binding::Fragment(..) => None,
            })
            .collect();
        let turns = repeating.iter().map(|(_, turns)| turns.len()).min()?;
        for turn in 0..turns {
            self.turns = self.turns.checked_sub(variables.len())?;
            if turn > 0 {
                tokens.extend(separator.iter().cloned());
            }
            for (name, turns) in &repeating {
                variables.insert(name, turns.get(turn)?);
            }
            self.write(inside, &variables, tokens)?;
        }
        Some(())
    }

    fn spend(&mut self, tokens: usize) -> Option<()> {
        self.tokens = self.tokens.checked_sub(tokens)?;
        Some(())
    }
}
