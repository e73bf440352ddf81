//! The functions that C headers declare, against those that an artifact exports.

mod declarations;
mod declarators;
mod files;
mod statements;

pub use declarations::{Declaration, declarations};

use super::allow::Allowed;
use super::image::Image;
use crate::below::is_below;
use crate::c_tokens::{Directive, tokens_and_directives};
use crate::failure::Failure;
use crate::report::{Disagreement, Mismatch, Note, ReportedPlace};
use declarations::{Found, read};
use files::{Origins, declares_nothing, in_angle_brackets, included};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The largest header that is read.
const MAX_SIZE: u64 = 64 << 20;
/// The largest number of headers that are read.
const MAX_FILES: usize = 4096;
const CONDITIONS: &str = "conditions and macros of the headers are not evaluated: a declaration counts in whichever \
                          branch of an `#if` it stands, but for `#if 0`";

/// The declarations of several headers.
pub(super) struct Header {
    functions: BTreeMap<String, ReportedPlace>,
    /// The directories of the headers that the command names.
    directories: Vec<PathBuf>,
    /// The files that were read, by their resolved path.
    seen: HashSet<PathBuf>,
    /// Notes about code that could not be understood.
    pub(super) notes: Vec<Note>,
}

impl Header {
    /// Reads the headers, and those beside them that they include. Returns `None` without any.
    ///
    /// # Errors
    ///
    /// If one cannot be read.
    pub(super) fn read(files: &[PathBuf]) -> Result<Option<Self>, Failure> {
        if files.is_empty() {
            return Ok(None);
        }
        let mut header = Self {
            functions: BTreeMap::new(),
            directories: files
                .iter()
                .filter_map(|file| file.parent())
                .map(Path::to_owned)
                .collect(),
            seen: HashSet::new(),
            notes: vec![Note::new(CONDITIONS)],
        };
        let mut waiting: Vec<PathBuf> = files.iter().rev().cloned().collect();
        while let Some(file) = waiting.pop() {
            let text = text(&file)?;
            if !header.seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                continue;
            }
            if header.seen.len() > MAX_FILES {
                let what = format!("the headers include more than {MAX_FILES} files");
                return Err(Failure::at(&file, what, "name the headers of the library alone"));
            }
            waiting.extend(header.add(&file, &text));
        }
        Ok(Some(header))
    }

    /// Adds the declarations of one file. Returns the files that it includes, the last one first.
    fn add(&mut self, file: &Path, text: &str) -> Vec<PathBuf> {
        let (tokens, directives) = tokens_and_directives(text);
        let origins = Origins::of(&directives);
        let Found { functions, unknown } = read(text, &tokens);
        for declaration in functions {
            if origins.is_own(declaration.bytes.start) {
                let place = place(file, &declaration);
                self.functions.entry(declaration.name).or_insert(place);
            }
        }
        for call in unknown.iter().filter(|call| origins.is_own(call.bytes.start)) {
            let what = format!(
                "the macro call `{}(..)` may declare functions; none is counted",
                call.name
            );
            self.notes.push(Note { place: Some(place(file, call)), ..Note::new(what) });
        }
        if origins.is_preprocessed() {
            return Vec::new();
        }
        self.included(file, text, &directives)
    }

    fn included(&mut self, file: &Path, text: &str, directives: &[Directive<'_>]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut note = |directive: &Directive<'_>, what: String| {
            let line = text[..directive.start].matches('\n').count() + 1;
            let place = ReportedPlace { file: file.to_owned(), line, column: 1, bytes: None };
            self.notes.push(Note { place: Some(place), ..Note::new(what) });
        };
        for directive in directives.iter().rev() {
            if let Some(name) = in_angle_brackets(directive, file)
                && !declares_nothing(name)
            {
                let what = "is in angle brackets, so it was not read; if it belongs to the library, name it with --header";
                note(directive, format!("`{name}` {what}"));
            }
            let Some(name) = included(directive) else { continue };
            let path = file.parent().unwrap_or_else(|| Path::new("")).join(name);
            if !self.directories.iter().any(|directory| is_below(&path, directory)) {
                let what = "is outside the directories of the headers, so it was not read; if it belongs to the library, name it with --header";
                note(directive, format!("`{name}` {what}"));
            } else if path.is_file() {
                found.push(path);
            } else if !declares_nothing(name) {
                let what = "is not beside the header that includes it, so it was not read";
                note(directive, format!("`{name}` {what}"));
            }
        }
        found
    }

    /// Where the headers and the exports of one artifact disagree, and the disagreements that are allowed.
    pub(super) fn compare(
        &self,
        images: &[Image],
        artifact: &Path,
        allowed: &mut Allowed,
    ) -> (Vec<Mismatch>, Vec<Note>) {
        let exported = Exported::of(images);
        let mismatch = |symbol: &str, disagreement, place| Mismatch {
            symbol: symbol.to_owned(),
            disagreement,
            what: None,
            place,
            artifact: artifact.to_owned(),
        };
        let (mut mismatches, mut notes) = (Vec::new(), Vec::new());
        for (name, place) in &self.functions {
            if exported.names.contains(name.as_str()) {
                continue;
            }
            let Some(reason) = allowed.reason(name) else {
                let absent = Disagreement::DeclaredNotExported;
                mismatches.push(mismatch(name, absent, Some(place.clone())));
                continue;
            };
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            let what = format!("`{name}` is declared and not exported, which is allowed{reason}");
            let artifact = Some(artifact.to_owned());
            notes.push(Note { artifact, ..Note::new(what) });
        }
        for (symbol, plain) in &exported.to_declare {
            if ![*symbol, *plain].iter().any(|name| self.functions.contains_key(*name)) {
                mismatches.push(mismatch(symbol, Disagreement::ExportedNotDeclared, None));
            }
        }
        (mismatches, notes)
    }
}

/// The exported functions by the names that headers have for them.
struct Exported<'i> {
    /// Every name that a declaration may have.
    names: BTreeSet<&'i str>,
    /// The functions that a header is to declare: the symbol, and the name without its version. An older version is for
    /// programs that are linked already.
    to_declare: BTreeSet<(&'i str, &'i str)>,
}

impl<'i> Exported<'i> {
    fn of(images: &'i [Image]) -> Self {
        let mut exported = Self { names: BTreeSet::new(), to_declare: BTreeSet::new() };
        for (symbol, function) in images.iter().flat_map(|image| &image.functions) {
            exported.names.insert(symbol);
            if !function.superseded {
                let plain = function.plain_name.as_deref().unwrap_or(symbol);
                exported.names.insert(plain);
                exported.to_declare.insert((symbol, plain));
            }
        }
        exported
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
