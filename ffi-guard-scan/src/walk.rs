//! The walk over one file's tokens, scope by scope.

use std::rc::Rc;

use super::agenda::Visit;
use super::arms;
use super::attributes::Attributes;
use super::conditions::Conditions;
use super::head::{Head, foreign_abi};
use super::inventory::{Knowledge, Origin};
use super::lexer::Kind;
use super::locate::Locator;
use super::names::GuardNames;
use super::report::{Context, Guard, How, Options};
use super::scope::{Bounds, Scope};
use super::tokens::Tokens;
use super::traversal::{Found, Pass};

/// The state of the walk. `follow` holds what leads to other files, `record` what goes into the
/// report.
pub(super) struct Walker<'w, 'a> {
    pub(super) tokens: &'w Tokens<'a>,
    pub(super) visit: &'w Visit,
    pub(super) options: &'w Options,
    pub(super) names: &'w GuardNames,
    pub(super) found: &'w mut Found,
    pub(super) locator: Locator<'a>,
    /// The predicates that hold here, those of the scopes on top of those of the file.
    pub(super) conditions: Conditions,
    /// The scope that the walk is in, and those around it.
    pub(super) scope: Scope,
    pub(super) outer: Vec<Scope>,
    pub(super) at: usize,
    /// Given where every export is to be described, not only found.
    pub(super) inventory: Option<&'w Knowledge<'w>>,
    /// Where the tokens come from, if a macro's expansion is walked.
    pub(super) origin: Origin,
    /// How many expansions this one stands in.
    pub(super) depth: usize,
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
            inventory: pass.inventory,
            origin: Origin::file(0),
            depth: 0,
            found,
            locator: Locator::new(tokens.source()),
            conditions: place.conditions.clone(),
            scope: Scope::file(tokens.len(), place.dir.clone(), place.implicit_prelude),
            outer: Vec::new(),
            at: 0,
        }
    }

    /// A walk over what the macro of this name becomes, in the place of its call.
    pub(super) fn expansion<'n>(
        &'n mut self,
        tokens: &'n Tokens<'n>,
        origin: Origin,
        name: &str,
        conditions: &Conditions,
    ) -> Walker<'n, 'n> {
        let mut scope = self.scope.child(Bounds::File, tokens.len(), self.conditions.len());
        scope.context = Rc::new(Context::MacroCall(name.to_owned()));
        let mut all = self.conditions.clone();
        all.push_all(conditions);
        Walker {
            tokens,
            visit: self.visit,
            options: self.options,
            names: self.names,
            inventory: self.inventory,
            origin,
            depth: self.depth + 1,
            found: &mut *self.found,
            locator: Locator::new(""),
            conditions: all,
            scope,
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
            Some(Kind::Punct(b';')) => {
                self.scope.in_head = false;
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    /// How many scopes are around the current one.
    pub(super) fn nesting(&self) -> usize {
        self.outer.len()
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
        let block = self.inventory.and_then(|_| self.exported_block(&attributes, behind));
        self.record(&attributes, head);
        if self.inventory.is_some() {
            self.generators(&attributes, head);
        }
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
        scope.block = block;
        self.outer.push(std::mem::replace(&mut self.scope, scope));
    }

    /// The exported `impl` block that the walk is directly inside, or inside an item of.
    fn exporting_block(&self) -> Option<Rc<str>> {
        let around = match self.scope.bounds {
            Bounds::Item => self.outer.last()?,
            _ => &self.scope,
        };
        around.block.clone().filter(|_| around.bounds == Bounds::Brackets)
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
        let item = self.scope.bounds == Bounds::Item && bracket == b'{';
        let block = self.scope.block.clone().filter(|_| item);
        self.scope.in_head &= bracket != b'{';
        self.enter(open, |scope| {
            scope.block = block;
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
        around.arms.remove(&open)
    }

    /// In `macro_rules!`, what is matched against is no code.
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
                (self.scope.function, self.scope.in_head) = (Some(at), true);
                if self.inventory.is_some() {
                    match self.exporting_block() {
                        Some(block) => self.method(at, &block),
                        None => self.callback(at),
                    }
                }
            }
            "as" => self.alias(at),
            "enum" if self.inventory.is_some() => self.enumeration(at),
            "macro" => self.definition(at + 1),
            "no_mangle" => self.argument(at, How::NoMangle),
            "export_name" => self.argument(at, How::ExportName),
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
            if word == "ffi_library" && self.inventory.is_some() {
                self.library(open);
            }
            if word == "include" {
                self.include(at);
            } else if self.inventory.is_some() && self.macro_call(at, word, open) {
                return;
            }
            let arms = arms::read(self.tokens, word, open);
            let context = self.scope.call_context(word);
            self.enter(open, |scope| {
                (scope.context, scope.arms, scope.call) = (context, arms, Some(open));
            });
        }
    }

    /// A macro definition whose name stands at `at`: rules, or one parenthesised matcher and a body.
    fn definition(&mut self, at: usize) {
        let Some((name, behind)) = self.tokens.name(at) else { return };
        let single =
            self.tokens.opens(behind, b'(') && self.tokens.opens(self.tokens.next(behind), b'{');
        let open = if single { self.tokens.next(behind) } else { behind };
        if self.tokens.opens_any(open) {
            if self.inventory.is_some() {
                self.define(name, behind, open);
            }
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
