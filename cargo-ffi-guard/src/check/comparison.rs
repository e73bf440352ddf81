//! Why `audit` counts other exports than `check`.

use super::name_list::names;
use crate::inventory::{Inventory, SourceExport, SourceExportKind};
use crate::workspace::LibraryTarget;
use std::collections::{BTreeMap, BTreeSet};

/// The facts about all packages.
#[derive(Default)]
pub(super) struct Comparison {
    /// The packages that use macros of this project that export functions.
    generating: BTreeSet<String>,
    statics: usize,
    callbacks: usize,
    conditional: usize,
    binaries: BTreeSet<String>,
    not_followed: BTreeMap<String, usize>,
}

impl Comparison {
    pub(super) fn add(&mut self, inventory: &Inventory, target: &LibraryTarget) {
        let count = |is: fn(&SourceExport) -> bool| {
            inventory.exports.iter().filter(|export| is(export)).count()
        };
        self.statics += count(|export| export.kind == SourceExportKind::Static);
        self.callbacks += count(|export| export.kind == SourceExportKind::Callback);
        self.conditional += count(|export| !export.cfg.is_empty());
        if inventory.has_library || inventory.derived_exports > 0 {
            self.generating.insert(target.package.clone());
        }
        if target.is_binary && !inventory.exports.is_empty() {
            self.binaries.insert(target.name.clone());
        }
        for (name, uses) in &inventory.not_followed {
            *self.not_followed.entry(name.clone()).or_default() += uses;
        }
    }

    /// One sentence for each reason.
    pub(super) fn sentences(self) -> Vec<String> {
        let listed = |names_of: BTreeSet<String>| names(&names_of.into_iter().collect::<Vec<_>>());
        let mut found = Vec::new();
        if !self.generating.is_empty() {
            found.push(format!(
                "it also counts the guarded functions that `ffi_library!` and `#[derive(FfiHandle)]` make in {}",
                listed(self.generating)
            ));
        }
        for (count, what, why) in [
            (self.statics, "static", "runs no code"),
            (self.callbacks, "callback", "has no symbol"),
        ] {
            if count > 0 {
                found.push(format!("it leaves out {}: a {what} {why}", counted(count, what)));
            }
        }
        if self.conditional > 0 {
            found.push(format!(
                "it counts one build; the table has {} under a `cfg`",
                counted(self.conditional, "entry")
            ));
        }
        if !self.binaries.is_empty() {
            found.push(format!("it reads a binary only if it is named: {}", listed(self.binaries)));
        }
        if !self.not_followed.is_empty() {
            let uses: usize = self.not_followed.values().sum();
            found.push(format!(
                "it also counts the exports, if there are any, of {} of derives and common macros: {}",
                counted(uses, "use"),
                listed(self.not_followed.into_keys().collect())
            ));
        }
        found
    }
}

fn counted(items: usize, what: &str) -> String {
    match (items, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{items} {stem}ies"),
        (_, None) => format!("{items} {what}s"),
    }
}
