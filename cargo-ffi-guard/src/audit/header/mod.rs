//! The functions that C headers declare, against those that an artifact exports.

mod declarations;
mod declarators;
mod statements;

pub use declarations::{Declaration, declarations};

use crate::failure::Failure;
use crate::report::{Disagreement, Mismatch, Note, ReportedExport, ReportedPlace};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The largest header that is read.
const MAX_SIZE: u64 = 64 << 20;
const CONDITIONS: &str = "conditions and macros of the headers are not evaluated: a declaration counts in whichever \
                          branch of an `#if` it stands, but for `#if 0`";

/// The declarations of several headers.
pub(super) struct Header {
    functions: BTreeMap<String, ReportedPlace>,
    /// Notes about code that could not be understood.
    pub(super) notes: Vec<Note>,
}

impl Header {
    /// Reads the headers. Returns `None` without any.
    ///
    /// # Errors
    ///
    /// If one cannot be read.
    pub(super) fn read(files: &[PathBuf]) -> Result<Option<Self>, Failure> {
        if files.is_empty() {
            return Ok(None);
        }
        let mut header = Self { functions: BTreeMap::new(), notes: vec![Note::new(CONDITIONS)] };
        for file in files {
            let (functions, unknown) = declarations(&text(file)?);
            for declaration in functions {
                let place = place(file, &declaration);
                header.functions.entry(declaration.name).or_insert(place);
            }
            for call in unknown {
                let what = format!(
                    "the macro call `{}(..)` may declare functions; none is counted",
                    call.name
                );
                let place = Some(place(file, &call));
                header.notes.push(Note { place, ..Note::new(what) });
            }
        }
        Ok(Some(header))
    }

    /// Where the headers and the exports of one artifact disagree.
    pub(super) fn compare(&self, exports: &[ReportedExport], artifact: &Path) -> Vec<Mismatch> {
        let exported: BTreeSet<&str> =
            exports.iter().map(|export| export.symbol.as_str()).collect();
        let mismatch = |symbol: &str, disagreement, place| Mismatch {
            symbol: symbol.to_owned(),
            disagreement,
            place,
            artifact: artifact.to_owned(),
        };
        let absent = self.functions.iter().filter(|(name, _)| !exported.contains(name.as_str()));
        let absent = absent.map(|(name, place)| {
            mismatch(name, Disagreement::DeclaredNotExported, Some(place.clone()))
        });
        let undeclared = exported.iter().filter(|name| !self.functions.contains_key(**name));
        let undeclared =
            undeclared.map(|name| mismatch(name, Disagreement::ExportedNotDeclared, None));
        absent.chain(undeclared).collect()
    }
}

fn text(file: &Path) -> Result<String, Failure> {
    let failed = |what: String| Failure::at(file, what, "check the path after --header");
    let size = fs::metadata(file).map_err(|e| failed(format!("the header cannot be read: {e}")))?;
    if !size.is_file() || size.len() > MAX_SIZE {
        return Err(failed("the header is no regular file, or larger than 64 MiB".to_owned()));
    }
    let bytes = fs::read(file).map_err(|e| failed(format!("the header cannot be read: {e}")))?;
    String::from_utf8(bytes).map_err(|_| failed("the header is not UTF-8".to_owned()))
}

fn place(file: &Path, declaration: &Declaration) -> ReportedPlace {
    let Declaration { line, column, bytes, .. } = declaration;
    ReportedPlace {
        file: file.to_owned(),
        line: *line,
        column: *column,
        bytes: Some(bytes.clone()),
    }
}
