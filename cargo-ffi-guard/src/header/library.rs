//! The arguments of `ffi_library!`.

use super::tree::Tree;
use crate::failure::Failure;
use ffi_guard_syntax::{AbiVersion, model, parse_library};
use std::path::{Path, PathBuf};
use syn::Item;

/// The arguments of the `ffi_library!` call at the crate root, if there is one.
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

/// Returns the lock file that the library names.
pub(super) fn lock_file(library: &model::Library, manifest_dir: &Path) -> Option<PathBuf> {
    library.abi.as_ref().map(|file| manifest_dir.join(file.value()))
}

/// Returns the version of the ABI in the lock file that the library names.
pub(super) fn abi_version(
    library: &model::Library,
    tree: &Tree,
    manifest_dir: &Path,
) -> Result<Option<AbiVersion>, Failure> {
    let (Some(file), Some(root)) = (&library.abi, tree.files.first()) else { return Ok(None) };
    let version = AbiVersion::read(file, manifest_dir).map_err(|error| tree.refused(root, &error));
    version.map(Some)
}
