//! Paths inside a directory.

use std::path::{Component, Path};

/// Whether a file is in a directory or below, also if its path has `..`.
pub(crate) fn is_below(file: &Path, directory: &Path) -> bool {
    let Ok(rest) = file.strip_prefix(directory) else { return false };
    let depth = rest.components().try_fold(0_usize, |depth, component| match component {
        Component::ParentDir => depth.checked_sub(1),
        Component::Normal(_) => Some(depth + 1),
        _ => Some(depth),
    });
    depth.is_some()
}
