//! The files of a crate that are still to be read, each with what it inherits from the place that names it.

use super::conditions::Conditions;
use ffi_guard_scan::ModuleDir;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// Under how many different conditions or directories one file is read. A file may name another twice, that one a third
/// twice, and so on; without a limit the work would double at each step.
const MAX_VISITS: usize = 64;
/// How many files deep modules and inclusions may nest; each step searches its ancestors for itself.
const MAX_DEPTH: usize = 256;

/// A file and its place in the module tree.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// The file, spelled as the source leads to it.
    pub(crate) file: PathBuf,
    pub(crate) place: ModulePlace,
    lineage: Arc<Lineage>,
}

/// The context that a file inherits. One file in two places is two parts of the crate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ModulePlace {
    pub(crate) dir: ModuleDir,
    pub(crate) implicit_prelude: bool,
    pub(crate) conditions: Conditions,
}

/// A file that a module declaration or an `include!` names.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) file: PathBuf,
    pub(crate) place: ModulePlace,
}

/// The identity of a visit.
pub(crate) type VisitKey = (PathBuf, ModulePlace);

/// A file and those through which it was reached.
#[derive(Debug)]
struct Lineage {
    canonical: PathBuf,
    parent: Option<Arc<Lineage>>,
    depth: usize,
}

impl Visit {
    pub(crate) fn key(&self) -> VisitKey {
        (self.lineage.canonical.clone(), self.place.clone())
    }
}

/// The visits of one pass over the module tree, each once.
#[derive(Default)]
pub(crate) struct Visits {
    seen: HashSet<VisitKey>,
    visits: HashMap<PathBuf, usize>,
}

impl Visits {
    /// The root file of a crate.
    pub(crate) fn root(&mut self, file: PathBuf) -> Vec<Visit> {
        let dir = ModuleDir::beside(&file);
        let place = ModulePlace { dir, implicit_prelude: true, conditions: Conditions::default() };
        self.add(Reference { file, place }, None).ok().flatten().into_iter().collect()
    }

    /// The visit of a file that `parent` names. `None` if it was visited in the same place, or contains itself: rustc
    /// does not accept that either.
    ///
    /// # Errors
    ///
    /// Names the limit that keeps the file from being read.
    pub(crate) fn add(
        &mut self,
        Reference { file, place }: Reference,
        parent: Option<&Visit>,
    ) -> Result<Option<Visit>, &'static str> {
        let canonical = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
        let parent = parent.map(|visit| &visit.lineage);
        let mut ancestors =
            std::iter::successors(parent.map(Arc::as_ref), |it| it.parent.as_deref());
        if ancestors.any(|ancestor| ancestor.canonical == canonical) {
            return Ok(None);
        }
        let depth = parent.map_or(0, |parent| parent.depth + 1);
        if depth > MAX_DEPTH {
            return Err("files nest more than 256 deep here");
        }
        let key = (canonical.clone(), place.clone());
        if self.seen.contains(&key) {
            return Ok(None);
        }
        let visits = self.visits.entry(canonical.clone()).or_default();
        if *visits == MAX_VISITS {
            return Err("this file is part of the crate in more than 64 ways");
        }
        *visits += 1;
        self.seen.insert(key);
        let lineage = Arc::new(Lineage { canonical, parent: parent.cloned(), depth });
        Ok(Some(Visit { file, place, lineage }))
    }
}
