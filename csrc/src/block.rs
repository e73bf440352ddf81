//! `c/block.c`: what C allocates and counts.

use std::ffi::c_void;
use std::sync::atomic::AtomicI32;

/// How many blocks there are, and how many there were.
#[repr(C)]
#[derive(Debug, Default)]
pub struct Ledger {
    /// Allocated and not freed.
    pub alive: AtomicI32,
    /// Freed.
    pub freed: AtomicI32,
}

/// An object of C's.
#[repr(C)]
#[derive(Debug)]
pub struct Block {
    opaque: [u8; 0],
}

impl Block {
    /// What a block writes to the number that it borrows, when it is freed.
    pub const FAREWELL: i32 = 9;
}

// SAFETY: the signatures are those of `c/block.h`, and `Ledger` has the layout of `csrc_ledger`. The functions
// are not `safe`: what the pointers point to is the caller's to know.
#[expect(unsafe_code, reason = "declares what c/block.c defines")]
unsafe extern "C" {
    /// A new block, or null; it borrows `farewell`, unless that is null, until it is freed.
    ///
    /// # Safety
    ///
    /// The ledger and the number are there until the block is freed.
    pub fn csrc_block_new(ledger: *const Ledger, farewell: *mut i32) -> *mut Block;

    /// Frees the block and returns how many of its ledger are left.
    ///
    /// # Safety
    ///
    /// `block` came from [`csrc_block_new`] and is not freed.
    pub fn csrc_block_free(block: *mut Block) -> i32;

    /// The same, as an interface with `void *` has it.
    ///
    /// # Safety
    ///
    /// As for [`csrc_block_free`].
    pub fn csrc_block_free_untyped(block: *mut c_void);
}
