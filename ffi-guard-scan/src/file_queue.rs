//! The queue of files to scan, each with the module path and conditions of its declaration.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use super::conditions::Conditions;
use super::module_dir::ModuleDir;

/// The maximum number of positions of one file in the module tree. A file may declare another twice, that one a third
/// twice, and so on: without a limit the work doubles at each step.
const MAX_VISITS: usize = 64;
/// The maximum nesting of files. Each step searches its ancestors, so the cost is quadratic in the depth.
const MAX_DEPTH: usize = 256;

/// One file to scan and its place in the module tree.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The file, spelled as the source leads to it.
    pub(super) file: PathBuf,
    pub(super) place: ModulePlace,
    /// Whether this is the first visit of the file.
    pub(super) first: bool,
    pub(super) ancestry: Rc<Ancestry>,
}

/// The position of a file in the module tree. A file declared in two places is scanned twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ModulePlace {
    pub(super) dir: ModuleDir,
    pub(super) implicit_prelude: bool,
    pub(super) conditions: Conditions,
}

/// A file and the chain of files that led to it.
#[derive(Debug)]
pub(super) struct Ancestry {
    canonical: PathBuf,
    parent: Option<Rc<Ancestry>>,
    depth: usize,
}

/// The files to scan, in declaration order.
#[derive(Default)]
pub(super) struct FileQueue {
    queue: VecDeque<Visit>,
    /// The positions of each file so far.
    places: HashMap<PathBuf, Vec<ModulePlace>>,
}

impl FileQueue {
    /// Adds a file declared in `parent`. Skips a file already seen in this position, and a file that contains itself:
    /// rustc would not finish on that either.
    ///
    /// # Errors
    ///
    /// Returns the limit that keeps the file from being scanned.
    pub(super) fn add(
        &mut self,
        file: PathBuf,
        place: ModulePlace,
        parent: Option<&Rc<Ancestry>>,
    ) -> Result<(), &'static str> {
        let canonical = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
        if ancestors(parent).any(|ancestor| ancestor.canonical == canonical) {
            return Ok(());
        }
        let depth = parent.map_or(0, |parent| parent.depth + 1);
        if depth > MAX_DEPTH {
            return Err("files nest more than 256 deep here");
        }
        let places = self.places.entry(canonical.clone()).or_default();
        if places.contains(&place) {
            return Ok(());
        }
        if places.len() == MAX_VISITS {
            return Err("this file is part of the crate in more than 64 ways");
        }
        let first = places.is_empty();
        places.push(place.clone());
        let ancestry = Rc::new(Ancestry { canonical, parent: parent.cloned(), depth });
        self.queue.push_back(Visit { file, place, first, ancestry });
        Ok(())
    }

    /// Removes the next file from the queue.
    pub(super) fn next(&mut self) -> Option<Visit> {
        self.queue.pop_front()
    }
}

fn ancestors(from: Option<&Rc<Ancestry>>) -> impl Iterator<Item = &Ancestry> {
    std::iter::successors(from.map(Rc::as_ref), |ancestry| ancestry.parent.as_deref())
}
