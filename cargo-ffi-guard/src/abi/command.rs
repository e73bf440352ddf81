//! `cargo ffi-guard abi`.

use super::lock::Lock;
use super::lock_command;
use super::model::Abi;
use super::print;
use crate::cli::{self, AbiCommand, AbiFormat};
use crate::failure::Failure;
use crate::workspace::{Workspace, build_described};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Reads the ABI of a library and prints it, writes it as a lock, or compares it with a lock.
///
/// # Errors
///
/// If the library cannot be built or read, or holds no description; if a lock cannot be read or written.
pub fn run(options: &cli::Abi) -> Result<ExitCode, Failure> {
    if let Some(AbiCommand::Diff(diff)) = &options.command {
        return lock_command::diff(diff);
    }
    if let Some(path) = &options.check {
        // A malformed lock is an error before the build.
        let lock = lock_command::read(path)?;
        return lock_command::check(options, path, &lock, &current(options)?);
    }
    if let Some(path) = &options.lock {
        let old = lock_command::read_if_exists(path)?;
        return lock_command::write(path, old.as_ref(), current(options)?);
    }
    let (abi, _) = read(options)?;
    print(&match options.format {
        AbiFormat::Text => print::text(&abi),
        AbiFormat::Json => print::json(&abi),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a text to the standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    Failure::unless_written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Returns the lock of the ABI as it is.
fn current(options: &cli::Abi) -> Result<Lock, Failure> {
    let (abi, version) = read(options)?;
    Lock::of(&abi, version).map_err(|what| {
        let next =
            "write the type by another path, or describe it with `#[derive(ffi_guard::FfiType)]`";
        Failure::new(what, next)
    })
}

/// Returns the ABI of the artifact or the package, and the version of the package.
fn read(options: &cli::Abi) -> Result<(Abi, Option<String>), Failure> {
    if let Some(path) = &options.artifact {
        return Ok((of_file(path)?, None));
    }
    let workspace = Workspace::read(&cli::Selection {
        manifest_path: options.manifest_path.clone(),
        package: options.package.iter().cloned().collect(),
        ..cli::Selection::default()
    })?;
    let library = workspace.only_library("the command")?;
    Ok((of_file(&build_described(options, library)?)?, Some(library.version.to_string())))
}

fn of_file(path: &Path) -> Result<Abi, Failure> {
    let data = crate::audit::read_artifact(path)?;
    let abi = super::read(&data).map_err(|unreadable| unreadable.at(path))?;
    abi.ok_or_else(|| {
        Failure::at(
            path,
            "the file holds no description of its ABI",
            "build it with the feature `describe` of ffi-guard-runtime, or let `cargo ffi-guard abi` build the package",
        )
    })
}
