//! The text of a proof.

use super::{Compiler, Finding, Proof};
use std::fmt::Write;
use std::path::Path;

impl Proof {
    /// Returns the number of errors. Other spellings are errors if `strict`.
    pub fn count(&self, strict: bool) -> usize {
        self.errors.len() + if strict { self.spellings.len() } else { 0 }
    }

    /// Calls a file by another name.
    pub(super) fn rename(&mut self, file: &Path, name: &Path) {
        let groups = [&mut self.errors, &mut self.spellings, &mut self.notes];
        for finding in groups.into_iter().flatten().filter(|it| it.place.file == file) {
            name.clone_into(&mut finding.place.file);
        }
    }

    /// Returns the findings with their places, one a line, and the result.
    pub(super) fn text(&self, strict: bool, header: &Path, compiler: &Compiler) -> String {
        let mut text = String::new();
        let spellings = if strict { "error" } else { "note" };
        let groups = [(&self.errors, "error"), (&self.spellings, spellings), (&self.notes, "note")];
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
