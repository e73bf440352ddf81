//! Lists and writes the missing parts of a package.

use super::manifest::Manifest;
use super::state::{Library, State};
use super::template::NewFile;
use crate::checked_file;
use crate::cli;
use crate::failure::Failure;
use crate::{fix, header};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use toml_edit::Value;

/// The missing parts of a package.
pub(super) struct Plan {
    directory: PathBuf,
    library: Library,
    manifest: Manifest,
    /// Files with a text that is known before the sources are.
    files: Vec<NewFile>,
    /// Files that exist, and stay as they are.
    kept: Vec<PathBuf>,
    /// Files that are made from the sources.
    settings: Option<PathBuf>,
    header: Option<PathBuf>,
}

impl Plan {
    /// Lists what the package in this directory lacks. `runtime` is the right-hand side of the dependency.
    pub(super) fn new(
        directory: &Path,
        library: Library,
        contents: &cli::Contents,
        runtime: Value,
    ) -> Result<Self, Failure> {
        let mut manifest = Manifest::read(directory)?;
        manifest.complete(&library.names, runtime)?;
        if library.is_new() && library.is_root {
            manifest.add_profile()?;
        }
        let files = library.files(contents, manifest.has_shared_library());
        let mut plan = Self {
            directory: directory.to_owned(),
            library,
            manifest,
            files: Vec::new(),
            kept: Vec::new(),
            settings: None,
            header: None,
        };
        for file in files {
            if plan.lacks(&file.path) {
                plan.files.push(file);
            }
        }
        let settings = PathBuf::from("cbindgen.toml");
        plan.settings = (!contents.minimal && plan.lacks(&settings)).then_some(settings);
        let header = PathBuf::from(format!("include/{}.h", plan.library.names.prefix));
        plan.header = (plan.library.has_header() && plan.lacks(&header)).then_some(header);
        Ok(plan)
    }

    /// Whether the file is missing. An existing one is kept.
    fn lacks(&mut self, path: &Path) -> bool {
        let is_there = self.directory.join(path).exists();
        if is_there {
            self.kept.push(path.to_owned());
        }
        !is_there
    }

    /// Lists what is added.
    pub(super) fn print(&self) -> Result<(), Failure> {
        let mut text = String::new();
        for added in &self.manifest.added {
            let _ = writeln!(text, "add  Cargo.toml: {added}");
        }
        if matches!(self.library.state, State::Empty) {
            let root = self.manifest.library_root();
            let _ = writeln!(text, "add  {}: ffi_library!", root.display());
        }
        let files = self.files.iter().map(|file| &file.path);
        for path in files.chain(&self.settings).chain(&self.header) {
            let _ = writeln!(text, "add  {}", path.display());
        }
        for path in &self.kept {
            let _ = writeln!(text, "keep {}", path.display());
        }
        checked_file::print(&text)
    }

    /// Writes what is missing: first what the header is made from.
    pub(super) fn write(&self) -> Result<(), Failure> {
        self.manifest.write()?;
        for file in &self.files {
            checked_file::write(&self.directory.join(&file.path), &file.text)?;
        }
        if matches!(self.library.state, State::Empty) {
            fix::run(&cli::Fix {
                selection: cli::Selection::of(self.directory.join("Cargo.toml")),
                library: Some(self.library.names.prefix.clone()),
                allow_no_vcs: true,
                allow_dirty: true,
                allow_staged: true,
                ..cli::Fix::default()
            })?;
        }
        let options = header::Options::new(&self.directory);
        if let Some(path) = &self.settings {
            checked_file::write(&self.directory.join(path), &header::settings(&options)?)?;
        }
        if let Some(path) = &self.header {
            header::generate(&options)?.write(self.directory.join(path))?;
        }
        Ok(())
    }

    /// Shows the next commands, for a user in the directory above `directory`.
    pub(super) fn print_next(&self, directory: &Path) -> Result<(), Failure> {
        let mut text = "next:\n".to_owned();
        if directory != Path::new(".") {
            let _ = writeln!(text, "  cd {}", directory.display());
        }
        if matches!(self.library.state, State::Exports) {
            let prefix = &self.library.names.prefix;
            let _ = writeln!(text, "  cargo ffi-guard fix --library {prefix} --dry-run");
            text.push_str("  cargo ffi-guard init    # again, for the header and the programs\n");
        } else {
            text.push_str("  cargo test\n  cargo ffi-guard audit\n");
        }
        checked_file::print(&text)
    }
}

impl Library {
    /// Returns the files of such a library whose text the sources do not decide, present or not.
    fn files(&self, contents: &cli::Contents, is_shared: bool) -> Vec<NewFile> {
        let names = &self.names;
        let mut files = Vec::new();
        if self.is_new() {
            files.extend(names.sources(contents.minimal));
        }
        if self.is_root {
            files.push(names.ignored());
        }
        if contents.minimal {
            return files;
        }
        if self.has_header() && is_shared {
            files.extend(names.programs(self.is_new()));
        }
        if self.is_new() {
            files.push(names.readme());
        }
        if self.is_root && !contents.no_ci {
            files.push(names.workflow());
        }
        files
    }

    fn is_new(&self) -> bool {
        matches!(self.state, State::Missing)
    }

    /// Whether a header can be written: the one of an unguarded library would lack the error functions.
    fn has_header(&self) -> bool {
        !matches!(self.state, State::Exports)
    }
}
