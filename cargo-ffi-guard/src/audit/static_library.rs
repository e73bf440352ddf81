//! The global symbols of a static library, with the archive member that defines each.

use super::exports::{c_name, holds_code, is_import_address, of_rustc, shared_constants};
use super::symbols::{Symbols, is_exported};
use super::toolchain::{self, Toolchain};
use super::{Unreadable, archive};
use object::read::archive::ArchiveFile;
use object::{BinaryFormat, File, FileKind, Object, ObjectSymbol, SymbolIndex};
use std::collections::HashSet;

/// A static library.
pub(crate) struct StaticLibrary {
    pub(crate) format: BinaryFormat,
    pub(crate) symbols: Vec<GlobalSymbol>,
}

/// A symbol that other object files can refer to.
pub(crate) struct GlobalSymbol {
    /// The name as C code spells it.
    pub(crate) name: String,
    /// The name in the symbol table: Mach-O and COFF for 32-bit x86 put an underscore before it.
    pub(crate) raw: String,
    pub(crate) owner: Owner,
    pub(crate) is_code: bool,
    /// Whether rustc chose the name.
    pub(crate) is_of_rustc: bool,
    /// Whether it can be exported from a shared library.
    pub(crate) is_visible: bool,
}

/// Who compiled the member of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The Rust project: a crate of the toolchain.
    Toolchain,
    /// rustc: a crate of the author, or one of its dependencies.
    Rust,
    /// Another compiler.
    Other,
}

impl StaticLibrary {
    /// Reads an archive.
    ///
    /// # Errors
    ///
    /// If the file is no archive, damaged, or without an object file.
    pub(crate) fn read(data: &[u8]) -> Result<Self, Unreadable> {
        let damaged = |e: object::Error| Unreadable::damaged(&format!("the archive: {e}"));
        if !matches!(FileKind::parse(data), Ok(FileKind::Archive)) {
            let next = "name the .a or .lib file of a library with the crate type `staticlib`";
            return Err(Unreadable::new("the file is no static library", next));
        }
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
        let mut toolchain = Toolchain::of(members.iter().map(|(label, _)| label.as_str()));
        let (mut symbols, mut format) = (Vec::new(), None);
        for (label, data) in &members {
            let owner = match (toolchain.owns(label), toolchain::is_codegen_unit(label)) {
                (true, _) => Owner::Toolchain,
                (false, true) => Owner::Rust,
                (false, false) => Owner::Other,
            };
            let named = |e: Unreadable| Unreadable::new(format!("member `{label}`: {e}"), e.next());
            if let Some(of_member) = add(&mut symbols, owner, data).map_err(named)? {
                format = Some(of_member);
            }
        }
        let nothing = || {
            let next = "name the archive that the build wrote";
            Unreadable::new("the archive holds no object file", next)
        };
        Ok(Self { format: format.ok_or_else(nothing)?, symbols })
    }
}

/// Adds the symbols of a member. Returns its format if it is an object file.
fn add(
    all: &mut Vec<GlobalSymbol>,
    owner: Owner,
    data: &[u8],
) -> Result<Option<BinaryFormat>, Unreadable> {
    let is_import = FileKind::parse(data).is_ok_and(|kind| archive::is_import(kind, data));
    // Other members are metadata.
    let Ok(file) = File::parse(data) else { return Ok(None) };
    if is_import {
        return Ok(Some(file.format()));
    }
    let budget = Symbols::read(&file, data.len())?;
    let shared: HashSet<SymbolIndex> = shared_constants(&file);
    for symbol in file.symbols().filter(|symbol| symbol.is_definition() && symbol.is_global()) {
        let name =
            symbol.name_bytes().map_err(|e| Unreadable::damaged(&format!("a symbol: {e}")))?;
        budget.spend(name.len())?;
        if is_import_address(&file, name) {
            continue;
        }
        let section = symbol.section_index().and_then(|index| file.section_by_index(index).ok());
        let is_code = section.is_some_and(|section| holds_code(&section));
        let c_name = c_name(&file, name);
        all.push(GlobalSymbol {
            is_of_rustc: of_rustc(&c_name).is_some(),
            name: c_name,
            raw: String::from_utf8_lossy(name).into_owned(),
            owner,
            is_code,
            is_visible: is_exported(&symbol) && !shared.contains(&symbol.index()),
        });
    }
    Ok(Some(file.format()))
}
