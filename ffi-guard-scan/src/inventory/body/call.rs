//! Paths, and what is called by one: functions, methods and macros.

use super::super::super::tokens::Tokens;
use super::super::expand::{Origin, expand};
use super::super::known::{Form, part_of_guard};
use super::super::quiet;
use super::Judge;
use super::path::{behind_turbofish, read_path};

/// How long a macro's input may be for its expansion to be judged as well.
const MAX_INPUT: usize = 1 << 16;

impl Judge<'_, '_> {
    /// A path, and the call, the macro or the value that it is.
    pub(super) fn path(&mut self, at: usize, to: usize) -> usize {
        let (path, behind) = read_path(self.tokens, at);
        let bang = self.tokens.is(behind, b'!');
        if bang && self.tokens.opens_any(behind + 1) {
            if self.begins_statement(at) && self.tokens.opens(behind + 1, b'{') {
                self.ends.insert(self.tokens.partner(behind + 1));
            }
            return self.macro_call(at, behind + 1, &path);
        }
        if bang && path.last() == Some(&"macro_rules") {
            let end = self.tokens.next(behind + 2);
            self.ends.insert(end - 1);
            return end;
        }
        if !self.tokens.opens(behind, b'(') || behind >= to {
            return behind;
        }
        if let Some(guard) = self.guards.find(Form::Function, &path)
            && !self.is_local(&path)
        {
            return self.guard_call(guard, at, behind);
        }
        if self.is_harmless(at, &path) || part_of_guard(self.within, &path) {
            return behind + 1;
        }
        self.blame(at, behind + 1)
    }

    /// Whether a call of the path at `at` runs none of the author's code: a constructor or a quiet
    /// function.
    fn is_harmless(&mut self, at: usize, path: &[&str]) -> bool {
        // `<T as Trait>::Name(..)` is a function of the trait, however it is spelled.
        let qualified = at >= 3
            && self.tokens.is(at - 1, b':')
            && self.tokens.is(at - 2, b':')
            && self.tokens.is(at - 3, b'>');
        let name = path.last().copied().unwrap_or_default();
        if qualified || self.guards.functions.contains_key(name) && !quiet::is_std(path) {
            return false;
        }
        quiet::is_constructor(name) || quiet::is_function(path) && !self.is_local(path)
    }

    fn macro_call(&mut self, at: usize, open: usize, path: &[&str]) -> usize {
        if let Some(guard) = self.guards.find(Form::Macro, path) {
            self.guard.get_or_insert(guard);
            return self.tokens.next(open);
        }
        let own = path.last().is_some_and(|name| self.guards.macros.is_defined(name));
        let std = quiet::is_std(path) || path.len() == 1 && !own;
        match path.last() {
            Some(name) if std && quiet::is_inert_macro(name) => self.tokens.next(open),
            Some(name) if std && quiet::is_macro(name) => open + 1,
            Some(name) if self.is_guarding_macro(name, open) => {
                let guard = self.guards.own_macro(name);
                self.guard.get_or_insert(guard);
                self.tokens.next(open)
            }
            _ => self.blame(at, open + 1),
        }
    }

    /// Whether a macro of the crate puts all of this call into a guard, whichever of its
    /// definitions is meant.
    fn is_guarding_macro(&self, name: &str, open: usize) -> bool {
        let close = self.tokens.partner(open);
        let size = self.tokens.start(close).saturating_sub(self.tokens.start(open));
        let Some(depth) = self.depth.checked_sub(1) else { return false };
        let definitions = self.guards.macros.all(name);
        let guards = |definition: &Tokens<'_>| {
            let input = (open + 1, close);
            let expansion = expand(definition, self.tokens, input, &Origin::file(0));
            expansion.is_ok_and(|expansion| {
                if !self.guards.macros.affords(expansion.text.len()) {
                    return false;
                }
                let text = Tokens::new(&expansion.text);
                let range = (0, text.len());
                let mut judge = Judge::new(&text, range, self.guards, depth);
                judge.within = name;
                judge.run(range);
                judge.guard.is_some() && judge.outside.is_none()
            })
        };
        size <= MAX_INPUT
            && !definitions.is_empty()
            && definitions.iter().all(|(_, definition)| guards(definition))
    }

    /// `.name(..)`, a field, or a part of a number.
    pub(super) fn method(&mut self, at: usize, to: usize) -> usize {
        let Some(name) = self.tokens.word(at + 1) else { return at + 1 };
        if name == "await" {
            return self.blame(at, at + 2);
        }
        let open = behind_turbofish(self.tokens, at + 2);
        if !self.tokens.opens(open, b'(') || open >= to {
            return at + 2;
        }
        if let Some(guard) = self.guards.find(Form::Method, &[name]) {
            return self.guard_call(guard, at, open);
        }
        if !quiet::is_method(name) {
            return self.blame(at + 1, open + 1);
        }
        if quiet::calls_its_argument(name) {
            let arguments = self.arguments(open);
            // The first one of `map_or` is a value.
            for (from, to) in arguments.into_iter().skip(usize::from(name == "map_or")) {
                self.callee(from, to);
            }
        }
        open + 1
    }

    /// What is given to `.map(..)` and its like is called there: only of a closure is it known what
    /// that runs, and of a constructor or a quiet function.
    fn callee(&mut self, from: usize, to: usize) {
        if self.closure_body(from).is_some() {
            return;
        }
        let (path, behind) = read_path(self.tokens, from);
        if behind != to || !self.is_harmless(from, &path) {
            self.blame(from, to);
        }
    }
}
