//! The packages that a command reads, chosen as cargo chooses them.

use super::{LibraryTarget, Workspace, is_linked, metadata, package_at, settings, targets_of};
use crate::cli::Selection;
use crate::failure::Failure;
use cargo_metadata::{Metadata, Package, Target};
use std::env;
use std::path::PathBuf;
use std::sync::OnceLock;

impl Workspace {
    /// The workspace of the selection, with the libraries of the selected packages. It is an error if they have none.
    pub(crate) fn read(options: &Selection) -> Result<Self, Failure> {
        let workspace = Self::read_any(options)?;
        match workspace.libraries.is_empty() {
            true => Err(workspace.no_library()),
            false => Ok(workspace),
        }
    }

    /// The only library, for a command that writes `what` for one library.
    pub(crate) fn only_library(&self, what: &str) -> Result<&LibraryTarget, Failure> {
        match self.libraries.as_slice() {
            [one] => Ok(one),
            several => {
                let names: Vec<_> =
                    several.iter().map(|library| format!("`{}`", library.package)).collect();
                let what = format!("{what} is for one library, and there are {}", names.join(", "));
                Err(Failure::new(what, "name one with --package NAME"))
            }
        }
    }

    /// The workspace of the selection, also if the selected packages have only binaries.
    pub(crate) fn read_any(options: &Selection) -> Result<Self, Failure> {
        let metadata = metadata(options.manifest_path.as_deref())?;
        let shared = settings::workspace(&metadata)?;
        let (mut libraries, mut binaries) = (Vec::new(), Vec::new());
        for package in selected(&metadata, options)? {
            let settings = settings::package(package, &shared)?;
            let own = targets_of(package, &settings, &metadata, is_linked);
            let own_crate = package.targets.iter().filter(|target| is_linked(target));
            let own_crate: Vec<String> = own_crate.map(|it| it.name.replace('-', "_")).collect();
            let mut programs = targets_of(package, &settings, &metadata, Target::is_bin);
            programs.iter_mut().for_each(|program| program.crates.extend(own_crate.clone()));
            libraries.extend(own);
            binaries.extend(programs);
        }
        let target = metadata.target_directory.into_std_path_buf();
        let root = metadata.workspace_root.into_std_path_buf();
        Ok(Self { root, target, libraries, binaries, graph: OnceLock::new() })
    }

    /// The failure of a command that found no library.
    pub(crate) fn no_library(&self) -> Failure {
        Failure::at(
            &self.root.join("Cargo.toml"),
            "none of the chosen packages has a library",
            "choose a package with a library with --package NAME, or check all of them with --workspace",
        )
    }
}

/// `--package`, `--workspace`, the package whose manifest it is, or the default members.
fn selected<'m>(metadata: &'m Metadata, options: &Selection) -> Result<Vec<&'m Package>, Failure> {
    if options.workspace {
        return Ok(metadata.workspace_packages());
    }
    if options.package.is_empty() {
        let own = manifest(options).and_then(|manifest| package_at(metadata, &manifest));
        let default = || match metadata.workspace_default_members.is_available() {
            true => metadata.workspace_default_packages(),
            false => metadata.workspace_packages(),
        };
        return Ok(own.map_or_else(default, |package| vec![package]));
    }
    named(metadata, &options.package)
}

/// The packages of the workspace with these names.
pub(super) fn named<'m>(
    metadata: &'m Metadata,
    names: &[String],
) -> Result<Vec<&'m Package>, Failure> {
    let members = metadata.workspace_packages();
    let named = |name: &String| {
        let found = members.iter().find(|package| package.name.as_str() == name).copied();
        found.ok_or_else(|| unknown_package(name, &members))
    };
    names.iter().map(named).collect()
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
    let directory = env::current_dir().ok()?;
    directory.ancestors().map(|directory| directory.join("Cargo.toml")).find(|path| path.is_file())
}
