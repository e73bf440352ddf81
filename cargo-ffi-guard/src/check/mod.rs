//! What the sources of a workspace export, and how it is guarded.

mod config;
pub(crate) mod entries;
pub(crate) mod packages;

use crate::cli;
use crate::failure::Failure;
use crate::report::{Report, Source};
use ffi_guard_syntax::scan::{Inventory, Note, Options, Wanted, take_inventory};
use packages::{Library, Workspace};
use std::path::Path;

/// Reads the sources.
///
/// # Errors
///
/// If the workspace or its settings cannot be read, no package has a library, or a source file is
/// broken: then nothing that could be reported would be reliable.
pub fn run(options: &cli::Check) -> Result<Report, Failure> {
    let workspace = Workspace::read(options)?;
    let mut report = Report::new(Source::Sources);
    report.root = workspace.root.clone();
    for library in &workspace.libraries {
        let inventory = inventory(library, options.callbacks);
        refuse_broken(&inventory, &workspace.root)?;
        entries::add(&mut report, inventory, library, &workspace.root);
    }
    Ok(report)
}

pub(crate) fn inventory(library: &Library, callbacks: bool) -> Inventory {
    let options = Options { out_dir: None, manifest_dir: Some(library.manifest_dir.clone()) };
    let wanted = Wanted {
        guards: library.guards.clone(),
        callbacks,
        safer_ffi: library.is_safer_ffi,
        foreign_attributes: library.has_foreign_attributes,
    };
    take_inventory(&library.source, &options, &wanted)
}

/// A verdict over a file that is half read would be worth nothing.
pub(crate) fn refuse_broken(inventory: &Inventory, root: &Path) -> Result<(), Failure> {
    let broken: Vec<&Note> = inventory.notes.iter().filter(|note| note.broken).collect();
    let Some(first) = broken.first() else { return Ok(()) };
    let spot = &first.spot;
    let file = entries::relative(&spot.file, root);
    let place = format!("{}:{}:{}", file.display(), spot.line, spot.column);
    let more = match broken.len() {
        1 => String::new(),
        many => format!(" (and {} more)", many - 1),
    };
    let next = "make the crate compile, or correct the file, then run the command again";
    Err(Failure::at(Path::new(&place), format!("{}{more}", first.what), next))
}
