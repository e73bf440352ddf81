//! The functions that one object file or linked image exports.

use super::Unreadable;
use super::agreement;
use super::left_out::{LeftOut, Reason};
use super::loader::{self, SymbolVersion};
use super::ranges::Ranges;
use super::symbols::{Symbols, is_exported, is_mangled};
use object::read::{ExportTarget, NameOrOrdinal};
use object::{
    Architecture, BinaryFormat, ComdatKind, File, Object, ObjectComdat, ObjectKind, ObjectSection,
    ObjectSymbol, SectionFlags, SectionIndex, SectionKind, SymbolIndex, elf, macho, pe,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// The symbols that the startup files of C define in every ELF program.
const STARTUP: [&str; 4] = ["_start", "main", "_init", "_fini"];
/// Those of them that old linkers export from every library.
const LIBRARY_STARTUP: [&str; 2] = ["_init", "_fini"];
/// The names that rustc does not mangle, in whichever crate it emits them: the unwinder and debuggers use them.
const TOOLCHAIN: [&str; 2] = ["rust_eh_personality", "__rustc_debug_gdb_scripts_section__"];
/// A function that every C library for Linux defines.
const OF_LIBC: &str = "__libc_start_main";
const GLOBAL_FUNCTIONS: &str = "the global functions of the symbol table are listed too, because the executable's own C \
                                code can call those that it does not export";
const STRIPPED: &str = "the executable's symbol table is stripped: functions that only its own C code calls cannot be \
                        seen";
const STRIPPED_WITHOUT_EXPORTS: &str = "the executable exports no function to other libraries, and its symbol table is \
                                        stripped: functions that only its own C code calls cannot be seen";
const DATA_SECTION: &str =
    "the section does not say that it holds code, but it is loaded into executable memory";

/// The exports of a file.
#[derive(Default)]
pub(super) struct Exports {
    /// The functions, by symbol: with its version if the name alone does not tell which one is meant.
    pub(super) functions: BTreeMap<String, ExportedFunction>,
    pub(super) left_out: LeftOut,
    /// Notes for the reader about how they were found.
    pub(super) note: Option<&'static str>,
}

/// An exported function.
pub(super) struct ExportedFunction {
    pub(super) address: u64,
    pub(super) name: String,
    pub(super) version: Option<SymbolVersion>,
    /// Why it may be a variable.
    pub(super) remark: Option<&'static str>,
}

/// Reads the exports.
pub(super) fn read(file: &File<'_>, symbols: &Symbols) -> Result<Exports, Unreadable> {
    match (file.format(), file.kind()) {
        (_, ObjectKind::Core) => Err(Unreadable::new(
            "the file is the memory of a process, no library",
            "name the library itself",
        )),
        (_, ObjectKind::Relocatable) => {
            let code = code_sections(file);
            by_symbols(file, symbols, |_, section| section.is_some_and(|s| code.contains(&s)))
        }
        (BinaryFormat::Elf, _) => linked_elf(file, symbols),
        _ => by_export_table(file, symbols),
    }
}

fn linked_elf(file: &File<'_>, symbols: &Symbols) -> Result<Exports, Unreadable> {
    let view = loader::view(file, symbols)?
        .ok_or_else(|| Unreadable::damaged("it is linked, but has no program headers"))?;
    agreement::require(file, &view, symbols)?;
    let is_program = view.is_program || file.kind() == ObjectKind::Executable;
    let is_code = |address: u64| view.executable.contains(address);
    let startup = if is_program { &STARTUP[..] } else { &LIBRARY_STARTUP };
    let mut found = Found::new(startup);
    let data = data_sections(file);
    for definition in view.definitions {
        let name = c_name(file, definition.name);
        let (address, version) = (definition.address, definition.version);
        if definition.absolute && !(address != 0 && is_code(address)) {
            continue;
        }
        let remark = data.contains(address).then_some(DATA_SECTION);
        let function = ExportedFunction { address, name, version, remark };
        found.add(function, is_code(address));
    }
    let exports = found.finish();
    if is_program { with_own_functions(file, symbols, exports, is_code) } else { Ok(exports) }
}

/// Adds the global functions of a program, which its own C code calls, to those that it exports to other libraries.
///
/// Linkers export few functions of a program, and some export each function whose address is taken. So the exports do not
/// tell which functions C code calls.
fn with_own_functions(
    file: &File<'_>,
    symbols: &Symbols,
    exports: Exports,
    is_code: impl Fn(u64) -> bool,
) -> Result<Exports, Unreadable> {
    if file.symbols().next().is_none() {
        let note = if exports.functions.is_empty() { STRIPPED_WITHOUT_EXPORTS } else { STRIPPED };
        return Ok(Exports { note: Some(note), ..exports });
    }
    let mut own = by_symbols(file, symbols, |address, _| is_code(address))?;
    if file.symbols().any(|symbol| symbol.is_definition() && symbol.name() == Ok(OF_LIBC)) {
        return Err(Unreadable::new(
            "the executable contains the C library, whose functions look like its own",
            "audit the libraries that it is linked from",
        ));
    }
    let exported: HashSet<String> = exports.functions.values().map(|f| f.name.clone()).collect();
    own.functions.retain(|_, function| {
        let name = unversioned(&function.name);
        !STARTUP.contains(&name) && !exported.contains(name)
    });
    own.functions.extend(exports.functions);
    Ok(Exports { note: Some(GLOBAL_FUNCTIONS), ..own })
}

/// The name of a symbol in a symbol table without its version.
fn unversioned(name: &str) -> &str {
    name.split_once('@').map_or(name, |(name, _)| name)
}

/// The functions of the symbol table.
fn by_symbols(
    file: &File<'_>,
    symbols: &Symbols,
    is_code: impl Fn(u64, Option<SectionIndex>) -> bool,
) -> Result<Exports, Unreadable> {
    let mut found = Found::new(&[]);
    let shared = shared_constants(file);
    for symbol in file.symbols().filter(is_exported) {
        let (address, section) = (symbol.address(), symbol.section_index());
        if shared.contains(&symbol.index()) && !is_code(address, section) {
            continue;
        }
        let name =
            symbol.name_bytes().map_err(|e| Unreadable::damaged(&format!("a symbol: {e}")))?;
        symbols.spend(name.len())?;
        if is_import_address(file, name) {
            continue;
        }
        let name = c_name(file, name);
        let function = ExportedFunction { address, name, version: None, remark: None };
        found.add(function, is_code(address, section));
    }
    Ok(found.finish())
}

/// The constants that a compiler of COFF puts into every object that needs them.
pub(super) fn shared_constants(file: &File<'_>) -> HashSet<SymbolIndex> {
    let shared = file.comdats().filter(|comdat| comdat.kind() == ComdatKind::Any);
    let is_coff = file.format() == BinaryFormat::Coff;
    shared.filter(|_| is_coff).map(|comdat| comdat.symbol()).collect()
}

/// Whether a symbol of COFF is the address through which code calls or reads another symbol.
pub(super) fn is_import_address(file: &File<'_>, name: &[u8]) -> bool {
    file.format() == BinaryFormat::Coff && name.starts_with(b"__imp_")
}

fn code_sections(file: &File<'_>) -> HashSet<SectionIndex> {
    file.sections().filter(holds_code).map(|section| section.index()).collect()
}

/// The addresses of sections that are loaded and not marked as code.
fn data_sections(file: &File<'_>) -> Ranges {
    let data = file.sections().filter(|section| section.address() != 0 && !holds_code(section));
    data.map(|section| addresses(&section)).collect()
}

fn addresses<'data>(section: &impl ObjectSection<'data>) -> Range<u64> {
    section.address()..section.address().saturating_add(section.size())
}

/// Whether a section is mapped as executable, whatever its type is.
pub(super) fn holds_code<'data>(section: &impl ObjectSection<'data>) -> bool {
    match section.flags() {
        SectionFlags::Elf { sh_flags, .. } => sh_flags.contains(elf::SHF_EXECINSTR),
        SectionFlags::MachO { flags, .. } => {
            flags.contains(macho::S_ATTR_PURE_INSTRUCTIONS)
                || flags.contains(macho::S_ATTR_SOME_INSTRUCTIONS)
        }
        SectionFlags::Coff { characteristics } => {
            characteristics.contains(pe::IMAGE_SCN_MEM_EXECUTE)
                || characteristics.contains(pe::IMAGE_SCN_CNT_CODE)
        }
        _ => section.kind() == SectionKind::Text,
    }
}

/// The functions of a PE export table or a Mach-O export trie.
fn by_export_table(file: &File<'_>, symbols: &Symbols) -> Result<Exports, Unreadable> {
    let damaged = |e: object::Error| Unreadable::damaged(&format!("its exports: {e}"));
    let code: Ranges =
        file.sections().filter(holds_code).map(|section| addresses(&section)).collect();
    let mut found = Found::new(&[]);
    for export in file.exports().map_err(damaged)? {
        let export = export.map_err(damaged)?;
        let address = match export.target() {
            ExportTarget::Address { address } => address,
            ExportTarget::Resolver { resolver, stub } => stub.unwrap_or(resolver),
            ExportTarget::Reexport { .. } => {
                found.left_out.add(Reason::Reexported);
                continue;
            }
            _ => continue,
        };
        let name = match export.name() {
            NameOrOrdinal::Name(name) => {
                symbols.spend(name.len())?;
                c_name(file, name)
            }
            NameOrOrdinal::Ordinal(ordinal) => format!("#{ordinal}"),
        };
        let function = ExportedFunction { address, name, version: None, remark: None };
        found.add(function, code.contains(address));
    }
    Ok(found.finish())
}

/// Why a symbol is not the author's own, if rustc chose its name.
pub(super) fn of_rustc(name: &str) -> Option<Reason> {
    if is_mangled(name) {
        return Some(Reason::Mangled);
    }
    TOOLCHAIN.contains(&name).then_some(Reason::Toolchain)
}

/// The exports that were found so far.
struct Found {
    startup: &'static [&'static str],
    functions: Vec<ExportedFunction>,
    left_out: LeftOut,
}

impl Found {
    fn new(startup: &'static [&'static str]) -> Self {
        Self { startup, functions: Vec::new(), left_out: LeftOut::default() }
    }

    fn add(&mut self, function: ExportedFunction, is_code: bool) {
        let name = &function.name;
        let reason = if let Some(reason) = of_rustc(name) {
            reason
        } else if !is_code {
            self.left_out.variables.insert(function.name);
            return;
        } else if self.startup.contains(&name.as_str()) {
            Reason::Startup
        } else {
            return self.functions.push(function);
        };
        self.left_out.add(reason);
    }

    fn finish(self) -> Exports {
        let mut uses: HashMap<String, usize> = HashMap::new();
        for function in &self.functions {
            *uses.entry(function.name.clone()).or_default() += 1;
        }
        let named = self.functions.into_iter().map(|function| {
            let single = uses.get(&function.name) == Some(&1);
            (function.symbol(single), function)
        });
        Exports { functions: named.collect(), left_out: self.left_out, note: None }
    }
}

impl ExportedFunction {
    /// The name, with `@@VERSION` for the version that new programs are linked to and `@VERSION` for others. The former is
    /// left out if it is the `single` version. A name alone is `name@` if it is not the only definition of that name.
    fn symbol(&self, single: bool) -> String {
        let name = &self.name;
        match &self.version {
            Some(version) if !version.default => format!("{name}@{}", version.name),
            Some(version) if !single => format!("{name}@@{}", version.name),
            None if !single => format!("{name}@"),
            _ => name.clone(),
        }
    }

    /// Whether a record of the plain name is the record of this function. An older version has it if it is the same code
    /// as the `current` version.
    pub(super) fn has_plain_record(&self, current: &BTreeMap<String, u64>) -> bool {
        match &self.version {
            Some(version) if !version.default => current.get(&self.name) == Some(&self.address),
            version => version.is_some(),
        }
    }

    /// Whether only programs that were linked to an earlier version of the library find it.
    pub(super) fn is_superseded(&self) -> bool {
        self.version.as_ref().is_some_and(|version| !version.default)
    }
}

/// The name as C code spells it: Mach-O and COFF for 32-bit x86 put an underscore before it.
pub(super) fn c_name(file: &File<'_>, name: &[u8]) -> String {
    let decorated = match file.format() {
        BinaryFormat::MachO => true,
        BinaryFormat::Coff => file.architecture() == Architecture::I386,
        _ => false,
    };
    let plain = name.strip_prefix(b"_").filter(|_| decorated).unwrap_or(name);
    String::from_utf8_lossy(plain).into_owned()
}
