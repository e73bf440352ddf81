//! Static libraries: the members of an archive as one image.

use super::image::{Detail, Image};
use super::toolchain::Toolchain;
use super::{Unreadable, object_file, records};
use object::read::archive::ArchiveFile;
use object::{BinaryFormat, File, FileKind, Object, ObjectKind, ObjectSection};
use std::collections::HashMap;

/// Members of an archive without code: the metadata of a Rust library.
const METADATA: &str = "lib.rmeta";
/// How LLVM's bitcode starts, bare and wrapped.
const BITCODE: [&[u8]; 2] = [b"BC\xc0\xde", b"\xde\xc0\x17\x0b"];
const SEVERAL: &str = "several members of the archive define it, and one of them has no record";

/// Reads an archive: what any of its members exports and records.
pub(super) fn read(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&format!("the archive: {e}"));
    let archive = ArchiveFile::parse(data).map_err(damaged)?;
    if archive.is_thin() {
        return Err(Unreadable::thin_archive());
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
    /// For each function, how many members define it, and how many of these have its record.
    definitions: HashMap<String, (usize, usize)>,
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
            let (defined, recorded) = self.definitions.entry(symbol.clone()).or_default();
            *defined += 1;
            *recorded += usize::from(member.records.contains_key(&symbol));
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

    /// Which of several definitions a linker takes depends on the order of the members. The record of one does not hold
    /// for the others.
    fn drop_shared_records(&mut self) {
        for (symbol, (defined, recorded)) in &self.definitions {
            let is_shared = (1..*defined).contains(recorded);
            if let Some(function) = self.image.functions.get_mut(symbol).filter(|_| is_shared) {
                function.finding = Some(SEVERAL.to_owned());
                self.image.records.remove(symbol);
            }
        }
    }

    fn finish(mut self) -> Result<Image, Unreadable> {
        self.drop_shared_records();
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
pub(super) fn is_import(kind: FileKind, data: &[u8]) -> bool {
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
    object_file::read(data, detail).map_err(named)
}

fn bitcode(label: &str) -> Unreadable {
    Unreadable::new(
        format!(
            "the member `{label}` is LLVM bitcode: what it exports is only known once it is linked"
        ),
        "audit what is linked from it, or build the archive without `-C linker-plugin-lto`",
    )
}

pub(super) fn import_library() -> Unreadable {
    Unreadable::new(
        "the file is an import library: it only says which DLL has the functions",
        "audit the .dll itself",
    )
}
