//! The record that every shim leaves in the artifact, so that a tool can tell guarded exports from others.
//!
//! On ELF it is a note: the header of three words (size of the name, size of the description, type
//! 1), the name `ffi_guard`, and the description. On Mach-O and COFF the same bytes lie in a section of
//! their own. The description: one byte for the version (1), one of flags (bit 0: compiled with
//! `panic = "unwind"`; bit 1: exported unguarded on purpose), two zero bytes, the symbol, and at least
//! one NUL up to a multiple of four.

const VERSION: u8 = 1;
const NOTE_TYPE: u32 = 1;
const NOTE_NAME: &[u8; 12] = b"ffi_guard\0\0\0";
/// The name's length as a note counts it: with one NUL, without the padding.
const NOTE_NAME_SIZE: u32 = 10;
const SYMBOL_OFFSET: usize = 4;

/// The flag of an artifact part that can unwind.
const UNWINDS: u8 = 1;
/// The flag of an export that `#[unguarded]` allows.
const UNGUARDED: u8 = 2;

/// One export's note; `DESCRIPTION` is [`description_size`] of its symbol.
#[repr(C, align(4))]
pub struct ExportRecord<const DESCRIPTION: usize> {
    name_size: u32,
    description_size: u32,
    note_type: u32,
    name: [u8; 12],
    description: [u8; DESCRIPTION],
}

/// The size of the description of a symbol, in bytes.
#[must_use]
pub const fn description_size(symbol: &str) -> usize {
    (SYMBOL_OFFSET + symbol.len() + 1).next_multiple_of(4)
}

impl<const DESCRIPTION: usize> ExportRecord<DESCRIPTION> {
    /// The record of an export, compiled to unwind or not.
    #[must_use]
    pub const fn new(symbol: &str, unwinds: bool, guarded: bool) -> Self {
        let mut description = [0; DESCRIPTION];
        description[0] = VERSION;
        description[1] = if unwinds { UNWINDS } else { 0 } | if guarded { 0 } else { UNGUARDED };
        let (_, tail) = description.split_at_mut(SYMBOL_OFFSET);
        let (place, _) = tail.split_at_mut(symbol.len());
        place.copy_from_slice(symbol.as_bytes());
        Self {
            name_size: NOTE_NAME_SIZE,
            description_size: DESCRIPTION as u32,
            note_type: NOTE_TYPE,
            name: *NOTE_NAME,
            description,
        }
    }
}

/// Leaves a record of an exported symbol in the artifact.
///
/// The record stands on its own and not on the shim's cold path: where the body cannot panic the
/// optimiser deletes that path, and the record with it.
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_export_record {
    ($symbol:expr, guarded: $guarded:literal) => {
        const _: () = {
            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__TEXT,__ffi_guard"))]
            #[cfg_attr(windows, unsafe(link_section = ".ffigrd$m"))]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows)),
                unsafe(link_section = ".note.ffi_guard")
            )]
            static RECORD: $crate::__private::ExportRecord<
                { $crate::__private::description_size($symbol) },
            > = $crate::__private::ExportRecord::new(
                $symbol,
                ::core::cfg!(panic = "unwind"),
                $guarded,
            );
        };
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn description_holds_symbol_and_flags() {
        const SIZE: usize = description_size("add");
        let record = ExportRecord::<SIZE>::new("add", true, true);
        assert_eq!((SIZE, &record.description), (8, b"\x01\x01\0\0add\0"));
        let record = ExportRecord::<12>::new("add2", false, false);
        assert_eq!(&record.description, b"\x01\x02\0\0add2\0\0\0\0");
        assert_eq!(description_size("add2"), 12);
    }

    #[test]
    fn is_a_note_without_gaps() {
        assert_eq!(size_of::<ExportRecord<8>>(), 12 + 12 + 8);
    }
}
