//! `cargo ffi-guard abi`.

use super::model::Abi;
use super::print;
use crate::cli::{self, AbiFormat};
use crate::failure::Failure;
use crate::workspace::{Workspace, build_described};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Reads the ABI of a library and writes it.
///
/// # Errors
///
/// If the library cannot be built or read, or holds no description.
pub fn run(options: &cli::Abi) -> Result<ExitCode, Failure> {
    let abi = match &options.artifact {
        Some(path) => of_file(path)?,
        None => of_package(options)?,
    };
    let text = match options.format {
        AbiFormat::Text => print::text(&abi),
        AbiFormat::Json => print::json(&abi),
    };
    let mut out = std::io::stdout().lock();
    Failure::unless_written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitCode::SUCCESS)
}

fn of_package(options: &cli::Abi) -> Result<Abi, Failure> {
    let workspace = Workspace::read(&cli::Selection {
        manifest_path: options.manifest_path.clone(),
        package: options.package.iter().cloned().collect(),
        ..cli::Selection::default()
    })?;
    of_file(&build_described(options, workspace.only_library("the command")?)?)
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
