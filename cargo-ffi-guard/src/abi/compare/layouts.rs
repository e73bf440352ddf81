//! Compares the layouts of two locks, for the data models that both have.

use super::change::{Change, Class};
use super::{Comparison, Missing};
use crate::abi::lock::{Layout, Struct};
use crate::abi::model::{DataModel, Type};
use std::collections::BTreeSet;

impl Comparison<'_> {
    /// Adds the layouts that changed for no reason that another change tells. `told` are the types with such a change.
    pub(super) fn layouts(&mut self, told: &BTreeSet<String>) {
        let mut names: BTreeSet<String> = self.uses.names().map(str::to_owned).collect();
        let sizes = self.old.layouts.values().flat_map(|it| it.keys().cloned());
        names.extend(sizes.filter(|name| self.new.has_layout(self.types.renamed(name))));
        for name in names {
            for model in self.models.clone() {
                self.compare_layout(&name, model, told);
            }
        }
    }

    fn compare_layout(&mut self, name: &str, model: DataModel, told: &BTreeSet<String>) {
        let is = self.types.renamed(name);
        match (self.old.layout(model, name), self.new.layout(model, is)) {
            (Some(_), Some(_)) if self.is_same_layout(name, model) => {}
            (Some(_), Some(_)) if told.contains(name) || self.is_explained(name, model) => {}
            (Some(old), Some(new)) => self.layout(name, model, old, new),
            _ if self.old.needs_layout(name) && self.new.needs_layout(is) => {
                self.miss(name, model);
            }
            _ => {}
        }
    }

    /// Returns whether two layouts differ in the names of fields at most.
    fn is_same_layout(&self, name: &str, model: DataModel) -> bool {
        let is = self.types.renamed(name);
        match (self.old.layout(model, name), self.new.layout(model, is)) {
            (Some(old), Some(new)) => {
                let (was, is) = (self.old.structs.get(name), self.new.structs.get(is));
                (old.size, old.align) == (new.size, new.align)
                    && offsets(was, old) == offsets(is, new)
            }
            (old, new) => old == new,
        }
    }

    fn miss(&mut self, name: &str, model: DataModel) {
        self.missing.push(Missing { name: name.to_owned(), model });
    }

    /// Returns whether a field has a type whose layout changed: the change of that type is the cause.
    fn is_explained(&self, name: &str, model: DataModel) -> bool {
        let fields = self.old.structs.get(name).into_iter().flat_map(|it| &it.fields);
        let mut inner = fields.filter_map(|it| embedded(&it.is.ty));
        inner.any(|name| !self.is_same_layout(name, model))
    }

    fn layout(&mut self, name: &str, model: DataModel, old: &Layout, new: &Layout) {
        let field = old
            .offsets
            .iter()
            .find(|(field, offset)| new.offsets.get(*field).is_some_and(|it| it != *offset));
        let (what, was, is) = match field {
            Some((field, offset)) => {
                let what = format!("type {name}, offset of {field} ({model:?})");
                (what, offset.to_string(), new.offsets[field].to_string())
            }
            None => (format!("type {name}, layout ({model:?})"), words(old), words(new)),
        };
        let change = Change::between(Class::Breaking, what, was, is, "the layout changed");
        self.add_use(name, change);
    }

    /// Returns the change of a struct's size, in words.
    pub(super) fn size_change(&self, name: &str) -> Option<String> {
        let changed = self.models.iter().find_map(|model| {
            let old = self.old.layout(*model, name)?.size;
            let new = self.new.layout(*model, name)?.size;
            (old != new).then_some((model, old, new))
        });
        changed.map(|(model, old, new)| format!("the size was {old}, is {new} ({model:?})"))
    }
}

/// Returns the offsets of a struct's fields in their order, or sorted if the layout has other fields.
fn offsets(of: Option<&Struct>, layout: &Layout) -> Vec<u64> {
    let fields = of.into_iter().flat_map(|it| &it.fields);
    let ordered: Vec<u64> =
        fields.filter_map(|field| layout.offsets.get(&field.name).copied()).collect();
    if ordered.len() == layout.offsets.len() {
        return ordered;
    }
    let mut sorted: Vec<u64> = layout.offsets.values().copied().collect();
    sorted.sort_unstable();
    sorted
}

fn words(layout: &Layout) -> String {
    format!("{} bytes, alignment {}", layout.size, layout.align)
}

/// Returns the name of the type whose object a field contains.
fn embedded(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named { name } => Some(name),
        Type::Array { of, .. } => embedded(of),
        _ => None,
    }
}
