//! The published packages, as crates.io distributes them.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use cargo_metadata::{MetadataCommand, Package};
use xshell::{Cmd, cmd};

use crate::ci::Ci;

/// A published package, unpacked in a folder of its own.
pub(super) struct Unpacked {
    pub(super) manifest: Package,
    pub(super) folder: PathBuf,
}

/// Returns the packages of the workspace that are published.
pub(super) fn published(ci: &Ci) -> Result<Vec<Package>> {
    let metadata = MetadataCommand::new().current_dir(ci.sh.current_dir()).no_deps().exec()?;
    let is_published = |package: &Package| package.publish.as_deref() != Some(&[]);
    let packages: Vec<_> = metadata.packages.into_iter().filter(is_published).collect();
    ensure!(!packages.is_empty(), "no package is published");
    Ok(packages)
}

/// Packages and unpacks all of them.
pub(super) fn unpack(ci: &Ci) -> Result<Vec<Unpacked>> {
    let packages = published(ci)?;
    let names = packages.iter().flat_map(|package| ["-p", package.name.as_str()]);
    cmd!(ci.sh, "cargo package --quiet --no-verify --allow-dirty").args(names).run()?;
    ci.sh.remove_path(folder(ci))?;
    ci.sh.create_dir(folder(ci))?;
    let unpacked: Result<Vec<_>> = packages.into_iter().map(|package| one(ci, package)).collect();
    let unpacked = unpacked?;
    write_patch(ci, &unpacked)?;
    Ok(unpacked)
}

fn one(ci: &Ci, manifest: Package) -> Result<Unpacked> {
    let name = format!("{}-{}", manifest.name, manifest.version);
    let archive = ci.target().join("package").join(format!("{name}.crate"));
    let parent = folder(ci);
    // `-m`: cargo compares times, and those in the archive are always the same.
    cmd!(ci.sh, "tar -xmzf {archive} -C {parent}").run()?;
    Ok(Unpacked { manifest, folder: parent.join(name) })
}

/// Makes the packages depend on each other where crates.io does not have them.
fn write_patch(ci: &Ci, unpacked: &[Unpacked]) -> Result<()> {
    let lines = unpacked
        .iter()
        .map(|package| format!("{} = {{ path = {:?} }}\n", package.manifest.name, package.folder));
    let patch = format!("[patch.crates-io]\n{}", lines.collect::<String>());
    Ok(ci.sh.write_file(patch_file(ci), patch)?)
}

fn folder(ci: &Ci) -> PathBuf {
    ci.target().join("packages/unpacked")
}

fn patch_file(ci: &Ci) -> PathBuf {
    ci.target().join("packages/patch.toml")
}

/// Returns the target directory that the unpacked packages share.
pub(super) fn target(ci: &Ci) -> PathBuf {
    ci.target().join("packages/target")
}

impl Unpacked {
    /// Completes a call of a cargo command for this package.
    pub(super) fn build<'a>(&self, ci: &Ci, cargo: Cmd<'a>) -> Cmd<'a> {
        cargo
            .arg("--manifest-path")
            .arg(self.folder.join("Cargo.toml"))
            .arg("--config")
            .arg(patch_file(ci))
            .env("CARGO_TARGET_DIR", target(ci))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
    }
}
