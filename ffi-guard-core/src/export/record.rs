//! The record that every shim leaves in the artifact. Tools recognize guarded exports by it.
//!
//! On ELF it is a note: a header of three words (size of the name, size of the description, type 1), the name
//! `ffi_guard`, and the description. On Mach-O and COFF the same bytes are in a section of their own. The description
//! consists of a version byte (1), a flags byte (bit 0: compiled with `panic = "unwind"`; bit 1: deliberately exported
//! without a guard), two zero bytes, the symbol, and at least one NUL up to a multiple of four.

const VERSION: u8 = 1;
const NOTE_TYPE: u32 = 1;
const NOTE_NAME: &[u8; 12] = b"ffi_guard\0\0\0";
/// The length of the name in the note header: with one NUL, without padding.
const NOTE_NAME_SIZE: u32 = 10;
/// The offset of the symbol in the description, after version, flags and two zero bytes.
const SYMBOL_OFFSET: u32 = 4;

/// The flag for code that can unwind.
const UNWINDS: u8 = 1;
/// The flag for an export with `#[unguarded]`.
const UNGUARDED: u8 = 2;

/// The note of one export; `SYMBOL` is [`padded_size`] of its symbol.
#[repr(C, align(4))]
pub struct ExportRecord<const SYMBOL: usize> {
    name_size: u32,
    description_size: u32,
    note_type: u32,
    name: [u8; 12],
    version: u8,
    flags: u8,
    zero: [u8; 2],
    symbol: [u8; SYMBOL],
}

/// Returns the size of a symbol in a record, in bytes.
#[must_use]
pub const fn padded_size(symbol: &str) -> usize {
    (symbol.len() + 1).next_multiple_of(4)
}

/// Pads a symbol with NULs for a record; `SIZE` is [`padded_size`] of it.
#[must_use]
pub const fn padded<const SIZE: usize>(symbol: &str) -> [u8; SIZE] {
    let mut padded = [0; SIZE];
    let (place, _) = padded.split_at_mut(symbol.len());
    place.copy_from_slice(symbol.as_bytes());
    padded
}

impl<const SYMBOL: usize> ExportRecord<SYMBOL> {
    /// Creates the record of an export.
    #[must_use]
    pub const fn new(symbol: [u8; SYMBOL], unwinds: bool, guarded: bool) -> Self {
        Self {
            name_size: NOTE_NAME_SIZE,
            description_size: SYMBOL_OFFSET + SYMBOL as u32,
            note_type: NOTE_TYPE,
            name: *NOTE_NAME,
            version: VERSION,
            flags: if unwinds { UNWINDS } else { 0 } | if guarded { 0 } else { UNGUARDED },
            zero: [0; 2],
            symbol,
        }
    }
}

/// Adds a record of an exported symbol to the artifact: its padded size and bytes. To be used in the body of a
/// function, so that the name of the static does not collide with others.
///
/// The attribute computes both if it knows the symbol, because the compiler is slow at evaluating the initializer of a
/// static.
///
/// The record is a static, not part of the cold path of the shim: if the body cannot panic, the optimizer deletes that
/// path, and the record with it.
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_export_record {
    ($size:tt, $symbol:expr, guarded: $guarded:literal) => {
        #[used]
        #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__TEXT,__ffi_guard"))]
        #[cfg_attr(windows, unsafe(link_section = ".ffigrd$m"))]
        #[cfg_attr(
            not(any(target_vendor = "apple", windows)),
            unsafe(link_section = ".note.ffi_guard")
        )]
        static __FFI_GUARD_RECORD: $crate::__private::v0_1::ExportRecord<$size> =
            $crate::__private::v0_1::ExportRecord::new(
                $symbol,
                ::core::cfg!(panic = "unwind"),
                $guarded,
            );
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_symbol_and_the_flags() {
        const SIZE: usize = padded_size("add");
        let record = ExportRecord::<SIZE>::new(padded("add"), true, true);
        assert_eq!((record.description_size, &record.symbol), (8, b"add\0"));
        assert_eq!((record.version, record.flags, record.zero), (1, 1, [0; 2]));
        let record = ExportRecord::<8>::new(padded("add2"), false, false);
        assert_eq!((record.description_size, &record.symbol), (12, b"add2\0\0\0\0"));
        assert_eq!(record.flags, 2);
        assert_eq!(padded_size("add2"), 8);
    }

    #[test]
    fn is_a_note_without_gaps() {
        assert_eq!(size_of::<ExportRecord<4>>(), 12 + 12 + 8);
    }
}
