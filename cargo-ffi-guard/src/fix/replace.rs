//! Replaces the guards that are written by hand.

use super::attribute;
use super::by_hand::{self, Rewrite, RewriteEdit, Sources};
use super::decide::{Decided, Decisions};
use super::edit::{self, Edit};
use crate::failure::Failure;
use crate::inventory::{GuardState, SourceExport};
use std::collections::BTreeMap;
use std::path::Path;

impl Decisions<'_, '_> {
    /// Rewrites every function with a guard of its own, or says why it stays. Returns the indices of these functions.
    pub(super) fn replace(&mut self) -> Result<Decided, Failure> {
        // An open function may have a guard that is not around all of its code.
        let has_guard = |entry: &SourceExport| {
            entry.state.is_open() || matches!(entry.state, GuardState::Idiom { .. })
        };
        let mut decided = Decided::new();
        let exports = &self.inventory.exports;
        if !exports.iter().any(has_guard) {
            return Ok(decided);
        }
        let sources = Sources::read(&self.inventory.files);
        let mut rewritten = BTreeMap::new();
        for (index, entry) in exports.iter().enumerate().filter(|(_, entry)| has_guard(entry)) {
            match self.rewrite(entry, &sources)? {
                Ok(no_longer_called) => {
                    decided.insert(index);
                    if let Some(name) = no_longer_called {
                        *rewritten.entry(name).or_insert(0) += 1;
                    }
                }
                // An open function gets the attribute, which is around the guard.
                Err(why) if matches!(entry.state, GuardState::Partly { .. }) => {
                    self.note(entry, &why)
                }
                Err(_) if entry.state == GuardState::Unguarded => {}
                Err(why) => {
                    decided.insert(index);
                    let wanted = self.wanted_attribute(entry);
                    self.plan.leave(entry, format!("it keeps its guard: {why}; {wanted}"));
                }
            }
        }
        for (file, at, name) in by_hand::unused_macros(&sources, &rewritten) {
            let (path, _) = self.plan.resolve(file);
            // Its line after the change is known for files that were read.
            self.plan.read(&path)?;
            self.plan.unused.push(((path, at), format!("the macro `{name}`")));
        }
        Ok(decided)
    }

    fn note(&mut self, entry: &SourceExport, why: &str) {
        let place = self.plan.place(&entry.span.file, entry.span.line);
        let name = entry.symbol.as_ref().unwrap_or(&entry.name);
        self.plan
            .remarks
            .push((place, format!("`{name}` keeps its guard inside of the attribute: {why}")));
    }

    /// Rewrites one function. Returns the macro that it no longer calls.
    fn rewrite(
        &mut self,
        entry: &SourceExport,
        sources: &Sources,
    ) -> Result<Result<Option<String>, String>, Failure> {
        let rewrite = match by_hand::rewrite(entry, sources) {
            Ok(rewrite) => rewrite,
            Err(why) => return Ok(Err(why)),
        };
        let (path, is_inside) = self.plan.resolve(&rewrite.file);
        if !is_inside {
            return Ok(Err("its file lies outside of the workspace".to_owned()));
        }
        let mut edits = self.edits(entry, &rewrite, &path)?;
        // A function may have two attributes under conditions, and a file may be part of the workspace twice.
        edits.retain(|edit| !self.plan.has(&path, edit));
        if edits.is_empty() {
            return Ok(Ok(None));
        }
        if edits.iter().any(|edit| self.plan.changes(&path, &edit.bytes)) {
            let why = "another change is in the same place: run the command again after this one";
            return Ok(Err(why.to_owned()));
        }
        for edit in edits {
            self.plan.edit(&path, edit)?;
        }
        self.plan.functions += 1;
        self.plan.replaced += 1;
        Ok(Ok(rewrite.no_longer_calls))
    }

    /// The edits that replace the guard with the attribute.
    fn edits(
        &mut self,
        entry: &SourceExport,
        rewrite: &Rewrite,
        path: &Path,
    ) -> Result<Vec<Edit>, Failure> {
        let site = entry.site.as_ref();
        let imported_as = site.and_then(|site| site.imported_as.as_deref());
        let argument = rewrite.argument.as_deref();
        let attribute = attribute::guard(self.library, entry.kind, imported_as, argument);
        let source = self.plan.read(path)?;
        let text = source.text();
        match (&rewrite.edit, site) {
            (RewriteEdit::Body(edit), Some(site)) => {
                source.expect(site)?;
                let conditional = !entry.attribute_cfg.is_empty();
                let insertion = edit::insert_attribute(text, site, conditional, &attribute);
                Ok(vec![insertion, edit.clone()])
            }
            (RewriteEdit::Item { before, after, bytes }, _) => {
                let indentation = by_hand::line_indentation(text, bytes.start);
                let end = edit::line_end(text, bytes.start);
                let text = format!("{before}#[{attribute}]{end}{indentation}{after}");
                Ok(vec![Edit { bytes: bytes.clone(), text }])
            }
            (RewriteEdit::Body(_), None) => Ok(Vec::new()),
        }
    }
}
