//! Builds one library with descriptions of its ABI.

use super::build::{cargo, compile};
use super::{LibraryTarget, RUNTIME, metadata, package_at};
use crate::cli;
use crate::failure::Failure;
use cargo_metadata::{Artifact, DependencyKind, Package};
use std::path::PathBuf;
use std::process::Command;

/// Builds the library of a package as a static library with the feature `describe` of the runtime. Returns its file.
pub(crate) fn build_described(
    options: &cli::Described,
    library: &LibraryTarget,
) -> Result<PathBuf, Failure> {
    let manifest = library.manifest_dir.join("Cargo.toml");
    let metadata = metadata(Some(&manifest))?;
    let package = package_at(&metadata, &manifest).ok_or_else(|| {
        Failure::at(&manifest, "cargo does not know this package", "run `cargo metadata` there")
    })?;
    let mut command = command(options, package, &describe(package)?);
    // The libraries that the package ships are in the directory above, and stay as they are.
    command.arg("--target-dir").arg(metadata.target_directory.join("ffi-guard"));
    let of_package = |artifact: &Artifact| {
        let files = artifact.filenames.iter().filter(|_| artifact.package_id == package.id);
        let archives = files.filter(|file| matches!(file.extension(), Some("a" | "lib")));
        archives.map(|file| file.clone().into_std_path_buf()).collect()
    };
    let files = compile(command, of_package)?;
    files.into_iter().next_back().ok_or_else(|| {
        let what = format!("cargo built no static library of the package `{}`", package.name);
        Failure::new(what, "name a package with a library: --package NAME")
    })
}

fn command(options: &cli::Described, package: &Package, describe: &str) -> Command {
    let mut command = Command::new(cargo());
    command.args(["rustc", "--lib", "--crate-type", "staticlib"]);
    command.arg("--message-format=json-render-diagnostics");
    command.args(["--profile", &options.profile, "--features", describe]);
    command.arg("--manifest-path").arg(&package.manifest_path);
    for features in &options.features {
        command.args(["--features", features]);
    }
    if options.all_features {
        command.arg("--all-features");
    }
    if options.no_default_features {
        command.arg("--no-default-features");
    }
    if let Some(target) = &options.target {
        command.args(["--target", target]);
    }
    command
}

/// The feature `describe` of the runtime, as cargo names it for this package.
fn describe(package: &Package) -> Result<String, Failure> {
    let runtime = package
        .dependencies
        .iter()
        .find(|dependency| dependency.name == RUNTIME && dependency.kind == DependencyKind::Normal);
    let runtime = runtime.ok_or_else(|| {
        let manifest = package.manifest_path.as_std_path();
        let what = format!("`{}` does not depend on {RUNTIME} directly", package.name);
        let version = env!("CARGO_PKG_VERSION");
        let next = format!("add `{RUNTIME} = \"{version}\"` to its [dependencies]: cargo switches on features of these only");
        Failure::at(manifest, what, next)
    })?;
    Ok(format!("{}/describe", runtime.rename.as_ref().unwrap_or(&runtime.name)))
}
