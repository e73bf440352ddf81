//! Exports of dependencies: a library for C exports them as well.

use super::name_list::names;
use super::{Check, findings};
use crate::cli::{BuildFlags, Selection};
use crate::failure::Failure;
use crate::inventory::{SourceExport, mentions_export};
use crate::report::Note;
use crate::workspace::LibraryTarget;

impl Check<'_> {
    /// Adds the exports of the dependencies of a library for C that has none of its own, else a note about them. `before`
    /// is the number of exports before the library was read. Returns whether the library exports anything.
    pub(super) fn dependencies(
        &mut self,
        library: &LibraryTarget,
        before: usize,
    ) -> Result<bool, Failure> {
        let has_own = self.report.exports.len() > before;
        let mut exports_any = has_own;
        let dependencies = self.workspace.dependencies(library);
        for dependency in &dependencies.libraries {
            let exports = self.exports_of(dependency)?;
            exports_any |= !exports.is_empty();
            if self.workspace.libraries.iter().any(|listed| listed.source == dependency.source) {
                continue;
            }
            if has_own {
                self.report.notes.extend(note(dependency, &exports));
                continue;
            }
            let root = &self.workspace.root;
            let by = format!("exported by the dependency `{}`", dependency.package);
            let found = exports.into_iter().map(|export| {
                let mut found = findings::finding(export, &library.package, root);
                let details = found.finding.map(|details| format!("; {details}"));
                found.finding = Some(format!("{by}{}", details.unwrap_or_default()));
                found
            });
            self.report.exports.extend(found);
        }
        if let Some(reason) = &dependencies.reason {
            self.unread_dependencies(library, &dependencies.unread, reason);
        }
        Ok(exports_any)
    }

    /// The functions and statics that a dependency exports.
    fn exports_of(&mut self, dependency: &LibraryTarget) -> Result<Vec<SourceExport>, Failure> {
        if let Some(known) = self.exporting.get(&dependency.source) {
            return Ok(known.clone());
        }
        let mut exports = Vec::new();
        if dependency.may_export(&mentions_export) {
            let chosen = &self.options.selection;
            let target = chosen.build.target.clone();
            let build = BuildFlags { target, ..BuildFlags::default() };
            let allow_unread = chosen.allow_unread.clone();
            let selection = Selection { build, allow_unread, ..Selection::default() };
            let root = &self.workspace.root;
            let sources = dependency.sources(&selection, false, None, root)?;
            for unread in sources.unread {
                let what =
                    format!("not read in dependency `{}`: {}", dependency.package, unread.what);
                let place = Some(findings::place(unread.span, root));
                self.report.notes.push(Note { place, ..Note::new(what) });
            }
            exports = sources.inventory.exports;
        }
        self.exporting.insert(dependency.source.clone(), exports.clone());
        Ok(exports)
    }

    /// Says that dependencies were not read.
    fn unread_dependencies(&mut self, library: &LibraryTarget, unread: &[String], reason: &str) {
        let reason = reason.lines().next().unwrap_or_default();
        let what = format!(
            "the exports of the dependencies {} of package `{}` are not known: {reason}; \
             `cargo ffi-guard audit` lists them",
            names(unread),
            library.package
        );
        match self.options.strict {
            true => self.report.notes.push(Note::new(what)),
            false => self.report.compared_with_audit.push(what),
        }
    }
}

/// A note about a dependency that exports something.
fn note(dependency: &LibraryTarget, exports: &[SourceExport]) -> Option<Note> {
    if exports.is_empty() {
        return None;
    }
    let mut symbols: Vec<String> =
        exports.iter().map(|it| it.symbol.clone().unwrap_or_else(|| it.name.clone())).collect();
    symbols.sort();
    symbols.dedup();
    let what = format!(
        "the dependency `{}` exports {}, which the counts leave out: `cargo ffi-guard audit` checks them in the built library",
        dependency.package,
        names(&symbols)
    );
    Some(Note::new(what))
}
