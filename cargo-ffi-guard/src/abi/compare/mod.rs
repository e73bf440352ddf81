//! Compares two locks.

mod callbacks;
mod change;
mod difference;
mod failure;
mod fields;
mod functions;
mod handles;
mod integers;
mod layouts;
mod numbers;
mod renames;
mod rest;
mod results;
mod roles;
mod types;
mod unrecorded;
mod uses;
mod values;

pub(super) use change::{Change, Class, Step, takes};
pub(super) use numbers::{lowered, not_raised};
pub(super) use uses::Uses;

use crate::abi::lock::Lock;
use crate::abi::model::DataModel;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use types::Types;

/// The differences of two locks.
pub(super) struct Compared {
    /// The changes, the worst ones first.
    pub(super) changes: Vec<Change>,
    /// The layouts that only one of the locks has.
    pub(super) missing: Vec<Missing>,
    /// The parts of the ABI that an older lock does not record, in words.
    pub(super) unrecorded: Option<String>,
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
/// models that both have, and the contracts of callbacks and results if both have them.
pub(super) fn compare(old: &Lock, new: &Lock) -> Compared {
    if old.has_contracts() && new.has_contracts() {
        return compare_recorded(old, new);
    }
    let unrecorded = unrecorded::contracts(old, new);
    let without = |lock: &Lock| {
        let mut lock = lock.clone();
        lock.remove_contracts();
        lock
    };
    Compared { unrecorded, ..compare_recorded(&without(old), &without(new)) }
}

fn compare_recorded(old: &Lock, new: &Lock) -> Compared {
    let mut models: Vec<DataModel> = old.layouts.keys().copied().collect();
    let common = models.iter().copied().filter(|it| new.layouts.contains_key(it)).collect();
    if models.is_empty() {
        models = vec![DataModel::LP64, DataModel::LLP64, DataModel::ILP32];
    }
    let mut comparison = Comparison {
        old,
        new,
        types: Types {
            models,
            renamed: BTreeMap::new(),
            transparent: (old.transparent(), new.transparent()),
            handles: old.handles.keys().cloned().collect(),
            visited: RefCell::default(),
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
    comparison.codes();
    comparison.rest();
    let Comparison { mut changes, missing, .. } = comparison;
    changes.sort_by(|a, b| b.class.cmp(&a.class).then_with(|| a.what.cmp(&b.what)));
    Compared { changes, missing, unrecorded: None }
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
                    let class = self.class_of_kind(name, was, is);
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

    /// Returns the class of another kind. C has only pointers to a handle, by the name of a struct.
    fn class_of_kind(&self, name: &str, old: &str, new: &str) -> Class {
        let is_alias = self.new.structs.get(name).is_some_and(|it| it.transparent);
        match (old, new) {
            ("handle", "struct") if !is_alias => Class::Additive,
            ("handle", _) => Class::SourceBreaking,
            _ => Class::Breaking,
        }
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
}
