//! Macro calls in a body.

use super::bound::Scope;
use super::guards::OwnDefinition;
use super::known::Form;
use super::moved::moved_by_input;
use super::outside::Outside;
use super::path::{borrowed, segments};
use super::{Judge, quiet};
use crate::inventory::macro_rules::{Definition, count};
use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use std::collections::HashSet;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Block, Expr, Macro, MacroDelimiter, Pat, Stmt, Token};

/// How many tokens the input of a macro may have for its expansion to be judged as well.
const MAX_INPUT: usize = 1 << 14;
/// The maximum nesting of macro calls in each other's input.
const MAX_NESTING: usize = 32;

impl Judge<'_> {
    pub(super) fn macro_call(&mut self, call: &Macro) {
        let names = segments(&call.path);
        let path = borrowed(&names);
        if let Some(guard) = self.guards.find(Form::Macro, &path) {
            self.guarded_by(guard);
            return self.take_names(moved_by_input(&call.tokens));
        }
        let Some(name) = path.last().copied() else { return };
        let own = self.guards.macros.contains_key(name);
        let std = quiet::is_std(&path) || path.len() == 1 && !own;
        if std && quiet::is_inert_macro(name) {
            return;
        }
        if std && quiet::is_macro(name) {
            match operand.parse2(call.tokens.clone()) {
                Ok(expressions) => {
                    expressions.iter().for_each(|expression| self.visit_expr(expression))
                }
                Err(_) => self.blame_macro(call),
            }
        } else if let Some(taken) = self.guarding_macro(name, &call.tokens) {
            let guard = self.guards.own_macro(name);
            self.guarded_by(guard);
            self.take_names(taken);
        } else {
            self.blame_macro(call);
            self.input(&call.tokens);
        }
    }

    fn blame_macro(&mut self, call: &Macro) {
        self.blame(|| {
            let mut head = call.path.segments.to_token_stream();
            call.bang_token.to_tokens(&mut head);
            let (delimiter, span) = match &call.delimiter {
                MacroDelimiter::Paren(token) => (Delimiter::Parenthesis, token.span),
                MacroDelimiter::Brace(token) => (Delimiter::Brace, token.span),
                MacroDelimiter::Bracket(token) => (Delimiter::Bracket, token.span),
            };
            Outside::call(head, delimiter, span.open())
        });
    }

    /// Looks for a guard in the input of a macro that does not guard by itself.
    fn input(&mut self, tokens: &TokenStream) {
        if self.nesting == MAX_NESTING || self.is_settled() {
            return;
        }
        self.nesting += 1;
        let expressions = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(expressions) = expressions.parse2(tokens.clone()) {
            expressions.iter().for_each(|expression| self.visit_expr(expression));
        } else if let Ok(statements) = Block::parse_within.parse2(tokens.clone()) {
            statements.iter().for_each(|statement| self.visit_stmt(statement));
        }
        self.nesting -= 1;
    }

    /// The variables that the guard in the expansion takes, if every macro of the crate with this name puts all of the
    /// call into a guard. If only some of them do, this is a guard under a condition.
    fn guarding_macro(&mut self, name: &str, input: &TokenStream) -> Option<HashSet<String>> {
        let depth = self.depth.checked_sub(1)?;
        let definitions = self.guards.macros.get(name)?;
        if count(input, MAX_INPUT) >= MAX_INPUT {
            return None;
        }
        let mut taken: Option<HashSet<String>> = None;
        let (mut guarding, mut others) = (Vec::new(), Vec::new());
        for definition in definitions {
            let Some(names) = self.taken_by(&definition.rules, name, input, depth) else {
                others.push(definition);
                continue;
            };
            guarding.push(definition);
            taken = Some(match taken {
                Some(before) => before.intersection(&names).cloned().collect(),
                None => names,
            });
        }
        if others.is_empty() {
            return taken;
        }
        if let Some(condition) = condition(&guarding, &others) {
            self.condition.get_or_insert((name.to_owned(), condition));
        }
        None
    }

    /// The variables that the guard in one expansion takes, or `None` if the expansion is not guarded as a whole.
    fn taken_by(
        &self,
        rules: &Definition,
        name: &str,
        input: &TokenStream,
        depth: usize,
    ) -> Option<HashSet<String>> {
        let expansion = rules.expand(input.clone()).ok()?;
        if !self.guards.budget.affords(count(&expansion, usize::MAX)) {
            return None;
        }
        let statements = statements(expansion)?;
        let scope = Scope { signature: None, statements: &statements };
        let mut judge = Judge::new(scope, self.guards, depth);
        judge.within = name;
        judge.statements();
        let is_guarded = judge.guard.is_some() && judge.outside.is_none();
        is_guarded.then_some(judge.taken)
    }
}

/// The condition under which a definition that guards is the one in use.
fn condition(guarding: &[&OwnDefinition], others: &[&OwnDefinition]) -> Option<String> {
    let cfg = guarding.first()?.cfg.join(" and ");
    let other = others.first()?.cfg.join(" and ");
    match (cfg.is_empty(), other.is_empty()) {
        (false, _) => Some(cfg),
        (true, false) => Some(format!("not({other})")),
        (true, true) => None,
    }
}

fn statements(expansion: TokenStream) -> Option<Vec<Stmt>> {
    Block::parse_within.parse2(expansion).ok()
}

/// The expressions that `matches!`, `addr_of!` and `addr_of_mut!` evaluate.
fn operand(input: ParseStream<'_>) -> syn::Result<Vec<Expr>> {
    let mut expressions = vec![input.parse()?];
    if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        Pat::parse_multi_with_leading_vert(input)?;
        if input.parse::<Option<Token![if]>>()?.is_some() {
            expressions.push(input.parse()?);
        }
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(expressions)
}
