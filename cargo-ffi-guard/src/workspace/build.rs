//! Builds the C libraries of a workspace.

use super::selection::named;
use super::{metadata, not_started};
use crate::cli;
use crate::failure::Failure;
use cargo_metadata::{Artifact, CrateType, Message, Package, TargetKind};
use std::ffi::OsString;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Builds the cdylibs and staticlibs of the workspace and returns their files.
pub(crate) fn build_c_libraries(options: &cli::Audit) -> Result<Vec<PathBuf>, Failure> {
    let packages = packages(options)?;
    if packages.is_empty() {
        return Err(Failure::new(
            "the workspace has no library for C: no crate type is `cdylib` or `staticlib`",
            "name the file to audit: cargo ffi-guard audit ARTIFACT",
        ));
    }
    let mut command = Command::new(cargo());
    command.args(["build", "--lib", "--message-format=json-render-diagnostics"]);
    command.args(["--profile", &options.profile]);
    if let Some(manifest) = &options.manifest_path {
        command.arg("--manifest-path").arg(manifest);
    }
    for package in &packages {
        command.arg("--package").arg(package.id.to_string());
    }
    let files = compile(command, |artifact| for_c(artifact, &packages))?;
    if files.is_empty() {
        return Err(Failure::new(
            "cargo built no library for C",
            "name the file to audit: cargo ffi-guard audit ARTIFACT",
        ));
    }
    Ok(files)
}

/// The packages of the workspace with a cdylib or staticlib, among those that the options name, if they name any.
fn packages(options: &cli::Audit) -> Result<Vec<Package>, Failure> {
    let metadata = metadata(options.manifest_path.as_deref())?;
    if !options.package.is_empty() {
        return named(&metadata, &options.package)?.into_iter().map(with_library).collect();
    }
    Ok(metadata.packages.into_iter().filter(is_for_c).collect())
}

fn is_for_c(package: &Package) -> bool {
    let mut kinds = package.targets.iter().flat_map(|target| &target.kind);
    kinds.any(|kind| matches!(kind, TargetKind::CDyLib | TargetKind::StaticLib))
}

fn with_library(package: &Package) -> Result<Package, Failure> {
    if is_for_c(package) {
        return Ok(package.clone());
    }
    Err(Failure::new(
        format!(
            "`{}` has no library for C: no crate type is `cdylib` or `staticlib`",
            package.name
        ),
        "name a package with one, or the file to audit: cargo ffi-guard audit ARTIFACT",
    ))
}

/// Runs cargo, and returns the files that `pick` returns of each compilation.
pub(super) fn compile(
    mut command: Command,
    pick: impl Fn(&Artifact) -> Vec<PathBuf>,
) -> Result<Vec<PathBuf>, Failure> {
    let failed =
        |what: String| Failure::new(what, "make `cargo build` work first; its messages are above");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started("cargo", &error))?;
    let mut files = Vec::new();
    if let Some(output) = child.stdout.take() {
        for message in Message::parse_stream(BufReader::new(output)) {
            let message = message.map_err(|e| failed(format!("cargo's messages: {e}")))?;
            if let Message::CompilerArtifact(artifact) = message {
                files.extend(pick(&artifact));
            }
        }
    }
    let status = child.wait().map_err(|e| failed(format!("cargo: {e}")))?;
    if !status.success() {
        return Err(failed("the libraries do not build".to_owned()));
    }
    Ok(files)
}

/// The C libraries among the files of one compilation, without an rlib beside them.
fn for_c(artifact: &Artifact, packages: &[Package]) -> Vec<PathBuf> {
    let types = &artifact.target.crate_types;
    let dynamic = types.contains(&CrateType::CDyLib);
    let fixed = types.contains(&CrateType::StaticLib);
    if !packages.iter().any(|package| package.id == artifact.package_id) {
        return Vec::new();
    }
    let fits = |extension: &str| match extension {
        "so" | "dylib" | "dll" => dynamic,
        "a" => fixed,
        "lib" => fixed,
        _ => false,
    };
    let files = artifact.filenames.iter();
    let libraries = files.filter(|file| file.extension().is_some_and(fits));
    // The import library of a DLL.
    let is_import = |file: &str| file.ends_with(".dll.lib") || file.ends_with(".dll.a");
    let own = libraries.filter(|file| !is_import(file.as_str()));
    own.map(|file| file.clone().into_std_path_buf()).collect()
}

/// The cargo that started this program, else the one on the path.
pub(super) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
