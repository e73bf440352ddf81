//! The files that a build created.

use std::path::{Path, PathBuf};

/// The files that a build created for its own package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    files: Vec<PathBuf>,
    executables: Vec<PathBuf>,
}

impl Artifacts {
    pub(super) fn add(&mut self, file: PathBuf) {
        self.files.push(file);
    }

    pub(super) fn add_executable(&mut self, file: PathBuf) {
        self.executables.push(file);
    }

    /// Returns the dynamic library.
    ///
    /// # Panics
    ///
    /// If the build created none.
    #[must_use]
    #[track_caller]
    pub fn cdylib(&self) -> &Path {
        self.file("cdylib", &["so", "dylib", "dll"])
    }

    /// Returns the static library.
    ///
    /// # Panics
    ///
    /// If the build created none.
    #[must_use]
    #[track_caller]
    pub fn staticlib(&self) -> &Path {
        self.file("staticlib", &["a", "lib"])
    }

    /// Returns the Rust library.
    ///
    /// # Panics
    ///
    /// If the build created none.
    #[must_use]
    #[track_caller]
    pub fn rlib(&self) -> &Path {
        self.file("rlib", &["rlib"])
    }

    /// Returns the executable of the given target; `src/main.rs` has the name of the package.
    ///
    /// # Panics
    ///
    /// If the build created none.
    #[must_use]
    #[track_caller]
    pub fn executable(&self, name: &str) -> &Path {
        let found =
            self.executables.iter().find(|path| path.file_stem().is_some_and(|stem| stem == name));
        found.unwrap_or_else(|| panic!("no executable `{name}` among {:#?}", self.executables))
    }

    #[track_caller]
    fn file(&self, what: &str, extensions: &[&str]) -> &Path {
        let fits = |path: &&PathBuf| {
            path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) && !is_import(path)
        };
        self.files.iter().find(fits).unwrap_or_else(|| panic!("no {what} among {:#?}", self.files))
    }
}

/// Whether a file is the import library of a DLL.
fn is_import(path: &Path) -> bool {
    let stem = path.file_stem().map(Path::new);
    stem.and_then(Path::extension).is_some_and(|extension| extension == "dll")
}
