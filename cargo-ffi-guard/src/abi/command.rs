//! `cargo ffi-guard abi`.

use super::lock::Lock;
use super::model::Abi;
use super::print;
use crate::cli::{self, AbiFormat};
use crate::failure::Failure;
use crate::workspace::{Workspace, build_described};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Reads the ABI of a library and writes it.
///
/// # Errors
///
/// If the library cannot be built or read, or holds no description.
pub fn run(options: &cli::Abi) -> Result<ExitCode, Failure> {
    let (abi, version) = match &options.artifact {
        Some(path) => (of_file(path)?, None),
        None => of_package(options)?,
    };
    if let Some(path) = &options.lock {
        write_lock(path, &abi, version)?;
        return Ok(ExitCode::SUCCESS);
    }
    let text = match options.format {
        AbiFormat::Text => print::text(&abi),
        AbiFormat::Json => print::json(&abi),
    };
    let mut out = std::io::stdout().lock();
    Failure::unless_written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the ABI of a package, and its version.
fn of_package(options: &cli::Abi) -> Result<(Abi, Option<String>), Failure> {
    let workspace = Workspace::read(&cli::Selection {
        manifest_path: options.manifest_path.clone(),
        package: options.package.iter().cloned().collect(),
        ..cli::Selection::default()
    })?;
    let library = workspace.only_library("the command")?;
    Ok((of_file(&build_described(options, library)?)?, Some(library.version.to_string())))
}

/// Writes a lock. If the file exists, its layouts of other data models stay.
fn write_lock(path: &Path, abi: &Abi, version: Option<String>) -> Result<(), Failure> {
    let unwritable = |what: String| {
        let next =
            "write the type by another path, or describe it with `#[derive(ffi_guard::FfiType)]`";
        Failure::at(path, what, next)
    };
    let mut lock = Lock::of(abi, version).map_err(unwritable)?;
    match fs::read_to_string(path) {
        Ok(text) => {
            lock.replace(Lock::parse(&text).map_err(|unreadable| unreadable.at(path))?);
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(unopened(path, &error)),
    }
    let text = lock.text().map_err(unwritable)?;
    fs::write(path, text).map_err(|error| unopened(path, &error))
}

fn unopened(path: &Path, error: &std::io::Error) -> Failure {
    Failure::at(path, error.to_string(), "check the path and its permissions")
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
