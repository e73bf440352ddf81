//! The manifest of a package, which gets what it lacks and keeps the rest.

use super::template::{MANIFEST, Names, PROFILE};
use crate::failure::Failure;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// The position of added tables: after all others.
const BEHIND: isize = 1 << 20;

/// A `Cargo.toml`, and the keys that were added to it.
pub(super) struct Manifest {
    path: PathBuf,
    document: DocumentMut,
    pub(super) added: Vec<String>,
}

impl Manifest {
    /// Reads the manifest of the package in this directory.
    pub(super) fn read(directory: &Path) -> Result<Self, Failure> {
        let path = directory.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| {
            let next = "name the directory of a package, or create one with `cargo ffi-guard new`";
            Failure::at(&path, format!("the manifest cannot be read: {error}"), next)
        })?;
        let document: DocumentMut = text.parse().map_err(|error| {
            Failure::at(&path, format!("the manifest is no TOML: {error}"), "correct it")
        })?;
        if !document.contains_key("package") {
            let next = "name the directory of one of its packages";
            return Err(Failure::at(&path, "this is a workspace, not a package", next));
        }
        Ok(Self { path, document, added: Vec::new() })
    }

    /// Returns the name of the package.
    pub(super) fn package(&self) -> &str {
        self.string(&["package", "name"]).unwrap_or_default()
    }

    /// Returns the name of the library's crate.
    pub(super) fn library(&self) -> String {
        let of_package = || self.package().replace('-', "_");
        self.string(&["lib", "name"]).map_or_else(of_package, str::to_owned)
    }

    /// Returns the root file of the library.
    pub(super) fn library_root(&self) -> PathBuf {
        let path = self.string(&["lib", "path"]).unwrap_or("src/lib.rs");
        self.path.with_file_name(path)
    }

    /// Adds the crate types, the dependency and the metadata that are missing.
    pub(super) fn complete(&mut self, names: &Names, runtime: Value) -> Result<(), Failure> {
        if names.library != self.library() {
            let name = format!("[lib]\nname = {:?}\n", names.library);
            self.merge(&name)?;
        }
        self.merge(&names.fill(MANIFEST))?;
        self.add_crate_type();
        let dependencies =
            self.document.entry("dependencies").or_insert_with(|| Item::Table(Table::new()));
        let key = "ffi-guard-runtime";
        let dependencies = dependencies.as_table_like_mut().ok_or_else(|| {
            Failure::at(&self.path, "`dependencies` is no table", "correct the manifest")
        })?;
        let renamed = |item: &Item| item.get("package").and_then(Item::as_str) == Some(key);
        if !dependencies.iter().any(|(name, item)| name == key || renamed(item)) {
            self.added.push(format!("dependencies: {key} = {runtime}"));
            dependencies.insert(key, Item::Value(runtime));
        }
        Ok(())
    }

    /// Adds the profile `release`, which only the root of a workspace has.
    pub(super) fn add_profile(&mut self) -> Result<(), Failure> {
        self.merge(PROFILE)
    }

    /// Writes the manifest, if something was added.
    pub(super) fn write(&self) -> Result<(), Failure> {
        if self.added.is_empty() {
            return Ok(());
        }
        crate::checked_file::write(&self.path, &self.document.to_string())
    }

    fn string(&self, path: &[&str]) -> Option<&str> {
        let root = self.document.as_item();
        path.iter().try_fold(root, |item, key| item.get(key)).and_then(Item::as_str)
    }

    fn merge(&mut self, wanted: &str) -> Result<(), Failure> {
        let wanted: DocumentMut = wanted.parse().map_err(|error| {
            Failure::at(
                &self.path,
                format!("a name is no TOML string: {error}"),
                "choose another --prefix",
            )
        })?;
        merge(self.document.as_table_mut(), wanted.as_table(), "", &mut self.added);
        Ok(())
    }

    /// Returns whether a shared library is built, which the programs in C and C++ link.
    pub(super) fn has_shared_library(&self) -> bool {
        let lib = self.document.get("lib").and_then(Item::as_table_like);
        let types = lib.and_then(|lib| lib.get("crate-type").or_else(|| lib.get("crate_type")));
        let types = types.and_then(Item::as_array);
        types.is_some_and(|types| types.iter().any(|kind| kind.as_str() == Some("cdylib")))
    }

    /// A library that C can use has one of two crate types.
    fn add_crate_type(&mut self) {
        let Some(lib) = self.document.get_mut("lib").and_then(Item::as_table_like_mut) else {
            return;
        };
        let key = if lib.contains_key("crate_type") { "crate_type" } else { "crate-type" };
        let Some(types) = lib.get_mut(key).and_then(Item::as_array_mut) else { return };
        let has = |types: &Array, name: &str| types.iter().any(|kind| kind.as_str() == Some(name));
        if has(types, "cdylib") || has(types, "staticlib") {
            return;
        }
        for kind in ["cdylib", "staticlib"] {
            types.push(kind);
        }
        self.added.push(format!("lib: {key} = {}", types.to_string().trim()));
    }
}

/// Adds to a table what it does not have, with the comments above it.
fn merge(table: &mut Table, wanted: &Table, path: &str, added: &mut Vec<String>) {
    for (name, item) in wanted {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match (table.get_mut(name), item) {
            (Some(Item::Table(there)), Item::Table(wanted)) => merge(there, wanted, &path, added),
            (Some(_), _) => {}
            (None, _) => {
                let mut item = item.clone();
                move_behind(&mut item);
                if let Some((key, _)) = wanted.get_key_value(name) {
                    table.insert_formatted(key, item);
                }
                added.push(path);
            }
        }
    }
}

fn move_behind(item: &mut Item) {
    let tables: Vec<&mut Table> = match item {
        Item::Table(table) => vec![table],
        Item::ArrayOfTables(tables) => tables.iter_mut().collect(),
        _ => Vec::new(),
    };
    for table in tables {
        table.set_position(table.position().map(|position| position + BEHIND));
        table.iter_mut().for_each(|(_, item)| move_behind(item));
    }
}
