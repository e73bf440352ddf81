//! Functions and statics that C can call or read.

use super::attributes::{ItemAttributes, Mark, MarkKind};
use super::body::{By, DroppedArgument, Form, Known, Verdict, exporter, judge, text};
use super::facts::GuardAttribute;
use super::function::Function;
use super::model::{
    DroppedOutside, GuardAdvice, GuardState, InventoryNote, SourceExport, SourceExportKind,
};
use super::symbol::BY_MACRO;
use super::walk::Walk;
use super::{advice, c_parameters};
use crate::sources::Conditions;
use ffi_guard_syntax::names;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::Signature;

/// One export about to be added.
struct Subject<'s> {
    kind: SourceExportKind,
    symbol: Option<String>,
    attributes: &'s ItemAttributes,
    /// The attribute that exports it.
    mark: Option<&'s Mark>,
    /// The predicates that hold for it besides those around it.
    conditions: &'s Conditions,
    attribute_conditions: &'s Conditions,
    /// How it is guarded, if an attribute tells.
    state: Option<GuardState>,
}

impl Walk<'_, '_> {
    pub(super) fn export_function(&mut self, function: &Function<'_>, attributes: &ItemAttributes) {
        if self.scope.foreign {
            return;
        }
        if let Some(block) = function.block {
            let guards = self.context.guards(&self.budget);
            self.found.functions.add(function.signature, block, &guards);
        }
        self.ask_for(attributes);
        let listed = attributes.exports().next().is_some();
        if let (Some(block), false) = (self.scope.block.clone(), listed) {
            return self.method(function, attributes, &block);
        }
        for mark in attributes.exports() {
            for (guard, conditions) in attributes.cases(mark, &self.scope.conditions) {
                let symbol = match mark.kind {
                    MarkKind::ExportName => self.named_symbol(mark),
                    _ => self.symbol_of(&function.signature.ident),
                };
                let state = guard.and_then(|(guard, mark)| self.marked(guard, mark));
                self.marked_function(function, attributes, mark, symbol, &conditions, state);
            }
        }
        if listed {
            return;
        }
        let rust_forms =
            attributes.guards().filter(|(guard, _)| *guard == GuardAttribute::FfiExport);
        let mut exports = false;
        for (guard, mark) in rust_forms {
            exports = true;
            let named = self.named_symbol(mark).or_else(|| mark.name_argument());
            let symbol = named.or_else(|| self.symbol_of(&function.signature.ident));
            let state = self.marked(guard, mark);
            self.marked_function(function, attributes, mark, symbol, &mark.conditions, state);
        }
        if !self.generated_export(function, attributes) && !exports {
            self.callback(function, attributes);
        }
    }

    /// Remembers the names of attributes: one may turn out to be another name of a guard.
    pub(super) fn ask_for(&mut self, attributes: &ItemAttributes) {
        for name in attributes.others.iter().filter_map(|other| other.path.last()) {
            if !self.found.asked.contains(name) {
                self.found.asked.insert(name.clone());
            }
        }
    }

    fn marked_function(
        &mut self,
        function: &Function<'_>,
        attributes: &ItemAttributes,
        mark: &Mark,
        symbol: Option<String>,
        conditions: &Conditions,
        state: Option<GuardState>,
    ) {
        self.distrust(attributes);
        let mut conditions = conditions.clone();
        if attributes.is_test() {
            conditions.push("test");
        }
        let subject = Subject {
            kind: SourceExportKind::Function,
            symbol,
            attributes,
            mark: Some(mark),
            conditions: &conditions,
            attribute_conditions: &mark.conditions,
            state,
        };
        self.add(function, subject);
    }

    pub(super) fn export_static(&mut self, name: &Ident, attributes: &ItemAttributes) {
        if self.scope.foreign {
            return;
        }
        for mark in attributes.exports() {
            for (guard, conditions) in attributes.cases(mark, &self.scope.conditions) {
                self.distrust(attributes);
                let symbol = match mark.kind {
                    MarkKind::ExportName => self.named_symbol(mark),
                    _ => self.symbol_of(name),
                };
                let state = guard.and_then(|(guard, mark)| self.marked(guard, mark));
                let subject = Subject {
                    kind: SourceExportKind::Static,
                    symbol,
                    attributes,
                    mark: Some(mark),
                    conditions: &conditions,
                    attribute_conditions: &mark.conditions,
                    state: Some(state.unwrap_or(GuardState::NothingToGuard)),
                };
                let mut export = self.subject(name, &subject);
                if export.state == GuardState::NothingToGuard {
                    export.site = self.site_of(mark, name.span(), "unguarded");
                }
                self.found.exports.push(export);
            }
        }
    }

    /// An attribute of another library that exports the function under a symbol of its own making.
    fn generated_export(&mut self, function: &Function<'_>, attributes: &ItemAttributes) -> bool {
        for other in &attributes.others {
            let path: Vec<&str> = other.path.iter().map(String::as_str).collect();
            let Some(known) = exporter(&path) else { continue };
            let by = |known: &Known| By::Known { name: known.name, about: known.about };
            let subject = Subject {
                kind: SourceExportKind::Function,
                symbol: None,
                attributes,
                mark: None,
                conditions: &other.conditions,
                attribute_conditions: &other.conditions,
                state: known.guards.then(|| by(known).into()),
            };
            self.add(function, subject);
            return true;
        }
        false
    }

    /// A function that is not exported, if C can call it by its address.
    pub(super) fn callback(&mut self, function: &Function<'_>, attributes: &ItemAttributes) {
        let wanted = self.context.options.callbacks && function.block.is_some();
        if !wanted || !has_foreign_abi(function.signature) {
            return;
        }
        self.distrust(attributes);
        let guard = attributes.guards().next();
        let state = guard.and_then(|(guard, mark)| self.marked(guard, mark));
        let none = Conditions::default();
        let subject = Subject {
            kind: SourceExportKind::Callback,
            symbol: None,
            attributes,
            mark: None,
            conditions: &none,
            attribute_conditions: &none,
            state,
        };
        self.add(function, subject);
    }

    /// A function that is exported although no attribute on it says so.
    pub(super) fn export_unmarked(
        &mut self,
        function: &Function<'_>,
        attributes: &ItemAttributes,
        symbol: Option<String>,
        state: GuardState,
    ) {
        let none = Conditions::default();
        let subject = Subject {
            kind: SourceExportKind::Function,
            symbol,
            attributes,
            mark: None,
            conditions: &none,
            attribute_conditions: &none,
            state: Some(state),
        };
        self.add(function, subject);
    }

    fn add(&mut self, function: &Function<'_>, subject: Subject<'_>) {
        let mut export = self.subject(&function.signature.ident, &subject);
        export.signature = Some(function.summary());
        (export.state, export.dropped) = match &subject.state {
            Some(state) => (state.clone(), Vec::new()),
            None => self.judged(function, subject.attributes, subject.conditions),
        };
        let is_advised = self.context.options.advise_for.is_some();
        match &export.state {
            GuardState::Idiom { .. } if !is_advised => {}
            state if state.is_open() || matches!(state, GuardState::Idiom { .. }) => {
                export.site = self.site(function, subject.kind, subject.mark);
                export.returns_at = self.returns_at(function);
                if is_advised && export.site.is_some() {
                    export.advice = Some(self.advice(function, &subject));
                }
            }
            GuardState::FfiExport | GuardState::FfiCallback => {
                export.c_parameters = c_parameters::read(function);
            }
            _ => {}
        }
        self.found.exports.push(export);
    }

    fn advice(&mut self, function: &Function<'_>, subject: &Subject<'_>) -> GuardAdvice {
        let mark = subject.mark.map(|mark| text(mark.meta.to_token_stream()));
        let key = (function.start().byte_range(), mark.unwrap_or_default());
        // The same attribute many times on one function is judged once.
        match &self.last_advice {
            Some((last, advice)) if *last == key && self.scope.expansions == 0 => advice.clone(),
            _ => {
                let Subject { kind, attributes, mark, .. } = subject;
                let advice = advice::advise(*kind, function, attributes, *mark);
                self.last_advice = Some((key, advice.clone()));
                advice
            }
        }
    }

    fn subject(&self, name: &Ident, subject: &Subject<'_>) -> SourceExport {
        let mut cfg = self.scope.conditions.clone();
        cfg.push_all(subject.conditions);
        let by_macro = subject.symbol.as_ref().and_then(|symbol| symbol.strip_prefix(BY_MACRO));
        let attribute = subject.mark.filter(|mark| self.is_here(mark.name)).and_then(|mark| {
            let (begin, end) = (self.written(mark.attribute.0)?, self.written(mark.attribute.1)?);
            Some(begin.bytes.start + self.mark..end.bytes.end + self.mark)
        });
        SourceExport {
            kind: subject.kind,
            span: self.span(name.span()),
            name: by_macro.map_or_else(|| self.name_of(name), str::to_owned),
            symbol: subject.symbol.clone().filter(|_| by_macro.is_none()),
            signature: None,
            state: subject.state.clone().unwrap_or(GuardState::Unguarded),
            cfg: cfg.to_vec(),
            attribute_cfg: subject.attribute_conditions.to_vec(),
            attribute: attribute.filter(|_| self.scope.expansions == 0),
            in_macro: self.scope.in_macro.as_deref().map(str::to_owned),
            site: None,
            advice: None,
            returns_at: None,
            c_parameters: None,
            dropped: Vec::new(),
        }
    }

    /// The item's name as written.
    fn name_of(&self, name: &Ident) -> String {
        let plain = names::unraw(name);
        self.pasted.get(&plain).cloned().unwrap_or(plain)
    }

    /// The symbol of an item that is named by its own name, unless a macro computes that.
    pub(super) fn symbol_of(&self, name: &Ident) -> Option<String> {
        let plain = names::unraw(name);
        (!self.pasted.contains_key(&plain) && !plain.starts_with('$')).then_some(plain)
    }

    /// The state that an attribute of this project gives.
    fn marked(&self, guard: GuardAttribute, mark: &Mark) -> Option<GuardState> {
        let options = self.context.options;
        match guard {
            GuardAttribute::Unguarded => {
                Some(GuardState::Allowed { reason: mark.reason().unwrap_or_default() })
            }
            GuardAttribute::FfiExport if options.safer_ffi => {
                Some(GuardState::Idiom { name: "ffi_export".to_owned() })
            }
            GuardAttribute::FfiExport if options.foreign_attributes => self.by_name(&mark.path),
            GuardAttribute::FfiExport => Some(GuardState::FfiExport),
        }
    }

    /// The guard that an attribute's path names.
    fn by_name(&self, path: &[String]) -> Option<GuardState> {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        self.context.guards(&self.budget).find(Form::Attribute, &path).map(GuardState::from)
    }

    /// Notes once for each name that an attribute is not taken for a guard.
    fn distrust(&mut self, attributes: &ItemAttributes) {
        let options = self.context.options;
        if !options.foreign_attributes {
            return;
        }
        let exports = attributes
            .guards()
            .filter(|(guard, _)| *guard == GuardAttribute::FfiExport && !options.safer_ffi);
        let exports = exports.map(|(_, mark)| (&mark.path, mark.name, "ffi_export"));
        let callbacks = attributes.others.iter().filter(|other| is_callback(&other.path));
        let callbacks = callbacks.map(|other| (&other.path, other.start, "ffi_callback"));
        for (path, at, name) in exports.chain(callbacks) {
            let known = self.found.distrusted.iter().any(|(known, _)| *known == name);
            if known || self.by_name(path).is_some() {
                continue;
            }
            let what = format!(
                "`#[{name}]` is not trusted here: the package does not depend on \
                 `ffi-guard-runtime`; if another crate passes it on, name it in `guards = [\"{name}\"]`"
            );
            let note = InventoryNote { span: self.span(at), what, hides_exports: false };
            self.found.distrusted.push((name, note));
        }
    }

    /// The state that the other attributes, the macro around and the body give, and the arguments that are dropped outside
    /// of a guard in the body.
    fn judged(
        &self,
        function: &Function<'_>,
        attributes: &ItemAttributes,
        conditions: &Conditions,
    ) -> (GuardState, Vec<DroppedOutside>) {
        let by_attribute = self.by_attribute(attributes, conditions);
        if let Some(state) = by_attribute.or_else(|| self.by_macro()) {
            return (state, Vec::new());
        }
        let block = function.block;
        let judged =
            block.map(|it| judge(function.signature, it, &self.context.guards(&self.budget)));
        let (verdict, dropped) = judged.unwrap_or((Verdict::No, Vec::new()));
        let state = match verdict {
            Verdict::Guarded(by) => by.into(),
            Verdict::Partly { by, outside, at } => {
                GuardState::Partly { by, outside, at: self.span(at) }
            }
            Verdict::Conditional { by, condition } => GuardState::Conditional { by, condition },
            Verdict::No => self.conditional(attributes),
        };
        let dropped = dropped.into_iter().map(|DroppedArgument { name, at, types }| {
            DroppedOutside { argument: name, at: self.span(at), types }
        });
        (state, dropped.collect())
    }

    /// The state of a function without a guard in this build: an attribute may guard it in another.
    fn conditional(&self, attributes: &ItemAttributes) -> GuardState {
        let own = attributes.guards().map(|(_, mark)| (&mark.path, &mark.conditions));
        let others = attributes.others.iter().filter(|other| self.by_name(&other.path).is_some());
        let mut guards = own.chain(others.map(|other| (&other.path, &other.conditions)));
        match guards.next() {
            Some((path, conditions)) if !conditions.is_empty() => GuardState::Conditional {
                by: path.last().cloned().unwrap_or_default(),
                condition: conditions.to_vec().join(" and "),
            },
            _ => GuardState::Unguarded,
        }
    }

    /// A guard's attribute that is there whenever the item is.
    fn by_attribute(
        &self,
        attributes: &ItemAttributes,
        conditions: &Conditions,
    ) -> Option<GuardState> {
        attributes.others.iter().find_map(|other| {
            let certain = other.conditions.is_empty()
                || conditions.contains_all(&other.conditions)
                || self.scope.conditions.contains_all(&other.conditions);
            if !certain {
                return None;
            }
            if is_callback(&other.path) && !self.context.options.foreign_attributes {
                return Some(GuardState::FfiCallback);
            }
            self.by_name(&other.path)
        })
    }

    /// A guard's macro that makes the whole item.
    fn by_macro(&self) -> Option<GuardState> {
        let name = self.scope.in_macro.as_deref()?;
        self.context.guards(&self.budget).find(Form::Macro, &[name]).map(GuardState::from)
    }
}

fn is_callback(path: &[String]) -> bool {
    path.last().is_some_and(|last| last == "ffi_callback")
}

/// Whether C can call a function of this ABI, and must not see it unwind.
fn has_foreign_abi(signature: &Signature) -> bool {
    let Some(abi) = &signature.abi else { return false };
    let abi = abi.name.as_ref().map_or_else(|| "C".to_owned(), |name| name.value());
    !abi.starts_with("Rust") && !abi.starts_with("rust-") && !abi.ends_with("-unwind")
}
