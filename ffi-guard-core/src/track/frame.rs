//! The record of one call, in a stack frame of its own.

use super::list;
use super::read_word::read_word;
use crate::panic::recover::Name;
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;

/// A place in the list of a thread: the call on top of it, and how many there are from here down.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct ListHead {
    /// Where the record of the call is, or one of the values below, where no record can be.
    pub(super) address: usize,
    pub(super) name: Name,
    pub(super) depth: usize,
}

impl ListHead {
    /// No call.
    pub(super) const EMPTY: Self = Self { address: 0, name: Name::UNKNOWN, depth: 0 };
    /// The address of calls whose records cannot be reached any more.
    pub(super) const LOST: usize = 1;
    /// SavedError by the record of a call that is in no list.
    const UNTRACKED: Self = Self { address: usize::MAX, name: Name::UNKNOWN, depth: 0 };

    /// So many calls, of which nothing else is known.
    pub(super) fn lost(depth: usize) -> Self {
        if depth == 0 { Self::EMPTY } else { Self { address: Self::LOST, depth, ..Self::EMPTY } }
    }

    pub(super) fn is_untracked(&self) -> bool {
        self.address == Self::UNTRACKED.address
    }
}

/// What the stack holds of a call: the list as it was before it.
#[derive(Clone, Copy)]
#[repr(C)]
struct Record {
    below: ListHead,
    tag: usize,
}

/// Any number that no address is.
const KEY: usize = 0x9e37_79b9_7f4a_7c15_u64 as usize;

impl Record {
    /// Depends on the address and on every member: the bytes of a dead record that were overwritten in
    /// part, or copied elsewhere, do not fit together any more.
    fn tag(address: usize, below: usize, name: usize, depth: usize) -> usize {
        address ^ KEY ^ below.rotate_left(8) ^ name.rotate_left(16) ^ depth.rotate_left(24)
    }
}

/// Room for a record. It is not initialised: the record of a dead call may still lie in it.
pub(super) struct Frame(UnsafeCell<MaybeUninit<Record>>);

impl Frame {
    /// Bytes of a record.
    pub(super) const SIZE: usize = size_of::<Record>();
    /// What the address of a record is a multiple of.
    pub(super) const ALIGN: usize = align_of::<Record>();

    /// Room for a record, in the caller's stack frame.
    pub(super) const fn new() -> Self {
        Self(UnsafeCell::new(MaybeUninit::uninit()))
    }

    pub(super) fn address(&self) -> usize {
        self.0.get().expose_provenance()
    }

    /// Writes the record of a call that is put on top of `below`.
    pub(super) fn write(&self, below: ListHead) {
        let ListHead { address, name, depth } = below;
        let tag = Record::tag(self.address(), address, name.address(), depth);
        // SAFETY: the cell is live, and only the functions of this type touch it, one at a time; a signal
        // handler does not get at it before the list has its address.
        unsafe { (*self.0.get()).write(Record { below, tag }) };
    }

    /// Writes the record of a call that is in no list.
    pub(super) fn write_untracked(&self) {
        self.write(ListHead::UNTRACKED);
    }

    /// The list as it was before this call.
    ///
    /// # Safety
    ///
    /// The record is written.
    pub(super) unsafe fn below(&self) -> ListHead {
        // SAFETY: initialised by contract.
        unsafe { (*self.0.get()).assume_init_ref().below }
    }

    /// IntoOwned the tag away, so that the bytes that stay in the stack are no record.
    ///
    /// # Safety
    ///
    /// The record is written.
    pub(super) unsafe fn wipe(&self) {
        let record = self.0.get().cast::<Record>();
        // SAFETY: the cell is live. Volatile, as nothing is to read it.
        unsafe { (&raw mut (*record).tag).write_volatile(0) };
    }
}

/// The list below a record that may be dead; `None` if it is no record any more.
///
/// # Safety
///
/// `address` is a multiple of [`Frame::ALIGN`], and [`Frame::SIZE`] bytes there belong to this thread's stack
/// and have been in use.
pub(super) unsafe fn below_record_at(address: usize) -> Option<ListHead> {
    let [below, name, depth, tag] = [0, 1, 2, 3].map(|word| {
        // SAFETY: one of the words of a record, mapped and aligned by contract.
        unsafe { read_word(address + word * size_of::<usize>()) }
    });
    if Record::tag(address, below, name, depth) != tag {
        return None;
    }
    // SAFETY: the tag fits, so the record is as `Frame::write` has left it.
    Some(ListHead { address: below, name: unsafe { Name::at(name) }, depth })
}

/// `below_record_at` reads a record word by word.
const _: () = assert!(size_of::<Record>() == size_of::<[usize; 4]>());

/// A call that is under way. Dropped when its body has returned or panicked.
#[must_use = "the call ends when it is dropped"]
pub(super) struct Tracked<'f>(&'f Frame);

impl<'f> Tracked<'f> {
    /// Notes that a call of `name` begins, and reports the calls that it finds abandoned.
    #[inline]
    pub(super) fn enter(frame: &'f Frame, name: Name) -> Self {
        list::enter(frame, name);
        Self(frame)
    }
}

impl Drop for Tracked<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: entered, by the only constructor.
        unsafe { list::exit(self.0) };
    }
}

/// Calls `call`, with a record of a call of `name` in this function's frame meanwhile.
///
/// Never inlined: the record needs a frame that no other call shares, as the module `track` says.
#[inline(never)]
pub(crate) fn tracked<R>(name: Name, call: impl FnOnce() -> R) -> R {
    let frame = Frame::new();
    let _tracked = Tracked::enter(&frame, name);
    call()
}
