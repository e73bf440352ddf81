//! What a pass collects, and what becomes of it in the end.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;

use super::super::agenda::Visit;
use super::super::locate::Locator;
use super::expand::{Definition, Macros};
use super::guards::Functions;
use super::model::{Block, Entry, Guarded, Inventory, Note, Spot};
use super::outside_tests::never_holds;

/// How many bytes macros may expand to in one crate.
const MAX_EXPANDED: usize = 128 << 20;
/// What a call, and what it expands to, count for beside their text: a macro that calls itself twice doubles at
/// each level, however short it is.
const PER_CALL: usize = 4 << 10;

/// Stands for the library's prefix in a symbol until all is read; no C function has it in its name.
pub(super) const UNDER_PREFIX: &str = "{prefix}";

/// Everything a pass collects for the inventory.
#[derive(Default)]
pub(crate) struct Collected {
    pub(super) entries: Vec<Entry>,
    pub(super) blocks: Vec<Block>,
    pub(super) notes: Vec<Note>,
    pub(super) definitions: BTreeSet<Definition>,
    /// Macros whose input holds something of interest.
    pub(super) asked: BTreeSet<String>,
    /// Macros of the crate whose calls were expanded.
    pub(super) expanded: BTreeSet<String>,
    /// Exports in the definitions of macros: the macro's name and the first of each.
    dormant: Vec<(String, Spot)>,
    dormant_names: HashSet<String>,
    /// Functions under names that mean something else to the judge of bodies.
    pub(super) functions: Functions,
    /// The enums of the crate.
    pub(super) enums: BTreeSet<String>,
    /// The attributes that are not taken for guards.
    pub(super) distrusted: BTreeSet<&'static str>,
    /// What begins the names of the functions of exported blocks.
    pub(super) prefix: Option<String>,
    expanded_bytes: usize,
}

/// How much there was at some time.
pub(crate) struct Mark {
    entries: usize,
    blocks: usize,
    notes: usize,
    dormant: usize,
}

impl Collected {
    pub(crate) fn len(&self) -> Mark {
        let (entries, blocks, notes) = (self.entries.len(), self.blocks.len(), self.notes.len());
        Mark { entries, blocks, notes, dormant: self.dormant.len() }
    }

    /// An export in the definition of this macro.
    pub(super) fn dormant(&mut self, name: &str, spot: Spot) {
        if !self.dormant_names.contains(name) {
            self.dormant_names.insert(name.to_owned());
            self.dormant.push((name.to_owned(), spot));
        }
    }

    /// A file, or a part of it, that cannot be read.
    pub(crate) fn broken(&mut self, visit: &Visit, at: usize, what: String) {
        let spot = Spot { file: visit.file.clone(), line: 1, column: 1, range: at..at };
        self.notes.push(Note { spot, what, broken: true });
    }

    /// Whether an expansion of this size may be walked as well.
    pub(super) fn affords(&mut self, bytes: usize) -> bool {
        self.expanded_bytes = self.expanded_bytes.saturating_add(bytes + PER_CALL);
        self.expanded_bytes <= MAX_EXPANDED
    }

    /// Finds the lines of everything that was collected since, all of it in one file.
    pub(crate) fn locate(&mut self, since: Mark, source: &str, mark: usize) {
        let mut spots: Vec<&mut Spot> = Vec::new();
        for entry in &mut self.entries[since.entries..] {
            spots.push(&mut entry.spot);
            if let Guarded::Partly { at, .. } = &mut entry.guarded {
                spots.push(at);
            }
            if let Some(range) = &mut entry.attribute {
                *range = shifted(range, mark);
            }
        }
        for block in &mut self.blocks[since.blocks..] {
            spots.push(&mut block.spot);
            if let Some(range) = &mut block.attribute {
                *range = shifted(range, mark);
            }
        }
        spots.extend(self.notes[since.notes..].iter_mut().map(|note| &mut note.spot));
        spots.extend(self.dormant[since.dormant..].iter_mut().map(|(_, spot)| spot));
        spots.sort_by_key(|spot| spot.range.start);
        let mut locator = Locator::new(source);
        for spot in spots {
            (spot.line, spot.column) = locator.locate(spot.range.start);
            spot.range = shifted(&spot.range, mark);
        }
        if let Some(entries) = self.entries.get_mut(since.entries..) {
            entries.sort_by_key(|entry| entry.spot.range.start);
        }
    }

    /// The inventory, each item in it once.
    pub(super) fn finish(mut self, files: Vec<PathBuf>, macros: &Macros<'_>) -> Inventory {
        for (name, spot) in std::mem::take(&mut self.dormant) {
            if macros.is_defined(&name) && !self.expanded.contains(&name) {
                let what = format!(
                    "the macro `{name}` exports what its callers name, and no call of it in this \
                     crate could be read"
                );
                self.notes.push(Note { spot, what, broken: false });
            }
        }
        if macros.is_spent() {
            let file = files.first().cloned().unwrap_or_default();
            let what = "the macros that are called in functions make more code than is looked through: \
                        a guard in one of them may not have been seen";
            let spot = Spot { file, line: 1, column: 1, range: 0..0 };
            self.notes.push(Note { spot, what: what.to_owned(), broken: false });
        }
        for entry in &mut self.entries {
            entry.symbol = resolved(entry.symbol.take(), self.prefix.as_deref());
        }
        let before = self.entries.len();
        self.entries.retain(|entry| !entry.cfg.iter().any(|predicate| never_holds(predicate)));
        let tests_left_out = before - self.entries.len();
        let mut notes: Vec<Note> = Vec::new();
        let mut known = HashSet::new();
        for note in self.notes {
            if known.insert((note.spot.clone(), note.what.clone())) {
                notes.push(note);
            }
        }
        let blocks = blocks_once(self.blocks);
        Inventory {
            entries: once(self.entries),
            blocks,
            notes,
            enums: self.enums,
            files,
            tests_left_out,
        }
    }
}

/// The symbol with the library's prefix; unknown without.
fn resolved(symbol: Option<String>, prefix: Option<&str>) -> Option<String> {
    let symbol = symbol?;
    match symbol.strip_prefix(UNDER_PREFIX) {
        Some(rest) => prefix.map(|prefix| format!("{prefix}{rest}")),
        None => Some(symbol),
    }
}

/// The blocks that some build has, each once.
fn blocks_once(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    let lives = |block: &Block| !block.cfg.iter().any(|predicate| never_holds(predicate));
    for block in blocks.into_iter().filter(lives) {
        match kept.iter_mut().find(|known| known.spot == block.spot) {
            Some(known) => known.cfg.retain(|predicate| block.cfg.contains(predicate)),
            None => kept.push(block),
        }
    }
    kept
}

/// The same item comes up once for each way in which its file is part of the crate.
fn once(entries: Vec<Entry>) -> Vec<Entry> {
    let mut known: HashMap<_, usize> = HashMap::new();
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        let key = (entry.kind, entry.spot.clone(), entry.name.clone(), entry.symbol.clone());
        match known.get(&key) {
            Some(&index) if kept[index].guarded == entry.guarded => {
                // Two ways into the crate, so neither's predicates are needed.
                if kept[index].cfg != entry.cfg {
                    let common = |predicate: &String| entry.cfg.contains(predicate);
                    kept[index].cfg.retain(common);
                }
            }
            _ => {
                known.insert(key, kept.len());
                kept.push(entry);
            }
        }
    }
    kept
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
