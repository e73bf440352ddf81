//! The record of a call, in a stack frame of its own.

use super::read_word::read_word;
use crate::panic::name::Name;
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;

/// A position in the list of a thread: the innermost call, and the number of calls from there outwards.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct ListHead {
    /// The address of the record of the call, or one of the constants below.
    pub(super) address: usize,
    pub(super) name: Name,
    pub(super) depth: usize,
}

impl ListHead {
    /// The empty list.
    pub(super) const EMPTY: Self = Self { address: 0, name: Name::UNKNOWN, depth: 0 };
    /// The address for calls whose records cannot be reached any more.
    pub(super) const LOST: usize = 1;
    /// Stored in the record of a call that is in no list.
    const UNTRACKED: Self = Self { address: usize::MAX, name: Name::UNKNOWN, depth: 0 };

    /// Creates a list with a known length and unknown entries.
    pub(super) fn lost(depth: usize) -> Self {
        if depth == 0 { Self::EMPTY } else { Self { address: Self::LOST, depth, ..Self::EMPTY } }
    }

    pub(super) fn is_untracked(&self) -> bool {
        self.address == Self::UNTRACKED.address
    }
}

/// The record of a call: the list before this call.
#[derive(Clone, Copy)]
#[repr(C)]
struct Record {
    below: ListHead,
    tag: usize,
}

/// An arbitrary number that is not a valid address.
const KEY: usize = 0x9e37_79b9_7f4a_7c15_u64 as usize;

impl Record {
    /// Computes a checksum of the address and every member: a dead record that was partly overwritten, or copied, does
    /// not match it.
    fn tag(address: usize, below: usize, name: usize, depth: usize) -> usize {
        address ^ KEY ^ below.rotate_left(8) ^ name.rotate_left(16) ^ depth.rotate_left(24)
    }
}

/// Memory for a record. It is not initialized: the record of a dead call may still be in it.
pub(super) struct Frame(UnsafeCell<MaybeUninit<Record>>);

impl Frame {
    /// The size of a record in bytes.
    pub(super) const SIZE: usize = size_of::<Record>();
    /// The alignment of a record.
    pub(super) const ALIGN: usize = align_of::<Record>();

    /// Creates memory for a record, in the caller's stack frame.
    pub(super) const fn new() -> Self {
        Self(UnsafeCell::new(MaybeUninit::uninit()))
    }

    pub(super) fn address(&self) -> usize {
        self.0.get().expose_provenance()
    }

    /// Writes the record of a call that is added to the list `below`.
    pub(super) fn write(&self, below: ListHead) {
        let ListHead { address, name, depth } = below;
        let tag = Record::tag(self.address(), address, name.address(), depth);
        // SAFETY: the cell is live, and only the methods of this type access it, one at a time; a signal handler cannot
        // reach it before the list contains its address.
        unsafe { (*self.0.get()).write(Record { below, tag }) };
    }

    /// Writes the record of a call that is in no list.
    pub(super) fn write_untracked(&self) {
        self.write(ListHead::UNTRACKED);
    }

    /// Returns the list before this call.
    ///
    /// # Safety
    ///
    /// The record has been written.
    pub(super) unsafe fn below(&self) -> ListHead {
        // SAFETY: the caller guarantees that the record has been written.
        unsafe { (*self.0.get()).assume_init_ref().below }
    }

    /// Clears the tag, so that the bytes that remain on the stack are not a record.
    ///
    /// # Safety
    ///
    /// The record has been written.
    pub(super) unsafe fn wipe(&self) {
        let record = self.0.get().cast::<Record>();
        // SAFETY: the cell is live. The write is volatile because nothing in the program reads it.
        unsafe { (&raw mut (*record).tag).write_volatile(0) };
    }
}

/// Returns the list in a record that may be dead, or `None` if it is not a record any more.
///
/// # Safety
///
/// `address` is a multiple of [`Frame::ALIGN`], and [`Frame::SIZE`] bytes there belong to the used part of this
/// thread's stack.
pub(super) unsafe fn below_record_at(address: usize) -> Option<ListHead> {
    let [below, name, depth, tag] = [0, 1, 2, 3].map(|word| {
        // SAFETY: the word is part of the record, which the caller guarantees to be mapped and aligned.
        unsafe { read_word(address + word * size_of::<usize>()) }
    });
    if Record::tag(address, below, name, depth) != tag {
        return None;
    }
    // SAFETY: the tag matches, so the record is as `Frame::write` has written it.
    Some(ListHead { address: below, name: unsafe { Name::at(name) }, depth })
}

/// `below_record_at` reads a record word by word.
const _: () = assert!(size_of::<Record>() == size_of::<[usize; 4]>());
