//! What every command that reads sources does with them.

use crate::failure::Failure;
use ffi_guard_scan::{Inventory, Note};
use std::path::{Path, PathBuf};

/// A verdict over a file that is half read would be worth nothing.
pub(crate) fn refuse_broken(inventory: &Inventory, root: &Path) -> Result<(), Failure> {
    let broken: Vec<&Note> = inventory.notes.iter().filter(|note| note.broken).collect();
    let Some(first) = broken.first() else { return Ok(()) };
    let spot = &first.spot;
    let place = place(&relative(&spot.file, root), spot.line, spot.column);
    let more = match broken.len() {
        1 => String::new(),
        many => format!(" (and {} more)", many - 1),
    };
    let next = "make the crate compile, or correct the file, then run the command again";
    Err(Failure::at(Path::new(&place), format!("{}{more}", first.what), next))
}

/// The file as seen from the workspace's root, if it lies below.
pub(crate) fn relative(file: &Path, root: &Path) -> PathBuf {
    file.strip_prefix(root).unwrap_or(file).to_owned()
}

/// `file:line:column`, as compilers write it.
pub(crate) fn place(file: &Path, line: usize, column: usize) -> String {
    format!("{}:{line}:{column}", file.display())
}
