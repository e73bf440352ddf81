//! The attributes that are missing, written into the sources.
//!
//! `plan` decides what is to be written where, from the inventory that `check` reads as well.
//! `function` asks the attribute's own checks whether it would take a function, so the two cannot
//! disagree. `insertion` keeps every other byte of a file, and `replace` writes all files or
//! none.

mod function;
mod imports;
mod insertion;
mod outcome;
mod plan;
mod replace;
mod source;
mod version_control;

pub use outcome::Outcome;

use crate::check::packages::Workspace;
use crate::cli;
use crate::failure::Failure;
use plan::Plan;
use std::thread;

/// Types nest as deep as a hostile source likes, and their parser needs stack for each level.
const STACK: usize = 256 << 20;

/// Reads the sources, and writes the attributes unless it is a dry run.
///
/// # Errors
///
/// If the sources cannot be read or understood, the working tree has changes that are not
/// committed, or a file cannot be written. Then nothing has been changed.
pub fn run(options: &cli::Fix) -> Result<Outcome, Failure> {
    let worker = thread::Builder::new().stack_size(STACK);
    let planned = thread::scope(|scope| {
        let worker = worker.spawn_scoped(scope, || plan(options));
        worker.map_err(|error| no_thread(&error))?.join().unwrap_or_else(|_| Err(no_plan()))
    });
    let (workspace, plan) = planned?;
    if !options.dry_run && plan.changes_anything() {
        version_control::refuse_changes(&workspace.root, options)?;
        replace::all(&plan.changed())?;
    }
    Ok(Outcome::new(plan, options.dry_run))
}

fn plan(options: &cli::Fix) -> Result<(Workspace, Plan), Failure> {
    let workspace = Workspace::read(&options.selection)?;
    let plan = Plan::new(&workspace, options.callbacks)?;
    Ok((workspace, plan))
}

fn no_thread(error: &std::io::Error) -> Failure {
    Failure::new(
        format!("no thread can be started to read the sources: {error}"),
        "see whether the system has memory and threads left",
    )
}

fn no_plan() -> Failure {
    Failure::new(
        "the sources could not be read to their end, which is a bug in cargo-ffi-guard",
        "report it with the message above; nothing was changed",
    )
}
