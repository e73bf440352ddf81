//! The records that guards leave in a built file; `export/record.rs` of `ffi-guard-core` describes their form.

use super::symbols::Symbols;
use super::{Unreadable, loader};
use object::{Endianness, File, Object, ObjectSection};
use std::collections::BTreeMap;

/// ELF, Mach-O, COFF objects, linked PE images: linkers drop what follows the `$`.
const SECTIONS: [&[u8]; 4] = [b".note.ffi_guard", b"__ffi_guard", b".ffigrd$m", b".ffigrd"];
/// The section of the windows-gnu targets, whose name others may use.
const SHARED_SECTIONS: [&[u8]; 2] = [b".vectors$m", b".vectors"];
const NAME: &[u8] = b"ffi_guard\0";
const TYPE: u32 = 1;
const VERSION: u8 = 1;
/// Sizes of name and description, and the type.
const HEADER_SIZE: usize = 12;
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
    /// `ffi_library!`: the error functions, and those that free strings and lists.
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
    for section in file.sections() {
        let Ok(name) = section.name_bytes() else { continue };
        let shared = SHARED_SECTIONS.contains(&name);
        if !shared && !SECTIONS.contains(&name) {
            continue;
        }
        let data = section.data().map_err(|e| Unreadable::damaged(&format!("its records: {e}")))?;
        if shared && !begins_with_record(data, file.endianness()) {
            continue;
        }
        symbols.spend(data.len())?;
        for (offset, symbol, mut record) in parse(data, file.endianness())? {
            record.origin = symbols.origin_of_record(section.index(), section.address(), offset);
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

/// Whether the first thing in a section, after padding, is a record.
fn begins_with_record(section: &[u8], endianness: Endianness) -> bool {
    let padding = section.iter().take_while(|byte| **byte == 0).count() / 4 * 4;
    let note = Note::split(section.get(padding..).unwrap_or_default(), endianness);
    note.is_some_and(|note| note.name == NAME && note.kind == TYPE)
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
    let mut records = Vec::new();
    let mut offset = 0;
    while let Some(rest) = section.get(offset..).filter(|rest| !rest.is_empty()) {
        // Linkers of PE images fill the section up with zeros.
        if rest.iter().take(4).all(|byte| *byte == 0) {
            offset += 4;
            continue;
        }
        let note = Note::split(rest, endianness).ok_or_else(|| cut(offset))?;
        if note.name == NAME && note.kind == TYPE {
            let (symbol, record) = note.record(offset)?;
            records.push((offset, symbol, record));
        }
        offset = offset.saturating_add(note.size);
    }
    Ok(records)
}

/// One ELF note, on whatever format.
struct Note<'a> {
    name: &'a [u8],
    description: &'a [u8],
    kind: u32,
    /// All of it, with the padding.
    size: usize,
}

impl<'a> Note<'a> {
    fn split(bytes: &'a [u8], endianness: Endianness) -> Option<Self> {
        let word = |at: usize| {
            let word = bytes.get(at..at + 4)?.try_into().ok()?;
            Some(match endianness {
                Endianness::Little => u32::from_le_bytes(word),
                Endianness::Big => u32::from_be_bytes(word),
            })
        };
        let size = |at| usize::try_from(word(at)?).ok();
        let (name_size, description_size) = (size(0)?, size(4)?);
        let name_end = HEADER_SIZE.checked_add(name_size)?;
        let start = name_end.checked_next_multiple_of(4)?;
        let end = start.checked_add(description_size)?;
        Some(Self {
            name: bytes.get(HEADER_SIZE..name_end)?,
            description: bytes.get(start..end)?,
            kind: word(8)?,
            size: end.checked_next_multiple_of(4)?,
        })
    }

    fn record(&self, offset: usize) -> Result<(String, Record), Unreadable> {
        let [version, flags, ..] = self.description else { return Err(cut(offset)) };
        if *version != VERSION {
            return Err(Unreadable::new(
                format!(
                    "the record at byte {offset} has version {version}, and this tool knows {VERSION}"
                ),
                "install the cargo-ffi-guard of the same release as the library's ffi-guard-runtime",
            ));
        }
        let text = self.description.get(SYMBOL_OFFSET..).ok_or_else(|| cut(offset))?;
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
}

fn cut(offset: usize) -> Unreadable {
    Unreadable::damaged(&format!("the record at byte {offset} of their section"))
}
