//! Reads from a built ELF library what it exports and which records its shims left.

use object::{Object, ObjectSection, ObjectSymbol, SymbolKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The flags of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// Compiled with `panic = "unwind"`.
    pub unwinds: bool,
    /// Exported without a guard on purpose.
    pub unguarded: bool,
}

/// The functions that a library exports.
///
/// # Panics
///
/// If the library cannot be read.
#[must_use]
pub fn exports(library: &Path) -> BTreeSet<String> {
    let data = fs::read(library).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    file.dynamic_symbols()
        .filter(|symbol| symbol.is_definition() && symbol.is_global())
        .filter(|symbol| symbol.kind() == SymbolKind::Text)
        .map(|symbol| symbol.name().expect("a name").to_owned())
        .collect()
}

/// The records of a library, by symbol, each read as an ELF note.
///
/// # Panics
///
/// If the library cannot be read, or a note is not what `export_record.rs` of the runtime describes.
#[must_use]
pub fn records(library: &Path) -> BTreeMap<String, Flags> {
    let data = fs::read(library).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    let section = file.section_by_name(".note.ffi_guard").expect("a section of records");
    let mut rest = section.data().expect("the records");
    let mut records = BTreeMap::new();
    while !rest.is_empty() {
        let (record, after) = note(rest);
        records.extend([record]);
        rest = after;
    }
    records
}

/// The first note, and what follows it.
fn note(bytes: &[u8]) -> ((String, Flags), &[u8]) {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let (name_size, description_size, kind) = (word(0), word(4), word(8));
    let name_end = 12 + name_size.next_multiple_of(4);
    assert_eq!((&bytes[12..12 + name_size], kind), (&b"ffi_guard\0"[..], 1));
    let description = &bytes[name_end..name_end + description_size];
    assert_eq!(description[0], 1, "the version");
    let flags = Flags { unwinds: description[1] & 1 != 0, unguarded: description[1] & 2 != 0 };
    let symbol = description[4..].split(|&byte| byte == 0).next().unwrap();
    let symbol = String::from_utf8(symbol.to_vec()).expect("a symbol is UTF-8");
    ((symbol, flags), &bytes[name_end + description_size.next_multiple_of(4)..])
}
