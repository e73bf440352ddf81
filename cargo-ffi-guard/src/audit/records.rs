//! The records that guards leave in a built file; `export/record.rs` of `ffi-guard-core` describes their form.

use super::symbols::Symbols;
use super::{Unreadable, loader};
use crate::notes::{self, Note, cut};
use object::{Endianness, File, Object};
use std::collections::BTreeMap;

const TYPE: u32 = 1;
const VERSION: u8 = 1;
/// Version, flags, and two zero bytes.
const SYMBOL_OFFSET: usize = 4;

/// The content of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The guard was compiled with `panic = "unwind"`.
    pub unwinds: bool,
    /// Exported without a guard on purpose.
    pub unguarded: bool,
    /// The item that generated the function, if no author wrote it.
    pub generator: Option<Generator>,
    /// The crate that left it.
    pub origin: Option<String>,
}

/// An item that generates exported functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generator {
    /// `ffi_library!`: the error functions, those that free strings and lists, and the one that returns the version of the ABI.
    Library,
    /// `#[derive(FfiHandle)]`.
    Handle,
}

/// The records of one built file, by symbol.
pub type Records = BTreeMap<String, Record>;

/// Reads the records of an object file or linked image.
pub(super) fn read(file: &File<'_>, symbols: &Symbols) -> Result<Records, Unreadable> {
    let mut records = Records::new();
    if file.sections().next().is_none() {
        return in_segments(file, symbols);
    }
    for section in notes::sections(file)? {
        symbols.spend(section.data.len())?;
        for (offset, symbol, mut record) in parse(section.data, file.endianness())? {
            record.origin = symbols.origin_of_record(section.index, section.address, offset);
            add(&mut records, symbol, record);
        }
    }
    Ok(records)
}

/// Reads the records of an ELF file without section headers: notes are in segments of their own.
fn in_segments(file: &File<'_>, symbols: &Symbols) -> Result<Records, Unreadable> {
    let mut records = Records::new();
    for data in loader::view(file, symbols)?.into_iter().flat_map(|view| view.notes) {
        symbols.spend(data.len())?;
        for (_, symbol, record) in parse(data, file.endianness())? {
            add(&mut records, symbol, record);
        }
    }
    Ok(records)
}

/// Adds a record. Of two for one symbol the worse counts: which of them the export belongs to is not known.
pub(super) fn add(records: &mut Records, symbol: String, record: Record) {
    let kept = records.entry(symbol).or_insert_with(|| record.clone());
    kept.unwinds &= record.unwinds;
    kept.unguarded |= record.unguarded;
}

/// Reads a section of records: the offset, the symbol and the flags of each.
///
/// # Errors
///
/// If the bytes are not what a guard writes, or a newer guard wrote them.
///
/// ```
/// use cargo_ffi_guard::audit::parse_records;
/// use object::Endianness;
///
/// let section = b"\x0a\0\0\0\x08\0\0\0\x01\0\0\0ffi_guard\0\0\0\x01\x01\0\0add\0";
/// let records = parse_records(section, Endianness::Little)?;
/// assert_eq!((records[0].0, records[0].1.as_str()), (0, "add"));
/// assert!(records[0].2.unwinds && !records[0].2.unguarded);
/// assert!(parse_records(&section[..30], Endianness::Little).is_err());
/// # Ok::<(), cargo_ffi_guard::audit::Unreadable>(())
/// ```
pub fn parse(
    section: &[u8],
    endianness: Endianness,
) -> Result<Vec<(usize, String, Record)>, Unreadable> {
    let notes = notes::read(section, endianness)?;
    let records = notes.iter().filter(|note| note.kind == TYPE);
    records.map(|note| record(note).map(|(symbol, record)| (note.offset, symbol, record))).collect()
}

fn record(note: &Note<'_>) -> Result<(String, Record), Unreadable> {
    let offset = note.offset;
    let [version, flags, ..] = note.description else { return Err(cut(offset)) };
    if *version != VERSION {
        return Err(Unreadable::new(
            format!(
                "the record at byte {offset} has version {version}, and this tool knows {VERSION}"
            ),
            "install the cargo-ffi-guard of the same release as the library's ffi-guard-runtime",
        ));
    }
    let text = note.description.get(SYMBOL_OFFSET..).ok_or_else(|| cut(offset))?;
    let end = text.iter().position(|byte| *byte == 0).ok_or_else(|| cut(offset))?;
    let symbol = String::from_utf8(text[..end].to_vec())
        .ok()
        .filter(|symbol| !symbol.is_empty())
        .ok_or_else(|| cut(offset))?;
    let generator = match flags & 12 {
        0 => None,
        4 => Some(Generator::Library),
        _ => Some(Generator::Handle),
    };
    let (unwinds, unguarded) = (flags & 1 != 0, flags & 2 != 0);
    let record = Record { unwinds, unguarded, generator, origin: None };
    Ok((symbol, record))
}
