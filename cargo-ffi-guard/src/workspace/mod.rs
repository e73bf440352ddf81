//! Cargo's answers: the packages of a workspace, their libraries and settings, and what a build of them makes.

#[cfg(feature = "cli")]
mod build;
mod cargo_error;
#[cfg(feature = "cli")]
mod dependencies;
#[cfg(feature = "cli")]
mod described;
mod header_settings;
#[cfg(feature = "cli")]
mod selection;
mod settings;
#[cfg(feature = "cli")]
mod sources;

#[cfg(feature = "cli")]
pub(crate) use build::build_c_libraries;
pub(crate) use cargo_error::{CargoError, not_started};
#[cfg(feature = "cli")]
pub(crate) use described::build_described;
#[cfg(feature = "cli")]
pub(crate) use sources::LibrarySources;

use crate::failure::Failure;
use crate::inventory::InventoryOptions;
use cargo_metadata::semver::Version;
use cargo_metadata::{
    Dependency, DependencyKind, Metadata, MetadataCommand, Package, Target, TargetKind,
};
use header_settings::HeaderSettings;
use settings::Settings;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
#[cfg(feature = "cli")]
use std::sync::OnceLock;

/// The package of the runtime.
const RUNTIME: &str = "ffi-guard-runtime";

/// A workspace, with the libraries that a command reads.
#[cfg(feature = "cli")]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// The directory where cargo puts what it builds.
    pub(crate) target: PathBuf,
    pub(crate) libraries: Vec<LibraryTarget>,
    /// The binaries of the same packages.
    pub(crate) binaries: Vec<LibraryTarget>,
    /// The graph of dependencies, once a command asks for it.
    graph: OnceLock<Result<Metadata, Failure>>,
}

/// A library or binary target of a package.
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the commands need all of it"))]
pub(crate) struct LibraryTarget {
    pub(crate) package: String,
    pub(crate) version: Version,
    /// The name of the target.
    pub(crate) name: String,
    pub(crate) is_binary: bool,
    /// Whether it is built as a cdylib or a staticlib.
    pub(crate) is_for_c: bool,
    /// The root file of the target.
    pub(crate) source: PathBuf,
    /// The directory of the package's manifest.
    pub(crate) manifest_dir: PathBuf,
    pub(crate) settings: Settings,
    /// Whether `ffi_export` is the attribute of `safer-ffi` here.
    pub(crate) is_safer_ffi: bool,
    /// Whether neither the package nor a workspace member that it depends on can name this project's attributes.
    pub(crate) has_foreign_attributes: bool,
    /// The name of the runtime's crate in the sources, unless the package does not depend on it.
    pub(crate) runtime: Option<String>,
    /// The crates that the package depends on, under the names that paths begin with.
    pub(crate) crates: Vec<String>,
    /// The features of the package, each with those that it switches on.
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// The settings of the header in the manifest.
    pub(crate) header: HeaderSettings,
}

impl LibraryTarget {
    /// The library of the package whose manifest is in `directory`, and the root of its workspace.
    pub(crate) fn of_package(directory: &Path) -> Result<(Self, PathBuf), Failure> {
        let manifest = directory.join("Cargo.toml");
        let metadata = metadata(Some(&manifest))?;
        let package = package_at(&metadata, &manifest).ok_or_else(|| {
            let next = "name the directory of a package's Cargo.toml";
            Failure::at(&manifest, "this is a workspace, not a package", next)
        })?;
        let settings = settings::package(package, &settings::workspace(&metadata)?)?;
        let mut library = targets_of(package, &settings, &metadata, is_linked)
            .into_iter()
            .next()
            .ok_or_else(|| {
            let what = format!("the package `{}` has no library", package.name);
            Failure::at(&manifest, what, "name a package with a library")
        })?;
        library.header = HeaderSettings::of(package)?;
        Ok((library, metadata.workspace_root.into_std_path_buf()))
    }
}

/// Returns the root of the workspace that the package in `directory` belongs to.
#[cfg(feature = "cli")]
pub(crate) fn root_of(directory: &Path) -> Result<PathBuf, Failure> {
    let metadata = metadata(Some(&directory.join("Cargo.toml")))?;
    Ok(metadata.workspace_root.into_std_path_buf())
}

impl LibraryTarget {
    /// The options of the inventory that depend on the package.
    pub(crate) fn inventory_options(&self) -> InventoryOptions {
        InventoryOptions {
            guards: self.settings.guards.clone(),
            callbacks: false,
            safer_ffi: self.is_safer_ffi,
            foreign_attributes: self.has_foreign_attributes,
            crates: self.crates.clone(),
            no_exports: self.settings.no_exports.clone(),
            manifest_dir: Some(self.manifest_dir.clone()),
            advise_for: None,
        }
    }
}

/// Runs `cargo metadata` for the workspace of a manifest, by default the one around the current directory.
fn metadata(manifest: Option<&Path>) -> Result<Metadata, Failure> {
    let mut command = command(manifest);
    command.no_deps();
    run(&command)
}

fn command(manifest: Option<&Path>) -> MetadataCommand {
    let mut command = MetadataCommand::new();
    if let Some(path) = manifest {
        command.manifest_path(path);
    }
    command
}

fn run(command: &MetadataCommand) -> Result<Metadata, Failure> {
    command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => CargoError::read(&stderr).failure(),
        cargo_metadata::Error::Io(error) => not_started("cargo", &error),
        other => Failure::new(
            format!("the output of `cargo metadata` cannot be read: {other}"),
            "run `cargo metadata --no-deps` here to see why",
        ),
    })
}

/// The member of the workspace that has this manifest.
fn package_at<'m>(metadata: &'m Metadata, manifest: &Path) -> Option<&'m Package> {
    let wanted = manifest.canonicalize().ok()?;
    let mut members = metadata.packages.iter();
    members.find(|package| package.manifest_path.canonicalize().is_ok_and(|path| path == wanted))
}

/// The targets of a package that `is_wanted` accepts.
fn targets_of(
    package: &Package,
    settings: &Settings,
    metadata: &Metadata,
    is_wanted: fn(&Target) -> bool,
) -> Vec<LibraryTarget> {
    let depends =
        |name: &str| package.dependencies.iter().any(|dependency| dependency.name == name);
    let is_safer_ffi = depends("safer-ffi") && !depends(RUNTIME);
    let has_foreign_attributes = !reaches_attributes(package, metadata);
    let manifest_dir = package.manifest_path.parent().map(|dir| dir.as_std_path().to_owned());
    let library = |target: &Target| LibraryTarget {
        package: package.name.to_string(),
        name: target.name.clone(),
        is_binary: target.is_bin(),
        is_for_c: is_for_c(target),
        version: package.version.clone(),
        source: target.src_path.clone().into_std_path_buf(),
        manifest_dir: manifest_dir.clone().unwrap_or_default(),
        settings: settings.clone(),
        is_safer_ffi,
        has_foreign_attributes,
        runtime: runtime(package),
        crates: package.dependencies.iter().map(crate_name).collect(),
        features: package.features.clone(),
        header: HeaderSettings::default(),
    };
    package.targets.iter().filter(|target| is_wanted(target)).map(library).collect()
}

/// The name of a dependency's crate in the sources.
fn crate_name(dependency: &Dependency) -> String {
    dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_")
}

/// Whether the sources can name this project's attributes: through the library that has them, or through a workspace
/// member that may re-export them.
fn reaches_attributes(package: &Package, metadata: &Metadata) -> bool {
    const OWN: [&str; 2] = [RUNTIME, "ffi-guard-macros"];
    let members = metadata.workspace_packages();
    let mut known = vec![package];
    let mut at = 0;
    while let Some(package) = known.get(at).copied() {
        let normal = |dependency: &&Dependency| dependency.kind == DependencyKind::Normal;
        let dependencies: Vec<_> = package.dependencies.iter().filter(normal).collect();
        let names = dependencies.iter().map(|dependency| dependency.name.as_str());
        if names.chain([package.name.as_str()]).any(|name| OWN.contains(&name)) {
            return true;
        }
        for member in &members {
            let depends = |dependency: &&Dependency| {
                dependency.path.is_some() && dependency.name == member.name.as_str()
            };
            let new = !known.iter().any(|package| package.id == member.id);
            if new && dependencies.iter().any(depends) {
                known.push(member);
            }
        }
        at += 1;
    }
    false
}

/// The name of the runtime's crate in the sources of this package.
fn runtime(package: &Package) -> Option<String> {
    let normal = |dependency: &&Dependency| {
        dependency.name == RUNTIME && dependency.kind == DependencyKind::Normal
    };
    let found = package.dependencies.iter().find(normal)?;
    Some(
        found.rename.as_ref().map_or_else(|| "ffi_guard".to_owned(), |name| name.replace('-', "_")),
    )
}

/// Whether other code links the target. The library of a procedural macro runs in the compiler only.
fn is_linked(target: &Target) -> bool {
    use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
    target.kind.iter().any(|kind| matches!(kind, Lib | RLib | DyLib | CDyLib | StaticLib))
}

fn is_for_c(target: &Target) -> bool {
    target.kind.iter().any(|kind| matches!(kind, TargetKind::CDyLib | TargetKind::StaticLib))
}
