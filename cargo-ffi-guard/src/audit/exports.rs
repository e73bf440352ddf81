//! The functions that one object file or linked image exports.

use super::Unreadable;
use super::symbols::{Symbols, is_mangled};
use object::read::{ExportTarget, NameOrOrdinal};
use object::{
    Architecture, BinaryFormat, File, Object, ObjectKind, ObjectSection, ObjectSymbol,
    SectionIndex, SectionKind, SymbolFlags, SymbolScope, elf,
};
use std::collections::{BTreeMap, HashSet};

/// The symbols that an ELF linker or the C runtime exports from every program.
const C_RUNTIME: [&str; 4] = ["_start", "main", "_init", "_fini"];
/// The one name of std that is not mangled: the unwinder calls it.
const PERSONALITY: &str = "rust_eh_personality";

/// The exported functions of a file, with their addresses in it.
pub(super) struct Exports {
    pub(super) functions: BTreeMap<String, u64>,
    /// Notes for the reader about how they were found.
    pub(super) note: Option<&'static str>,
}

/// Reads the exported functions.
///
/// Left out is what C cannot call and no author wrote: mangled Rust names and `rust_eh_personality`.
pub(super) fn read(file: &File<'_>, symbols: &Symbols) -> Result<Exports, Unreadable> {
    let mut exports = match (file.format(), file.kind()) {
        (_, ObjectKind::Core) => Err(Unreadable::new(
            "the file is the memory of a process, no library",
            "name the library itself",
        )),
        (BinaryFormat::Elf, ObjectKind::Relocatable) => by_symbols(file, symbols, file.symbols()),
        (BinaryFormat::Elf, _) => linked_elf(file, symbols),
        (_, ObjectKind::Relocatable) => by_symbols(file, symbols, file.symbols()),
        _ => by_export_table(file, symbols),
    }?;
    exports.functions.retain(|name, _| !is_mangled(name) && name != PERSONALITY);
    Ok(exports)
}

fn linked_elf(file: &File<'_>, symbols: &Symbols) -> Result<Exports, Unreadable> {
    if file.sections().next().is_none() {
        return Err(Unreadable::new(
            "the file has no section headers, so its symbols cannot be found",
            "audit it before they are stripped",
        ));
    }
    let mut exports = by_symbols(file, symbols, file.dynamic_symbols())?;
    exports.functions.retain(|name, _| !C_RUNTIME.contains(&name.as_str()));
    if !is_executable(file) || !exports.functions.is_empty() {
        return Ok(exports);
    }
    let mut exports = by_symbols(file, symbols, file.symbols())?;
    exports.functions.retain(|name, _| !C_RUNTIME.contains(&name.as_str()));
    exports.note = Some(if file.symbols().next().is_some() {
        "the executable exports no function to other libraries; the global functions of its symbol table are listed"
    } else {
        "the executable exports no function to other libraries, and its symbol table is stripped: functions that \
         only its own C code calls cannot be seen"
    });
    Ok(exports)
}

fn is_executable(file: &File<'_>) -> bool {
    file.kind() == ObjectKind::Executable || file.section_by_name_bytes(b".interp").is_some()
}

/// The functions among symbols of a table.
fn by_symbols<'data>(
    file: &File<'data>,
    symbols: &Symbols,
    table: impl Iterator<Item = impl ObjectSymbol<'data>>,
) -> Result<Exports, Unreadable> {
    let code = code_sections(file);
    let mut functions = BTreeMap::new();
    for symbol in table {
        let in_code = symbol.section_index().is_some_and(|section| code.contains(&section));
        if !in_code || !is_exported(&symbol) {
            continue;
        }
        let name =
            symbol.name_bytes().map_err(|e| Unreadable::damaged(&format!("a symbol: {e}")))?;
        symbols.spend(name.len())?;
        functions.insert(c_name(file, name), symbol.address());
    }
    Ok(Exports { functions, note: None })
}

fn is_exported<'data>(symbol: &impl ObjectSymbol<'data>) -> bool {
    let SymbolFlags::Elf { st_info, st_other } = symbol.flags() else {
        // COFF has no visibility.
        let hidden = matches!(symbol.flags(), SymbolFlags::MachO { .. })
            && symbol.scope() != SymbolScope::Dynamic;
        return symbol.is_global() && !hidden;
    };
    // Handwritten assembly often leaves the type out.
    let function =
        [elf::STT_FUNC, elf::STT_GNU_IFUNC, elf::STT_NOTYPE].contains(&st_info.st_type());
    let binding =
        [elf::STB_GLOBAL, elf::STB_WEAK, elf::STB_GNU_UNIQUE].contains(&st_info.st_bind());
    let visible = [elf::STV_DEFAULT, elf::STV_PROTECTED].contains(&st_other.visibility());
    function && binding && visible
}

fn code_sections(file: &File<'_>) -> HashSet<SectionIndex> {
    let code = file.sections().filter(|section| section.kind() == SectionKind::Text);
    code.map(|section| section.index()).collect()
}

/// The functions of a PE export table or a Mach-O export trie.
fn by_export_table(file: &File<'_>, symbols: &Symbols) -> Result<Exports, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&format!("its exports: {e}"));
    let code: Vec<(u64, u64)> = file
        .sections()
        .filter(|section| section.kind() == SectionKind::Text)
        .map(|section| (section.address(), section.address().saturating_add(section.size())))
        .collect();
    let mut functions = BTreeMap::new();
    for export in file.exports().map_err(damaged)? {
        let export = export.map_err(damaged)?;
        let ExportTarget::Address { address } = export.target() else { continue };
        if !code.iter().any(|(start, end)| (*start..*end).contains(&address)) {
            continue;
        }
        let name = match export.name() {
            NameOrOrdinal::Name(name) => {
                symbols.spend(name.len())?;
                c_name(file, name)
            }
            NameOrOrdinal::Ordinal(ordinal) => format!("#{ordinal}"),
        };
        functions.insert(name, address);
    }
    Ok(Exports { functions, note: None })
}

/// The name as C code spells it: Mach-O and COFF for 32-bit x86 put an underscore before it.
fn c_name(file: &File<'_>, name: &[u8]) -> String {
    let decorated = match file.format() {
        BinaryFormat::MachO => true,
        BinaryFormat::Coff => file.architecture() == Architecture::I386,
        _ => false,
    };
    let plain = name.strip_prefix(b"_").filter(|_| decorated).unwrap_or(name);
    String::from_utf8_lossy(plain).into_owned()
}
