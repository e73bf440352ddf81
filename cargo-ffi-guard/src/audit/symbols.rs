//! The symbol table of one object file: which symbols are exported, which crate a symbol comes from, and how much may be
//! read.

use super::Unreadable;
use object::{File, Object, ObjectSymbol, SectionIndex, SymbolFlags, SymbolScope, elf};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A longer name is not demangled: no compiler writes one, and the cost is the file's to choose.
const MAX_MANGLED: usize = 4096;
/// How many times its own size a file may make us read. Linkers let names share their ends, but not more.
const MAX_READ: usize = 16;
/// Crates whose functions appear everywhere, instantiated for the functions of others.
const STANDARD: [&str; 3] = ["core", "alloc", "std"];

/// The facts that the symbols of one file give.
pub(super) struct Symbols {
    budget: Cell<usize>,
    /// The crate of each record, by section and address.
    records: HashMap<(SectionIndex, u64), String>,
    /// The crates with a path that contains this name.
    crates: BTreeMap<String, BTreeSet<String>>,
}

impl Symbols {
    /// Reads the table of a file of `size` bytes.
    pub(super) fn read(file: &File<'_>, size: usize) -> Result<Self, Unreadable> {
        let mut symbols = Self {
            budget: Cell::new(size.saturating_mul(MAX_READ)),
            records: HashMap::new(),
            crates: BTreeMap::new(),
        };
        for symbol in file.symbols() {
            let Ok(name) = symbol.name_bytes() else { continue };
            symbols.spend(name.len())?;
            let Some(path) = rust_path(name) else { continue };
            let [first, .., last] = path.as_slice() else { continue };
            if let Some(section) = symbol.section_index().filter(|_| last == "RECORD") {
                symbols.records.insert((section, symbol.address()), first.clone());
            }
            for segment in &path[1..] {
                symbols.crates.entry(segment.clone()).or_default().insert(first.clone());
            }
        }
        Ok(symbols)
    }

    /// Counts bytes that are read.
    ///
    /// # Errors
    ///
    /// If the parts of the file overlap so often that reading it would not end.
    pub(super) fn spend(&self, bytes: usize) -> Result<(), Unreadable> {
        let left = self.budget.get().checked_sub(bytes);
        let left = left.ok_or_else(|| Unreadable::damaged("its names and sections overlap"))?;
        self.budget.set(left);
        Ok(())
    }

    /// The crate whose guard left the record at this offset of a section.
    pub(super) fn origin_of_record(
        &self,
        section: SectionIndex,
        address: u64,
        offset: usize,
    ) -> Option<String> {
        let address = address.checked_add(u64::try_from(offset).ok()?)?;
        self.records.get(&(section, address)).cloned()
    }

    /// The crate that has a path with this function's name in it, if it is one alone.
    pub(super) fn origin_of_function(&self, name: &str) -> Option<String> {
        let crates = self.crates.get(name)?;
        crates.first().filter(|_| crates.len() == 1).cloned()
    }
}

/// Whether other files can refer to a symbol.
pub(super) fn is_exported<'data>(symbol: &impl ObjectSymbol<'data>) -> bool {
    if let SymbolFlags::Elf { st_info, st_other } = symbol.flags() {
        let section = if symbol.is_undefined() { elf::SHN_UNDEF } else { elf::SHN_ABS };
        return is_definition(st_info, st_other, section);
    }
    // COFF has no visibility.
    let hidden = matches!(symbol.flags(), SymbolFlags::MachO { .. })
        && symbol.scope() != SymbolScope::Dynamic;
    symbol.is_global() && is_defined(symbol) && !hidden
}

/// Whether an object file defines a symbol, also one that the linker places (`-fcommon`), that the loader chooses (an
/// ifunc), or that assembler gives no size.
pub(super) fn is_defined<'data>(symbol: &impl ObjectSymbol<'data>) -> bool {
    let is_elf = matches!(symbol.flags(), SymbolFlags::Elf { .. });
    symbol.is_definition() || symbol.is_common() || is_elf && !symbol.is_undefined()
}

/// Whether other files can refer to a symbol of this binding, visibility, type and section.
pub(super) fn is_definition(
    info: elf::SymbolInfo,
    other: elf::SymbolOther,
    section: elf::SymbolSection,
) -> bool {
    let binding = [elf::STB_GLOBAL, elf::STB_WEAK, elf::STB_GNU_UNIQUE].contains(&info.st_bind());
    let visible = [elf::STV_DEFAULT, elf::STV_PROTECTED].contains(&other.visibility());
    binding && visible && section != elf::SHN_UNDEF && info.st_type() != elf::STT_TLS
}

/// Whether rustc or LLVM made this name: it is a Rust path, or it names an item that was private to a codegen unit. C
/// cannot call what is behind it.
pub(super) fn is_mangled(name: &str) -> bool {
    // A C++ name starts alike, but does not end in rustc's hash.
    let legacy = |name: &str| {
        let (_, hash) = name.strip_suffix('E')?.rsplit_once("17h")?;
        (hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(())
    };
    let private = |name: &str| {
        let (_, number) = name.rsplit_once(".llvm.")?;
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
    };
    private(name).is_some()
        || (name.starts_with("_ZN") && legacy(name).is_some())
        || (name.starts_with("_R")
            && name.len() <= MAX_MANGLED
            && rustc_demangle::try_demangle(name).is_ok())
}

/// Whether a mangled name is the path of an item of the standard library that is not generic.
pub(super) fn is_of_standard_library(name: &str) -> bool {
    if name.len() > MAX_MANGLED {
        return false;
    }
    let path = rustc_demangle::try_demangle(name).map(|path| format!("{path:#}"));
    path.is_ok_and(|path| {
        let of = path.split_once("::").map(|(of, _)| of);
        of.is_some_and(|of| STANDARD.contains(&of)) && !path.contains(['<', ' '])
    })
}

/// The segments of a mangled path; `None` for other names, and for what is instantiated for another crate.
fn rust_path(name: &[u8]) -> Option<Vec<String>> {
    if name.len() > MAX_MANGLED || !(name.starts_with(b"_") || name.starts_with(b"__")) {
        return None;
    }
    let demangled = rustc_demangle::try_demangle(std::str::from_utf8(name).ok()?).ok()?;
    let path = format!("{demangled:#}");
    let path: Vec<String> = path.split("::").map(str::to_owned).collect();
    let crate_name = path.first()?;
    let of_one_crate = !path.iter().any(|segment| segment.contains(['<', ' ']))
        && !STANDARD.contains(&crate_name.as_str());
    of_one_crate.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_rust_from_other_names() {
        assert!(is_mangled("_ZN3dep11dep_guarded1_6RECORD17h2f18b0e65cbd9921E"));
        assert!(is_mangled("_ZN3dep3run17h2f18b0e65cbd9921E.llvm.123"));
        assert!(is_mangled("_RNvNtCsjrHSEGnQ3l9_3std9panicking11EMPTY_PANIC"));
        assert!(is_mangled("anon.4e3375cddbe18470e2ad8c760b242e14.0.llvm.18400926655563507089"));
        for name in [
            "_ZN3foo3barEv",
            "shape.llvm.",
            "shape.llvm.x",
            "_ZN3foo3barE",
            "_Read",
            "_R",
            "shape_area",
            "",
        ] {
            assert!(!is_mangled(name), "{name}");
        }
    }

    #[test]
    fn reads_the_crate_of_a_path() {
        let path = rust_path(b"_ZN3dep11dep_guarded1_6RECORD17h2f18b0e65cbd9921E");
        assert_eq!(path.unwrap(), ["dep", "dep_guarded", "_", "RECORD"]);
        assert_eq!(rust_path(b"shape_area"), None);
    }
}
