//! Calls of macros. The crate's own macros are expanded; the input of other macros is read as code.

use super::attributes::ItemAttributes;
use super::body::{Form, QUOTING, segments};
use super::facts::MacroSource;
use super::foreign_names::is_transparent;
use super::function::Function;
use super::macro_rules::{Unexpanded, count};
use super::model::GuardState;
use super::walk::{Scope, Walk};
use super::{attributes, cfg_arms, token_items};
use crate::sources::Conditions;
use proc_macro2::{Span, TokenStream};
use syn::Macro;

/// How deep expansions may nest, as rustc limits them by default.
const MAX_EXPANSIONS: usize = 128;
/// How deep the inputs of macros may nest.
const MAX_INPUTS: usize = 64;
/// How many tokens a call may have whose macro is expanded.
const MAX_CALL: usize = 1 << 17;
/// How many tokens the macros of one file may expand to.
const MAX_TOKENS: usize = 1 << 20;
/// The cost of a call besides its tokens: a macro that calls itself twice doubles at each level, however short it is.
const PER_CALL: usize = 128;

/// The macro that a call names.
struct Callee {
    /// The path, as far as the imports of the module tell it.
    path: Vec<String>,
    name: String,
    /// Whether the crate defines it.
    is_defined: bool,
}

impl Walk<'_, '_> {
    /// A macro call. `is_item` says whether it is in the place of an item.
    pub(super) fn macro_call(&mut self, call: &Macro, is_item: bool) {
        let Some(at) = call.path.segments.last().map(|last| last.ident.span()) else { return };
        let Callee { path, name, is_defined } = self.callee(call);
        if !is_defined {
            self.found.asked.insert(name.clone());
        }
        match name.as_str() {
            "global_asm" => {
                return self.note(
                    at,
                    "`global_asm!` may define symbols, which have no signature to be read",
                );
            }
            "include" => return self.include(&call.tokens, at),
            "ffi_library" => {
                self.found.has_library = true;
                self.found.prefix = attributes::library_prefix(call.tokens.clone());
                return;
            }
            name if QUOTING.contains(&name) && !is_defined => return,
            _ => {}
        }
        let is_item = is_item && self.scope.inputs < MAX_INPUTS;
        let may_export = || self.context.expands_to_foreign(&name) || self.concerns(&call.tokens);
        let expands = is_defined && (self.context.must_expand(&name) || is_item && may_export());
        if expands && self.expand(call, &name, at) {
            return;
        }
        if is_item && !is_defined {
            self.foreign_call(&path, at);
            self.foreign_macro(call, &name);
        }
        self.input(&call.tokens, &name, at);
    }

    /// The macro that a call names.
    fn callee(&mut self, call: &Macro) -> Callee {
        let written = segments(&call.path);
        let name = written.last().cloned().unwrap_or_default();
        let path = self.scope.imports.resolve(&written);
        let last = path.last().cloned().unwrap_or_default();
        let of_other_crate = path.len() > 1 && self.context.options.crates.contains(&path[0]);
        if !of_other_crate && last != name && !self.context.is_defined(&name) {
            // Until the other file tells that the macro is the crate's.
            self.found.asked.insert(name.clone());
        }
        let is_defined = |name: &str| !of_other_crate && self.context.is_defined(name);
        let name = if is_defined(&name) { name } else { last };
        Callee { is_defined: is_defined(&name), path, name }
    }

    /// Walks what the definitions of a macro make of the call. False if there is nothing.
    fn expand(&mut self, call: &Macro, name: &str, at: Span) -> bool {
        let too_much =
            format!("the call of the macro `{name}` is too deep or too long to be expanded");
        let size = count(&call.tokens, MAX_CALL);
        let fits = self.scope.expansions < MAX_EXPANSIONS && size < MAX_CALL;
        if !fits || !self.affords(size) {
            self.note(at, too_much);
            return false;
        }
        let (mut fits, mut matched) = (false, false);
        let position = self.is_here(at).then(|| at.byte_range().start);
        let all = self.context.definitions(name);
        for definition in MacroSource::candidates(all, &self.visit.file, position) {
            let expansion = match definition.rules.expand(call.tokens.clone()) {
                Ok(expansion) => expansion,
                Err(why) => {
                    matched |= why == Unexpanded::TooMuch;
                    continue;
                }
            };
            matched = true;
            if !self.affords(count(&expansion, MAX_TOKENS)) {
                continue;
            }
            fits = true;
            self.found.expanded.insert(definition.source.name.clone());
            let mut scope = self.inside(name, at);
            scope.expansions += 1;
            definition.source.cfg.iter().for_each(|predicate| scope.conditions.push(predicate));
            self.within(scope, |walk| walk.tokens(expansion));
        }
        if matched && !fits {
            self.note(at, too_much);
        } else if !fits {
            self.note(at, format!("no rule of the macro `{name}` could be matched with this call"));
        }
        fits
    }

    fn affords(&mut self, tokens: usize) -> bool {
        self.expanded_tokens = self.expanded_tokens.saturating_add(tokens + PER_CALL);
        self.expanded_tokens <= MAX_TOKENS
    }

    /// The scope of what a macro gets or makes.
    fn inside(&self, name: &str, at: Span) -> Scope {
        let call = if self.is_here(at) { Some(at) } else { self.scope.call };
        Scope { in_macro: Some(name.into()), call, foreign: false, ..self.scope.clone() }
    }

    /// A guard's macro of another crate: it exports the functions that it gets.
    fn foreign_macro(&mut self, call: &Macro, name: &str) {
        let guard = self.context.guards(&self.budget).find(Form::Macro, &[name]);
        let Some(guard) = guard.map(GuardState::from) else { return };
        if self.scope.in_macro.is_some() {
            return;
        }
        for item in token_items::unexported_functions(&call.tokens, self.context) {
            let function = Function::of_item(&item);
            let symbol = self.symbol_of(&item.sig.ident);
            self.export_unmarked(&function, &ItemAttributes::default(), symbol, guard.clone());
        }
    }

    /// Reads the input of a macro as code.
    fn input(&mut self, tokens: &TokenStream, name: &str, at: Span) {
        let is_read = match is_transparent(name) {
            true => self.concerns(tokens),
            false => self.context.matters(tokens.clone()),
        };
        if !is_read {
            return;
        }
        if self.scope.inputs == MAX_INPUTS {
            return self.note(
                at,
                "macro calls nest more than 64 deep here: the input of this one is not read",
            );
        }
        let mut scope = self.inside(name, at);
        scope.inputs += 1;
        scope.is_input |= !is_transparent(name);
        let arms = cfg_arms::read(name, tokens);
        if arms.is_empty() {
            return self.within(scope, |walk| walk.tokens(tokens.clone()));
        }
        for (conditions, code) in arms {
            let mut scope = scope.clone();
            scope.conditions.push_all(&conditions);
            self.within(scope, |walk| walk.tokens(code));
        }
    }

    /// Walks a group of tokens that is not an item as a whole, under the conditions in front of it.
    pub(super) fn group(&mut self, tokens: TokenStream, conditions: &Conditions, at: Span) {
        if !self.context.matters(tokens.clone()) {
            return;
        }
        if self.scope.inputs == MAX_INPUTS {
            return self.note(
                at,
                "brackets nest more than 64 deep here: the input of the macro is not read",
            );
        }
        let mut scope = self.scope.clone();
        scope.inputs += 1;
        scope.conditions.push_all(conditions);
        self.within(scope, |walk| walk.tokens(tokens));
    }
}
