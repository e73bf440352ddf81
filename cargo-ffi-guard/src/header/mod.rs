//! The C header of a guarded library, without a compiler.
//!
//! cbindgen reads the crate and writes the header, with the author's `cbindgen.toml`. The rest is given to it
//! as declarations: the functions of the Rust form (`ffi_guard_syntax::lower` has them in the words of C), and what
//! `ffi_library!` and the derives export. Functions of the C form it sees itself.
//!
//! A build script writes the header with [`generate`]. It needs no other part of this library:
//!
//! ```toml
//! [build-dependencies]
//! cargo-ffi-guard = { version = "0.1", default-features = false }
//! ```

mod additions;
mod c_values;
mod cbindgen_errors;
#[cfg(feature = "cli")]
mod command;
mod comment;
mod condition;
mod constants;
mod declared;
mod error_api;
mod exports;
mod handles;
mod library;
mod lowered;
mod overlay;
mod settings;
mod string_value;
mod tree;
mod types;

#[cfg(feature = "cli")]
pub use command::run;

use crate::big_stack;
use crate::cfg::{BuildSelection, features_of};
use crate::failure::Failure;
use crate::inventory::unread_failure;
use crate::inventory::{Inventory, InventoryOptions, take_inventory};
use crate::workspace::LibraryTarget;
use additions::Additions;
use declared::Declared;
use exports::Exports;
use lowered::Lowered;
use settings::Settings;
use std::fs;
use std::path::{Path, PathBuf};
use tree::Tree;
use types::Types;

/// The input of a header.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The folder of the package's `Cargo.toml`.
    pub manifest_dir: PathBuf,
    /// The settings of cbindgen, if not those in `cbindgen.toml` beside the manifest.
    pub config: Option<PathBuf>,
    /// Whether the types of the error functions come from `ffi_guard.h`, which is then to be shipped as well. Else the
    /// header has a copy of them.
    pub include_ffi_guard: bool,
    /// The target of the build that the header is for. With it, predicates of `cfg` about the target are evaluated, and
    /// what does not hold is left out; without it, the conditions stay, as far as `[defines]` names them.
    pub target: Option<String>,
    /// The features of the build that the header is for, without those that they switch on; likewise.
    pub features: Option<Vec<String>>,
    /// Whether macros have the version of the package, such as `SHAPE_VERSION_MAJOR`. Also set by `version-macros = true`
    /// under `[package.metadata.ffi-guard.header]`.
    pub version_macros: bool,
}

impl Options {
    /// The header of the package in this folder, in one file.
    #[must_use]
    pub fn new(manifest_dir: impl Into<PathBuf>) -> Self {
        Self {
            manifest_dir: manifest_dir.into(),
            config: None,
            include_ffi_guard: false,
            target: None,
            features: None,
            version_macros: false,
        }
    }
}

/// A header, not yet written.
#[derive(Clone, Debug)]
pub struct Header {
    text: String,
    files: Vec<PathBuf>,
    notes: Vec<String>,
}

impl Header {
    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The files that it was made from. A build script tells cargo to run again when one of them changes.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Exports that are not in it, each with its place and the reason.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Writes it, and the folders above it. A file that says the same already stays untouched; whether it was written.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<bool, Failure> {
        let path = path.as_ref();
        if fs::read(path).is_ok_and(|old| old == self.text.as_bytes()) {
            return Ok(false);
        }
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(path, &self.text)).map_err(|error| {
            let next = "name another file, or make this one writable";
            Failure::at(path, format!("the header cannot be written: {error}"), next)
        })?;
        Ok(true)
    }
}

/// Makes the header of a package. The same sources and settings give the same bytes.
///
/// # Errors
///
/// If the package, its sources or its `cbindgen.toml` cannot be read; if an attribute would be refused by its macro; if
/// the header needs a type that it does not declare.
///
/// ```no_run
/// // build.rs
/// use cargo_ffi_guard::header::{self, Options};
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let header = header::generate(&Options::new(std::env::var("CARGO_MANIFEST_DIR")?))?;
///     for file in header.files() {
///         println!("cargo::rerun-if-changed={}", file.display());
///     }
///     header.write("include/shape.h")?;
///     Ok(())
/// }
/// ```
pub fn generate(options: &Options) -> Result<Header, Failure> {
    let what = "a panic of this program, with the message above";
    let panicked = Failure::new(what, "report it, with the sources");
    big_stack::run(|| build_header(options), panicked)
}

/// Returns the settings of the header, as the text of a `cbindgen.toml` that results in the same header.
///
/// # Errors
///
/// If the package, the root of its sources or its `cbindgen.toml` cannot be read.
#[cfg(feature = "cli")]
pub fn settings(options: &Options) -> Result<String, Failure> {
    let (library, root) = LibraryTarget::of_package(&options.manifest_dir)?;
    let tree = Tree::read(std::slice::from_ref(&library.source), &root)?;
    let said = library::settings(&tree)?;
    let name = said.as_ref().map_or(&library.package, |said| &said.prefix);
    settings::text(options, &settings::include_guard(name))
}

fn build_header(options: &Options) -> Result<Header, Failure> {
    let (library, root) = LibraryTarget::of_package(&options.manifest_dir)?;
    let read = InventoryOptions {
        manifest_dir: Some(library.manifest_dir.clone()),
        ..InventoryOptions::default()
    };
    let inventory = take_inventory(&library.source, &read)?;
    if let Some(failure) = unread_failure(&inventory.unread, &root) {
        return Err(failure);
    }
    let features = options.features.clone().map(|chosen| features_of(&library.features, chosen));
    let build = BuildSelection::new(options.target.as_deref(), features)?;
    let tree = Tree::read(&inventory.files, &root)?;
    let said = library::settings(&tree)?;
    let exports = Exports::read(&inventory, &tree, &build)?;
    let types = Types::of(&tree, &library.crates, &build)?;
    if said.is_none() {
        has_exports(&inventory, &library)?;
    }
    let prefix = said.as_ref().map(|said| said.prefix.as_str());
    let name = prefix.unwrap_or(&library.package);
    let mut settings = Settings::read(options, &settings::include_guard(name))?;
    let additions = Additions::add(&mut settings, &library, prefix, options, (&tree, &build))?;
    let lowered = Lowered::new(&exports, &types, said.as_ref(), &build)?;
    lowered.settle(&mut settings, options.include_ffi_guard);
    let context = lowered::surroundings(prefix, &types);
    additions::add_conventions(&mut settings, &exports, &types, &context);
    settings.leave_out(exports.left_out(&build));
    let mut files = inventory.files.clone();
    files.push(library.manifest_dir.join("Cargo.toml"));
    files.extend(settings.file.clone());
    let text = c_values::name_in_c(&write(&library, &lowered, &settings)?, &settings);
    let declared = Declared::by(&text);
    lowered.check(&exports.seen, &declared, &settings)?;
    let unseen = lowered::unseen(&exports.seen, &declared, &settings);
    let others = additions.notes(&text, &settings);
    let notes =
        exports.notes.into_iter().chain(lowered.notes).chain(unseen).chain(others).collect();
    Ok(Header { text, files, notes })
}

fn has_exports(inventory: &Inventory, library: &LibraryTarget) -> Result<(), Failure> {
    if !inventory.exports.is_empty() || !inventory.blocks.is_empty() {
        return Ok(());
    }
    let what = format!("the library of `{}` exports no function", library.package);
    let next = "write `#[ffi_export]` at the functions for C, or choose another package with --package NAME";
    Err(Failure::at(&library.source, what, next))
}

/// Has cbindgen write the header.
fn write(
    library: &LibraryTarget,
    lowered: &Lowered<'_>,
    settings: &Settings,
) -> Result<String, Failure> {
    let place = tempfile::tempdir().and_then(|place| {
        let file = place.path().join("ffi_guard_lowered.rs");
        fs::write(&file, lowered.source())?;
        Ok((place, file))
    });
    let (_place, source) = place.map_err(|error| {
        let what = format!("no temporary file can be written: {error}");
        Failure::new(what, "see whether the disk is full")
    })?;
    let builder = cbindgen::Builder::new()
        .with_src(source)
        .with_crate(&library.manifest_dir)
        .with_config(settings.clone().finished());
    let mut text = Vec::new();
    let written = cbindgen_errors::catch(&library.manifest_dir, || {
        builder.generate().map(|bindings| bindings.write(&mut text))
    })?;
    written.map_err(|error| cbindgen_errors::failure(&library.manifest_dir, &error))?;
    String::from_utf8(text).map_err(|_| {
        Failure::new(
            "cbindgen has written a header that is not UTF-8",
            "see what its settings add to it",
        )
    })
}
