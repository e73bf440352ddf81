//! Writing: all files or none.
//!
//! Every new text is written to a temporary file first. A rename then puts it in the place of the old one, so that a file
//! is old or new at any moment. The temporary files are in cargo's target directory, as far as that is on the same file
//! system. The next run removes the files that an interrupted run leaves there or beside a source file.

use super::plan::Changed;
use super::source;
use crate::failure::Failure;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const STAGING: &str = "ffi-guard-fix-";

/// Replaces the files. `target` is the target directory of cargo.
pub(super) fn all(files: &[Changed<'_>], target: &Path) -> Result<(), Failure> {
    let created = !target.exists();
    let written = replace(files, target);
    if created {
        // Succeeds only if nothing else is in it.
        let _ = fs::remove_dir(target);
    }
    written
}

fn replace(files: &[Changed<'_>], target: &Path) -> Result<(), Failure> {
    let staging = Staging::new(target);
    let mut staged = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let new = staging.write(number, &file.source.path, &file.text);
        staged.push(new.map_err(|error| unwritable(&file.source.shown, &error))?);
    }
    for file in files {
        expect_unchanged(file)?;
    }
    for (done, (file, new)) in files.iter().zip(staged).enumerate() {
        if let Err(error) = new.move_to(&file.source.path) {
            restore(&files[..done], &staging)?;
            return Err(unwritable(&file.source.shown, &error));
        }
    }
    Ok(())
}

/// The directory of the temporary files. `None` if it cannot be created.
struct Staging(Option<TempDir>);

impl Staging {
    fn new(target: &Path) -> Self {
        let new = fs::create_dir_all(target)
            .and_then(|()| tempfile::Builder::new().prefix(STAGING).tempdir_in(target));
        Self(new.ok())
    }

    /// Writes the text that is to replace the file, with the same permissions.
    fn write(&self, number: usize, file: &Path, text: &str) -> io::Result<Staged> {
        let permissions = fs::metadata(file)?.permissions();
        let folder = file.parent().unwrap_or(Path::new("."));
        if permissions.readonly() {
            // A rename would replace it all the same.
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        let near = self.0.as_ref().filter(|directory| is_same_device(directory.path(), folder));
        let path = match near {
            Some(directory) => directory.path().join(number.to_string()),
            None => beside(file),
        };
        let _ = fs::remove_file(&path);
        let mut new = File::create_new(&path)?;
        let staged = Staged(path);
        new.write_all(text.as_bytes())?;
        new.set_permissions(permissions)?;
        new.sync_all()?;
        Ok(staged)
    }
}

/// A temporary file, removed unless it was moved.
struct Staged(PathBuf);

impl Staged {
    fn move_to(self, file: &Path) -> io::Result<()> {
        fs::rename(&self.0, file)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The temporary file beside a file. Its name is fixed, so the next run that changes the file overwrites it.
fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".ffi-guard");
    file.with_file_name(name)
}

#[cfg(unix)]
fn is_same_device(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path| fs::metadata(path).map(|found| found.dev()).ok();
    device(one).is_some_and(|found| device(other) == Some(found))
}

/// Drives are file systems of their own.
#[cfg(not(unix))]
fn is_same_device(one: &Path, other: &Path) -> bool {
    let drive =
        |path: &Path| path.canonicalize().ok()?.components().next().map(|it| format!("{it:?}"));
    drive(one).is_some_and(|found| drive(other) == Some(found))
}

/// Removes what an interrupted run left in the target directory and beside the source files.
pub(super) fn remove_remains(target: &Path, sources: &[PathBuf]) {
    for file in sources {
        let _ = fs::remove_file(beside(file));
    }
    let Ok(entries) = fs::read_dir(target) else { return };
    let is_ours = |name: OsString| name.to_string_lossy().starts_with(STAGING);
    for entry in entries.flatten().filter(|entry| is_ours(entry.file_name())) {
        let _ = fs::remove_dir_all(entry.path());
    }
}

fn expect_unchanged(file: &Changed<'_>) -> Result<(), Failure> {
    let path = &file.source.path;
    let regular = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let same = fs::read(path).is_ok_and(|bytes| bytes == file.source.whole.as_bytes());
    if regular && same { Ok(()) } else { Err(source::changed(&file.source.shown)) }
}

fn restore(files: &[Changed<'_>], staging: &Staging) -> Result<(), Failure> {
    for (number, file) in files.iter().enumerate() {
        let path = &file.source.path;
        let old = staging.write(number, path, &file.source.whole);
        old.and_then(|old| old.move_to(path)).map_err(|error| {
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
