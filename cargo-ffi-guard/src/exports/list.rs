//! The exported symbols of a library, from its descriptions and its symbol tables.

use crate::abi::model::Abi;
use crate::audit::{GlobalSymbol, Owner, StaticLibrary, undecorated};
use object::BinaryFormat;
use std::collections::BTreeMap;

/// The exported symbols of a library.
pub(super) struct ExportList {
    pub(super) format: BinaryFormat,
    /// The symbols, by the name that C code has for them.
    pub(super) symbols: BTreeMap<String, ListedSymbol>,
    /// The listed symbols without a description.
    pub(super) undescribed: Vec<String>,
    /// The symbols of C code that are not listed.
    pub(super) foreign: Vec<String>,
}

/// An exported symbol.
pub(super) struct ListedSymbol {
    /// The name in the symbol table.
    pub(super) raw: String,
    pub(super) is_code: bool,
    /// The release that first exports it, if the author names it.
    pub(super) since: Option<String>,
}

/// The reason that a list cannot be made.
pub(super) enum Unlisted {
    /// A symbol is described, and no object file defines it.
    Undefined(String),
    /// No object file defines a symbol that the command line names.
    UnknownInclude(String),
}

impl ExportList {
    /// Collects the symbols that a shared library of rustc would export, and the symbols of C code in `include`.
    pub(super) fn of(
        abi: &Abi,
        library: &StaticLibrary,
        include: &[String],
    ) -> Result<Self, Unlisted> {
        let mut list = Self {
            format: library.format,
            symbols: BTreeMap::new(),
            undescribed: Vec::new(),
            foreign: Vec::new(),
        };
        let symbols = library.members.iter().flat_map(|member| {
            let visible = member.symbols.iter().filter(|symbol| symbol.is_visible);
            visible.map(|symbol| (member.owner, symbol))
        });
        let is_included = |name: &&str| include.iter().any(|included| included == name);
        for (owner, symbol) in symbols {
            if let Some(since) = described(abi, &symbol.name) {
                list.add(symbol, since);
            } else if [&*symbol.name, undecorated(&symbol.name)].iter().any(is_included) {
                list.add(symbol, None);
            } else if matches!(owner, Owner::Own | Owner::Dependency) && !symbol.is_of_rustc {
                list.add(symbol, None);
                list.undescribed.push(symbol.name.clone());
            } else if owner == Owner::Other {
                list.foreign.push(symbol.name.clone());
            }
        }
        list.check(abi, include)?;
        for names in [&mut list.undescribed, &mut list.foreign] {
            names.sort();
            names.dedup();
        }
        Ok(list)
    }

    /// Checks that the list has each symbol that is described or included.
    fn check(&self, abi: &Abi, include: &[String]) -> Result<(), Unlisted> {
        let has = |name: &str| self.symbols.keys().any(|it| it == name || undecorated(it) == name);
        let mut described = abi.functions.keys().chain(abi.statics.keys());
        if let Some(name) = described.find(|name| !has(name)) {
            return Err(Unlisted::Undefined(name.clone()));
        }
        if let Some(name) = include.iter().find(|name| !has(name)) {
            return Err(Unlisted::UnknownInclude(name.clone()));
        }
        Ok(())
    }

    fn add(&mut self, symbol: &GlobalSymbol, since: Option<String>) {
        let listed = ListedSymbol { raw: symbol.raw.clone(), is_code: symbol.is_code, since };
        self.symbols.insert(symbol.name.clone(), listed);
    }
}

/// Returns the release that first exports a symbol, if the symbol is described.
fn described(abi: &Abi, symbol: &str) -> Option<Option<String>> {
    let of = |name| {
        let function = abi.functions.get(name).map(|function| function.since.clone());
        function.or_else(|| abi.statics.get(name).map(|variable| variable.since.clone()))
    };
    of(symbol).or_else(|| of(undecorated(symbol)))
}
