//! From the walk to entries and notes.

use std::ops::Range;

use super::super::attributes::{Attributes, Mark, MarkKind, Other};
use super::super::conditions::Conditions;
use super::super::head::Head;
use super::super::report::{Context, Guard, How, Item};
use super::super::scope::Bounds;
use super::super::walk::Walker;
use super::Knowledge;
use super::body::{self, Body, behind_angles, read_path};
use super::guards::{Guards, means_something};
use super::known::{GENERATORS, ends_in};
use super::model::{Block, Entry, EntryKind, Guarded, Note, Signature, Spot};
use super::site::Open;
use super::{names, signature};

/// One item about to become an entry.
pub(super) struct Subject<'s> {
    pub(super) kind: EntryKind,
    pub(super) head: Head,
    pub(super) attributes: &'s Attributes,
    /// The predicates that hold for it besides those around it.
    pub(super) conditions: &'s Conditions,
    /// The predicates of the attribute itself.
    pub(super) attribute_conditions: &'s Conditions,
    /// The token at which the entry stands if the item has no name.
    pub(super) fallback: usize,
    /// The attribute's bracket, and in it the name of what exports.
    pub(super) bracket: Option<(usize, usize)>,
}

impl<'s> Subject<'s> {
    /// The function whose `fn` stands at `keyword`, and that no attribute exports; `always` has no predicate.
    pub(super) fn unmarked(
        kind: EntryKind,
        keyword: usize,
        attributes: &'s Attributes,
        always: &'s Conditions,
    ) -> Self {
        Self {
            kind,
            head: Head::function(keyword),
            attributes,
            conditions: always,
            attribute_conditions: always,
            fallback: keyword,
            bracket: None,
        }
    }
}

impl Walker<'_, '_> {
    /// An export that an attribute makes of the item.
    pub(crate) fn entry(
        &mut self,
        how: How,
        mark: &Mark,
        head: Head,
        guard: Guard,
        attributes: &Attributes,
        conditions: &Conditions,
    ) {
        if self.is_definition(mark.at) {
            return;
        }
        let kind = match head.item {
            Item::Function => EntryKind::Export,
            Item::Static => EntryKind::Static,
            Item::Other if how == How::FfiExport && head.is_block => {
                return self.block(mark, conditions);
            }
            Item::Other => return self.exported_other(mark.at),
        };
        self.distrust(attributes);
        let mut conditions = conditions.clone();
        if self.is_test(attributes) {
            conditions.push("test");
        }
        let conditions = &conditions;
        let name = names::item(self.tokens, head.name_at());
        let symbol = match how {
            How::ExportName => mark.symbol.clone().or_else(|| self.computed_symbol(mark.at)),
            How::NoMangle => name.value.clone(),
            How::FfiExport => mark.symbol.clone().or_else(|| name.value.clone()),
        };
        let subject = Subject {
            kind,
            head,
            attributes,
            conditions,
            attribute_conditions: &mark.conditions,
            fallback: mark.at,
            bracket: Some((mark.bracket, mark.at)),
        };
        let guarded = self.marked(guard, attributes);
        self.add(subject, name, symbol, guarded);
    }

    /// An `impl` block, of which the attribute exports the functions.
    fn block(&mut self, mark: &Mark, conditions: &Conditions) {
        let block = Block {
            spot: self.spot(mark.at, mark.at + 1),
            attribute: self.origin.is_file().then(|| self.attribute(mark.bracket)),
            cfg: self.predicates(conditions),
        };
        self.found.collected.blocks.push(block);
    }

    /// The bytes of the attribute with this bracket.
    fn attribute(&self, bracket: usize) -> Range<usize> {
        let end = self.tokens.start(self.tokens.partner(bracket)) + 1;
        self.tokens.start(bracket.saturating_sub(1))..end
    }

    /// Attributes of other libraries that export the function under a name of their own making.
    pub(crate) fn exporters(&mut self, attributes: &Attributes, head: Head) {
        if head.item != Item::Function || attributes.exports().next().is_some() {
            return;
        }
        for other in &attributes.others {
            let (path, _) = read_path(self.tokens, other.at);
            let Some(known) = Guards::exporter(&path) else { continue };
            if self.is_definition(other.at) {
                return;
            }
            let name = names::item(self.tokens, head.name_at());
            let subject = Subject {
                kind: EntryKind::Export,
                head,
                attributes,
                conditions: &other.conditions,
                attribute_conditions: &other.conditions,
                fallback: other.at,
                bracket: None,
            };
            let guarded =
                known.guards.then_some(Guarded::Known { name: known.name, about: known.about });
            return self.add(subject, name, None, guarded);
        }
    }

    /// Attributes on modules and implementations whose exports are not listed.
    pub(crate) fn generators(&mut self, attributes: &Attributes, head: Head) {
        if head.item != Item::Other || *self.scope.context != Context::Code {
            return;
        }
        for other in &attributes.others {
            let (path, _) = read_path(self.tokens, other.at);
            let Some((name, about)) = GENERATORS.iter().find(|(name, _)| ends_in(&path, name))
            else {
                continue;
            };
            let what = format!("what `#[{name}]` exports here is not listed: {about}");
            self.note(other.at, what);
        }
    }

    /// A function that is not exported, if C can call it: its `fn` stands at `keyword`.
    pub(crate) fn callback(&mut self, keyword: usize) {
        let Some(knowledge) = self.inventory else { return };
        self.name_taken(knowledge, keyword);
        let bare = self.scope.foreign || matches!(*self.scope.context, Context::MacroDefinition(_));
        if !knowledge.wanted.callbacks || bare || !signature::has_abi(self.tokens, keyword) {
            return;
        }
        let name = names::item(self.tokens, keyword + 1);
        if name.text.is_empty() {
            return;
        }
        let function = signature::read(self.tokens, keyword, name.behind);
        if function.body.is_none() || !signature::is_foreign(&function.signature) {
            return;
        }
        let Some((attributes, guard)) = self.unexported() else { return };
        self.distrust(&attributes);
        let guarded = self.marked(guard, &attributes);
        let always = Conditions::default();
        let subject = Subject::unmarked(EntryKind::Callback, keyword, &attributes, &always);
        self.add(subject, name, None, guarded);
    }

    /// Keeps a function whose name would be taken for a library's.
    fn name_taken(&mut self, knowledge: &Knowledge<'_>, keyword: usize) {
        let Some(name) = self.tokens.word(keyword + 1).filter(|name| means_something(name)) else {
            return;
        };
        let definition = matches!(*self.scope.context, Context::MacroDefinition(_));
        if self.scope.foreign || definition {
            return;
        }
        let Some(open) = signature::read(self.tokens, keyword, keyword + 2).body else { return };
        // A method is not what a plain path calls.
        if name.starts_with(char::is_lowercase) && self.takes_self(keyword + 2) {
            return;
        }
        // Of its own name nothing is believed, so that no function vouches for itself.
        let guards = Guards { named: &[], libraries: false, ..knowledge.guards() };
        let guarded = name != "catch_unwind"
            && matches!(body::judge(self.tokens, open, guards), Body::Guarded(_));
        let all = self.found.collected.functions.entry(name.to_owned()).or_insert(true);
        *all &= guarded;
    }

    /// Records the name of an enum; `keyword` is the token `enum`.
    pub(crate) fn enumeration(&mut self, keyword: usize) {
        if let Some(name) = self.tokens.word(keyword + 1) {
            self.found.collected.enums.insert(name.to_owned());
        }
    }

    /// Whether the parameters behind a function's name begin with `self`.
    fn takes_self(&self, behind: usize) -> bool {
        let generic = self.tokens.is(behind, b'<');
        let open =
            if generic { behind_angles(self.tokens, behind, self.tokens.len()) } else { behind };
        let close = self.tokens.partner(open);
        let first = (open + 1..close).find(|at| {
            let skipped = self.tokens.is(*at, b'&')
                || self.tokens.keyword(*at) == Some("mut")
                || self.tokens.text_of(*at, at + 1).starts_with('\'');
            !skipped
        });
        self.tokens.opens(open, b'(')
            && first.is_some_and(|at| self.tokens.keyword(at) == Some("self"))
    }

    /// The attributes of the item that the walk is in and the guard among them, unless they export it.
    fn unexported(&self) -> Option<(Attributes, Guard)> {
        let attributes = match (self.scope.bounds, &self.scope.attributes) {
            (Bounds::Item, Some(attributes)) => attributes.clone(),
            _ => Attributes::default(),
        };
        let path = |other: &Other| read_path(self.tokens, other.at).0;
        let exports = attributes.exports().next().is_some()
            || attributes.others.iter().any(|other| Guards::exporter(&path(other)).is_some());
        let guard = attributes.guards().find_map(|mark| match mark.kind {
            MarkKind::Guard(guard) => Some(guard),
            MarkKind::Export(_) => None,
        });
        let guard = guard.unwrap_or(Guard::None);
        (!exports && guard != Guard::FfiExport).then_some((attributes, guard))
    }

    pub(super) fn add(
        &mut self,
        subject: Subject<'_>,
        name: names::Name,
        symbol: Option<String>,
        guarded: Option<Guarded>,
    ) {
        let Subject { kind, head, attributes, conditions, .. } = subject;
        let at = if name.text.is_empty() { subject.fallback } else { head.name_at() };
        let spot = self.spot(at, name.behind.max(at + 1));
        let (signature, guarded, open) = match kind {
            EntryKind::Static => (None, guarded.unwrap_or(Guarded::NothingToGuard), None),
            EntryKind::Export | EntryKind::Callback => {
                let keyword = head.name_at().saturating_sub(1);
                let function = signature::read(self.tokens, keyword, name.behind);
                let guarded =
                    guarded.unwrap_or_else(|| self.judged(attributes, conditions, function.body));
                let open = match guarded {
                    Guarded::No | Guarded::Partly { .. } => {
                        Some(self.open(&subject, keyword, name.behind, &function))
                    }
                    Guarded::FfiExport | Guarded::FfiCallback => Some(self.c_form(&function)),
                    _ => None,
                };
                (Some(function.signature), guarded, open)
            }
        };
        self.push(subject, (name.text, symbol), spot, signature, guarded, open.unwrap_or_default());
    }

    fn push(
        &mut self,
        subject: Subject<'_>,
        (name, symbol): (String, Option<String>),
        spot: Spot,
        signature: Option<Signature>,
        guarded: Guarded,
        open: Open,
    ) {
        let attribute = subject.bracket.filter(|_| self.origin.is_file());
        let attribute = attribute.map(|(bracket, _)| self.attribute(bracket));
        let in_macro = match &*self.scope.context {
            Context::MacroCall(name) => Some(name.clone()),
            _ => None,
        };
        self.found.collected.entries.push(Entry {
            kind: subject.kind,
            spot,
            name,
            symbol,
            signature,
            guarded,
            cfg: self.predicates(subject.conditions),
            attribute_cfg: subject.attribute_conditions.to_vec(),
            attribute,
            implicit_prelude: self.scope.implicit_prelude,
            in_macro,
            site: open.site,
            head: open.head,
            returns_at: open.returns_at,
            c_parameters: open.c_parameters,
        });
    }

    /// Whether this is only the text of a macro, which exports nothing until it is called.
    fn is_definition(&mut self, at: usize) -> bool {
        let Context::MacroDefinition(name) = &*self.scope.context else { return false };
        let spot = self.spot(at, at + 1);
        self.found.collected.dormant(name, spot);
        true
    }

    /// An attribute that exports, on something that is neither `fn` nor `static`.
    fn exported_other(&mut self, at: usize) {
        let what = match &*self.scope.context {
            Context::MacroCall(name) => {
                format!("what is exported here is known only to the macro `{name}`")
            }
            _ => "what is exported here is neither a function nor a static".to_owned(),
        };
        self.note(at, what);
    }

    /// The value of `export_name = concat!(..)`.
    fn computed_symbol(&self, at: usize) -> Option<String> {
        let from = at + 2;
        let mut to = from;
        while to < self.tokens.len() && !self.tokens.closes(to) && !self.tokens.is(to, b',') {
            to = self.tokens.next(to);
        }
        self.tokens.is(at + 1, b'=').then(|| names::text(self.tokens, from, to)).flatten()
    }

    pub(super) fn note(&mut self, at: usize, what: String) {
        let spot = self.spot(at, at + 1);
        self.found.collected.notes.push(Note { spot, what, broken: false });
    }

    /// What the scan itself cannot follow. A module without a file is an error of rustc's unless
    /// something keeps it from being compiled.
    pub(crate) fn unfollowed(&mut self, at: usize, conditions: &Conditions, what: String) {
        let missing = what.contains("exist") && self.predicates(conditions).is_empty();
        let broken = missing && *self.scope.context == Context::Code;
        if matches!(*self.scope.context, Context::MacroDefinition(_)) {
            return;
        }
        let spot = self.spot(at, at + 1);
        self.found.collected.notes.push(Note { spot, what, broken });
    }

    /// The place of the tokens from `from` to `to`; its line is found later, for all at once.
    pub(super) fn spot(&self, from: usize, to: usize) -> Spot {
        Spot { file: self.visit.file.clone(), line: 1, column: 1, range: self.bytes(from, to) }
    }

    fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let call = self.origin.call();
        let Some(start) = self.origin.map(self.tokens.start(from)) else { return call..call };
        let last = to.saturating_sub(1).max(from);
        let end = self
            .origin
            .map(self.tokens.start(last))
            .map_or(start, |end| end + self.tokens.text_of(last, last + 1).len());
        start..end.max(start)
    }
}
