//! From the findings of all files to the inventory, each item in it once.

use super::drop_types::DropTypes;
use super::file_findings::{FileFindings, ForeignUse};
use super::foreign;
use super::model::{
    DroppedOutside, ExportedBlock, GuardState, Inventory, InventoryNote, SourceExport, SourceSpan,
};
use super::module_tree::ReadCrate;
use crate::cfg::never_holds;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

/// Stands for the library's prefix in a symbol until all files are read; no C function has it in its name.
pub(super) const UNDER_PREFIX: &str = "{prefix}";

pub(super) fn finish(ReadCrate { files, facts, notes }: ReadCrate) -> Inventory {
    let mut inventory = Inventory { notes, ..Inventory::default() };
    let mut rest = Rest::default();
    for (file, findings) in files {
        if findings.is_read && !inventory.files.contains(&file) {
            inventory.files.push(file);
        }
        rest.add(&mut inventory, findings);
    }
    rest.finish(&mut inventory, |name| facts.macros.iter().any(|source| source.name == name));
    let before = inventory.exports.len();
    inventory.exports.retain(|export| !export.cfg.iter().any(|predicate| never_holds(predicate)));
    inventory.tests_left_out = before - inventory.exports.len();
    inventory.exports = once(inventory.exports);
    inventory.blocks = blocks_once(inventory.blocks);
    let mut known = HashSet::new();
    inventory.notes.retain(|note| known.insert(note.clone()));
    inventory
}

/// The facts that are complete only when all files are read.
#[derive(Default)]
struct Rest {
    dormant: Vec<(String, SourceSpan)>,
    distrusted: Vec<&'static str>,
    expanded: BTreeSet<String>,
    foreign: Vec<ForeignUse>,
    types: DropTypes,
    prefix: Option<String>,
    spent: Option<PathBuf>,
}

impl Rest {
    fn add(&mut self, inventory: &mut Inventory, findings: FileFindings) {
        if findings.is_spent && self.spent.is_none() {
            self.spent = inventory.files.last().cloned();
        }
        inventory.exports.extend(findings.exports);
        inventory.blocks.extend(findings.blocks);
        inventory.notes.extend(findings.notes);
        for unread in findings.unread {
            if !inventory.unread.contains(&unread) {
                inventory.unread.push(unread);
            }
        }
        inventory.enums.extend(findings.enums);
        inventory.has_library |= findings.has_library;
        for (name, note) in findings.distrusted {
            if !self.distrusted.contains(&name) {
                self.distrusted.push(name);
                inventory.notes.push(note);
            }
        }
        self.types.add(findings.types);
        self.foreign.extend(findings.foreign);
        self.dormant.extend(findings.dormant);
        self.expanded.extend(findings.expanded);
        self.prefix = findings.prefix.or(self.prefix.take());
    }

    fn finish(self, inventory: &mut Inventory, is_defined: impl Fn(&str) -> bool) {
        let mut named = HashSet::new();
        for (name, span) in self.dormant {
            if is_defined(&name) && !self.expanded.contains(&name) && named.insert(name.clone()) {
                let what = format!(
                    "the macro `{name}` exports what its callers name, and no call of it in this \
                     crate could be read"
                );
                inventory.notes.push(InventoryNote { span, what, hides_exports: false });
            }
        }
        if let Some(file) = self.spent {
            let what = "the macros that are called in functions make more code than is looked through: \
                        a guard in one of them may not have been seen";
            let span = SourceSpan { file, line: 1, column: 1, bytes: 0..0 };
            inventory.notes.push(InventoryNote {
                span,
                what: what.to_owned(),
                hides_exports: false,
            });
        }
        foreign::summarize(self.foreign, inventory);
        for export in &mut inventory.exports {
            judge_drops(export, &self.types);
            export.symbol = resolved(export.symbol.take(), self.prefix.as_deref());
        }
    }
}

/// Decides whether a function with a guard drops an argument outside of it.
fn judge_drops(export: &mut SourceExport, types: &DropTypes) {
    let dropped = std::mem::take(&mut export.dropped);
    if export.state.is_open() || dropped.is_empty() {
        return;
    }
    let lasting = dropped.into_iter().find(|argument| !types.are_plain(&argument.types));
    if let (Some(DroppedOutside { argument, at, .. }), GuardState::Idiom { name }) =
        (lasting, &export.state)
    {
        export.state = GuardState::DropsOutside { by: name.clone(), argument, at };
    }
}

/// The symbol with the library's prefix; unknown without one.
fn resolved(symbol: Option<String>, prefix: Option<&str>) -> Option<String> {
    let symbol = symbol?;
    match symbol.strip_prefix(UNDER_PREFIX) {
        Some(rest) => prefix.map(|prefix| format!("{prefix}{rest}")),
        None => Some(symbol),
    }
}

/// The blocks that some build has, each once.
fn blocks_once(blocks: Vec<ExportedBlock>) -> Vec<ExportedBlock> {
    let mut kept: Vec<ExportedBlock> = Vec::new();
    let lives = |block: &ExportedBlock| !block.cfg.iter().any(|predicate| never_holds(predicate));
    for block in blocks.into_iter().filter(lives) {
        match kept.iter_mut().find(|known| known.span == block.span) {
            Some(known) => known.cfg.retain(|predicate| block.cfg.contains(predicate)),
            None => kept.push(block),
        }
    }
    kept
}

/// Merges the exports of a file that is part of the crate several times.
fn once(exports: Vec<SourceExport>) -> Vec<SourceExport> {
    let mut known: HashMap<_, usize> = HashMap::new();
    let mut kept: Vec<SourceExport> = Vec::new();
    for export in exports {
        let key = (export.kind, export.span.clone(), export.name.clone(), export.symbol.clone());
        match known.get(&key) {
            Some(&index) if kept[index].state == export.state => {
                // Of two ways into the crate, neither's own predicates are needed.
                let common = |predicate: &String| export.cfg.contains(predicate);
                kept[index].cfg.retain(common);
            }
            _ => {
                known.insert(key, kept.len());
                kept.push(export);
            }
        }
    }
    kept
}
