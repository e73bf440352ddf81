//! Compares the functions and statics of two locks.

use super::Comparison;
use super::callbacks::Passed;
use super::change::{Change, Class};
use super::difference::{Difference, Direction, RENAMED};
use super::failure;
use super::types::convention;
use crate::abi::lock::{Entry, Signature, Typed, Variable};

impl Comparison<'_> {
    /// Adds the changes of all functions.
    pub(super) fn functions(&mut self) {
        for (symbol, was) in &self.old.functions {
            match self.new.functions.get(symbol) {
                Some(is) => self.function(symbol, was, is),
                None => self.add(Change::new(Class::Breaking, format!("fn {symbol}"), "removed")),
            }
        }
        for symbol in self.new.functions.keys() {
            if !self.old.functions.contains_key(symbol) {
                self.add(Change::new(Class::Additive, format!("fn {symbol}"), "added"));
            }
        }
    }

    fn function(&mut self, symbol: &str, old: &Signature, new: &Signature) {
        let at = |part: &str| format!("fn {symbol}, {part}");
        if old.abi != new.abi {
            let (class, why) = convention(&old.abi, &new.abi);
            let what = at("calling convention");
            self.add(Change::between(class, what, &old.abi, &new.abi, why));
        }
        self.parameters(symbol, old, new);
        let found = self.types.typed(&old.returns, &new.returns, Direction::Out);
        self.add_typed(at("result"), &old.returns, &new.returns, &found);
        self.result(symbol, old, new);
        if let Some((class, why)) = failure::compare(old, new) {
            let text = |it: &Signature| {
                it.failure.clone().map_or_else(|| "no guard".to_owned(), String::from)
            };
            self.add(Change::between(class, at("failure"), text(old), text(new), why));
        }
        self.since(at("since"), old.since.as_ref(), new.since.as_ref());
        if old.poison != new.poison {
            let why = "affects calls after a panic only";
            self.add(Change::between(Class::Compatible, at("poison"), old.poison, new.poison, why));
        }
    }

    /// Compares the version of a symbol, which a shared library may export it under.
    fn since(&mut self, what: String, old: Option<&String>, new: Option<&String>) {
        let text = |it: Option<&String>| it.cloned().unwrap_or_else(|| "none".to_owned());
        let change = |class, why| Change::between(class, what, text(old), text(new), why);
        match (old, new) {
            _ if old == new => {}
            (None, _) => {
                self.add(change(Class::Compatible, "programs without a version find the symbol"));
            }
            (Some(_), _) => {
                self.add(change(
                    Class::Breaking,
                    "programs look for the old version of the symbol",
                ));
            }
        }
    }

    fn parameters(&mut self, symbol: &str, was: &Signature, is: &Signature) {
        let (old, new) = (&was.parameters, &is.parameters);
        if old.len() != new.len() {
            return self.parameter_count(symbol, was, is);
        }
        if is_any_moved(old, new) {
            let names = |entries: &[Entry]| {
                entries.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
            };
            let (what, why) = (format!("fn {symbol}, parameters"), "the order changed");
            return self.add(Change::between(Class::Breaking, what, names(old), names(new), why));
        }
        for (was_entry, is_entry) in old.iter().zip(new) {
            self.parameter(symbol, Passed::of(was, was_entry), Passed::of(is, is_entry));
        }
    }

    fn parameter(&mut self, symbol: &str, was: Passed<'_>, is: Passed<'_>) {
        let mut found = self.types.passed(was, is);
        if was.name != is.name {
            found.push((Class::Compatible, RENAMED));
        }
        let what = format!("fn {symbol}, parameter {}", was.name);
        self.add_found(what, was.text(is), is.text(was), &found);
    }

    /// Adds the parameters that only one of two versions has.
    fn parameter_count(&mut self, symbol: &str, was: &Signature, is: &Signature) {
        let (old, new) = (was.parameters.as_slice(), is.parameters.as_slice());
        let find =
            |name: &str, entries: &'_ [Entry]| entries.iter().position(|it| it.name == *name);
        for entry in old {
            if let Some(index) = find(&entry.name, new) {
                self.parameter(symbol, Passed::of(was, entry), Passed::of(is, &new[index]));
            }
        }
        let missing = |here: &[Entry], there: &[Entry]| {
            let missing = here.iter().filter(|it| find(&it.name, there).is_none());
            missing.cloned().map(String::from).collect::<Vec<_>>().join(", ")
        };
        let what = |text: &str| {
            let plural = if text.contains(", ") { "s" } else { "" };
            format!("fn {symbol}, parameter{plural}")
        };
        let (removed, added) = (missing(old, new), missing(new, old));
        if !removed.is_empty() {
            let change = Change::new(Class::Breaking, what(&removed), "removed");
            self.add(Change { old: Some(removed), ..change });
        }
        if !added.is_empty() {
            let change = Change::new(Class::Breaking, what(&added), "added");
            self.add(Change { new: Some(added), ..change });
        }
    }

    /// Adds the changes of all statics.
    pub(super) fn statics(&mut self) {
        for (symbol, was) in &self.old.statics {
            match self.new.statics.get(symbol) {
                Some(is) => self.variable(symbol, was, is),
                None => {
                    self.add(Change::new(Class::Breaking, format!("static {symbol}"), "removed"));
                }
            }
        }
        for symbol in self.new.statics.keys() {
            if !self.old.statics.contains_key(symbol) {
                self.add(Change::new(Class::Additive, format!("static {symbol}"), "added"));
            }
        }
    }

    fn variable(&mut self, symbol: &str, old: &Variable, new: &Variable) {
        let is_mutable = old.mutable || new.mutable;
        let direction = if is_mutable { Direction::Both } else { Direction::Out };
        let found = self.types.place(&old.ty, &new.ty, direction);
        self.add_typed(format!("static {symbol}"), &old.ty, &new.ty, &found);
        let since = format!("static {symbol}, since");
        self.since(since, old.since.as_ref(), new.since.as_ref());
        let what = format!("static {symbol}, mutable");
        let change = |class, why| Change::between(class, what, old.mutable, new.mutable, why);
        match (old.mutable, new.mutable) {
            (true, false) => self.add(change(Class::Breaking, "C may only read it")),
            // A compiler may keep a value of a constant across calls.
            (false, true) => {
                self.add(change(Class::Breaking, "compiled programs take it for a constant"));
            }
            _ => {}
        }
    }

    fn add_typed(&mut self, what: String, old: &Typed, new: &Typed, found: &[Difference]) {
        self.add_found(what, old.clone().into(), new.clone().into(), found);
    }

    /// Adds one change for some differences: the worst of them decides.
    pub(super) fn add_found(
        &mut self,
        what: String,
        old: String,
        new: String,
        found: &[Difference],
    ) {
        let Some(class) = found.iter().map(|(class, _)| *class).max() else { return };
        let mut why: Vec<&str> = Vec::new();
        for (of, text) in found {
            if *of == class && !why.contains(text) {
                why.push(text);
            }
        }
        self.add(Change::between(class, what, old, new, why.join(", ")));
    }
}

/// Returns whether a parameter has the same name and another position.
fn is_any_moved(old: &[Entry], new: &[Entry]) -> bool {
    let named = old.iter().enumerate().filter(|(_, was)| !was.name.is_empty());
    let mut kept = named
        .filter_map(|(index, was)| Some((index, new.iter().position(|is| is.name == was.name)?)));
    kept.any(|(was, is)| was != is)
}
