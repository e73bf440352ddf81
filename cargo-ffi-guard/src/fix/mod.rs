//! The attributes that are missing, written into the sources.
//!
//! `decide` reads the inventory, as `check` does, and fills the `plan`; the attribute's own checks have judged each
//! function there. `edit` keeps every other byte of a file, and `write` writes all files or none.

mod attribute;
mod by_hand;
mod decide;
mod edit;
mod lines;
mod outcome;
mod own_types;
mod patch;
mod plan;
mod replace;
mod source;
mod type_fallback;
mod version_control;
mod write;

pub use outcome::Outcome;
pub use type_fallback::TypeFallback;

use crate::big_stack;
use crate::cli;
use crate::failure::Failure;
use crate::inventory::unread_failure;
use crate::workspace::{LibraryTarget, Workspace};
use decide::Decisions;
use plan::Plan;
use std::path::PathBuf;
use type_fallback::TypeFallbacks;

/// Reads the sources, and writes the attributes unless it is a dry run.
///
/// # Errors
///
/// If the sources cannot be read or understood, a file that is to be changed has changes that are not committed, or a
/// file cannot be written. Then nothing has been changed.
pub fn run(options: &cli::Fix) -> Result<Outcome, Failure> {
    let workspace = Workspace::read(&options.selection)?;
    let panicked = Failure::new(
        "the sources could not be read: this is a bug in cargo-ffi-guard",
        "please report it with the source; nothing was changed",
    );
    let plan = big_stack::run(|| plan(&workspace, options), panicked)?;
    let changed = plan.changed();
    if !options.dry_run {
        write::remove_remains(&workspace.target, plan.sources());
        if !changed.is_empty() {
            let files: Vec<PathBuf> = changed.iter().map(|file| file.source.path.clone()).collect();
            version_control::refuse_changes(&workspace.root, &files, options)?;
            write::all(&changed, &workspace.target)?;
        }
    }
    Ok(Outcome::new(plan, options.dry_run))
}

/// Reads the sources of the workspace.
fn plan(workspace: &Workspace, options: &cli::Fix) -> Result<Plan, Failure> {
    if options.library.is_some() && workspace.libraries.len() > 1 {
        let what = "--library is for one library, and several are chosen";
        return Err(Failure::new(what, "choose its package with --package NAME"));
    }
    let mut values = TypeFallbacks::new(&options.fallback)?;
    let mut plan = Plan::new(&workspace.root);
    for library in &workspace.libraries {
        add_library(&mut plan, library, &mut values, workspace, options)?;
    }
    for ty in values.unused() {
        let what = format!("no function that gets an attribute returns `{ty}`");
        plan.remarks.push(("--fallback".to_owned(), what));
    }
    Ok(plan)
}

fn add_library<'o>(
    plan: &mut Plan,
    library: &LibraryTarget,
    values: &mut TypeFallbacks<'o>,
    workspace: &Workspace,
    options: &'o cli::Fix,
) -> Result<(), Failure> {
    let runtime = attribute::runtime(library).to_owned();
    let (selection, callbacks) = (&options.selection, options.callbacks);
    let sources = library.sources(selection, callbacks, Some(runtime), &workspace.root)?;
    if let Some(failure) = unread_failure(&sources.unread, &workspace.root) {
        return Err(failure);
    }
    let before = (plan.functions, plan.statics);
    let inventory = &sources.inventory;
    let mut decisions =
        Decisions { plan, library, inventory, options, values, types: Default::default() };
    decisions.run()?;
    if (decisions.plan.functions, decisions.plan.statics) > before || options.library.is_some() {
        decisions.suggest();
    }
    plan.add_sources(&inventory.files);
    for note in &inventory.notes {
        let place = plan.place(&note.span.file, note.span.line);
        plan.notes.push((place, note.what.clone()));
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
    Ok(())
}
