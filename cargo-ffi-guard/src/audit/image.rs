//! The parts of a built file: one for a library or executable, one for each architecture of a universal file.

use super::exports::{self, ExportedFunction, Exports};
use super::left_out::LeftOut;
use super::records::{self, Record, Records};
use super::symbols::Symbols;
use super::toolchain::Toolchain;
use super::{Unreadable, debug, explain};
use crate::report::ReportedPlace;
use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{BinaryFormat, File, FileKind, Object, ObjectKind, ObjectSection};
use std::collections::{BTreeMap, HashSet};

/// Members of an archive without code: the metadata of a Rust library.
const METADATA: &str = "lib.rmeta";
/// How LLVM's bitcode starts, bare and wrapped.
const BITCODE: [&[u8]; 2] = [b"BC\xc0\xde", b"\xde\xc0\x17\x0b"];

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
        Ok(FileKind::Archive) => archive(data, detail),
        Ok(FileKind::CoffImport) => Err(import_library()),
        Ok(FileKind::MachOFat32 | FileKind::MachOFat64 | FileKind::DyldCache) | Err(_) => {
            Err(Unreadable::new(
                "the file is no library or executable: neither ELF, nor Mach-O, nor PE, nor an archive",
                "name what the linker made: .so, .dylib, .dll, .a, .lib or an executable",
            ))
        }
        Ok(_) => object(data, detail),
    }
}

fn import_library() -> Unreadable {
    Unreadable::new(
        "the file is an import library: it only says which DLL has the functions",
        "audit the .dll itself",
    )
}

/// Reads an object file or a linked image.
fn object(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
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

/// Reads an archive: what any of its members exports and records.
fn archive(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&format!("the archive: {e}"));
    let archive = ArchiveFile::parse(data).map_err(damaged)?;
    if archive.is_thin() {
        return Err(Unreadable::new(
            "the archive is thin: it names its members instead of holding them",
            "audit an archive made without `ar --thin`",
        ));
    }
    let mut members = Vec::new();
    for member in archive.members() {
        let member = member.map_err(damaged)?;
        let label = String::from_utf8_lossy(member.name()).into_owned();
        members.push((label, member.data(data).map_err(damaged)?));
    }
    let toolchain = Toolchain::of(members.iter().map(|(label, _)| label.as_str()));
    let mut whole = Whole { toolchain, ..Whole::default() };
    for (label, data) in &members {
        whole.add(label, data, detail)?;
    }
    whole.finish()
}

/// The members of an archive as one image.
#[derive(Default)]
struct Whole {
    image: Image,
    toolchain: Toolchain,
    /// The number of members that were read.
    members: usize,
}

impl Whole {
    fn add(&mut self, label: &str, data: &[u8], detail: Detail) -> Result<(), Unreadable> {
        if label == METADATA {
            return Ok(());
        }
        if self.toolchain.owns(label) {
            self.image.left_out.toolchain_members += 1;
            return Ok(());
        }
        let member = match FileKind::parse(data) {
            Ok(kind) if is_import(kind, data) => {
                self.image.left_out.imports += 1;
                return Ok(());
            }
            Ok(_) => object_member(label, data, detail)?,
            Err(_) if BITCODE.iter().any(|magic| data.starts_with(magic)) => {
                return Err(bitcode(label));
            }
            Err(_) => Image::default()
                .noted(format!("the member `{label}` is no object file and was not read")),
        };
        self.members += 1;
        for (symbol, mut function) in member.functions {
            function.origin =
                function.origin.or_else(|| self.toolchain.current_crate().map(str::to_owned));
            self.image.functions.insert(symbol, function);
        }
        for (symbol, record) in member.records {
            records::add(&mut self.image.records, symbol, record);
        }
        self.image.left_out.merge(member.left_out);
        for note in member.notes {
            self.image.add_note(note);
        }
        Ok(())
    }

    fn finish(self) -> Result<Image, Unreadable> {
        if self.members == 0 && self.image.left_out.imports > 0 {
            return Err(import_library());
        }
        if self.members == 0 {
            return Err(Unreadable::new(
                "the archive holds no object file",
                "name the archive that the build wrote",
            ));
        }
        Ok(self.image)
    }
}

/// Whether a member only says which DLL has a function: in the short form, or as an object with a part of the import
/// tables, as GNU's tools write it.
fn is_import(kind: FileKind, data: &[u8]) -> bool {
    let is_table = |file: File<'_>| {
        let mut sections = file.sections();
        sections.any(|section| section.name_bytes().is_ok_and(|name| name.starts_with(b".idata$")))
    };
    match kind {
        FileKind::CoffImport => true,
        FileKind::Coff => File::parse(data).is_ok_and(is_table),
        _ => false,
    }
}

fn object_member(label: &str, data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let named = |e: Unreadable| Unreadable::new(format!("member `{label}`: {e}"), e.next());
    let file = File::parse(data).map_err(|e| named(Unreadable::damaged(&e.to_string())))?;
    if file.format() == BinaryFormat::Elf && file.kind() != ObjectKind::Relocatable {
        return Err(named(Unreadable::damaged("it is no object file")));
    }
    object(data, detail).map_err(named)
}

fn bitcode(label: &str) -> Unreadable {
    Unreadable::new(
        format!(
            "the member `{label}` is LLVM bitcode: what it exports is only known once it is linked"
        ),
        "audit what is linked from it, or build the archive without `-C linker-plugin-lto`",
    )
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

    fn noted(mut self, note: String) -> Self {
        self.add_note(note);
        self
    }

    fn add_note(&mut self, note: String) {
        if !self.notes.contains(&note) && self.notes.len() < 16 {
            self.notes.push(note);
        }
    }
}
