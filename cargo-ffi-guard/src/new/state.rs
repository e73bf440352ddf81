//! The sources of a package, as far as they decide what is added.

use super::manifest::Manifest;
use super::template::Names;
use crate::big_stack;
use crate::failure::Failure;
use crate::header;
use crate::inventory::{take_inventory, unread_failure};
use crate::workspace::{self, LibraryTarget};
use std::path::Path;

/// A package that becomes a library for C.
pub(super) struct Library {
    pub(super) names: Names,
    pub(super) state: State,
    /// Whether it is the root of its workspace, or has none.
    pub(super) is_root: bool,
}

/// The sources of a package.
pub(super) enum State {
    /// It has no sources.
    Missing,
    /// It exports nothing: `ffi_library!` can be added.
    Empty,
    /// It has exports, which `ffi_library!` would refuse without guards.
    Exports,
    /// It calls `ffi_library!` with this prefix.
    Ready { prefix: String },
}

impl State {
    /// Reads the sources of the package in this directory.
    pub(super) fn of(directory: &Path, manifest: &Manifest) -> Result<Self, Failure> {
        if !manifest.library_root().exists() {
            return Ok(Self::Missing);
        }
        if let Some(prefix) = header::prefix(directory)? {
            return Ok(Self::Ready { prefix });
        }
        let (library, root) = LibraryTarget::of_package(directory)?;
        let options = library.inventory_options();
        let panicked = Failure::new("the sources could not be read", "report it, with the sources");
        let inventory = big_stack::run(|| take_inventory(&library.source, &options), panicked)?;
        if let Some(failure) = unread_failure(&inventory.unread, &root) {
            return Err(failure);
        }
        let has_exports = !inventory.exports.is_empty() || !inventory.blocks.is_empty();
        Ok(if has_exports { Self::Exports } else { Self::Empty })
    }
}

/// Whether the package in this directory is the root of its workspace, or has none.
pub(super) fn is_root(directory: &Path) -> Result<bool, Failure> {
    let root = workspace::root_of(directory)?.canonicalize();
    Ok(root.ok() == directory.canonicalize().ok())
}
