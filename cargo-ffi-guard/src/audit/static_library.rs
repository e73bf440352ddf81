//! The global symbols of a static library, by the archive member that defines them.

use super::exports::{c_name, holds_code, is_import_address, of_rustc, shared_constants};
use super::symbols::{Symbols, is_defined, is_exported, is_mangled};
use super::toolchain::{self, Toolchain};
use super::{Unreadable, archive};
use object::read::archive::ArchiveFile;
use object::{
    BinaryFormat, ComdatKind, File, FileKind, Object, ObjectComdat, ObjectKind, ObjectSymbol,
    SectionIndex,
};
use std::collections::HashSet;

/// The reference to the function that unwinds Rust, in the section group of the same name.
const PERSONALITY_REFERENCE: &str = "DW.ref.rust_eh_personality";

/// A static library.
pub(crate) struct StaticLibrary {
    pub(crate) format: BinaryFormat,
    pub(crate) members: Vec<Member>,
}

/// An object file.
pub(crate) struct Member {
    pub(crate) label: String,
    pub(crate) owner: Owner,
    pub(crate) symbols: Vec<GlobalSymbol>,
    /// The mangled names that it needs, as the symbol table has them.
    pub(crate) needs: Vec<String>,
    /// The symbols that were made local and are still in a section group, which a linker drops if it has one of that name.
    pub(crate) dropped: Vec<String>,
}

/// A symbol that other object files can refer to.
pub(crate) struct GlobalSymbol {
    /// The name as C code spells it.
    pub(crate) name: String,
    /// The name in the symbol table: Mach-O and COFF for 32-bit x86 put an underscore before it.
    pub(crate) raw: String,
    pub(crate) is_code: bool,
    /// Whether rustc chose the name.
    pub(crate) is_of_rustc: bool,
    /// Whether it can be exported from a shared library.
    pub(crate) is_visible: bool,
    /// Whether linkers accept several definitions.
    pub(crate) is_weak: bool,
}

/// Who compiled the member of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The Rust project: a crate of the toolchain.
    Toolchain,
    /// rustc: the crate of the library.
    Own,
    /// rustc: another crate.
    Dependency,
    /// Another compiler.
    Other,
}

impl StaticLibrary {
    /// Reads an archive.
    ///
    /// # Errors
    ///
    /// If the file is not an archive, is damaged, or has no object file.
    pub(crate) fn read(data: &[u8]) -> Result<Self, Unreadable> {
        if !matches!(FileKind::parse(data), Ok(FileKind::Archive)) {
            let next = "name the .a or .lib file of a library with the crate type `staticlib`";
            return Err(Unreadable::new("the file is no static library", next));
        }
        let files = files(data)?;
        let mut toolchain = Toolchain::of(files.iter().map(|(label, _)| label.as_str()));
        // rustc writes the library's own crate first.
        let own = files.iter().find_map(|(label, _)| toolchain::crate_of(label));
        let (mut members, mut format) = (Vec::new(), None);
        for (label, data) in &files {
            let owner = match (toolchain.owns(label), toolchain::crate_of(label)) {
                (true, _) => Owner::Toolchain,
                (false, None) => Owner::Other,
                (false, of) if of == own => Owner::Own,
                (false, Some(_)) => Owner::Dependency,
            };
            // Other members are metadata.
            let Ok(file) = File::parse(*data) else { continue };
            format = Some(file.format());
            if FileKind::parse(*data).is_ok_and(|kind| archive::is_import(kind, data)) {
                continue;
            }
            let named = |e: Unreadable| Unreadable::new(format!("member `{label}`: {e}"), e.next());
            let member = Member::read(&file, label.clone(), owner, data.len()).map_err(named)?;
            members.push(member);
        }
        let nothing = || {
            let next = "name the archive that the build wrote";
            Unreadable::new("the archive holds no object file", next)
        };
        Ok(Self { format: format.ok_or_else(nothing)?, members })
    }

    /// Reads an archive or one object file. `None` for a linked file.
    ///
    /// # Errors
    ///
    /// As [`StaticLibrary::read`].
    pub(super) fn read_unlinked(data: &[u8], label: &str) -> Result<Option<Self>, Unreadable> {
        let file = match FileKind::parse(data) {
            Ok(FileKind::Archive) => return Self::read(data).map(Some),
            Ok(FileKind::MachOFat32 | FileKind::MachOFat64) => {
                return Err(Unreadable::several_architectures());
            }
            _ => File::parse(data).map_err(|e| Unreadable::damaged(&e.to_string()))?,
        };
        if file.kind() != ObjectKind::Relocatable {
            return Ok(None);
        }
        let member = Member::read(&file, label.to_owned(), Owner::Own, data.len())?;
        Ok(Some(Self { format: file.format(), members: vec![member] }))
    }
}

impl Member {
    fn read(file: &File<'_>, label: String, owner: Owner, size: usize) -> Result<Self, Unreadable> {
        let budget = Symbols::read(file, size)?;
        let (constants, groups) = (shared_constants(file), groups(file));
        let mut member =
            Self { label, owner, symbols: Vec::new(), needs: Vec::new(), dropped: Vec::new() };
        for symbol in file.symbols() {
            let raw =
                symbol.name_bytes().map_err(|e| Unreadable::damaged(&format!("a symbol: {e}")))?;
            budget.spend(raw.len())?;
            let name = c_name(file, raw);
            let is_grouped = symbol.section_index().is_some_and(|index| groups.contains(&index));
            let raw_text = || String::from_utf8_lossy(raw).into_owned();
            if !symbol.is_global() {
                member
                    .dropped
                    .extend((is_grouped && name == PERSONALITY_REFERENCE).then_some(name));
            } else if symbol.is_undefined() {
                member.needs.extend(is_mangled(&name).then(raw_text));
            } else if is_defined(&symbol) && !is_import_address(file, raw) {
                let section = symbol.section_index();
                let section = section.and_then(|index| file.section_by_index(index).ok());
                member.symbols.push(GlobalSymbol {
                    is_of_rustc: of_rustc(&name).is_some(),
                    name,
                    raw: raw_text(),
                    is_code: section.is_some_and(|section| holds_code(&section)),
                    is_visible: is_exported(&symbol) && !constants.contains(&symbol.index()),
                    is_weak: symbol.is_weak() || is_grouped,
                });
            }
        }
        Ok(member)
    }
}

/// Sections in groups. A linker keeps one group of a name.
fn groups(file: &File<'_>) -> HashSet<SectionIndex> {
    let groups = file.comdats().filter(|group| group.kind() != ComdatKind::NoDuplicates);
    groups.flat_map(|group| group.sections().collect::<Vec<_>>()).collect()
}

/// The name of a function without the size of its arguments, which 32-bit Windows adds for `stdcall` and `fastcall`.
pub(crate) fn undecorated(name: &str) -> &str {
    let is_size = |size: &str| !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit());
    match name.rsplit_once('@') {
        Some((name, size)) if is_size(size) => name.trim_matches('@'),
        _ => name,
    }
}

/// Returns the name and the bytes of each member of an archive.
fn files(data: &[u8]) -> Result<Vec<(String, &[u8])>, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&format!("the archive: {e}"));
    let archive = ArchiveFile::parse(data).map_err(damaged)?;
    if archive.is_thin() {
        return Err(Unreadable::thin_archive());
    }
    let files = archive.members().map(|member| {
        let member = member.map_err(damaged)?;
        let label = String::from_utf8_lossy(member.name()).into_owned();
        Ok((label, member.data(data).map_err(damaged)?))
    });
    files.collect()
}
