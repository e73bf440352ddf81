//! Writing: all files or none.

use super::plan::Changed;
use super::source;
use crate::failure::Failure;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Replaces the files.
///
/// Every new text is written beside its file first, which needs the room and the rights that the
/// whole needs. Only then are the files exchanged, each in one step.
pub(super) fn all(files: &[Changed<'_>]) -> Result<(), Failure> {
    let mut staged = Vec::new();
    for file in files {
        let new = stage(&file.source.path, &file.text);
        staged.push(new.map_err(|error| unwritable(&file.source.shown, &error))?);
    }
    for file in files {
        expect_unchanged(file)?;
    }
    for (done, (file, new)) in files.iter().zip(staged).enumerate() {
        if let Err(error) = new.persist(&file.source.path) {
            restore(&files[..done])?;
            return Err(unwritable(&file.source.shown, &error.error));
        }
    }
    Ok(())
}

/// A file beside `path` with the same permissions.
fn stage(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        // A rename would replace it all the same.
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new().prefix(".ffi-guard-").tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().set_permissions(permissions)?;
    new.as_file().sync_all()?;
    Ok(new)
}

fn expect_unchanged(file: &Changed<'_>) -> Result<(), Failure> {
    let path = &file.source.path;
    let regular = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let same = fs::read(path).is_ok_and(|bytes| bytes == file.source.whole.as_bytes());
    if regular && same { Ok(()) } else { Err(source::changed(&file.source.shown)) }
}

fn restore(files: &[Changed<'_>]) -> Result<(), Failure> {
    for file in files {
        let old = stage(&file.source.path, &file.source.whole);
        let restored =
            old.and_then(|old| old.persist(&file.source.path).map_err(|error| error.error));
        restored.map_err(|error| {
            let what = format!(
                "another file could not be written, and this one could not be restored: {error}"
            );
            Failure::at(&file.source.shown, what, "restore it from version control")
        })?;
    }
    Ok(())
}

fn unwritable(file: &Path, error: &io::Error) -> Failure {
    Failure::at(
        file,
        format!("the file cannot be written: {error}"),
        "make the file and its folder writable, then run the command again; nothing was changed",
    )
}
