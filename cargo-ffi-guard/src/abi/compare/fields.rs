//! Compares the structs of two locks.

use super::Comparison;
use super::change::{Change, Class};
use super::difference::{Direction, RENAMED};
use super::uses::Objects;
use crate::abi::lock::{Entry, Struct};
use crate::abi::model::DataModel;

/// The struct of the runtime whose first field is its size in the caller. The library writes no more than that.
const SIZED: &str = "ffi_guard_error";

/// The fields of a struct, before and after.
struct Fields<'l> {
    name: &'l str,
    old: &'l [Entry],
    new: &'l [Entry],
    direction: Direction,
}

impl Fields<'_> {
    /// Returns the index of the new field that an old one became: one of its name, or one that took its place.
    fn successor(&self, index: usize) -> Option<usize> {
        let is_new = |at: &usize| find(&self.new[*at].name, self.old).is_none();
        find(&self.old[index].name, self.new)
            .or_else(|| Some(index).filter(|it| *it < self.new.len()).filter(is_new))
    }

    fn at(&self, field: &str) -> String {
        format!("struct {}, field {field}", self.name)
    }
}

fn find(name: &str, fields: &[Entry]) -> Option<usize> {
    fields.iter().position(|it| it.name == name)
}

impl Comparison<'_> {
    /// Compares a struct. Returns whether the changes of its fields explain a change of its layout.
    pub(super) fn structure(&mut self, name: &str, old: &Struct, new: &Struct) -> bool {
        let before = self.changes.len();
        if old.transparent != new.transparent {
            let (what, why) = (format!("struct {name}, transparent"), "passed in another way");
            let change =
                Change::between(Class::Breaking, what, old.transparent, new.transparent, why);
            self.add_use(name, change);
        }
        let direction = self.uses.get(name).map_or(Direction::Both, |it| it.direction());
        let fields = Fields { name, old: &old.fields, new: &new.fields, direction };
        self.order(&fields);
        for (index, was) in fields.old.iter().enumerate() {
            match fields.successor(index) {
                Some(is) => self.field(&fields, was, &fields.new[is]),
                None => {
                    let change = Change::new(Class::Breaking, fields.at(&was.name), "removed");
                    let old = Some(String::from(was.is.clone()));
                    self.add_use(name, Change { old, ..change });
                }
            }
        }
        self.added_fields(&fields);
        let is_any = |class| self.changes[before..].iter().any(|it| it.class == class);
        is_any(Class::Breaking) || (is_any(Class::Additive) && !self.is_any_field_moved(&fields))
    }

    /// Returns whether a field has another offset, or may have: a layout is missing.
    fn is_any_field_moved(&self, fields: &Fields<'_>) -> bool {
        let is_moved = |model: &DataModel| {
            let (Some(old), Some(new)) =
                (self.old.layout(*model, fields.name), self.new.layout(*model, fields.name))
            else {
                return true;
            };
            fields.old.iter().enumerate().any(|(index, was)| {
                let Some(is) = fields.successor(index) else { return false };
                let offset = new.offsets.get(&fields.new[is].name);
                offset.is_some_and(|it| old.offsets.get(&was.name) != Some(it))
            })
        };
        self.models.is_empty() || self.models.iter().any(is_moved)
    }

    fn order(&mut self, fields: &Fields<'_>) {
        let kept = |of: &[Entry], other: &[Entry]| {
            let names = of.iter().map(|it| it.name.clone());
            names.filter(|it| find(it, other).is_some()).collect::<Vec<_>>().join(", ")
        };
        let (were, are) = (kept(fields.old, fields.new), kept(fields.new, fields.old));
        if were != are {
            let what = format!("struct {}, fields", fields.name);
            let why = "the order changed";
            self.add_use(fields.name, Change::between(Class::Breaking, what, were, are, why));
        }
    }

    fn field(&mut self, fields: &Fields<'_>, was: &Entry, is: &Entry) {
        let mut found = self.types.place(&was.is, &is.is, fields.direction);
        let size = self.size_change(fields.name);
        let before = self.changes.len();
        if was.name == is.name {
            let (old, new) = (was.is.clone().into(), is.is.clone().into());
            self.add_found(fields.at(&was.name), old, new, &found);
        } else {
            found.push((Class::SourceBreaking, RENAMED));
            let (old, new) = (was.clone().into(), is.clone().into());
            self.add_found(fields.at(&was.name), old, new, &found);
        }
        let used_by = self.uses.symbols(fields.name);
        for change in &mut self.changes[before..] {
            change.used_by.clone_from(&used_by);
            if let (Class::Breaking, Some(size)) = (change.class, &size) {
                change.why = format!("{}, {size}", change.why);
            }
        }
    }

    fn added_fields(&mut self, fields: &Fields<'_>) {
        let successors: Vec<usize> =
            (0..fields.old.len()).filter_map(|index| fields.successor(index)).collect();
        let of_c = self.uses.get(fields.name).map_or(Objects::Made, |it| it.objects());
        let moves = self.is_any_field_moved(fields);
        for (index, is) in fields.new.iter().enumerate() {
            if successors.contains(&index) {
                continue;
            }
            let is_before = successors.iter().any(|it| *it > index);
            let (class, why) = match (is_before && moves, of_c) {
                (true, _) => (Class::Breaking, "inserted: the fields after it move"),
                (false, _) if fields.name == SIZED => {
                    (Class::Additive, "added: C programs pass the size that they know")
                }
                (false, Objects::Made) => {
                    (Class::Breaking, "added: C programs have objects without it")
                }
                (false, Objects::Indexed) => {
                    (Class::Breaking, "added: C programs may have a pointer to an array")
                }
                (false, Objects::Single) => {
                    (Class::Additive, "added: only the library makes objects")
                }
            };
            let size =
                self.size_change(fields.name).map(|it| format!(", {it}")).unwrap_or_default();
            let change = Change::new(class, fields.at(&is.name), format!("{why}{size}"));
            let new = Some(String::from(is.is.clone()));
            self.add_use(fields.name, Change { new, ..change });
        }
    }
}
