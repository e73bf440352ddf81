//! The files of a new library, with its names.

use std::path::PathBuf;

/// A file, and its text before the names are in it.
type Template = (&'static str, &'static str);

const SOURCES: [Template; 3] = [
    ("src/lib.rs", include_str!("template/src/lib.rs")),
    ("src/counter.rs", include_str!("template/src/counter.rs")),
    ("src/error.rs", include_str!("template/src/error.rs")),
];

const MINIMAL: [Template; 1] = [("src/lib.rs", include_str!("template/minimal/lib.rs"))];

const PROGRAMS: [Template; 3] = [
    ("tests/main.c", include_str!("template/tests/main.c")),
    ("tests/main.cpp", include_str!("template/tests/main.cpp")),
    ("tests/programs.rs", include_str!("template/tests/programs.rs")),
];

/// The same for a library whose functions are not known.
const EXISTING: [Template; 3] = [
    ("tests/main.c", include_str!("template/existing/main.c")),
    ("tests/main.cpp", include_str!("template/existing/main.cpp")),
    ("tests/programs.rs", include_str!("template/tests/programs.rs")),
];

const README: Template = ("README.md", include_str!("template/README.md"));
const IGNORED: Template = (".gitignore", include_str!("template/ignored.txt"));
const WORKFLOW: Template = (".github/workflows/ffi.yml", include_str!("template/workflow.yml"));

/// The part of a manifest that each library has.
pub(super) const MANIFEST: &str = include_str!("template/Cargo.toml");
/// The part of the manifest at the root of a workspace.
pub(super) const PROFILE: &str = include_str!("template/profile.toml");

/// The names that the templates contain between `@`.
pub(super) struct Names {
    pub(super) package: String,
    /// The name of the crate, and of the library's files.
    pub(super) library: String,
    pub(super) prefix: String,
}

/// A file that is to be written.
pub(super) struct NewFile {
    /// Relative to the directory of the package.
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl Names {
    /// Returns the sources of the sample library.
    pub(super) fn sources(&self, minimal: bool) -> Vec<NewFile> {
        self.files(if minimal { &MINIMAL } else { &SOURCES })
    }

    /// Returns the programs in C and C++, for the sample library or for another one.
    pub(super) fn programs(&self, of_sample: bool) -> Vec<NewFile> {
        self.files(if of_sample { &PROGRAMS } else { &EXISTING })
    }

    pub(super) fn readme(&self) -> NewFile {
        self.file(README)
    }

    pub(super) fn ignored(&self) -> NewFile {
        self.file(IGNORED)
    }

    pub(super) fn workflow(&self) -> NewFile {
        self.file(WORKFLOW)
    }

    fn files(&self, templates: &[Template]) -> Vec<NewFile> {
        templates.iter().map(|&template| self.file(template)).collect()
    }

    fn file(&self, (path, text): Template) -> NewFile {
        NewFile { path: path.into(), text: self.fill(text) }
    }

    /// Returns a template with the names in it.
    pub(super) fn fill(&self, template: &str) -> String {
        template
            .replace("@name@", &self.package)
            .replace("@library@", &self.library)
            .replace("@prefix@", &self.prefix)
            .replace("@PREFIX@", &self.prefix.to_uppercase())
            .replace("@version@", env!("CARGO_PKG_VERSION"))
    }
}
