//! `cargo ffi-guard header --prove`.

use super::{Compiler, prove};
use crate::audit::{Detail, images, read_artifact};
use crate::cli;
use crate::failure::Failure;
use crate::workspace::{LibraryTarget, build_described};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Builds the library with descriptions and compares the header with them. Writes the report, which calls the header
/// `shown`.
pub(crate) fn run(
    command: &cli::Header,
    library: &LibraryTarget,
    header: &Path,
    shown: &Path,
) -> Result<ExitCode, Failure> {
    let compiler = Compiler::find(command.build.target.as_deref())?;
    let artifact = build_described(&build_options(&command.build), library)?;
    let data = read_artifact(&artifact)?;
    let abi = crate::abi::read(&data).map_err(|unreadable| unreadable.at(&artifact))?;
    let abi = abi.ok_or_else(|| {
        let what = "the library exports nothing that the attributes describe";
        Failure::at(&library.source, what, "write `#[ffi_export]` at the functions for C")
    })?;
    let images = images(&data, Detail::Verdicts).map_err(|unreadable| unreadable.at(&artifact))?;
    let exported = images.iter().flat_map(|image| image.functions.keys().cloned()).collect();
    let mut proof = prove(&abi, &[header.to_owned()], &exported, &compiler)?;
    proof.rename(header, shown);
    let text = proof.text(command.strict, shown, &compiler);
    Failure::unless_written(anstream::stderr().write_all(text.as_bytes()))?;
    Ok(if proof.count(command.strict) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn build_options(build: &cli::BuildFlags) -> cli::Described {
    cli::Described {
        profile: "dev".to_owned(),
        target: build.target.clone(),
        features: build.features.clone(),
        all_features: build.all_features,
        no_default_features: build.no_default_features,
        ..cli::Described::default()
    }
}
