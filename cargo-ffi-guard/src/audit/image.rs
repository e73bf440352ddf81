//! The parts of a built file: one for a library or executable, one for each architecture of a universal file.

use super::exports::{self, ExportedFunction, Exports};
use super::left_out::LeftOut;
use super::records::{self, Record, Records};
use super::symbols::Symbols;
use super::{Unreadable, archive, debug, explain};
use crate::report::ReportedPlace;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{File, FileKind};
use std::collections::{BTreeMap, HashSet};

/// The exports and records of one architecture of a built file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The exported functions, by symbol.
    pub functions: BTreeMap<String, Function>,
    /// The records.
    pub records: Records,
    /// The exports that are not judged.
    pub left_out: LeftOut,
    /// Notes for the reader, each once.
    pub notes: Vec<String>,
}

/// The facts about an exported function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// The crate that defines it.
    pub origin: Option<String>,
    /// Where it is written.
    pub place: Option<ReportedPlace>,
    /// Whether its panics end the process, as far as its code tells; only with [`Detail::Explained`].
    pub finding: Option<String>,
    /// Its name without the version, if its record has that name.
    pub plain_name: Option<String>,
    /// It is an older version of a symbol: only programs that are linked already find it.
    pub superseded: bool,
}

/// How much is found out about each function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The input of a verdict.
    Verdicts,
    /// Also what its code does when it panics.
    Explained,
}

/// Reads a built file: an ELF, Mach-O or PE library or executable, an object file, or an archive of those.
///
/// The time and memory that it takes are bounded by the size of `data`, whatever that contains.
///
/// # Errors
///
/// If it is none of these, or damaged.
///
/// ```
/// use cargo_ffi_guard::audit::{Detail, images};
///
/// assert!(images(b"not a library", Detail::Verdicts).is_err());
/// ```
pub fn images(data: &[u8], detail: Detail) -> Result<Vec<Image>, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&e.to_string());
    match FileKind::parse(data) {
        Ok(FileKind::MachOFat32) => {
            slices(MachOFatFile32::parse(data).map_err(damaged)?.arches(), data, detail)
        }
        Ok(FileKind::MachOFat64) => {
            slices(MachOFatFile64::parse(data).map_err(damaged)?.arches(), data, detail)
        }
        _ => thin(data, detail).map(|image| vec![image]),
    }
}

fn slices(arches: &[impl FatArch], data: &[u8], detail: Detail) -> Result<Vec<Image>, Unreadable> {
    let mut left = data.len();
    let slice = |arch: &_| {
        let slice = FatArch::data(arch, data).map_err(|e| Unreadable::damaged(&e.to_string()))?;
        let overlap = || Unreadable::damaged("its architectures overlap");
        left = left.checked_sub(slice.len()).ok_or_else(overlap)?;
        thin(slice, detail)
    };
    arches.iter().map(slice).collect()
}

/// Reads a file of one architecture.
fn thin(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let kind = FileKind::parse(data);
    match kind {
        Ok(FileKind::Archive) => archive::read(data, detail),
        Ok(FileKind::CoffImport) => Err(archive::import_library()),
        Ok(FileKind::MachOFat32 | FileKind::MachOFat64 | FileKind::DyldCache) | Err(_) => {
            Err(Unreadable::other_format())
        }
        Ok(_) => object(data, detail),
    }
}

/// Reads an object file or a linked image.
pub(super) fn object(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let file = File::parse(data).map_err(|e| Unreadable::damaged(&e.to_string()))?;
    let symbols = Symbols::read(&file, data.len())?;
    let Exports { functions, mut left_out, note } = exports::read(&file, &symbols)?;
    let records = records::read(&file, &symbols)?;
    let addresses: BTreeMap<String, u64> =
        functions.iter().map(|(symbol, function)| (symbol.clone(), function.address)).collect();
    let written = debug::functions(&file, &addresses);
    let mut findings = match detail {
        Detail::Verdicts => BTreeMap::new(),
        Detail::Explained => explain::findings(&file, &addresses),
    };
    let current = current_versions(&functions);
    let mut judged = BTreeMap::new();
    for (symbol, exported) in functions {
        let plain_name = exported.has_plain_record(&current).then(|| exported.name.clone());
        let record = records.get(&symbol).or_else(|| records.get(plain_name.as_ref()?));
        if exported.remark.is_some() && record.is_some_and(|record| record.unguarded) {
            left_out.variables.insert(symbol);
            continue;
        }
        let recorded = record.and_then(|record| record.origin.clone());
        let (namespace, place) = written.get(&exported.address).cloned().unwrap_or_default();
        let superseded = exported.is_superseded();
        // The path of a function with this name belongs to the current version.
        let by_name = || symbols.origin_of_function(&exported.name).filter(|_| !superseded);
        let origin = recorded.or(namespace).or_else(by_name);
        let finding = findings.remove(&symbol).or(exported.remark.map(str::to_owned));
        judged.insert(symbol, Function { origin, place, finding, plain_name, superseded });
    }
    let notes = Vec::from_iter(note.map(str::to_owned));
    Ok(Image { functions: judged, records, left_out, notes })
}

/// The address of the version of each symbol that new programs are linked to, by its name.
fn current_versions(functions: &BTreeMap<String, ExportedFunction>) -> BTreeMap<String, u64> {
    let current = functions.values().filter(|function| !function.is_superseded());
    current.map(|function| (function.name.clone(), function.address)).collect()
}

impl Image {
    /// The record of a function.
    pub(super) fn record(&self, symbol: &str, function: &Function) -> Option<&Record> {
        let plain = || self.records.get(function.plain_name.as_ref()?);
        self.records.get(symbol).or_else(plain)
    }

    /// The symbols with a record that are not exported.
    pub(super) fn absent(&self) -> Vec<&str> {
        let plain: HashSet<&str> =
            self.functions.values().filter_map(|function| function.plain_name.as_deref()).collect();
        let exported = |name: &str| {
            self.functions.contains_key(name)
                || plain.contains(name)
                || self.left_out.variables.contains(name)
        };
        self.records.keys().map(String::as_str).filter(|name| !exported(name)).collect()
    }

    pub(super) fn noted(mut self, note: String) -> Self {
        self.add_note(note);
        self
    }

    pub(super) fn add_note(&mut self, note: String) {
        if !self.notes.contains(&note) && self.notes.len() < 16 {
            self.notes.push(note);
        }
    }
}
