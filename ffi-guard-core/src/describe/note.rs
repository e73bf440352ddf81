//! The note that holds one description.

use super::piece::{Part, record_length, write_record};
use crate::export::record::{NOTE_NAME, NOTE_NAME_SIZE};

const NOTE_TYPE: u32 = 2;

/// A note; `SIZE` is the [`size`] of the description.
#[repr(C, align(4))]
pub struct Note<const SIZE: usize> {
    name_size: u32,
    description_size: u32,
    note_type: u32,
    name: [u8; 12],
    description: [u8; SIZE],
}

/// Returns the size of a record in its note, in bytes: a multiple of four.
#[must_use]
pub const fn size(parts: &[Part]) -> usize {
    record_length(parts).next_multiple_of(4)
}

impl<const SIZE: usize> Note<SIZE> {
    /// Creates the note of a record. It ends with spaces, which JSON allows.
    #[must_use]
    pub const fn new(parts: &[Part]) -> Self {
        let mut description = [b' '; SIZE];
        write_record(&mut description, parts);
        Self {
            name_size: NOTE_NAME_SIZE,
            description_size: SIZE as u32,
            note_type: NOTE_TYPE,
            name: *NOTE_NAME,
            description,
        }
    }
}
