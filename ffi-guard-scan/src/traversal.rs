//! One pass over all files of the crate.

use std::path::Path;

use super::conditions::Conditions;
use super::file_queue::{ModulePlace, Visit};
use super::files;
use super::locate::Locator;
use super::module_dir::ModuleDir;
use super::pass::{Found, Pass};
use super::prefilter::worth_lexing;
use super::report::{Context, Place, Unseen};
use super::tokens::Tokens;
use super::walk::Walker;

/// Scans the crate once.
pub(super) fn traverse(root: &Path, pass: Pass<'_>) -> Found {
    let mut found = Found::default();
    let dir = ModuleDir::beside(root);
    let place = ModulePlace { dir, implicit_prelude: true, conditions: Conditions::default() };
    // The first file cannot exceed a limit.
    let _ = found.queue.add(root.to_owned(), place, None);
    while let Some(visit) = found.queue.next() {
        scan_file(&visit, pass, &mut found);
    }
    found
}

fn scan_file(visit: &Visit, pass: Pass<'_>, found: &mut Found) {
    let (source, _) = match files::read(&visit.file) {
        Ok(source) => source,
        Err(what) => return found.report.unseen.push(unseen(visit, (1, 1), what)),
    };
    if visit.first {
        found.report.files.push(visit.file.clone());
    }
    if !worth_lexing(&source, pass.names) {
        return;
    }
    let tokens = Tokens::new(&source);
    if let Some(fault) = tokens.fault() {
        let what = format!("{}: what follows may be misread", fault.what);
        let at = Locator::new(&source).locate(fault.at);
        found.report.unseen.push(unseen(visit, at, what));
    }
    Walker::new(&tokens, visit, pass, found).run();
}

fn unseen(visit: &Visit, (line, column): (usize, usize), what: String) -> Unseen {
    let place = Place { file: visit.file.clone(), line, column };
    Unseen { place, what, cfg: visit.place.conditions.to_vec(), context: Context::Code }
}
