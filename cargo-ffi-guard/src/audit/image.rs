//! The parts of a built file: one for a library or executable, one for each architecture of a universal file.

use super::exports::{self, Exports};
use super::records::{self, Records};
use super::symbols::Symbols;
use super::{Unreadable, debug, explain};
use crate::report::ReportedPlace;
use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::{BinaryFormat, File, FileKind, Object, ObjectKind};
use std::collections::BTreeMap;

/// Members of an archive without code: the metadata of a Rust library.
const METADATA: &[u8] = b"lib.rmeta";
/// How LLVM's bitcode starts, bare and wrapped.
const BITCODE: [&[u8]; 2] = [b"BC\xc0\xde", b"\xde\xc0\x17\x0b"];

/// The exports and records of one architecture of a built file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The exported functions, by symbol.
    pub functions: BTreeMap<String, Function>,
    /// The records.
    pub records: Records,
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
        Ok(FileKind::CoffImport) => Ok(Image::default().noted(import_note())),
        Ok(FileKind::MachOFat32 | FileKind::MachOFat64 | FileKind::DyldCache) | Err(_) => {
            Err(Unreadable::new(
                "the file is no library or executable: neither ELF, nor Mach-O, nor PE, nor an archive",
                "name what the linker made: .so, .dylib, .dll, .a, .lib or an executable",
            ))
        }
        Ok(_) => object(data, detail),
    }
}

fn import_note() -> String {
    "it is an import library, or holds one: audit the .dll itself".to_owned()
}

/// Reads an object file or a linked image.
fn object(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let file = File::parse(data).map_err(|e| Unreadable::damaged(&e.to_string()))?;
    let symbols = Symbols::read(&file, data.len())?;
    let Exports { functions, note } = exports::read(&file, &symbols)?;
    let records = records::read(&file, &symbols)?;
    let written = debug::functions(&file, &functions);
    let mut findings = match detail {
        Detail::Verdicts => BTreeMap::new(),
        Detail::Explained => explain::findings(&file, &functions),
    };
    let functions = functions.into_iter().map(|(name, address)| {
        let recorded = records.get(&name).and_then(|record| record.origin.clone());
        let (namespace, place) = written.get(&address).cloned().unwrap_or_default();
        let origin = recorded.or(namespace).or_else(|| symbols.origin_of_function(&name));
        let finding = findings.remove(&name);
        (name, Function { origin, place, finding })
    });
    Ok(Image {
        functions: functions.collect(),
        records,
        notes: Vec::from_iter(note.map(str::to_owned)),
    })
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
    let mut whole = Whole::default();
    for member in archive.members() {
        let member = member.map_err(damaged)?;
        whole.add(member.name(), member.data(data).map_err(damaged)?, detail)?;
    }
    Ok(whole.finish())
}

/// The members of an archive as one image.
#[derive(Default)]
struct Whole {
    image: Image,
    /// Functions whose crate only the name of their member tells.
    by_member: Vec<(String, String)>,
    /// Whether the crates are apart: with fat LTO there is one member for all, std included.
    apart: bool,
    members: usize,
}

impl Whole {
    fn add(&mut self, name: &[u8], data: &[u8], detail: Detail) -> Result<(), Unreadable> {
        if name == METADATA {
            return Ok(());
        }
        let label = String::from_utf8_lossy(name).into_owned();
        let member = match FileKind::parse(data) {
            Ok(FileKind::CoffImport) => Image::default().noted(import_note()),
            Ok(FileKind::Coff | FileKind::CoffBig) if is_builtins(&label) => return Ok(()),
            Ok(_) => object_member(&label, data, detail)?,
            Err(_) if BITCODE.iter().any(|magic| data.starts_with(magic)) => {
                return Err(bitcode(&label));
            }
            Err(_) => Image::default()
                .noted(format!("the member `{label}` is no object file and was not read")),
        };
        self.members += 1;
        self.apart |= label.starts_with("core-") || label.starts_with("std-");
        for (symbol, function) in member.functions {
            if let Some(name) = crate_of_member(&label).filter(|_| function.origin.is_none()) {
                self.by_member.push((symbol.clone(), name));
            }
            self.image.functions.insert(symbol, function);
        }
        for (symbol, record) in member.records {
            records::add(&mut self.image.records, symbol, record);
        }
        for note in member.notes {
            self.image.add_note(note);
        }
        Ok(())
    }

    fn finish(mut self) -> Image {
        for (symbol, name) in self.by_member.into_iter().filter(|_| self.apart) {
            if let Some(function) = self.image.functions.get_mut(&symbol) {
                function.origin.get_or_insert(name);
            }
        }
        if self.members == 0 {
            self.image.add_note("the archive holds no object file".to_owned());
        }
        self.image
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

/// The compiler's own arithmetic functions, on formats that cannot hide them.
fn is_builtins(label: &str) -> bool {
    label.starts_with("compiler_builtins-")
}

/// `shape-1f2e3d4c5b6a7988.shape.0123-cgu.0.rcgu.o` is code of the crate `shape`.
fn crate_of_member(label: &str) -> Option<String> {
    let (first, _) = label.strip_suffix(".rcgu.o")?.split_once('.')?;
    let hashed = |(name, hash): (&str, &str)| (hash.len() == 16).then(|| name.to_owned());
    first.rsplit_once('-').and_then(hashed).or_else(|| Some(first.to_owned()))
}

impl Image {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_crate_of_a_member() {
        let of = |label| crate_of_member(label);
        assert_eq!(of("dep-a189552cd8a3dece.dep.c922-cgu.0.rcgu.o").as_deref(), Some("dep"));
        assert_eq!(of("shape.2bzlry64djnk.1h015dl.rcgu.o").as_deref(), Some("shape"));
        assert_eq!(of("45c91108d938afe8-absvdi2.o"), None);
    }
}
