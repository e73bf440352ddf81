//! `cargo ffi-guard abi`.

mod locks;
mod renew;
mod report;

use crate::abi::lock::Lock;
use crate::abi::model::Abi;
use crate::abi::print as write;
use crate::checked_file::print;
use crate::cli::{self, AbiCommand, AbiFormat};
use crate::failure::Failure;
use crate::workspace::{Workspace, build_described};
use std::path::Path;
use std::process::ExitCode;

/// Reads the ABI of a library and prints it, writes it as a lock, or compares it with a lock.
///
/// # Errors
///
/// If the library cannot be built or read, or holds no description; if a lock cannot be read or written.
pub fn run(options: &cli::Abi) -> Result<ExitCode, Failure> {
    if let Some(AbiCommand::Diff(diff)) = &options.command {
        return locks::diff(diff);
    }
    if let Some(path) = &options.check {
        // A malformed lock is an error before the build.
        let lock = locks::read(path)?;
        return locks::check(options, path, &lock, &current(options)?);
    }
    if let Some(path) = &options.lock {
        let old = locks::read_if_exists(path)?;
        return locks::write(path, old.as_ref(), current(options)?);
    }
    let (abi, _) = read(&options.library)?;
    print(&match options.format {
        AbiFormat::Text => write::text(&abi),
        AbiFormat::Json => write::json(&abi),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the lock of the ABI as it is.
fn current(options: &cli::Abi) -> Result<Lock, Failure> {
    let (abi, version) = read(&options.library)?;
    Lock::of(&abi, version).map_err(|what| {
        let next =
            "write the type by another path, or describe it with `#[derive(ffi_guard::FfiType)]`";
        Failure::new(what, next)
    })
}

/// Returns the ABI of the artifact or the package, and the version of the package.
fn read(options: &cli::Described) -> Result<(Abi, Option<String>), Failure> {
    if let Some(path) = &options.artifact {
        return Ok((of_file(path)?, None));
    }
    let workspace = Workspace::read(&options.selection())?;
    let library = workspace.only_library("the command")?;
    Ok((of_file(&build_described(options, library)?)?, Some(library.version.to_string())))
}

fn of_file(path: &Path) -> Result<Abi, Failure> {
    crate::abi::described(&crate::audit::read_artifact(path)?, path)
}
