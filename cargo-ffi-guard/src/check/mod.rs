//! What the sources of a workspace export, and how it is guarded.

mod c_form;
mod config;
mod entries;
pub(crate) mod packages;

use crate::cli;
use crate::failure::Failure;
use crate::report::{Report, Source};
use crate::sources::refuse_broken;
use ffi_guard_scan::{Inventory, Options, Wanted, take_inventory};
use packages::{Library, Workspace};

/// Reads the sources.
///
/// # Errors
///
/// If the workspace or its settings cannot be read, no package has a library, or a source file is
/// broken: then nothing that could be reported would be reliable.
pub fn run(options: &cli::Check) -> Result<Report, Failure> {
    let workspace = Workspace::read(&options.selection)?;
    let mut report = Report::new(Source::Sources);
    report.root = workspace.root.clone();
    for library in &workspace.libraries {
        let inventory = inventory(library, options.callbacks);
        refuse_broken(&inventory, &workspace.root)?;
        let notes = c_form::notes(&inventory, options.pedantic, &workspace.root)?;
        entries::add(&mut report, inventory, library, &workspace.root);
        report.notes.extend(notes);
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
