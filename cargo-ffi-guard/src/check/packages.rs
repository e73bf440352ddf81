//! Which libraries are checked: packages and targets, chosen as cargo chooses them.

use super::config;
use crate::cli::Selection;
use crate::failure::Failure;
use cargo_metadata::{
    Dependency, DependencyKind, Metadata, MetadataCommand, Package, Target, TargetKind,
};
use std::env;
use std::path::{Path, PathBuf};

/// A workspace and those of its libraries that are asked for.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) libraries: Vec<Library>,
}

/// One library target.
pub(crate) struct Library {
    pub(crate) package: String,
    pub(crate) source: PathBuf,
    pub(crate) manifest_dir: PathBuf,
    /// The names that its settings add to the known guards.
    pub(crate) guards: Vec<String>,
    /// Whether `ffi_export` is that of `safer-ffi` here.
    pub(crate) is_safer_ffi: bool,
    /// Whether neither the package nor one of the workspace that it depends on has this project's attributes.
    pub(crate) has_foreign_attributes: bool,
    /// How the sources name the runtime: `None` where the package does not depend on it, else
    /// its name, or the one that the manifest gives it.
    pub(crate) runtime: Option<String>,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn read(options: &Selection) -> Result<Self, Failure> {
        let mut command = MetadataCommand::new();
        command.no_deps();
        if let Some(path) = &options.manifest_path {
            command.manifest_path(path);
        }
        let metadata = command.exec().map_err(|error| unreadable(&error))?;
        let shared = config::workspace(&metadata)?;
        let mut libraries = Vec::new();
        for package in selected(&metadata, options)? {
            let guards = config::package(package, &shared)?;
            libraries.extend(libraries_of(package, &guards, &metadata));
        }
        if libraries.is_empty() {
            return Err(no_library(&metadata));
        }
        Ok(Self { root: metadata.workspace_root.into_std_path_buf(), libraries })
    }
}

fn unreadable(error: &cargo_metadata::Error) -> Failure {
    let (what, next) = match error {
        cargo_metadata::Error::CargoMetadata { stderr } => (
            stderr.trim().trim_start_matches("error: ").to_owned(),
            "name a package or a workspace with --manifest-path PATH/Cargo.toml",
        ),
        other => (
            format!("cargo cannot be asked about the workspace: {other}"),
            "see whether `cargo metadata --no-deps` works here",
        ),
    };
    Failure::new(what, next)
}

fn no_library(metadata: &Metadata) -> Failure {
    let root = metadata.workspace_root.as_std_path();
    Failure::at(
        &root.join("Cargo.toml"),
        "none of the chosen packages has a library",
        "name one that has with --package NAME, or check all of them with --workspace",
    )
}

/// `--package`, `--workspace`, the package whose manifest it is, or the default members.
fn selected<'m>(metadata: &'m Metadata, options: &Selection) -> Result<Vec<&'m Package>, Failure> {
    let members = metadata.workspace_packages();
    if options.workspace {
        return Ok(members);
    }
    if options.package.is_empty() {
        let own = manifest(options).and_then(|manifest| {
            let same =
                |package: &&&Package| same_file(package.manifest_path.as_std_path(), &manifest);
            members.iter().find(same).copied()
        });
        let default = || match metadata.workspace_default_members.is_available() {
            true => metadata.workspace_default_packages(),
            false => metadata.workspace_packages(),
        };
        return Ok(own.map_or_else(default, |package| vec![package]));
    }
    let named = |name: &String| {
        let found = members.iter().find(|package| package.name.as_str() == name).copied();
        found.ok_or_else(|| unknown_package(name, &members))
    };
    options.package.iter().map(named).collect()
}

fn unknown_package(name: &str, members: &[&Package]) -> Failure {
    let names: Vec<_> = members.iter().map(|package| format!("`{}`", package.name)).collect();
    Failure::new(
        format!("the workspace has no package `{name}`"),
        format!("its packages are {}", names.join(", ")),
    )
}

/// The manifest that cargo starts from.
fn manifest(options: &Selection) -> Option<PathBuf> {
    if let Some(path) = &options.manifest_path {
        return Some(path.clone());
    }
    let folder = env::current_dir().ok()?;
    folder.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
}

fn libraries_of(package: &Package, guards: &[String], metadata: &Metadata) -> Vec<Library> {
    let depends =
        |name: &str| package.dependencies.iter().any(|dependency| dependency.name == name);
    let is_safer_ffi = depends("safer-ffi") && !depends("ffi-guard-runtime");
    let has_foreign_attributes = !reaches_attributes(package, metadata);
    let manifest_dir = package.manifest_path.parent().map(|dir| dir.as_std_path().to_owned());
    let library = |target: &Target| Library {
        package: package.name.to_string(),
        source: target.src_path.clone().into_std_path_buf(),
        manifest_dir: manifest_dir.clone().unwrap_or_default(),
        guards: guards.to_vec(),
        is_safer_ffi,
        has_foreign_attributes,
        runtime: runtime(package),
    };
    package.targets.iter().filter(|target| exports(target)).map(library).collect()
}

/// Whether the sources can name this project's attributes: the package depends on the library that has them, or on
/// one of the same workspace that may pass them on.
fn reaches_attributes(package: &Package, metadata: &Metadata) -> bool {
    const OWN: [&str; 2] = ["ffi-guard-runtime", "ffi-guard-macros"];
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
        dependency.name == "ffi-guard-runtime" && dependency.kind == DependencyKind::Normal
    };
    let found = package.dependencies.iter().find(normal)?;
    Some(
        found.rename.as_ref().map_or_else(|| "ffi_guard".to_owned(), |name| name.replace('-', "_")),
    )
}

/// Libraries that other code links; a macro's library runs in the compiler only.
fn exports(target: &Target) -> bool {
    use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
    target.kind.iter().any(|kind| matches!(kind, Lib | RLib | DyLib | CDyLib | StaticLib))
}
