//! The walk over one file's tokens, scope by scope.

use std::rc::Rc;

use super::arms;
use super::attributes::Attributes;
use super::conditions::Conditions;
use super::file_queue::Visit;
use super::head::{Head, foreign_abi};
use super::lexer::Kind;
use super::locate::Locator;
use super::names::GuardNames;
use super::pass::{Found, Pass};
use super::report::{Context, ExportAttribute, Guard, Options};
use super::scope::{Bounds, Scope};
use super::tokens::Tokens;

/// The state of the walk. `follow` holds what leads to other files, `record` what goes into the
/// report.
pub(super) struct Walker<'w, 'a> {
    pub(super) tokens: &'w Tokens<'a>,
    pub(super) visit: &'w Visit,
    pub(super) options: &'w Options,
    pub(super) names: &'w GuardNames,
    pub(super) found: &'w mut Found,
    pub(super) locator: Locator<'a>,
    /// The predicates that hold here: first the predicates of the file, then the predicates of each open scope.
    pub(super) conditions: Conditions,
    /// The scope that the walk is in, and those around it.
    pub(super) scope: Scope,
    pub(super) outer: Vec<Scope>,
    pub(super) at: usize,
}

impl<'w, 'a> Walker<'w, 'a> {
    pub(super) fn new(
        tokens: &'w Tokens<'a>,
        visit: &'w Visit,
        pass: Pass<'w>,
        found: &'w mut Found,
    ) -> Self {
        let place = &visit.place;
        Self {
            tokens,
            visit,
            options: pass.options,
            names: pass.names,
            found,
            locator: Locator::new(tokens.source()),
            conditions: place.conditions.clone(),
            scope: Scope::file(tokens.len(), place.dir.clone(), place.implicit_prelude),
            outer: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn run(mut self) {
        self.inner_attributes(true, None);
        loop {
            if self.at < self.scope.end {
                self.step();
            } else if !self.leave() {
                break;
            }
        }
    }

    fn step(&mut self) {
        match self.tokens.kind(self.at) {
            Some(Kind::Word) => self.word(),
            Some(Kind::Open(bracket)) => self.group(bracket),
            Some(Kind::Punct(b'#')) if self.tokens.opens(self.at + 1, b'[') => self.attributed(),
            _ => self.at += 1,
        }
    }

    /// Closes the current scope; false if it was the file.
    fn leave(&mut self) -> bool {
        let Some(outer) = self.outer.pop() else { return false };
        let scope = std::mem::replace(&mut self.scope, outer);
        self.conditions.truncate(scope.outer_conditions);
        let behind = if scope.bounds == Bounds::Brackets { scope.end + 1 } else { scope.end };
        // Only ever forward, so that the walk ends whatever the scopes are.
        self.at = self.at.max(behind);
        true
    }

    /// Enters the group at `open`; `change` says how its scope differs from the one around it.
    pub(super) fn enter(&mut self, open: usize, change: impl FnOnce(&mut Scope)) {
        let end = self.tokens.partner(open);
        let mut scope = self.scope.child(Bounds::Brackets, end, self.conditions.len());
        change(&mut scope);
        self.outer.push(std::mem::replace(&mut self.scope, scope));
        self.at = open + 1;
    }

    /// An item or anything else with attributes: records it and enters its extent.
    fn attributed(&mut self) {
        let (attributes, behind) = Attributes::outer(self.tokens, self.names, self.at);
        let head = Head::read(self.tokens, behind);
        self.record(&attributes, head);
        self.at = behind;
        // An attribute within an item's own level, as on a generic parameter, opens no scope: see
        // `Head::extent`.
        if self.scope.bounds == Bounds::Item {
            return;
        }
        let end = head.extent(self.tokens, behind, self.scope.end);
        let mut scope = self.scope.child(Bounds::Item, end, self.conditions.len());
        self.conditions.push_all(&attributes.conditions);
        scope.altered |= attributes.has_macro;
        scope.attributes = Some(attributes);
        self.outer.push(std::mem::replace(&mut self.scope, scope));
    }

    /// A bracket that no keyword and no macro's name announced.
    fn group(&mut self, bracket: u8) {
        let open = self.at;
        if self.scope.rules && self.is_matcher(open) {
            self.at = self.tokens.next(open);
            return;
        }
        let arm = self.arm(open);
        let code = *self.scope.context == Context::Code;
        let function = self.scope.function;
        self.enter(open, |scope| {
            scope.foreign = false;
            scope.in_block |= code && bracket == b'{';
        });
        self.conditions.push_all(&arm.unwrap_or_default());
        self.inner_attributes(false, function);
    }

    /// The predicates of the arm that opens here. Where `#[cfg(..)]` stands before its brace, the arm
    /// is an item of its own, and the macro's scope the one around it.
    fn arm(&mut self, open: usize) -> Option<Conditions> {
        let around = match self.scope.bounds {
            Bounds::Item => self.outer.last_mut()?,
            _ => &mut self.scope,
        };
        let index = around.arms.iter().position(|(brace, _)| *brace == open)?;
        Some(around.arms.swap_remove(index).1)
    }

    /// The matchers of `macro_rules!` are not code.
    fn is_matcher(&self, open: usize) -> bool {
        let behind = self.tokens.next(open);
        self.tokens.is(behind, b'=') && self.tokens.is(behind + 1, b'>')
    }

    /// Applies the inner attributes that stand here to the scope just entered. Those in a function's
    /// body may export the function.
    pub(super) fn inner_attributes(&mut self, module: bool, function: Option<usize>) {
        let (mut attributes, behind) = Attributes::inner(self.tokens, self.names, self.at);
        self.at = behind;
        self.conditions.push_all(&attributes.conditions);
        if module && attributes.no_implicit_prelude {
            self.scope.implicit_prelude = false;
        }
        if attributes.exports().next().is_none() {
            return;
        }
        if let Some(outer) = self.outer.last().and_then(|item| item.attributes.as_ref()) {
            attributes.marks.extend(outer.guards().cloned());
        }
        let head = Head::read(self.tokens, function.unwrap_or(self.tokens.len()));
        self.record(&attributes, head);
    }

    fn word(&mut self) {
        let at = self.at;
        self.at += 1;
        let Some(word) = self.tokens.word(at) else { return };
        match word {
            "mod" => self.module(at),
            "extern" => self.foreign(at),
            "fn" => {
                self.scope.function = Some(at);
            }
            "as" => self.alias(at),
            "macro" => self.definition(at + 1),
            "no_mangle" => self.argument(at, ExportAttribute::NoMangle),
            "export_name" => self.argument(at, ExportAttribute::ExportName),
            _ if self.tokens.is(at + 1, b'!') => self.call(at, word),
            _ => {}
        }
    }

    /// `extern "C" { .. }`; the `extern` of a function is only a word.
    fn foreign(&mut self, at: usize) {
        let open = foreign_abi(self.tokens, at + 1);
        if self.tokens.opens(open, b'{') {
            self.enter(open, |scope| scope.foreign = true);
            self.inner_attributes(false, None);
        }
    }

    /// `use ffi_guard::ffi_export as export`.
    fn alias(&mut self, at: usize) {
        let original = at.checked_sub(1).and_then(|before| self.tokens.word(before));
        let guard = original.map_or(Guard::None, |name| self.names.guard(name));
        if let (true, Some(alias)) = (guard != Guard::None, self.tokens.word(at + 1)) {
            self.found.aliases.push((alias.to_owned(), guard));
        }
    }

    /// A word with `!` behind it: a macro call if a bracket follows.
    fn call(&mut self, at: usize, word: &str) {
        let open = at + 2;
        if word == "macro_rules" {
            self.definition(open);
        } else if self.tokens.opens_any(open) && !precedes_negation(self.tokens.keyword(at)) {
            if word == "include" {
                self.include(at);
            }
            let arms = arms::read(self.tokens, word, open);
            let context = self.scope.call_context(word);
            self.enter(open, |scope| {
                (scope.context, scope.arms, scope.call) = (context, arms, Some(open));
            });
        }
    }

    /// Enters the macro definition whose name is token `at`: rules, or one parenthesised matcher and a body.
    fn definition(&mut self, at: usize) {
        let Some((name, behind)) = self.tokens.name(at) else { return };
        let single =
            self.tokens.opens(behind, b'(') && self.tokens.opens(self.tokens.next(behind), b'{');
        let open = if single { self.tokens.next(behind) } else { behind };
        if self.tokens.opens_any(open) {
            let context: Rc<Context> = self.scope.definition_context(name);
            self.enter(open, |scope| {
                (scope.context, scope.rules, scope.call) = (context, !single, None);
            });
        }
    }
}

/// Keywords behind which `!` negates: `if !(a)` calls no macro.
fn precedes_negation(keyword: Option<&str>) -> bool {
    matches!(
        keyword,
        Some("if" | "while" | "match" | "return" | "break" | "in" | "else" | "yield" | "become")
    )
}
