//! The sources of dependencies, whose types a header may have: `[parse] parse_deps` in `cbindgen.toml`.

use super::conditions::HeaderConditions;
use super::modules::CrateSource;
use super::options::Options;
use super::settings::Settings;
use super::tree::Tree;
use crate::cfg::BuildSelection;
use crate::failure::Failure;
use crate::inventory::{InventoryOptions, take_inventory, unread_failure};
use cargo_metadata::{Metadata, MetadataCommand, Node, Package, TargetKind};
use std::path::{Path, PathBuf};

/// A dependency, parsed.
pub(super) struct Dependency {
    /// The name that paths begin with.
    name: String,
    tree: Tree,
    conditions: HeaderConditions,
    pub(super) files: Vec<PathBuf>,
}

impl Dependency {
    pub(super) fn source(&self) -> CrateSource<'_> {
        CrateSource { name: Some(&self.name), tree: &self.tree, conditions: &self.conditions }
    }
}

/// Reads the dependencies that the settings ask for.
pub(super) fn read(
    options: &Options,
    settings: &Settings,
    root: &Path,
) -> Result<Vec<Dependency>, Failure> {
    let parse = &settings.config.parse;
    if !parse.parse_deps {
        return Ok(Vec::new());
    }
    let metadata = metadata(&options.manifest_dir)?;
    let is_wanted = |package: &Package| {
        let name = package.name.to_string();
        parse.include.as_ref().is_none_or(|include| include.contains(&name))
            && !parse.exclude.contains(&name)
    };
    let mut found = Vec::new();
    for (name, node) in nodes(&metadata, &options.manifest_dir) {
        let package = &metadata[&node.id];
        let library = package.targets.iter().find(|target| {
            let mut kinds = target.kind.iter();
            kinds.any(|kind| matches!(kind, TargetKind::Lib | TargetKind::RLib))
        });
        let Some(library) = library.filter(|_| is_wanted(package)) else { continue };
        found.push(dependency(
            name,
            node,
            package,
            library.src_path.as_std_path(),
            options,
            settings,
            root,
        )?);
    }
    Ok(found)
}

fn dependency(
    name: String,
    node: &Node,
    package: &Package,
    source: &Path,
    options: &Options,
    settings: &Settings,
    root: &Path,
) -> Result<Dependency, Failure> {
    let manifest_dir = package.manifest_path.parent().map(|dir| dir.as_std_path().to_owned());
    let read = InventoryOptions { manifest_dir, ..InventoryOptions::default() };
    let inventory = take_inventory(source, &read)?;
    if let Some(failure) = unread_failure(&inventory.unread, root) {
        return Err(failure);
    }
    let features = node.features.iter().map(|feature| feature.to_string()).collect();
    let build = BuildSelection::new(options.target.as_deref(), Some(features))?;
    let defines = settings.config.defines.keys();
    Ok(Dependency {
        name,
        tree: Tree::read(&inventory.files, root)?,
        conditions: HeaderConditions::new(build, defines, Default::default()),
        files: inventory.files,
    })
}

/// Returns the packages that the package in this directory depends on, each with the name of its crate.
fn nodes<'m>(metadata: &'m Metadata, manifest_dir: &Path) -> Vec<(String, &'m Node)> {
    let wanted = manifest_dir.join("Cargo.toml").canonicalize().ok();
    let is_it = |package: &&Package| package.manifest_path.canonicalize().ok() == wanted;
    let all = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let node = |id: &cargo_metadata::PackageId| all.clone().find(|node| node.id == *id);
    let own = metadata.packages.iter().find(is_it).and_then(|package| node(&package.id));
    let mut found: Vec<(String, &Node)> = Vec::new();
    let mut waiting: Vec<&Node> = own.into_iter().collect();
    while let Some(at) = waiting.pop() {
        for dependency in &at.deps {
            let is_new = !found.iter().any(|(_, known)| known.id == dependency.pkg);
            if let Some(next) = node(&dependency.pkg).filter(|_| is_new) {
                found.push((dependency.name.clone(), next));
                waiting.push(next);
            }
        }
    }
    found
}

fn metadata(manifest_dir: &Path) -> Result<Metadata, Failure> {
    let manifest = manifest_dir.join("Cargo.toml");
    MetadataCommand::new().manifest_path(&manifest).exec().map_err(|error| {
        let what = match &error {
            cargo_metadata::Error::CargoMetadata { stderr } => {
                stderr.trim().trim_start_matches("error: ").to_owned()
            }
            other => format!("`cargo metadata` cannot be run: {other}"),
        };
        let next = "make cargo find the dependencies, or set `[parse] parse_deps = false` in cbindgen.toml";
        Failure::at(&manifest, what, next)
    })
}
