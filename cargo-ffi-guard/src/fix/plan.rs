//! The plan of a run: the edits of each file, and the work that is left to the author.

use super::by_hand;
use super::edit::{self, Edit};
use super::lines::Lines;
use super::source::Source;
use crate::failure::Failure;
use crate::inventory::SourceExport;
use crate::sources::relative;
use std::cell::OnceCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A byte of a file, counted behind its byte order mark.
pub(super) type Position = (PathBuf, usize);

/// Everything that a run found and is to do.
#[derive(Default)]
pub(super) struct Plan {
    root: PathBuf,
    /// All files of the libraries that were read.
    sources: Vec<PathBuf>,
    files: BTreeMap<PathBuf, File>,
    /// The number of functions that get an attribute. One in the definition of a macro may serve many.
    pub(super) functions: usize,
    /// The number of these whose own guard is replaced.
    pub(super) replaced: usize,
    /// The number of statics that get an attribute.
    pub(super) statics: usize,
    wanted: BTreeMap<Position, Wanted>,
    /// Items that stay as they are.
    pub(super) left: Vec<Left>,
    /// The notes of the inventory.
    pub(super) notes: Vec<(String, String)>,
    /// Remarks about this run.
    pub(super) remarks: Vec<(String, String)>,
    /// Macros that nothing calls any more.
    pub(super) unused: Vec<(Position, String)>,
    /// The next steps for the packages.
    pub(super) next: Vec<String>,
}

struct File {
    source: Source,
    edits: BTreeMap<usize, Edit>,
    /// Made when the first line is asked for, which is after the last edit.
    lines: OnceCell<Lines>,
}

/// A file with its new text.
pub(super) struct Changed<'p> {
    pub(super) source: &'p Source,
    pub(super) edits: Vec<&'p Edit>,
    pub(super) text: String,
}

/// A value that the author has to name.
pub(super) struct Wanted {
    /// The functions, by their symbols.
    pub(super) functions: Vec<String>,
    pub(super) returns: String,
    /// The attribute that lacks it.
    pub(super) attribute: String,
    /// Where the attribute is written. A function may have several, under conditions.
    attributes: BTreeSet<Position>,
    pub(super) alternative: Alternative,
}

/// An alternative to a value in the attribute.
pub(super) enum Alternative {
    /// Nothing.
    None,
    /// `impl Fallback` for the type, which is the crate's own.
    Implement,
    /// This return type, whose failure value is `None`.
    Return(String),
}

/// A value that the author has to name, with its places after the change.
pub(super) struct Place<'p> {
    pub(super) wanted: &'p Wanted,
    /// Where the compiler asks for it.
    pub(super) asked: String,
    pub(super) attributes: Vec<String>,
}

/// An item that stays as it is.
pub(super) struct Left {
    position: Position,
    /// Its line before the change.
    line: usize,
    pub(super) name: String,
    pub(super) why: String,
}

impl Wanted {
    pub(super) fn new(returns: &str, attribute: &str, alternative: Alternative) -> Self {
        let (returns, attribute) = (returns.to_owned(), attribute.to_owned());
        let (functions, attributes) = (Vec::new(), BTreeSet::new());
        Self { functions, returns, attribute, attributes, alternative }
    }
}

impl Plan {
    pub(super) fn new(root: &Path) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        Self { root, ..Self::default() }
    }

    pub(super) fn add_sources(&mut self, files: &[PathBuf]) {
        self.sources.extend_from_slice(files);
    }

    pub(super) fn sources(&self) -> &[PathBuf] {
        &self.sources
    }

    /// The path without links, and whether it is in the workspace.
    pub(super) fn resolve(&self, file: &Path) -> (PathBuf, bool) {
        let path = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let inside = path.starts_with(&self.root);
        (path, inside)
    }

    /// The file with this path, which [`Plan::resolve`] returned.
    pub(super) fn read(&mut self, path: &Path) -> Result<&Source, Failure> {
        self.file(path).map(|file| &file.source)
    }

    fn file(&mut self, path: &Path) -> Result<&mut File, Failure> {
        if !self.files.contains_key(path) {
            let source = Source::read(path, &self.root)?;
            self.files.insert(
                path.to_owned(),
                File { source, edits: BTreeMap::new(), lines: OnceCell::new() },
            );
        }
        let unread = || Failure::at(path, "the file was not read", "run the command again");
        self.files.get_mut(path).ok_or_else(unread)
    }

    /// Adds an edit. False if the file has it already, because it is part of another library as well.
    pub(super) fn edit(&mut self, path: &Path, edit: Edit) -> Result<bool, Failure> {
        let edits = &mut self.file(path)?.edits;
        let is_new = !edits.contains_key(&edit.bytes.start);
        if is_new {
            edits.insert(edit.bytes.start, edit);
        }
        Ok(is_new)
    }

    /// Adds an insertion, in front of what is inserted at the same byte already.
    pub(super) fn put_first(&mut self, path: &Path, edit: Edit) -> Result<(), Failure> {
        match self.file(path)?.edits.entry(edit.bytes.start) {
            Entry::Vacant(place) => drop(place.insert(edit)),
            Entry::Occupied(there) if there.get().text.starts_with(&edit.text) => {}
            Entry::Occupied(mut there) => there.get_mut().text.insert_str(0, &edit.text),
        }
        Ok(())
    }

    pub(super) fn has(&self, path: &Path, edit: &Edit) -> bool {
        let file = self.files.get(path);
        file.and_then(|file| file.edits.get(&edit.bytes.start)).is_some_and(|known| known == edit)
    }

    /// Whether an edit begins at the first of these bytes, or changes one of them.
    pub(super) fn changes(&self, path: &Path, bytes: &Range<usize>) -> bool {
        let Some(file) = self.files.get(path) else { return false };
        let last = file.edits.range(..bytes.end.max(bytes.start + 1)).next_back();
        last.is_some_and(|(start, edit)| *start >= bytes.start || edit.bytes.end > bytes.start)
    }

    /// Adds a value that the author has to name: the function, and its attribute.
    pub(super) fn want(
        &mut self,
        asked: Position,
        function: &str,
        attribute: Position,
        new: impl FnOnce() -> Wanted,
    ) -> Result<(), Failure> {
        self.file(&asked.0)?;
        let wanted = self.wanted.entry(asked).or_insert_with(new);
        wanted.attributes.insert(attribute);
        if !wanted.functions.iter().any(|known| known == function) {
            wanted.functions.push(function.to_owned());
        }
        Ok(())
    }

    pub(super) fn leave(&mut self, entry: &SourceExport, why: String) {
        let (path, _) = self.resolve(&entry.span.file);
        let mark = self.read(&path).map_or(0, |source| source.mark().len());
        let position = (path, entry.span.bytes.start.saturating_sub(mark));
        let name = entry.symbol.as_ref().unwrap_or(&entry.name).clone();
        let left = Left { position, line: entry.span.line, name, why };
        // In the order of the sources, whichever decision came first.
        let at = self.left.partition_point(|known| known.position <= left.position);
        self.left.insert(at, left);
    }

    /// The place of an item after the change.
    pub(super) fn place_of(&self, left: &Left) -> String {
        let path = &left.position.0;
        match self.files.contains_key(path) {
            true => self.line_after(&left.position, true),
            false => format!("{}:{}", self.shown(path).display(), left.line),
        }
    }

    /// Code that is not used any more, with its places after the change: macros, and imports of what guards need.
    pub(super) fn unused(&self) -> Vec<(String, String)> {
        let mut unused: Vec<_> = self.unused.iter().collect();
        unused.sort();
        let macros = unused.into_iter().map(|(at, what)| (self.line_after(at, true), what.clone()));
        let changed = self.changed();
        let imports = changed.iter().filter(|_| self.replaced > 0).flat_map(|file| {
            let shown = file.source.shown.display();
            let before = by_hand::unused_imports(file.source.text());
            let after = by_hand::unused_imports(&file.text);
            let new = after.into_iter().filter(|(_, name)| before.iter().all(|(_, it)| it != name));
            new.map(|(line, name)| (format!("{shown}:{line}"), format!("the import of `{name}`")))
                .collect::<Vec<_>>()
        });
        macros.chain(imports).collect()
    }

    pub(super) fn place(&self, file: &Path, line: usize) -> String {
        let (path, _) = self.resolve(file);
        format!("{}:{line}", self.shown(&path).display())
    }

    /// A path without links as messages have it.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        relative(path, &self.root)
    }

    /// The files that are to be written.
    pub(super) fn changed(&self) -> Vec<Changed<'_>> {
        let changed = self.files.values().filter(|file| !file.edits.is_empty());
        let whole = |file: &File| {
            let text = edit::apply(file.source.text(), file.edits.values());
            format!("{}{text}", file.source.mark())
        };
        changed
            .map(|file| Changed {
                source: &file.source,
                edits: file.edits.values().collect(),
                text: whole(file),
            })
            .collect()
    }

    /// The values that are wanted, with their places after the change.
    pub(super) fn wanted(&self) -> Vec<Place<'_>> {
        let place = |(asked, wanted)| Place {
            wanted,
            asked: self.line_after(asked, true),
            attributes: wanted.attributes.iter().map(|at| self.line_after(at, false)).collect(),
        };
        self.wanted.iter().map(place).collect()
    }

    /// The file and the line of a byte after the change. With `behind`, text that is inserted at the byte itself is in
    /// front of it.
    fn line_after(&self, (path, at): &Position, behind: bool) -> String {
        let shown = self.shown(path);
        let line = self.files.get(path).map_or(0, |file| {
            let lines = file.lines.get_or_init(|| Lines::of(file.source.text(), &file.edits));
            lines.after(*at, behind)
        });
        format!("{}:{line}", shown.display())
    }
}
