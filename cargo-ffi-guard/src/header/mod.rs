//! The C header of a guarded library, without a compiler.
//!
//! This program resolves, cbindgen writes. `modules` reads the items of the crate for one build, `resolve` follows paths,
//! `evaluate` computes constants, `flat` collects the types that exports use. The result is one source without modules,
//! conditions and generic parameters: the exports of both forms (`ffi_guard_syntax::lower` turns the Rust form into C), the
//! functions of `ffi_library!` and the derives, types, constants and statics. cbindgen turns it into C with the author's
//! `cbindgen.toml`. `verify` checks that nothing was left out.
//!
//! A build script writes the header with [`generate`]. It needs no other part of this library:
//!
//! ```toml
//! [build-dependencies]
//! cargo-ffi-guard = { version = "0.1", default-features = false }
//! ```

mod abi_version;
mod additions;
mod c_form;
mod c_values;
mod callback_types;
mod cbindgen_errors;
mod codes;
#[cfg(feature = "cli")]
mod command;
mod comment_style;
mod comments;
mod completeness;
mod conditions;
mod constants;
mod declared;
mod dependencies;
mod error_api;
mod evaluate;
mod exports;
mod file_items;
mod flat;
mod function;
mod handles;
mod imports;
mod layout;
mod library;
mod lowered;
mod lowering;
mod modules;
mod naming;
mod options;
mod overlay;
mod own_names;
mod parameter_names;
mod preprocessor;
mod resolve;
mod rust_text;
mod settings;
mod statics;
mod string_value;
mod strings;
mod tree;
mod verify;
mod views;
mod words;
mod write;

#[cfg(feature = "cli")]
pub use command::run;
pub use options::Options;

use crate::big_stack;
use crate::cfg::{BuildSelection, features_of};
use crate::failure::Failure;
use crate::inventory::unread_failure;
use crate::inventory::{Inventory, InventoryNote, InventoryOptions, take_inventory};
use crate::sources::{place, relative};
use crate::workspace::LibraryTarget;
use additions::Additions;
use conditions::HeaderConditions;
use declared::Declared;
use dependencies::Dependency;
use exports::Exports;
use flat::Flat;
use lowering::lower;
use modules::{CrateSource, Modules};
use settings::Settings;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tree::Tree;
use write::write;

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

/// Returns the notes about macros and attributes whose exports are not known.
fn hidden(inventory: &Inventory, root: &Path) -> impl Iterator<Item = String> {
    let notes = inventory.notes.iter().filter(|note| note.hides_exports);
    notes.map(|InventoryNote { span, what, .. }| {
        format!("{}: {what}", place(&relative(&span.file, root), span.line, span.column))
    })
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

/// Returns the prefix that `ffi_library!` names, if the library in this directory has one.
#[cfg(feature = "cli")]
pub(crate) fn prefix(manifest_dir: &Path) -> Result<Option<String>, Failure> {
    let (library, root) = LibraryTarget::of_package(manifest_dir)?;
    let tree = Tree::read(std::slice::from_ref(&library.source), &root)?;
    Ok(library::settings(&tree)?.map(|said| said.prefix))
}

fn build_header(options: &Options) -> Result<Header, Failure> {
    let (library, root) = LibraryTarget::of_package(&options.manifest_dir)?;
    let inventory = inventory_of(&library, &root)?;
    let features = options.features.clone().map(|chosen| features_of(&library.features, chosen));
    let build = BuildSelection::new(options.target.as_deref(), features)?;
    let tree = Tree::read(&inventory.files, &root)?;
    let said = library::settings(&tree)?;
    has_exports(&inventory, &library, said.is_some())?;
    let name = said.as_ref().map_or(&library.package, |said| &said.prefix).clone();
    let mut settings = Settings::read(options, &settings::include_guard(&name))?;
    let defines = settings.config.defines.clone();
    let conditions = HeaderConditions::new(build, defines.keys(), default_features(&library));
    let dependencies = dependencies::read(options, &settings, &root)?;
    let mut sources = vec![CrateSource { name: None, tree: &tree, conditions: &conditions }];
    sources.extend(dependencies.iter().map(Dependency::source));
    let modules = Modules::read(&sources, &library.crates);
    let additions = Additions { library: &library, tree: &tree, modules: &modules };
    let lock = said.as_ref().and_then(|said| library::lock_file(said, &library.manifest_dir));
    let strings = additions.add(&mut settings, said.as_ref(), options)?;
    let mut flat = Flat::new(&modules);
    let exports = Exports::read(&inventory, &tree, &mut flat, &settings.config.export.exclude)?;
    let lowered = lower(&exports, &mut flat, said, &settings)?;
    lowered.settle(&mut settings, options.include_ffi_guard);
    lowered.status_has_own_name(&settings)?;
    additions::add_conventions(&mut settings, &exports, &lowered);
    let mut files = inventory.files.clone();
    files.extend(dependencies.iter().flat_map(|dependency| dependency.files.iter().cloned()));
    files.push(library.manifest_dir.join("Cargo.toml"));
    files.extend(lock);
    files.extend(settings.file.clone());
    let text = c_values::name_in_c(&write(&library, &lowered, &settings)?, &settings);
    lowered.check(&Declared::by(&text), &settings)?;
    let notes = hidden(&inventory, &root).chain(exports.notes).chain(lowered.notes).chain(strings);
    let notes = notes.chain(strings::unseen(&modules, &text, &settings)).collect();
    Ok(Header { text, files, notes })
}

fn inventory_of(library: &LibraryTarget, root: &Path) -> Result<Inventory, Failure> {
    // The package of a build script, or of a new library, may not depend on the runtime yet.
    let read = InventoryOptions { foreign_attributes: false, ..library.inventory_options() };
    let inventory = take_inventory(&library.source, &read)?;
    match unread_failure(&inventory.unread, root) {
        Some(failure) => Err(failure),
        None => Ok(inventory),
    }
}

fn has_exports(
    inventory: &Inventory,
    library: &LibraryTarget,
    has_prefix: bool,
) -> Result<(), Failure> {
    if has_prefix || !inventory.exports.is_empty() || !inventory.blocks.is_empty() {
        return Ok(());
    }
    let what = format!("the library of `{}` exports no function", library.package);
    let next = "write `#[ffi_export]` at the functions for C, or choose another package with --package NAME";
    Err(Failure::at(&library.source, what, next))
}

/// Returns the features that `cargo build` switches on. In a build script, cargo has told which are on.
fn default_features(library: &LibraryTarget) -> BTreeSet<String> {
    if std::env::var_os("OUT_DIR").is_none() {
        return features_of(&library.features, ["default".to_owned()]);
    }
    let is_on = |name: &&String| {
        let variable = name.to_uppercase().replace('-', "_");
        std::env::var_os(format!("CARGO_FEATURE_{variable}")).is_some()
    };
    library.features.keys().filter(is_on).cloned().collect()
}
