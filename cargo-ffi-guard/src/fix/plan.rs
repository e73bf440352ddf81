//! The plan of a run: the insertions, and the work that is left to the author.

use super::insertion::{self, Insertion};
use super::source::Source;
use crate::cli;
use crate::failure::Failure;
use crate::inventory::unread_failure;
use crate::inventory::{GuardAdvice, GuardSite, Inventory, SourceExport, SourceExportKind};
use crate::sources::relative;
use crate::workspace::{LibraryTarget, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the runtime's crate where the manifest gives it no other.
const RUNTIME: &str = "ffi_guard";

/// Everything that a run found and is to do.
#[derive(Default)]
pub(super) struct Plan {
    root: PathBuf,
    files: BTreeMap<PathBuf, File>,
    /// How many functions get an attribute; a macro's definition may make many.
    pub(super) functions: usize,
    wanted: BTreeMap<(PathBuf, usize), Wanted>,
    /// Functions that stay as they are.
    pub(super) left: Vec<Left>,
    /// The notes of the inventory.
    pub(super) notes: Vec<(String, String)>,
    /// The next steps for the packages.
    pub(super) next: Vec<String>,
}

struct File {
    source: Source,
    insertions: BTreeMap<usize, Insertion>,
}

/// A file with its new text.
pub(super) struct Changed<'p> {
    pub(super) source: &'p Source,
    pub(super) text: String,
}

/// A value that the author has to name.
pub(super) struct Wanted {
    /// The functions, by their symbols.
    pub(super) functions: Vec<String>,
    pub(super) returns: String,
    /// The attribute that lacks it.
    pub(super) attribute: String,
}

/// A function that stays as it is.
pub(super) struct Left {
    pub(super) place: String,
    pub(super) function: String,
    pub(super) why: String,
}

/// The entries that one attribute would guard.
struct Group<'e> {
    entries: Vec<&'e SourceExport>,
    site: &'e GuardSite,
}

impl Plan {
    /// Reads the sources of the workspace.
    pub(super) fn new(workspace: &Workspace, options: &cli::Fix) -> Result<Self, Failure> {
        let root = fs::canonicalize(&workspace.root).unwrap_or_else(|_| workspace.root.clone());
        let mut plan = Self { root, ..Self::default() };
        for library in &workspace.libraries {
            let runtime = library.runtime.as_deref().unwrap_or(RUNTIME).to_owned();
            let (selection, callbacks) = (&options.selection, options.callbacks);
            let sources = library.sources(selection, callbacks, Some(runtime), &workspace.root)?;
            if let Some(failure) = unread_failure(&sources.unread, &workspace.root) {
                return Err(failure);
            }
            let before = plan.functions;
            plan.library(library, &sources.inventory)?;
            if plan.functions > before {
                plan.suggest(library, &sources.inventory);
            }
            for note in sources.inventory.notes {
                let place = plan.place(&note.span.file, note.span.line);
                plan.notes.push((place, note.what));
            }
            for unread in sources.allowed_unread {
                let place = plan.place(&unread.span.file, unread.span.line);
                plan.notes.push((place, format!("not read, as allowed: {}", unread.what)));
            }
            for export in sources.left_out {
                let place = plan.place(&export.span.file, export.span.line);
                let name = export.symbol.as_ref().unwrap_or(&export.name);
                let cfg = export.cfg.join(" and ");
                let what = format!("left out of the chosen build: `{name}`, only if {cfg}");
                plan.notes.push((place, what));
            }
        }
        Ok(plan)
    }

    fn library(&mut self, library: &LibraryTarget, inventory: &Inventory) -> Result<(), Failure> {
        let open = |export: &&SourceExport| export.state.is_open();
        let entries: Vec<&SourceExport> = inventory.exports.iter().filter(open).collect();
        let several = several(&entries);
        let mut groups: BTreeMap<(&Path, usize, usize), Group<'_>> = BTreeMap::new();
        for &entry in &entries {
            let Some(site) = &entry.site else {
                self.leave(entry, no_site(entry));
                continue;
            };
            let key = (site.file.as_path(), site.attribute.start, site.meta);
            groups.entry(key).or_insert(Group { entries: Vec::new(), site }).entries.push(entry);
        }
        for group in groups.values() {
            let doubled = group.entries.iter().any(|entry| several.contains(&function_of(entry)));
            self.group(library, group, doubled)?;
        }
        Ok(())
    }

    /// Decides about one place.
    fn group(
        &mut self,
        library: &LibraryTarget,
        group: &Group<'_>,
        doubled: bool,
    ) -> Result<(), Failure> {
        let site = group.site;
        let advice: Vec<&GuardAdvice> =
            group.entries.iter().filter_map(|entry| entry.advice.as_ref()).collect();
        let refused = advice.iter().find_map(|advice| match advice {
            GuardAdvice::Refused(why) => Some(why.clone()),
            _ => None,
        });
        let aborts = advice.iter().filter(|advice| ***advice == GuardAdvice::Abort).count();
        let path = fs::canonicalize(&site.file).unwrap_or_else(|_| site.file.clone());
        let why = if doubled {
            Some("several attributes give it a symbol: keep one of them".to_owned())
        } else if aborts > 0 && aborts < advice.len() {
            Some("its macro makes functions that return and functions that never do: one attribute cannot serve both".to_owned())
        } else if !path.starts_with(&self.root) {
            Some("its file lies outside of the workspace".to_owned())
        } else {
            refused
        };
        if let Some(why) = why {
            group.entries.iter().for_each(|entry| self.leave(entry, why.clone()));
            return Ok(());
        }
        self.write(library, group, &advice, &path)
    }

    fn write(
        &mut self,
        library: &LibraryTarget,
        group: &Group<'_>,
        advice: &[&GuardAdvice],
        path: &Path,
    ) -> Result<(), Failure> {
        let site = group.site;
        let conditional = group.entries.iter().any(|entry| !entry.attribute_cfg.is_empty());
        let file = &*self.read(path)?;
        file.source.expect(site)?;
        let text = file.source.text();
        let kind = group.entries[0].kind;
        let abort = advice.contains(&&GuardAdvice::Abort);
        let attribute = attribute(library, kind, site, abort);
        let insertion = insertion::of(text, site, conditional, &attribute);
        for (entry, advice) in group.entries.iter().zip(advice) {
            if let GuardAdvice::NeedsValue(returns) = advice {
                self.want(entry, returns, &attribute, path)?;
            }
        }
        let file = self.read(path)?;
        // Another library of the workspace may have the same file.
        if file.insertions.insert(insertion.at, insertion).is_none() {
            self.functions += group.entries.len();
        }
        Ok(())
    }

    /// The compiler asks for the value where the type is written.
    fn want(
        &mut self,
        entry: &SourceExport,
        returns: &str,
        attribute: &str,
        path: &Path,
    ) -> Result<(), Failure> {
        let site = entry.site.as_ref();
        let (file, at) = match &entry.returns_at {
            Some((file, at)) => (fs::canonicalize(file).unwrap_or_else(|_| file.clone()), *at),
            None => (path.to_owned(), site.map_or(0, |site| site.meta)),
        };
        self.read(&file)?;
        let wanted = self.wanted.entry((file, at)).or_insert_with(|| Wanted {
            functions: Vec::new(),
            returns: returns.to_owned(),
            attribute: attribute.to_owned(),
        });
        let name = entry.symbol.as_ref().unwrap_or(&entry.name);
        if !wanted.functions.contains(name) {
            wanted.functions.push(name.clone());
        }
        Ok(())
    }

    fn read(&mut self, path: &Path) -> Result<&mut File, Failure> {
        if !self.files.contains_key(path) {
            let source = Source::read(path, &self.root)?;
            let file = File { source, insertions: BTreeMap::new() };
            self.files.insert(path.to_owned(), file);
        }
        let unread = || Failure::at(path, "the file was not read", "run the command again");
        self.files.get_mut(path).ok_or_else(unread)
    }

    fn leave(&mut self, entry: &SourceExport, why: String) {
        let place = self.place(&entry.span.file, entry.span.line);
        let function = entry.symbol.as_ref().unwrap_or(&entry.name).clone();
        self.left.push(Left { place, function, why });
    }

    fn place(&self, file: &Path, line: usize) -> String {
        let path = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        format!("{}:{line}", relative(&path, &self.root).display())
    }

    /// Adds the steps that make the attributes compile, and that make them mandatory.
    fn suggest(&mut self, library: &LibraryTarget, inventory: &Inventory) {
        if library.runtime.is_none() {
            self.next.push(format!("cargo add ffi-guard-runtime --package {}", library.package));
        }
        if !inventory.has_library {
            let krate = library.runtime.as_deref().unwrap_or(RUNTIME);
            let prefix = library.package.replace('-', "_");
            let renamed =
                if krate == RUNTIME { String::new() } else { format!(", crate = {krate}") };
            let root = relative(&library.source, &self.root);
            self.next.push(format!(
                "{krate}::ffi_library! {{ prefix = \"{prefix}\"{renamed} }} in {}: unguarded exports \
                 no longer compile, and C can ask what went wrong",
                root.display()
            ));
        }
    }

    /// Whether a file is to be written.
    pub(super) fn changes_anything(&self) -> bool {
        self.files.values().any(|file| !file.insertions.is_empty())
    }

    /// The files that are to be written.
    pub(super) fn changed(&self) -> Vec<Changed<'_>> {
        let changed = self.files.values().filter(|file| !file.insertions.is_empty());
        let whole = |file: &File| {
            let text = insertion::apply(file.source.text(), file.insertions.values());
            format!("{}{text}", file.source.mark())
        };
        changed.map(|file| Changed { source: &file.source, text: whole(file) }).collect()
    }

    /// The values that are wanted, with the file and the line of each after the change.
    pub(super) fn wanted(&self) -> Vec<(String, &Wanted)> {
        let place = |(path, at): &(PathBuf, usize)| {
            let Some(file) = self.files.get(path) else { return String::new() };
            let new =
                file.insertions.range(..=*at).map(|(_, piece)| piece.text.matches('\n').count());
            format!(
                "{}:{}",
                file.source.shown.display(),
                file.source.line(*at) + new.sum::<usize>()
            )
        };
        self.wanted.iter().map(|(at, wanted)| (place(at), wanted)).collect()
    }
}

/// The identity of a function: its file, its first byte and its name.
type Function<'e> = (&'e Path, usize, &'e str);

fn function_of(entry: &SourceExport) -> Function<'_> {
    let own = entry.site.as_ref().and_then(|site| Some((site.file.as_path(), site.function?)));
    let (file, at) = own.unwrap_or((&entry.span.file, entry.span.bytes.start));
    // The functions that one definition makes begin at one place.
    (file, at, &entry.name)
}

/// The functions with more than one attribute that exports, unless each has its condition.
fn several<'e>(entries: &[&'e SourceExport]) -> BTreeSet<Function<'e>> {
    let mut attributes: BTreeMap<Function<'e>, BTreeSet<(usize, usize, bool)>> = BTreeMap::new();
    for entry in entries {
        if let Some(site) = &entry.site {
            let attribute = (site.attribute.start, site.meta, entry.attribute_cfg.is_empty());
            attributes.entry(function_of(entry)).or_default().insert(attribute);
        }
    }
    let doubled = attributes.into_iter().filter(|(_, attributes)| {
        attributes.len() > 1 && attributes.iter().any(|(_, _, always)| *always)
    });
    doubled.map(|(function, _)| function).collect()
}

fn no_site(entry: &SourceExport) -> String {
    match (&entry.in_macro, entry.symbol.is_some()) {
        (Some(name), _) => format!(
            "the macro `{name}` puts its attribute together: write the guard into the macro by hand"
        ),
        (None, true) => {
            "its attribute stands inside of its body: move it in front of the function".to_owned()
        }
        (None, false) => "an attribute exports it by what it generates: guard its body, or the \
                          function that is generated"
            .to_owned(),
    }
}

/// The attribute without its brackets, under the name that it has there.
fn attribute(
    library: &LibraryTarget,
    kind: SourceExportKind,
    site: &GuardSite,
    abort: bool,
) -> String {
    let name = match kind {
        SourceExportKind::Callback => "ffi_callback",
        SourceExportKind::Function | SourceExportKind::Static => "ffi_export",
    };
    let krate = library.runtime.as_deref().unwrap_or(RUNTIME);
    let path = site.imported_as.clone().unwrap_or_else(|| format!("{krate}::{name}"));
    let mut arguments = Vec::new();
    if abort {
        arguments.push("abort".to_owned());
    }
    if krate != RUNTIME {
        arguments.push(format!("crate = ::{krate}"));
    }
    if arguments.is_empty() { path } else { format!("{path}({})", arguments.join(", ")) }
}
