//! The text of a proof.

use super::{Compiler, Finding, Proof};
use std::fmt::Write;
use std::path::Path;

impl Proof {
    /// Returns the number of errors. Other spellings are errors if `strict`.
    pub fn count(&self, strict: bool) -> usize {
        let spellings = if strict { self.spellings.len() } else { 0 };
        self.functions.len() + self.errors.len() + spellings
    }

    /// Calls a file by another name.
    pub(super) fn rename(&mut self, file: &Path, name: &Path) {
        for finding in self.groups().into_iter().flatten().filter(|it| it.place.file == file) {
            name.clone_into(&mut finding.place.file);
        }
    }

    /// Sorts the findings by their lines.
    pub(super) fn sort(&mut self) {
        for findings in self.groups() {
            findings.sort_by_key(|finding| (finding.place.line, finding.what.clone()));
        }
    }

    fn groups(&mut self) -> [&mut Vec<Finding>; 4] {
        [&mut self.functions, &mut self.errors, &mut self.spellings, &mut self.notes]
    }

    /// Returns the findings with their places, one a line, and the result.
    pub(super) fn text(&self, strict: bool, header: &Path, compiler: &Compiler) -> String {
        let mut text = String::new();
        let spellings = if strict { "error" } else { "note" };
        let groups = [
            (&self.functions, "error"),
            (&self.errors, "error"),
            (&self.spellings, spellings),
            (&self.notes, "note"),
        ];
        for (findings, kind) in groups {
            for Finding { place, what } in findings {
                let file = place.file.display();
                let _ = match place.line {
                    0 => writeln!(text, "{file}: {kind}: {what}"),
                    line => writeln!(text, "{file}:{line}: {kind}: {what}"),
                };
            }
        }
        let result = match self.count(strict) {
            0 => "is right".to_owned(),
            1 => "has 1 error".to_owned(),
            count => format!("has {count} errors"),
        };
        let (header, program) = (header.display(), compiler.program().display());
        let _ = writeln!(text, "{header} {result}: {} checks by {program}", self.checks);
        text
    }
}

impl Finding {
    /// Returns the name of the declaration: the first one in the sentence.
    pub(super) fn name(&self) -> &str {
        self.what.split('`').nth(1).unwrap_or_default()
    }
}
