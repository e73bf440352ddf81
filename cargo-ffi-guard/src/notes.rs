//! The notes of this project in built files: the records of exports, and descriptions of the ABI.
//! `export/record.rs` and `describe/note.rs` of `ffi-guard-core` describe their form.

use crate::unreadable::Unreadable;
use object::{Endianness, File, Object, ObjectSection, SectionIndex};

/// ELF, Mach-O, COFF objects, linked PE images: linkers drop what follows the `$`.
const SECTIONS: [&[u8]; 4] = [b".note.ffi_guard", b"__ffi_guard", b".ffigrd$m", b".ffigrd"];
/// The section of the windows-gnu targets, whose name others may use.
const SHARED_SECTIONS: [&[u8]; 2] = [b".vectors$m", b".vectors"];
const NAME: &[u8] = b"ffi_guard\0";
/// Sizes of name and description, and the type.
const HEADER_SIZE: usize = 12;

/// A section with notes.
pub(crate) struct NoteSection<'a> {
    pub(crate) index: SectionIndex,
    pub(crate) address: u64,
    pub(crate) data: &'a [u8],
}

/// One note of this project.
pub(crate) struct Note<'a> {
    /// Its place in the section, in bytes.
    pub(crate) offset: usize,
    pub(crate) kind: u32,
    pub(crate) description: &'a [u8],
}

/// Returns the sections with notes.
pub(crate) fn sections<'a>(file: &File<'a>) -> Result<Vec<NoteSection<'a>>, Unreadable> {
    let mut found = Vec::new();
    for section in file.sections() {
        let Ok(name) = section.name_bytes() else { continue };
        let is_shared = SHARED_SECTIONS.contains(&name);
        if !is_shared && !SECTIONS.contains(&name) {
            continue;
        }
        let data = section.data().map_err(|e| Unreadable::damaged(&format!("its records: {e}")))?;
        if !is_shared || begins_with_note(data, file.endianness()) {
            found.push(NoteSection { index: section.index(), address: section.address(), data });
        }
    }
    Ok(found)
}

/// Whether the first thing in a section, after padding, is a note of this project.
fn begins_with_note(section: &[u8], endianness: Endianness) -> bool {
    let padding = section.iter().take_while(|byte| **byte == 0).count() / 4 * 4;
    let note = Split::of(section.get(padding..).unwrap_or_default(), endianness);
    note.is_some_and(|note| note.name == NAME)
}

/// Reads the notes of this project in a section.
///
/// # Errors
///
/// If the bytes are not a sequence of notes.
pub(crate) fn read(section: &[u8], endianness: Endianness) -> Result<Vec<Note<'_>>, Unreadable> {
    let mut notes = Vec::new();
    let mut offset = 0;
    while let Some(rest) = section.get(offset..).filter(|rest| !rest.is_empty()) {
        // Linkers of PE images fill the section up with zeros.
        if rest.iter().take(4).all(|byte| *byte == 0) {
            offset += 4;
            continue;
        }
        let note = Split::of(rest, endianness).ok_or_else(|| cut(offset))?;
        if note.name == NAME {
            notes.push(Note { offset, kind: note.kind, description: note.description });
        }
        offset = offset.saturating_add(note.size);
    }
    Ok(notes)
}

/// The error for a note that is not what this project writes.
pub(crate) fn cut(offset: usize) -> Unreadable {
    Unreadable::damaged(&format!("the record at byte {offset} of their section"))
}

/// One ELF note, in a file of any format.
struct Split<'a> {
    name: &'a [u8],
    description: &'a [u8],
    kind: u32,
    /// All of it, with the padding.
    size: usize,
}

impl<'a> Split<'a> {
    fn of(bytes: &'a [u8], endianness: Endianness) -> Option<Self> {
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
}
