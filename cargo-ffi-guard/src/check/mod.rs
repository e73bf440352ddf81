//! `cargo ffi-guard check`: lists the exports of a workspace's sources, and how they are guarded.

mod c_form;
mod comparison;
mod dependencies;
mod findings;
mod name_list;
mod panic_strategy;

use crate::cli;
use crate::failure::Failure;
use crate::inventory::{SourceExport, UnreadSource, unread_failure};
use crate::report::{Guard, Note, NoteKind, Report, Source};
use crate::workspace::{LibraryTarget, Workspace};
use comparison::Comparison;
use panic_strategy::Environment;
use std::collections::HashMap;
use std::path::PathBuf;

/// Reads the sources.
///
/// A file that cannot be read does not end the command: [`Report::failure`] says so, beside what was found in the others.
/// It also says that there is nothing to check, if C libraries show no export.
///
/// # Errors
///
/// If the workspace or its settings cannot be read, or no package has a library.
pub fn run(options: &cli::Check) -> Result<Report, Failure> {
    let workspace = Workspace::read_any(&options.selection)?;
    let mut report = Report::new(Source::Sources);
    report.root = workspace.root.clone();
    let mut check = Check {
        options,
        workspace: &workspace,
        report,
        unread: Vec::new(),
        comparison: Comparison::default(),
        exporting: HashMap::new(),
    };
    let mut without_exports = Vec::new();
    for library in &workspace.libraries {
        let before = check.report.exports.len();
        check.target(library)?;
        if library.is_for_c && !check.dependencies(library, before)? {
            without_exports.push(library);
        }
    }
    workspace.binaries.iter().try_for_each(|binary| check.target(binary))?;
    check.finish(&without_exports)
}

/// A check in progress.
struct Check<'c> {
    options: &'c cli::Check,
    workspace: &'c Workspace,
    report: Report,
    unread: Vec<UnreadSource>,
    comparison: Comparison,
    /// The exports of each dependency that was read, by the root file of its library.
    exporting: HashMap<PathBuf, Vec<SourceExport>>,
}

impl Check<'_> {
    /// Adds what one library or binary exports.
    fn target(&mut self, target: &LibraryTarget) -> Result<(), Failure> {
        let (options, root) = (self.options, &self.workspace.root);
        let sources = target.sources(&options.selection, options.callbacks, None, root)?;
        self.unread.extend(sources.unread.iter().cloned());
        let notes = c_form::notes(&sources.inventory, options.pedantic, root);
        self.comparison.add(&sources.inventory, target);
        findings::add(&mut self.report, sources, &target.package, root);
        self.report.notes.extend(notes);
        Ok(())
    }

    fn finish(mut self, without_exports: &[&LibraryTarget]) -> Result<Report, Failure> {
        let root = &self.workspace.root;
        let is_empty = self.report.exports.is_empty();
        if self.workspace.libraries.is_empty() && is_empty && self.unread.is_empty() {
            return Err(self.workspace.no_library());
        }
        self.report.compared_with_audit.extend(self.comparison.sentences());
        self.report.failure = unread_failure(&self.unread, root);
        let is_empty = is_empty && !self.options.strict;
        if let (true, Some(library)) = (is_empty, without_exports.first()) {
            let failure = nothing_to_check(library);
            self.report.failure.get_or_insert(failure);
        } else {
            let notes = without_exports.iter().map(|library| Note::new(no_export(library)));
            self.report.notes.extend(notes);
        }
        let is_guarded = |guard: &Guard| matches!(guard, Guard::Attribute | Guard::Idiom { .. });
        let has_guards = self.report.exports.iter().any(|export| is_guarded(&export.guard));
        let environment = Environment::of_process(root);
        self.report.notes.extend(panic_strategy::notes(root, &environment, has_guards));
        if self.options.strict {
            let unseen = self.report.notes.iter_mut().filter(|note| note.kind == NoteKind::NotSeen);
            unseen.for_each(|note| note.is_error = true);
        }
        Ok(self.report)
    }
}

fn no_export(library: &LibraryTarget) -> String {
    format!(
        "package `{}` builds a library for C, and no export of it was found: `cargo ffi-guard audit` lists what the built \
         library exports",
        library.package
    )
}

fn nothing_to_check(library: &LibraryTarget) -> Failure {
    Failure::at(
        &library.source,
        format!(
            "nothing to check: package `{}` builds a library for C without a visible export",
            library.package
        ),
        "run `cargo ffi-guard audit`, which lists what the built library exports; for a package without exports, choose \
         others with --package NAME",
    )
}
