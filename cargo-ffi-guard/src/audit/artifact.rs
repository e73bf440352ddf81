//! The bytes of an artifact.

use crate::failure::Failure;
use std::fs;
use std::path::Path;

/// The largest artifact that is read: it is held in memory as a whole.
const MAX_SIZE: u64 = 2 << 30;

/// Reads a file.
///
/// # Errors
///
/// If it cannot be read, is not a regular file, or is larger than 2 GiB.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |e: std::io::Error| {
        Failure::at(
            path,
            format!("the artifact cannot be read: {e}"),
            "check the path and its rights",
        )
    };
    let file = fs::metadata(path).map_err(unreadable)?;
    if !file.is_file() {
        return Err(Failure::at(
            path,
            "the artifact is no regular file",
            "name the library or executable itself",
        ));
    }
    if file.len() > MAX_SIZE {
        return Err(Failure::at(
            path,
            format!(
                "the artifact has {} bytes, and {MAX_SIZE} is the most that is read",
                file.len()
            ),
            "strip its debug information (`strip --strip-debug`) and audit that copy",
        ));
    }
    fs::read(path).map_err(unreadable)
}
