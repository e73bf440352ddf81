//! `c/sort.c`: the C library's sort.

use std::ffi::c_void;

/// A comparison with its user data as the last argument; returns a negative number, 0 or a positive number.
pub type Comparison = unsafe extern "C" fn(*const i32, *const i32, *mut c_void) -> i32;

/// Counts of the results of the comparisons in [`csrc_sort`].
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparisons {
    /// All comparisons.
    pub calls: u64,
    /// Comparisons that returned the fallback.
    pub fallback: u64,
}

// SAFETY: the signature matches `c/sort.h`, and `Comparisons` has the layout of `csrc_comparisons`. The function is
// unsafe, because only the caller can guarantee that the pointers are valid.
#[expect(unsafe_code, reason = "declares the functions of c/sort.c")]
unsafe extern "C" {
    /// Sorts the numbers with `qsort_r`, and counts all comparisons and those that returned `fallback`, which is best a
    /// number that no comparison returns otherwise.
    ///
    /// Returns 0, or `ENOSYS` if the C library has no `qsort_r` with the signature of Linux.
    ///
    /// # Safety
    ///
    /// `numbers` must point to `count` writable numbers, and `f` must be callable with pointers to two of them and
    /// `data`.
    pub fn csrc_sort(
        numbers: *mut i32,
        count: usize,
        f: Comparison,
        data: *mut c_void,
        fallback: i32,
        out: &mut Comparisons,
    ) -> i32;
}
