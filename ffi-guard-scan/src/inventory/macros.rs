//! Macro definitions and calls.

use super::super::attributes::Attributes;
use super::super::conditions::Conditions;
use super::super::report::Context;
use super::super::tokens::Tokens;
use super::super::walk::Walker;
use super::collect::Subject;
use super::expand::{Definition, Unexpanded, expand};
use super::known::{Form, HARMLESS, QUOTING};
use super::model::EntryKind;
use super::{Knowledge, matters, names};

/// How deep expansions may nest: what `macro_rules!` are themselves allowed by default.
const MAX_DEPTH: usize = 128;
/// How long a call may be whose macro is expanded.
const MAX_CALL: usize = 4 << 20;

/// How many scopes a call may stand in whose input decides whether its macro is expanded.
const MAX_NESTING: usize = 64;

impl Walker<'_, '_> {
    /// A macro's definition whose name ends before `behind`, with its last bracket at `open`.
    pub(crate) fn define(&mut self, name: &str, behind: usize, open: usize) {
        let first = if self.tokens.opens_any(behind) { behind } else { open };
        let text = self.tokens.text_of(first, self.tokens.next(open));
        if name.starts_with('$') || matches!(*self.scope.context, Context::MacroDefinition(_)) {
            return;
        }
        let mut cfg = self.conditions.to_vec();
        cfg.retain(|predicate| !predicate.contains('$'));
        self.found.collected.definitions.insert(Definition {
            name: name.to_owned(),
            file: self.visit.file.clone(),
            at: self.origin.map(self.tokens.start(first)).unwrap_or_else(|| self.origin.call()),
            in_file: self.origin.is_file(),
            text: text.to_owned(),
            cfg,
        });
    }

    /// A macro call whose name stands at `at`; true if what it becomes has been walked.
    pub(crate) fn macro_call(&mut self, at: usize, name: &str, open: usize) -> bool {
        let Some(knowledge) = self.inventory else { return false };
        if matches!(*self.scope.context, Context::MacroDefinition(_)) {
            return false;
        }
        if name == "global_asm" {
            let what = "`global_asm!` may define symbols, which have no signature to be read";
            self.note(at, what.to_owned());
            return false;
        }
        let defined = knowledge.macros.is_defined(name);
        if QUOTING.contains(&name) && !defined {
            // The crate may have one of its own, which is known after the first round.
            self.found.collected.asked.insert(name.to_owned());
            self.at = self.tokens.next(open);
            return true;
        }
        if knowledge.macros.is_relevant(name) {
            return self.expand_call(knowledge, at, name, open);
        }
        // Nested calls hold each other's text: reading it for each is the square of the nesting.
        let item = !self.scope.in_block && !self.scope.in_head && self.nesting() < MAX_NESTING;
        let input = self.tokens.text_of(open + 1, self.tokens.partner(open));
        if item && input.len() <= MAX_CALL && matters(input, self.names, knowledge.wanted) {
            if defined {
                return self.expand_call(knowledge, at, name, open);
            }
            self.found.collected.asked.insert(name.to_owned());
        }
        if item && !defined {
            self.foreign_macro(knowledge, at, name, open);
        }
        false
    }

    fn expand_call(
        &mut self,
        knowledge: &Knowledge<'_>,
        at: usize,
        name: &str,
        open: usize,
    ) -> bool {
        let close = self.tokens.partner(open);
        let size = self.tokens.start(close).saturating_sub(self.tokens.start(open));
        let too_much =
            || format!("the call of the macro `{name}` is too deep or too long to be expanded");
        if self.depth == MAX_DEPTH || size > MAX_CALL || !self.found.collected.affords(size) {
            self.note(at, too_much());
            return false;
        }
        let origin = self.origin.called_at(self.tokens.start(at));
        let (mut fits, mut matched) = (false, false);
        for (definition, tokens) in
            knowledge.macros.candidates(name, &self.visit.file, self.tokens.start(at))
        {
            let origin = origin.made_by(definition);
            let expansion = match expand(tokens, self.tokens, (open + 1, close), &origin) {
                Ok(expansion) => expansion,
                Err(why) => {
                    matched |= why == Unexpanded::TooMuch;
                    continue;
                }
            };
            matched = true;
            if !self.found.collected.affords(expansion.text.len()) {
                continue;
            }
            fits = true;
            let text = Tokens::new(&expansion.text);
            self.expansion(&text, expansion.origin, name, &definition.conditions()).run();
        }
        if fits {
            self.found.collected.expanded.insert(name.to_owned());
            self.at = close + 1;
        } else if matched {
            self.note(at, too_much());
        } else {
            self.note(at, format!("no rule of the macro `{name}` could be matched with this call"));
        }
        fits
    }

    /// A macro of another crate: it may export the functions that it is given, or more.
    fn foreign_macro(&mut self, knowledge: &Knowledge<'_>, at: usize, name: &str, open: usize) {
        if HARMLESS.contains(&name) || !matches!(*self.scope.context, Context::Code) {
            return;
        }
        let functions = self.functions(open);
        if functions.is_empty() {
            return;
        }
        if knowledge.guards().find(Form::Macro, &[name]).is_none() {
            let what = format!(
                "the macro `{name}` comes from another crate: whether it exports the functions \
                 that it is given is not known"
            );
            return self.note(at, what);
        }
        let guarded = knowledge.guards().find(Form::Macro, &[name]);
        for keyword in functions {
            let fn_name = names::item(self.tokens, keyword + 1);
            let symbol = fn_name.value.clone();
            let always = Conditions::default();
            let attributes = Attributes::default();
            let subject = Subject::unmarked(EntryKind::Export, keyword, &attributes, &always);
            self.add(subject, fn_name, symbol, guarded.clone());
        }
    }

    /// The `fn`s of a call's input that have a name and no attribute that exports them already.
    fn functions(&self, open: usize) -> Vec<usize> {
        let close = self.tokens.partner(open);
        let mut found = Vec::new();
        let mut exported = false;
        let mut at = open + 1;
        while at < close {
            if self.tokens.outer_attribute(at).is_some() {
                let (attributes, behind) = Attributes::outer(self.tokens, self.names, at);
                exported = !attributes.marks.is_empty();
                at = behind.max(at + 1);
                continue;
            }
            if self.tokens.keyword(at) == Some("fn") && self.tokens.word(at + 1).is_some() {
                if !exported {
                    found.push(at);
                }
                exported = false;
            }
            at = self.tokens.next(at);
        }
        found
    }
}
