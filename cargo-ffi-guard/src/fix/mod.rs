//! The attributes that are missing, written into the sources.
//!
//! `plan` decides what is to be written where, from the inventory that `check` reads as well; the attribute's own checks
//! have judged each function there. `insertion` keeps every other byte of a file, and `replace` writes all files or none.

mod insertion;
mod outcome;
mod plan;
mod replace;
mod source;
mod version_control;

pub use outcome::Outcome;

use crate::cli;
use crate::failure::Failure;
use crate::workspace::Workspace;
use plan::Plan;

/// Reads the sources, and writes the attributes unless it is a dry run.
///
/// # Errors
///
/// If the sources cannot be read or understood, the working tree has changes that are not
/// committed, or a file cannot be written. Then nothing has been changed.
pub fn run(options: &cli::Fix) -> Result<Outcome, Failure> {
    let workspace = Workspace::read(&options.selection)?;
    let plan = Plan::new(&workspace, options)?;
    if !options.dry_run && plan.changes_anything() {
        version_control::refuse_changes(&workspace.root, options)?;
        replace::all(&plan.changed())?;
    }
    Ok(Outcome::new(plan, options.dry_run))
}
