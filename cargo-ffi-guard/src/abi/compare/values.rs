//! Compares the enums and the error codes of two locks.

use super::Comparison;
use super::change::{Change, Class};
use super::difference::{Direction, RENAMED};
use crate::abi::lock::{Enum, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The values of an enum, or its codes, before and after.
struct Values<'l> {
    kind: &'static str,
    name: &'l str,
    old: &'l [Value],
    new: &'l [Value],
}

impl<'l> Values<'l> {
    fn at(&self, value: &Value) -> String {
        format!("{}, value {}", self.item(), value.name)
    }

    fn item(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }

    /// Returns the values of one version whose names the other one lacks.
    fn only(of: &'l [Value], other: &[Value]) -> Vec<&'l Value> {
        of.iter().filter(|it| !other.iter().any(|other| other.name == it.name)).collect()
    }

    /// Returns the values whose numbers changed, with the new numbers.
    fn renumbered(&self) -> Vec<(&'l Value, i128)> {
        let new: BTreeMap<&str, i128> =
            self.new.iter().map(|it| (it.name.as_str(), it.number)).collect();
        let number = |it: &Value| new.get(it.name.as_str()).copied();
        let changed = self.old.iter().filter_map(|it| Some((it, number(it)?)));
        changed.filter(|(was, is)| was.number != *is).collect()
    }
}

impl Comparison<'_> {
    /// Compares an enum. Returns whether another size explains a change of its layout.
    pub(super) fn enumeration(&mut self, name: &str, old: &Enum, new: &Enum) -> bool {
        let before = self.changes.len();
        let direction = self.uses.get(name).map_or(Direction::Both, |it| it.direction());
        let found = self.types.place(&old.repr, &new.repr, direction);
        let (was, is) = (old.repr.clone().into(), new.repr.clone().into());
        self.add_found(format!("enum {name}, representation"), was, is, &found);
        let is_resized = self.changes[before..].iter().any(|it| it.class == Class::Breaking);
        self.values(&Values { kind: "enum", name, old: &old.values, new: &new.values });
        let used_by = self.uses.symbols(name);
        for change in &mut self.changes[before..] {
            change.used_by.clone_from(&used_by);
        }
        is_resized
    }

    /// Compares the error codes. C has only their numbers, and constants for them.
    pub(super) fn codes(&mut self) {
        let (old, new) = (&self.old.codes, &self.new.codes);
        for (name, was) in old {
            let what = format!("codes {name}");
            let Some(is) = new.get(name) else {
                self.add(Change::new(Class::SourceBreaking, what, "removed"));
                continue;
            };
            if was.of_library != is.of_library {
                let (what, why) = (format!("{what}, of_library"), "the constants have other names");
                let (was, is) = (was.of_library, is.of_library);
                self.add(Change::between(Class::SourceBreaking, what, was, is, why));
            }
            self.values(&Values { kind: "codes", name, old: &was.values, new: &is.values });
        }
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            self.add(Change::new(Class::Additive, format!("codes {name}"), "added"));
        }
    }

    fn values(&mut self, values: &Values<'_>) {
        let mut removed = Values::only(values.old, values.new);
        let mut added = Values::only(values.new, values.old);
        removed.retain(|was| {
            let Some(at) = added.iter().position(|is| is.number == was.number) else { return true };
            let (old, new) = (text(was), text(added.remove(at)));
            self.add(Change::between(Class::SourceBreaking, values.at(was), old, new, RENAMED));
            false
        });
        let renumbered = values.renumbered();
        let is_shift = self.shift(values, &removed, &added, &renumbered);
        for was in removed.iter().filter(|_| !is_shift) {
            let class = self.class_of_removed(values);
            let change = Change::new(class, values.at(was), "removed");
            self.add(Change { old: Some(text(was)), ..change });
        }
        for is in added.iter().filter(|_| !is_shift) {
            let change = Change::new(Class::Additive, values.at(is), "added");
            self.add(Change { new: Some(text(is)), ..change });
        }
        for (was, is) in renumbered.iter().filter(|_| !is_shift) {
            let (what, why) = (values.at(was), "the number changed");
            self.add(Change::between(Class::Breaking, what, was.number, is, why));
        }
        self.declaration_order(values);
    }

    fn declaration_order(&mut self, values: &Values<'_>) {
        let names = |of: &[Value]| of.iter().map(text).collect::<Vec<_>>();
        let (were, are) = (names(values.old), names(values.new));
        let sorted = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
        if were != are && sorted(&were) == sorted(&are) {
            let what = format!("{}, values", values.item());
            let (were, are) = (were.join(", "), are.join(", "));
            let why = "declared in another order";
            self.add(Change::between(Class::Compatible, what, were, are, why));
        }
    }

    /// Adds one change if one inserted or removed value shifts the numbers of those after it. Returns whether it does.
    fn shift(
        &mut self,
        values: &Values<'_>,
        removed: &[&Value],
        added: &[&Value],
        renumbered: &[(&Value, i128)],
    ) -> bool {
        let (cause, by, verb) = match (removed, added) {
            ([cause], []) => (*cause, -1, "removed"),
            ([], [cause]) => (*cause, 1, "inserted"),
            _ => return false,
        };
        let is_after = |was: &Value| was.number >= cause.number;
        let [(first, is), rest @ ..] = renumbered else { return false };
        if !renumbered
            .iter()
            .all(|(was, is)| is.checked_sub(was.number) == Some(by) && is_after(was))
        {
            return false;
        }
        let others = match rest.len() {
            0 => String::new(),
            1 => " and 1 other value".to_owned(),
            many => format!(" and {many} other values"),
        };
        let why =
            format!("{verb}, which changes {} from {} to {is}{others}", first.name, first.number);
        let change = Change::new(Class::Breaking, values.at(cause), why);
        let (old, new) = if by < 0 { (Some(text(cause)), None) } else { (None, Some(text(cause))) };
        self.add(Change { old, new, ..change });
        true
    }

    /// Returns the class of a removed value. Its name alone breaks sources.
    fn class_of_removed(&self, values: &Values<'_>) -> Class {
        match self.uses.get(values.name) {
            Some(_) if values.kind == "enum" => Class::Breaking,
            _ => Class::SourceBreaking,
        }
    }
}

fn text(value: &Value) -> String {
    value.clone().into()
}
