//! `c/sort.c`: the C library's own sort.

use std::ffi::c_void;

/// A comparison that gets its user data last: negative, 0 or positive, as C's sort wants it.
pub type Comparison = unsafe extern "C" fn(*const i32, *const i32, *mut c_void) -> i32;

/// What the comparisons of [`csrc_sort`] returned.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparisons {
    /// All of them.
    pub calls: u64,
    /// Those that returned the fallback.
    pub fallback: u64,
}

// SAFETY: the signature is that of `c/sort.h`, and `Comparisons` has the layout of `csrc_comparisons`. The
// function is not `safe`: that the pointers are what C takes them for is the caller's to know.
#[expect(unsafe_code, reason = "declares what c/sort.c defines")]
unsafe extern "C" {
    /// Sorts the numbers with `qsort_r`, and counts what `f` returned: all calls, and those that
    /// returned `fallback` (best a number that no comparison returns otherwise).
    ///
    /// Returns 0; `ENOSYS` where the C library has no `qsort_r` as Linux knows it.
    ///
    /// # Safety
    ///
    /// `numbers` points to `count` numbers that C may swap, and `f` may be called with pointers to two of
    /// them and `data`.
    pub fn csrc_sort(
        numbers: *mut i32,
        count: usize,
        f: Comparison,
        data: *mut c_void,
        fallback: i32,
        out: &mut Comparisons,
    ) -> i32;
}
