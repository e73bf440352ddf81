//! The files of a crate, read wave by wave along the module tree.

use super::body::Functions;
use super::context::{InventoryContext, MacroSets};
use super::facts::CrateFacts;
use super::file_findings::FileFindings;
use super::model::{InventoryNote, InventoryOptions};
use super::walk;
use crate::big_stack;
use crate::failure::Failure;
use crate::sources::{Visit, VisitKey, Visits};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// How often files are read again because something turned up that they name.
const MAX_ROUNDS: usize = 4;

/// The files of a crate in the order of the module tree.
pub(super) struct ReadCrate {
    pub(super) files: Vec<(PathBuf, FileFindings)>,
    pub(super) facts: CrateFacts,
    /// Files that a limit keeps out.
    pub(super) notes: Vec<InventoryNote>,
}

/// The findings of a file, and how much was known of the crate when it was read.
struct Cached {
    version: usize,
    findings: FileFindings,
}

/// Reads the crate whose root file this is.
pub(super) fn read(root: &Path, options: &InventoryOptions) -> Result<ReadCrate, Failure> {
    let mut reader = Reader { options, facts: CrateFacts::new(), cache: HashMap::new() };
    let mut round = 1;
    loop {
        let (order, notes) = reader.pass(root, round < MAX_ROUNDS)?;
        reader.settle_functions();
        let stale = order.iter().any(|visit| reader.is_stale(visit));
        if !stale || round == MAX_ROUNDS {
            return Ok(reader.finish(order, notes));
        }
        round += 1;
    }
}

struct Reader<'o> {
    options: &'o InventoryOptions,
    facts: CrateFacts,
    cache: HashMap<VisitKey, Cached>,
}

impl Reader<'_> {
    /// Follows the module tree from its root and reads the files that are new or stale. Returns all files in the order
    /// of the tree.
    fn pass(
        &mut self,
        root: &Path,
        learns: bool,
    ) -> Result<(Vec<Visit>, Vec<InventoryNote>), Failure> {
        let mut visits = Visits::default();
        let mut wave = visits.root(root.to_owned());
        let (mut order, mut notes) = (Vec::new(), Vec::new());
        while !wave.is_empty() {
            self.read_files(&wave, learns)?;
            let mut next = Vec::new();
            for visit in &wave {
                let Some(cached) = self.cache.get(&visit.key()) else { continue };
                for (reference, span) in &cached.findings.references {
                    match visits.add(reference.clone(), Some(visit)) {
                        Ok(visit) => next.extend(visit),
                        Err(limit) => {
                            let what = format!("{limit}: not every use of it is read");
                            notes.push(InventoryNote {
                                span: span.clone(),
                                what,
                                hides_exports: false,
                            });
                        }
                    }
                }
            }
            order.append(&mut wave);
            wave = next;
        }
        Ok((order, notes))
    }

    fn read_files(&mut self, wave: &[Visit], learns: bool) -> Result<(), Failure> {
        let new: Vec<&Visit> = wave.iter().filter(|visit| self.is_stale(visit)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let version = self.facts.version();
        let (facts, options) = (&self.facts, self.options);
        let macro_sets = MacroSets::of(facts, options);
        let results = big_stack::map(
            &new,
            || InventoryContext::new(options, facts, &macro_sets),
            |context, visit| walk::read_file(context, visit),
        )?;
        for (visit, findings) in new.into_iter().zip(results) {
            let findings = findings.unwrap_or_else(|| walk::panicked(visit));
            if learns {
                findings
                    .aliases
                    .iter()
                    .for_each(|(name, guard)| self.facts.learn_alias(name, *guard));
                findings.macros.iter().for_each(|source| self.facts.learn_macro(source));
                let aliases = findings.macro_aliases.iter();
                aliases.for_each(|alias| self.facts.learn_macro_alias(alias));
            }
            self.cache.insert(visit.key(), Cached { version, findings });
        }
        Ok(())
    }

    /// Whether the file was not read yet, or before something was known that it names.
    fn is_stale(&self, visit: &Visit) -> bool {
        self.cache
            .get(&visit.key())
            .is_none_or(|cached| self.facts.changed_since(cached.version, &cached.findings.asked))
    }

    fn settle_functions(&mut self) {
        let mut functions = Functions::default();
        for cached in self.cache.values() {
            functions.merge(&cached.findings.functions);
        }
        self.facts.learn_functions(functions);
    }

    fn finish(mut self, order: Vec<Visit>, notes: Vec<InventoryNote>) -> ReadCrate {
        let files = order.into_iter().filter_map(|visit| {
            let cached = self.cache.remove(&visit.key())?;
            Some((visit.file, cached.findings))
        });
        let files = files.collect();
        ReadCrate { files, facts: self.facts, notes }
    }
}
