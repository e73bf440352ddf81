//! Temporary folders.

use crate::failure::Failure;
use tempfile::TempDir;

/// Creates a folder that is removed with the value.
pub(crate) fn folder() -> Result<TempDir, Failure> {
    tempfile::tempdir().map_err(|error| {
        Failure::new(format!("no temporary folder: {error}"), "check TMPDIR and its free space")
    })
}
