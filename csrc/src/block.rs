//! `c/block.c`: objects that C allocates and counts.

use std::ffi::c_void;
use std::sync::atomic::AtomicI32;

/// The numbers of blocks that are alive and that have been freed.
#[repr(C)]
#[derive(Debug, Default)]
pub struct Ledger {
    /// Blocks that are alive.
    pub alive: AtomicI32,
    /// Blocks that have been freed.
    pub freed: AtomicI32,
}

/// An object allocated by C.
#[repr(C)]
#[derive(Debug)]
pub struct Block {
    opaque: [u8; 0],
}

impl Block {
    /// The value that a block writes to the number it borrows when it is freed.
    pub const FAREWELL: i32 = 9;
}

// SAFETY: the signatures match `c/block.h`, and `Ledger` has the layout of `csrc_ledger`. The functions are unsafe,
// because only the caller can guarantee that the pointers are valid.
#[expect(unsafe_code, reason = "declares the functions of c/block.c")]
unsafe extern "C" {
    /// Returns a new block, or null. The block borrows `farewell`, unless that is null, until it is freed.
    ///
    /// # Safety
    ///
    /// The ledger and the number must outlive the block.
    pub fn csrc_block_new(ledger: *const Ledger, farewell: *mut i32) -> *mut Block;

    /// Frees the block and returns how many blocks of its ledger remain.
    ///
    /// # Safety
    ///
    /// `block` must come from [`csrc_block_new`] and must not have been freed.
    pub fn csrc_block_free(block: *mut Block) -> i32;

    /// Frees the block, like [`csrc_block_free`], through a `void *`.
    ///
    /// # Safety
    ///
    /// `block` must meet the conditions of [`csrc_block_free`].
    pub fn csrc_block_free_untyped(block: *mut c_void);
}
