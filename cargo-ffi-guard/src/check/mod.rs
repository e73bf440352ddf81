//! `cargo ffi-guard check`: lists the exports of a workspace's sources, and how they are guarded.

mod c_form;
mod findings;

use crate::cli;
use crate::failure::Failure;
use crate::inventory::unread_failure;
use crate::report::{Report, Source};
use crate::workspace::Workspace;

/// Reads the sources.
///
/// A file that cannot be read does not end the command: [`Report::failure`] says so, beside what was found in the others.
///
/// # Errors
///
/// If the workspace or its settings cannot be read, or no package has a library.
pub fn run(options: &cli::Check) -> Result<Report, Failure> {
    let workspace = Workspace::read(&options.selection)?;
    let mut report = Report::new(Source::Sources);
    report.root = workspace.root.clone();
    let mut unread = Vec::new();
    for library in &workspace.libraries {
        let sources =
            library.sources(&options.selection, options.callbacks, None, &workspace.root)?;
        unread.extend(sources.unread.iter().cloned());
        let notes = c_form::notes(&sources.inventory, options.pedantic, &workspace.root);
        findings::add(&mut report, sources, &library.package, &workspace.root);
        report.notes.extend(notes);
    }
    report.failure = unread_failure(&unread, &workspace.root);
    Ok(report)
}
