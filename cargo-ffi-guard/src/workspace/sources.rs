//! The inventory of a library as a command asks for it: one build of it, and which files may stay unread.

use super::LibraryTarget;
use crate::cfg::{BuildSelection, features_of};
use crate::cli::Selection;
use crate::failure::Failure;
use crate::inventory::{Inventory, InventoryOptions, SourceExport, UnreadSource, take_inventory};
use crate::sources::relative;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::Path;

/// The inventory of a library, without what the command leaves out.
pub(crate) struct LibrarySources {
    /// The exports of the selected build; no unread files.
    pub(crate) inventory: Inventory,
    /// Exports that the selected build has not.
    pub(crate) left_out: Vec<SourceExport>,
    /// Files that may stay unread.
    pub(crate) allowed_unread: Vec<UnreadSource>,
    /// All other files that could not be read.
    pub(crate) unread: Vec<UnreadSource>,
}

impl LibraryTarget {
    /// Reads the sources of the library.
    pub(crate) fn sources(
        &self,
        selection: &Selection,
        callbacks: bool,
        advise_for: Option<String>,
        root: &Path,
    ) -> Result<LibrarySources, Failure> {
        let options = InventoryOptions { callbacks, advise_for, ..self.inventory_options() };
        let mut inventory = take_inventory(&self.source, &options)?;
        let build = self.build(selection)?;
        let is_left_out = |export: &mut SourceExport| build.leaves_out(&export.cfg);
        let left_out = inventory.exports.extract_if(.., is_left_out).collect();
        let allowed = globs(&selection.allow_unread)?;
        let unread = std::mem::take(&mut inventory.unread);
        let is_allowed = |unread: &UnreadSource| allowed.is_match(relative(&unread.file, root));
        let (allowed_unread, unread) = unread.into_iter().partition(is_allowed);
        Ok(LibrarySources { inventory, left_out, allowed_unread, unread })
    }

    fn build(&self, selection: &Selection) -> Result<BuildSelection, Failure> {
        let features = selection.build.features(self.features.keys());
        let features = features.map(|chosen| features_of(&self.features, chosen));
        BuildSelection::new(selection.build.target.as_deref(), features)
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet, Failure> {
    let mut globs = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        globs.add(glob.map_err(|error| not_a_glob(pattern, &error))?);
    }
    globs.build().map_err(|error| not_a_glob(&patterns.join(" "), &error))
}

fn not_a_glob(pattern: &str, error: &globset::Error) -> Failure {
    let what = format!("`{pattern}` is not a pattern for --allow-unread: {}", error.kind());
    Failure::new(what, "write a pattern such as `src/new_syntax.rs` or `src/generated/**`")
}
