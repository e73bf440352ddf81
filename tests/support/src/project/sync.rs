//! Writes a project to disk. Unchanged files are not touched, so that they need not be built again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::paths;

/// Writes the manifest, the workspace's lock file and `files` to `dir`, and removes all other files.
pub(super) fn write(
    dir: &Path,
    manifest: &str,
    files: &BTreeMap<PathBuf, String>,
) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    remove_others(dir, dir, files)?;
    write_if_changed(&dir.join("Cargo.toml"), manifest)?;
    fs::copy(paths::workspace().join("Cargo.lock"), dir.join("Cargo.lock"))?;
    for (path, text) in files {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap_or(dir))?;
        write_if_changed(&path, text)?;
    }
    Ok(())
}

fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    match fs::read(path) {
        Ok(old) if old == text.as_bytes() => Ok(()),
        _ => fs::write(path, text),
    }
}

/// Removes the files of an earlier version of the test. Cargo would use a stale `src/main.rs` or `build.rs`.
fn remove_others(root: &Path, dir: &Path, files: &BTreeMap<PathBuf, String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(root, &path, files)?;
        } else if path.strip_prefix(root).is_ok_and(|inner| is_stale(inner, files)) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn is_stale(path: &Path, files: &BTreeMap<PathBuf, String>) -> bool {
    path != Path::new("Cargo.toml") && !files.contains_key(path)
}
