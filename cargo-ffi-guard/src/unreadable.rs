//! Why the bytes of a file could not be read.

use crate::failure::Failure;
use std::fmt;
use std::path::Path;

/// An error in a file's content, with advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    what: String,
    next: String,
}

impl Unreadable {
    pub(crate) fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }

    /// A part of the file is not what its format says.
    pub(crate) fn damaged(part: &str) -> Self {
        Self::new(
            format!("the file is damaged: {part}"),
            "build it again; if it then still cannot be read, report it with the file",
        )
    }

    /// The file is no library or executable.
    pub(crate) fn other_format() -> Self {
        Self::new(
            "the file is no library or executable: neither ELF, nor Mach-O, nor PE, nor an archive",
            "name what the linker made: .so, .dylib, .dll, .a, .lib or an executable",
        )
    }

    /// A file with libraries for several architectures, where one is expected.
    pub(crate) fn several_architectures() -> Self {
        Self::new(
            "the file holds the libraries of several architectures",
            "name the library of one architecture: `lipo -thin ARCHITECTURE -output FILE`",
        )
    }

    /// The file is an archive without the contents of its members.
    pub(crate) fn thin_archive() -> Self {
        Self::new(
            "the archive is thin: it names its members instead of holding them",
            "name an archive made without `ar --thin`",
        )
    }

    /// The advice.
    pub(crate) fn next(&self) -> &str {
        &self.next
    }

    /// The failure over the file at `path`.
    #[must_use]
    pub fn at(self, path: &Path) -> Failure {
        Failure::at(path, self.what, self.next)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Unreadable {}
