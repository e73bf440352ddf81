//! The dependencies of a package whose exports become exports of its library.

use super::{LibraryTarget, Workspace, command, is_linked, settings, targets_of};
use crate::failure::Failure;
use cargo_metadata::{DependencyKind, Metadata, Package, PackageId, TargetKind};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The dependencies of a package that its library contains.
#[derive(Default)]
pub(crate) struct Dependencies {
    pub(crate) libraries: Vec<LibraryTarget>,
    /// The names of those whose sources are not known.
    pub(crate) unread: Vec<String>,
    /// Why they are not.
    pub(crate) reason: Option<String>,
}

impl Workspace {
    /// Returns the libraries that the package of a library depends on, directly or not.
    ///
    /// Without a `Cargo.lock` only dependencies with a path are known: nothing is written, and nothing is downloaded.
    pub(crate) fn dependencies(&self, library: &LibraryTarget) -> Dependencies {
        let manifest = library.manifest_dir.join("Cargo.toml");
        let reason = match self.graph.get_or_init(|| resolved(&self.root)) {
            Ok(metadata) => return from_graph(metadata, &manifest),
            Err(failure) => failure.what().to_owned(),
        };
        let mut found = Dependencies::default();
        add_paths(&manifest, &mut HashSet::from([manifest.clone()]), &mut found);
        found.unread.sort();
        found.unread.dedup();
        found.reason = (!found.unread.is_empty()).then_some(reason);
        found
    }
}

/// The whole graph of dependencies, by the lock file.
fn resolved(root: &Path) -> Result<Metadata, Failure> {
    if !root.join("Cargo.lock").is_file() {
        return Err(Failure::new("there is no Cargo.lock", "run `cargo generate-lockfile`"));
    }
    let mut command = command(Some(&root.join("Cargo.toml")));
    command.other_options(["--frozen".to_owned(), "--all-features".to_owned()]);
    super::run(&command)
}

fn from_graph(metadata: &Metadata, manifest: &Path) -> Dependencies {
    let mut found = Dependencies::default();
    let Some(root) = super::package_at(metadata, manifest) else { return found };
    let Some(resolve) = &metadata.resolve else { return found };
    let nodes: HashMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let packages: HashMap<&PackageId, _> =
        metadata.packages.iter().map(|it| (&it.id, it)).collect();
    let mut known = HashSet::from([&root.id]);
    let mut waiting = vec![&root.id];
    while let Some(node) = waiting.pop().and_then(|id| nodes.get(id)) {
        for dependency in &node.deps {
            let is_normal = |it: &cargo_metadata::DepKindInfo| it.kind == DependencyKind::Normal;
            let package = packages.get(&dependency.pkg).copied();
            let Some(package) = package.filter(|_| dependency.dep_kinds.iter().any(is_normal))
            else {
                continue;
            };
            if !is_macro(package) && known.insert(&package.id) {
                found.libraries.extend(libraries(package, metadata));
                waiting.push(&package.id);
            }
        }
    }
    found.libraries.sort_by(|one, other| one.package.cmp(&other.package));
    found
}

/// Adds the dependencies that are named by a path, and theirs.
fn add_paths(manifest: &Path, known: &mut HashSet<PathBuf>, found: &mut Dependencies) {
    let mut command = command(Some(manifest));
    command.no_deps();
    let Ok(metadata) = super::run(&command) else { return };
    let Some(package) = super::package_at(&metadata, manifest) else { return };
    if known.len() > 1 {
        if is_macro(package) {
            return;
        }
        found.libraries.extend(libraries(package, &metadata));
    }
    for dependency in &package.dependencies {
        match &dependency.path {
            _ if dependency.kind != DependencyKind::Normal => {}
            Some(path) => {
                let manifest = path.join("Cargo.toml").into_std_path_buf();
                if known.insert(manifest.clone()) {
                    add_paths(&manifest, known, found);
                }
            }
            // It exports nothing of its own.
            None if dependency.name == "ffi-guard-runtime" => {}
            None => found.unread.push(dependency.name.clone()),
        }
    }
}

/// The library of a package. Settings that cannot be read are the package's own problem.
fn libraries(package: &Package, metadata: &Metadata) -> Vec<LibraryTarget> {
    let shared = settings::workspace(metadata).unwrap_or_default();
    let settings = settings::package(package, &shared).unwrap_or_default();
    targets_of(package, &settings, metadata, is_linked)
}

fn is_macro(package: &Package) -> bool {
    package.targets.iter().any(|target| target.kind.contains(&TargetKind::ProcMacro))
}

impl LibraryTarget {
    /// Whether a source file in the directory of the library has a word that an export needs.
    pub(crate) fn may_export(&self, is_word: &dyn Fn(&str) -> bool) -> bool {
        let directory = self.source.parent().unwrap_or(Path::new(""));
        any_file(directory, is_word)
    }
}

fn any_file(directory: &Path, is_word: &dyn Fn(&str) -> bool) -> bool {
    let Ok(entries) = fs::read_dir(directory) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                !matches!(entry.file_name().to_str(), Some("target" | ".git"))
                    && any_file(&path, is_word)
            }
            _ => {
                path.extension().is_some_and(|extension| extension == "rs")
                    && fs::read(&path).is_ok_and(|text| is_word(&String::from_utf8_lossy(&text)))
            }
        }
    })
}
