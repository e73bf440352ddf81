//! Compares two locks.

mod change;
mod failure;
mod fields;
mod functions;
mod handles;
mod layouts;
mod types;
mod uses;
mod values;

pub(super) use change::{Change, Class, Step, takes};
pub(super) use uses::Uses;

use crate::abi::lock::Lock;
use crate::abi::model::DataModel;
use std::collections::{BTreeMap, BTreeSet};
use types::Types;

/// The differences of two locks.
pub(super) struct Compared {
    /// The changes, the worst ones first.
    pub(super) changes: Vec<Change>,
    /// The layouts that only one of the locks has.
    pub(super) missing: Vec<Missing>,
}

/// A layout that a lock lacks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) name: String,
    pub(super) model: DataModel,
}

impl Compared {
    /// Returns the worst class of the changes. `None` if nothing changed.
    pub(super) fn class(&self) -> Option<Class> {
        self.changes.iter().map(|it| it.class).max()
    }

    /// Returns whether something was added.
    pub(super) fn is_any_added(&self) -> bool {
        self.changes.iter().any(|it| it.class == Class::Additive)
    }
}

/// Compares the ABI in two locks; their versions, epochs and revisions are not compared. Layouts are compared for the data
/// models that both have.
pub(super) fn compare(old: &Lock, new: &Lock) -> Compared {
    let models: Vec<DataModel> = old.layouts.keys().copied().collect();
    let common = models.iter().copied().filter(|it| new.layouts.contains_key(it)).collect();
    let mut comparison = Comparison {
        old,
        new,
        types: Types {
            models,
            renamed: BTreeMap::new(),
            transparent: (old.transparent(), new.transparent()),
        },
        models: common,
        uses: Uses::of(old),
        changes: Vec::new(),
        missing: Vec::new(),
    };
    comparison.renamed();
    comparison.functions();
    comparison.statics();
    let told = comparison.definitions();
    comparison.layouts(&told);
    comparison.rest();
    let Comparison { mut changes, missing, .. } = comparison;
    changes.sort_by(|a, b| b.class.cmp(&a.class).then_with(|| a.what.cmp(&b.what)));
    Compared { changes, missing }
}

/// A comparison in progress.
struct Comparison<'l> {
    old: &'l Lock,
    new: &'l Lock,
    types: Types,
    /// The data models of both locks.
    models: Vec<DataModel>,
    /// The uses of the types in the old lock.
    uses: Uses,
    changes: Vec<Change>,
    missing: Vec<Missing>,
}

impl Comparison<'_> {
    fn add(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Adds a change of a type, with the functions that use it.
    fn add_use(&mut self, name: &str, change: Change) {
        let used_by = self.uses.symbols(name);
        self.add(Change { used_by, ..change });
    }

    /// Finds types that have another name and the same definition.
    fn renamed(&mut self) {
        let (old, new) = (self.old, self.new);
        for was in old.kinds().keys().filter(|it| !new.kinds().contains_key(*it)) {
            let mut same = new.kinds().into_keys().filter(|is| {
                !old.kinds().contains_key(is) && is_same_definition((old, was), (new, is))
            });
            if let (Some(is), None) = (same.next(), same.next()) {
                let change = Change::between(
                    Class::SourceBreaking,
                    format!("type {was}"),
                    was,
                    &is,
                    "renamed",
                );
                self.add_use(was, change);
                self.types.renamed.insert(was.clone(), is);
            }
        }
    }

    /// Adds the changes of types. Returns the names of those whose layout another change explains.
    fn definitions(&mut self) -> BTreeSet<String> {
        let (old, new) = (self.old, self.new);
        let (were, are) = (old.kinds(), new.kinds());
        let mut told = BTreeSet::new();
        for (name, was) in &were {
            match are.get(name) {
                Some(is) if was == is => {
                    if self.definition(name) {
                        told.insert(name.clone());
                    }
                }
                Some(is) => {
                    told.insert(name.clone());
                    let class = if *was == "handle" { Class::Additive } else { Class::Breaking };
                    let what = format!("type {name}");
                    self.add_use(name, Change::between(class, what, was, is, "the kind changed"));
                }
                None => self.removed_type(name, was),
            }
        }
        let known: BTreeSet<&String> = self.types.renamed.values().collect();
        let added =
            are.iter().filter(|(name, _)| !were.contains_key(*name) && !known.contains(name));
        let added: Vec<Change> = added
            .map(|(name, kind)| Change::new(Class::Additive, format!("{kind} {name}"), "added"))
            .collect();
        self.changes.extend(added);
        told
    }

    fn definition(&mut self, name: &str) -> bool {
        let (old, new) = (self.old, self.new);
        if let (Some(was), Some(is)) = (old.structs.get(name), new.structs.get(name)) {
            return self.structure(name, was, is);
        }
        if let (Some(was), Some(is)) = (old.enums.get(name), new.enums.get(name)) {
            return self.enumeration(name, was, is);
        }
        if let (Some(was), Some(is)) = (old.handles.get(name), new.handles.get(name)) {
            self.handle(name, was, is);
        }
        false
    }

    fn removed_type(&mut self, name: &str, kind: &str) {
        if self.types.renamed.contains_key(name) {
            return;
        }
        let is_used = Uses::of(self.new).get(name).is_some();
        let (class, why) = match is_used {
            true => (Class::Breaking, "used, but not described any more"),
            false => (Class::SourceBreaking, "removed: nothing uses it"),
        };
        self.add(Change::new(class, format!("{kind} {name}"), why));
    }

    /// Adds the change of the prefix, and one for any difference that has no class.
    fn rest(&mut self) {
        let (old, new) = (self.old, self.new);
        if old.prefix != new.prefix {
            let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
            let why = "names in the header have it";
            let (old, new) = (text(&old.prefix), text(&new.prefix));
            self.add(Change::between(Class::SourceBreaking, "prefix", old, new, why));
        }
        if self.changes.is_empty() && self.missing.is_empty() && !old.has_abi_of(new, &self.models)
        {
            let why = "the locks differ, and no class covers the difference: compare their text";
            self.add(Change::new(Class::Breaking, "lock", why));
        }
    }
}

fn is_same_definition((old, was): (&Lock, &str), (new, is): (&Lock, &str)) -> bool {
    let layouts = |of: &Lock, name: &str| -> Vec<_> {
        old.layouts
            .keys()
            .filter(|it| new.layouts.contains_key(it))
            .map(|it| of.layout(*it, name).cloned())
            .collect()
    };
    layouts(old, was) == layouts(new, is)
        && old.structs.get(was) == new.structs.get(is)
        && old.enums.get(was) == new.enums.get(is)
        && old.handles.get(was) == new.handles.get(is)
}
