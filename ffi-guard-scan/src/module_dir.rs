//! Where a module's file lies, by the rules of rustc.

use std::path::{Path, PathBuf};

/// How many bytes long a directory's path may grow through inline modules. Linux opens no path that
/// is longer; without a limit, the paths of nested modules take the square of the nesting.
const MAX_LENGTH: usize = 4096;

/// The directory where the modules of a scope are looked up.
///
/// In `foo.rs` a `mod bar;` means `foo/bar.rs`, yet `#[path = "bar.rs"] mod bar;` means a file
/// beside `foo.rs`. So the step into `foo/` is remembered and taken only when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ModuleDir {
    dir: PathBuf,
    step: Option<String>,
}

impl ModuleDir {
    /// The directory of a file whose modules lie beside it: the root, a `mod.rs`, and whatever
    /// `#[path]` or `include!` names.
    #[must_use]
    pub fn beside(file: &Path) -> Self {
        Self { dir: file.parent().unwrap_or(Path::new("")).to_owned(), step: None }
    }

    /// The file that `#[path = ".."]` on an out-of-line module names.
    #[must_use]
    pub fn at(&self, path: &str) -> PathBuf {
        self.dir.join(path)
    }

    /// The files that `mod name;` may mean, in order, each with the directory of its own modules.
    #[must_use]
    pub fn candidates(&self, name: &str) -> [(PathBuf, Self); 2] {
        let dir = self.stepped();
        let plain = dir.join(format!("{name}.rs"));
        let nested = dir.join(name).join("mod.rs");
        let step = Self { dir, step: Some(name.to_owned()) };
        let beside = Self::beside(&nested);
        [(plain, step), (nested, beside)]
    }

    /// The directory for the modules inside `mod name { .. }`. Within a block expression rustc
    /// forgets the remembered step. `None` if it can contain no file.
    #[must_use]
    pub fn inline(&self, name: &str, in_block: bool) -> Option<Self> {
        if self.dir.as_os_str().len() > MAX_LENGTH {
            return None;
        }
        let dir = if in_block { self.dir.clone() } else { self.stepped() };
        Some(Self { dir: dir.join(name), step: None })
    }

    /// The same with `#[path = ".."]` on the module: there it names a directory.
    #[must_use]
    pub fn inline_at(&self, path: &str) -> Self {
        Self { dir: self.dir.join(path), step: None }
    }

    fn stepped(&self) -> PathBuf {
        match &self.step {
            Some(step) => self.dir.join(step),
            None => self.dir.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dir(path: &str) -> ModuleDir {
        ModuleDir { dir: path.into(), step: None }
    }

    #[test]
    fn the_step_is_taken_only_where_rustc_takes_it() {
        let root = ModuleDir::beside(Path::new("src/lib.rs"));
        let [(file, foo), (nested, beside)] = root.candidates("foo");
        assert_eq!((file, nested), ("src/foo.rs".into(), "src/foo/mod.rs".into()));
        assert_eq!(beside, dir("src/foo"));
        assert_eq!(foo.candidates("bar")[0].0, Path::new("src/foo/bar.rs"));
        assert_eq!(foo.at("bar.rs"), Path::new("src/bar.rs"));
        assert_eq!(foo.inline("baz", false), Some(dir("src/foo/baz")));
        assert_eq!(foo.inline("baz", true), Some(dir("src/baz")));
        assert_eq!(foo.inline_at("q"), dir("src/q"));
    }

    #[test]
    fn a_path_that_no_system_opens_grows_no_more() {
        assert_eq!(dir(&"x".repeat(MAX_LENGTH + 1)).inline("y", false), None);
    }

    #[test]
    fn a_root_without_a_directory_is_fine() {
        assert_eq!(ModuleDir::beside(Path::new("lib.rs")).at("x.rs"), Path::new("x.rs"));
    }
}
