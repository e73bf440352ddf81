//! Compares the enums and handles of two locks.

use super::change::{Change, Class};
use super::compare::Comparison;
use super::compare_types::Direction;
use super::lock::{Enum, Handle, Value};
use std::collections::BTreeMap;

impl Comparison<'_> {
    /// Compares an enum. Returns whether its representation changed.
    pub(super) fn enumeration(&mut self, name: &str, old: &Enum, new: &Enum) -> bool {
        let before = self.changes.len();
        let direction = self.uses.get(name).map_or(Direction::Both, |it| it.direction());
        let found = self.types.typed(&old.repr, &new.repr, direction);
        let (was, is) = (old.repr.clone().into(), new.repr.clone().into());
        self.add_found(format!("enum {name}, representation"), was, is, &found);
        let is_layout_changed = self.changes.len() > before;
        self.values(name, &old.values, &new.values);
        let used_by = self.uses.symbols(name);
        for change in &mut self.changes[before..] {
            change.used_by.clone_from(&used_by);
        }
        is_layout_changed
    }

    fn values(&mut self, name: &str, old: &[Value], new: &[Value]) {
        let at = |value: &Value| format!("enum {name}, value {}", value.name);
        let names = |of: &[Value]| -> BTreeMap<String, i128> {
            of.iter().map(|it| (it.name.clone(), it.number)).collect()
        };
        let (were, are) = (names(old), names(new));
        let same_number =
            |of: &Value, all: &[Value]| all.iter().find(|it| it.number == of.number).cloned();
        let renumbered: Vec<(&Value, i128)> = old
            .iter()
            .filter_map(|it| are.get(&it.name).filter(|is| **is != it.number).map(|is| (it, *is)))
            .collect();
        let mut gone: Vec<Change> = Vec::new();
        let mut renamed = Vec::new();
        for value in old.iter().filter(|it| !are.contains_key(&it.name)) {
            let new_name = same_number(value, new).filter(|it| !were.contains_key(&it.name));
            gone.push(match new_name {
                Some(is) => {
                    renamed.push(is.name.clone());
                    let (old, new) = (String::from(value.clone()), String::from(is));
                    Change::between(Class::SourceBreaking, at(value), old, new, "renamed")
                }
                None => {
                    let class = self.class_of_removed(name);
                    let old = Some(String::from(value.clone()));
                    Change { old, ..Change::new(class, at(value), "removed") }
                }
            });
        }
        let added = new.iter().filter(|it| !were.contains_key(&it.name));
        for value in added.filter(|it| !renamed.contains(&it.name)) {
            let new = Some(String::from(value.clone()));
            gone.push(Change { new, ..Change::new(Class::Additive, at(value), "added") });
        }
        self.with_renumbered(name, gone, &renumbered);
        let order =
            |of: &[Value]| of.iter().map(|it| it.name.clone()).collect::<Vec<_>>().join(", ");
        if were == are && old != new {
            let (what, why) = (format!("enum {name}"), "declared in another order");
            self.add(Change::between(Class::Compatible, what, order(old), order(new), why));
        }
    }

    /// Adds the changes of names, and of the numbers that they shift: one added or removed name is their cause.
    fn with_renumbered(&mut self, name: &str, mut names: Vec<Change>, numbers: &[(&Value, i128)]) {
        let shifting = names.iter_mut().filter(|it| it.why != "renamed").collect::<Vec<_>>();
        if let ([(first, is), rest @ ..], [.., cause]) =
            (numbers, shifting.into_iter().collect::<Vec<_>>().as_mut_slice())
        {
            let others = match rest.len() {
                0 => String::new(),
                1 => " and 1 other value".to_owned(),
                many => format!(" and {many} other values"),
            };
            let verb = if cause.new.is_some() { "inserted" } else { "removed" };
            cause.class = Class::Breaking;
            cause.why = format!(
                "{verb}, which changes {} from {} to {is}{others}",
                first.name, first.number
            );
        } else {
            for (was, is) in numbers {
                let what = format!("enum {name}, value {}", was.name);
                let why = "the number changed";
                self.add(Change::between(Class::Breaking, what, was.number, is, why));
            }
        }
        self.changes.append(&mut names);
    }

    /// Returns the class of a value that no version of C may give or get any more.
    fn class_of_removed(&self, name: &str) -> Class {
        match self.uses.get(name) {
            Some(_) => Class::Breaking,
            None => Class::SourceBreaking,
        }
    }

    /// Compares a handle.
    pub(super) fn handle(&mut self, name: &str, old: &Handle, new: &Handle) {
        let at = |part: &str| format!("handle {name}, {part}");
        if old.owner != new.owner {
            let (class, why) = match new.owner.as_str() {
                "arc" => {
                    (Class::Compatible, "the library counts references, and C frees as before")
                }
                _ => (Class::Breaking, "an object has one owner only"),
            };
            self.add_use(name, Change::between(class, at("owner"), &old.owner, &new.owner, why));
        }
        // A function that is removed is a change of its own.
        if old.free != new.free && self.new.functions.contains_key(&old.free) {
            let why = "another function frees it";
            let change = Change::between(Class::Breaking, at("free"), &old.free, &new.free, why);
            self.add_use(name, change);
        }
        if old.poison != new.poison {
            let why = "affects calls after a panic only";
            let change =
                Change::between(Class::Compatible, at("poison"), old.poison, new.poison, why);
            self.add_use(name, change);
        }
        if old.single_thread != new.single_thread {
            let (class, why) = match new.single_thread {
                true => (Class::Breaking, "an object may be used on one thread only"),
                false => (Class::Compatible, "an object may be used on any thread"),
            };
            let what = at("single_thread");
            let change = Change::between(class, what, old.single_thread, new.single_thread, why);
            self.add_use(name, change);
        }
    }
}
