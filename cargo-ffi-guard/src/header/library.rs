//! The library that a header is for: its folder, its root file, what `ffi_library!` says.

use super::tree::Tree;
use crate::failure::Failure;
use cargo_metadata::{MetadataCommand, Package, TargetKind};
use ffi_guard_syntax::{model, parse_library};
use std::path::{Path, PathBuf};
use syn::Item;

/// A package with a library.
pub(super) struct Library {
    pub(super) package: String,
    /// The folder of its manifest.
    pub(super) folder: PathBuf,
    /// The root file of its library.
    pub(super) source: PathBuf,
    /// The root of its workspace.
    pub(super) workspace: PathBuf,
    /// The crates that it depends on, as paths begin with them.
    pub(super) crates: Vec<String>,
}

impl Library {
    /// Asks cargo about the package whose manifest is in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let manifest = folder.join("Cargo.toml");
        let metadata = MetadataCommand::new().manifest_path(&manifest).no_deps().exec();
        let metadata = metadata.map_err(|error| {
            let next = "name the folder of a package's Cargo.toml, and see whether `cargo metadata` works there";
            Failure::at(&manifest, format!("cargo cannot be asked about the package: {error}"), next)
        })?;
        let same = |package: &&Package| {
            let found = package.manifest_path.as_std_path().canonicalize().ok();
            found.is_some() && found == manifest.canonicalize().ok()
        };
        let package = metadata.packages.iter().find(same).ok_or_else(|| {
            Failure::at(
                &manifest,
                "this is no package",
                "name the folder of a package's Cargo.toml",
            )
        })?;
        let library = package.targets.iter().find(|target| {
            use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
            target.kind.iter().any(|kind| matches!(kind, Lib | RLib | DyLib | CDyLib | StaticLib))
        });
        let library = library.ok_or_else(|| {
            let what = format!("the package `{}` has no library", package.name);
            Failure::at(&manifest, what, "name a package whose library C calls")
        })?;
        let crates = package.dependencies.iter().map(|dependency| {
            dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_")
        });
        Ok(Self {
            crates: crates.collect(),
            package: package.name.to_string(),
            folder: folder.to_owned(),
            source: library.src_path.clone().into_std_path_buf(),
            workspace: metadata.workspace_root.clone().into_std_path_buf(),
        })
    }
}

/// What `ffi_library!` at the crate root says; `None` where it is not called.
pub(super) fn settings(tree: &Tree) -> Result<Option<model::Library>, Failure> {
    let Some(root) = tree.files.first() else { return Ok(None) };
    let call = root.ast.items.iter().find_map(|item| match item {
        Item::Macro(item) => {
            let is_ours =
                item.mac.path.segments.last().is_some_and(|last| last.ident == "ffi_library");
            is_ours.then_some(&item.mac)
        }
        _ => None,
    });
    let Some(call) = call else { return Ok(None) };
    let settings =
        parse_library(call.tokens.clone()).map_err(|error| tree.refused(root, &error))?;
    Ok(Some(settings))
}
