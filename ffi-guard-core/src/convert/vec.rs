//! Lists that C gets as its own: what a function that returns a `Vec` gives it.

use super::{FfiType, InvalidArgument};
use crate::panic::fallback::Fallback;
use crate::panic::recover::{self, LastError, Name};
use std::fmt;
use std::mem::needs_drop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

/// What C gets of a function that returns a `Vec<T>`: in C a `struct { T *ptr; size_t len; }`, which it owns and gives
/// to the library's function that frees it.
///
/// The type is named where a fallback is computed; a function without a fallback falls back to [`NULL`](Self::NULL).
///
/// # Examples
///
/// ```
/// use ffi_guard::{FfiVec, ffi_export};
///
/// ffi_guard::ffi_library! { prefix = "list_doc", vecs = [u32] }
///
/// /// In C: `list_doc_vec_u32 list_doc_divisors(uint32_t n)`, freed by `list_doc_vec_u32_free`.
/// #[ffi_export]
/// pub fn list_doc_divisors(n: u32) -> Vec<u32> {
///     (1..=n).filter(|divisor| n.is_multiple_of(*divisor)).collect()
/// }
///
/// #[ffi_export(fallback = |error| { eprintln!("{error}"); FfiVec::NULL })]
/// pub fn list_doc_digits(text: &str) -> Vec<u32> {
///     text.chars().map(|character| character.to_digit(10).expect("no digit")).collect()
/// }
/// # fn main() {
/// assert_eq!(list_doc_divisors(12), [1, 2, 3, 4, 6, 12]);
/// # }
/// ```
#[repr(C)]
pub struct FfiVec<T> {
    ptr: *mut T,
    len: usize,
}

impl<T> FfiVec<T> {
    /// No list: `ptr` is null. That of an empty list is not.
    pub const NULL: Self = Self { ptr: ptr::null_mut(), len: 0 };
}

impl<T> Clone for FfiVec<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FfiVec<T> {}

impl<T> fmt::Debug for FfiVec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FfiVec").field("ptr", &self.ptr).field("len", &self.len).finish()
    }
}

// It helps nobody who lacks one for a type of their own.
#[diagnostic::do_not_recommend]
impl<T> Fallback for FfiVec<T> {
    fn fallback() -> Self {
        Self::NULL
    }
}

#[diagnostic::do_not_recommend]
// SAFETY: a pointer that is not followed, and a number.
unsafe impl<T: FfiType> FfiType for FfiVec<T> {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

/// What becomes a list that C owns.
pub trait IntoFfiVec {
    /// What it holds.
    type Element;

    /// Gives it away.
    fn into_ffi_vec(self) -> FfiVec<Self::Element>;
}

impl<T: FfiType> IntoFfiVec for Vec<T> {
    type Element = T;

    fn into_ffi_vec(self) -> FfiVec<T> {
        let list = Box::into_raw(self.into_boxed_slice());
        // Nothing is allocated for no bytes. The address is then one that is none on any platform, and beyond the
        // first page: Go stops a program that holds a lower one in a pointer.
        let nowhere = || ptr::without_provenance_mut(align_of::<T>().max(4096));
        let len = list.len();
        let ptr = if len * size_of::<T>() == 0 { nowhere() } else { list.cast() };
        FfiVec { ptr, len }
    }
}

impl<T: FfiType> IntoFfiVec for Option<Vec<T>> {
    type Element = T;

    fn into_ffi_vec(self) -> FfiVec<T> {
        self.map_or(FfiVec::NULL, Vec::into_ffi_vec)
    }
}

/// Frees what [`IntoFfiVec::into_ffi_vec`] gave: the body of the library's `vec_…_free`. The panic of an element that is dropped
/// is recorded.
///
/// # Safety
///
/// Null, or from there and not freed yet; the elements are values of `T`, and own what they owned.
#[inline(always)]
pub unsafe fn free<T: FfiType>(function: Name, vec: FfiVec<T>) {
    if vec.ptr.is_null() {
        return;
    }
    // SAFETY: from `Box::into_raw` by contract, with its length; without bytes any aligned address will do.
    let list = unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(vec.ptr, vec.len)) };
    if !needs_drop::<T>() {
        return drop(list);
    }
    if let Err(payload) = catch_unwind(AssertUnwindSafe(move || drop(list))) {
        recover::record::<LastError, ()>(function, payload, ());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    const NAME: Name = Name::new(c"free");

    static DROPS: AtomicUsize = AtomicUsize::new(0);

    /// Counted, and the number 1 does not go quietly.
    struct Counted(i32);

    impl Drop for Counted {
        fn drop(&mut self) {
            DROPS.fetch_add(1, Relaxed);
            assert_ne!(self.0, 1, "1 stays");
        }
    }

    // SAFETY: a number.
    unsafe impl FfiType for Counted {
        const TRIVIAL: bool = true;

        unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
            Ok(())
        }
    }

    #[test]
    fn a_list_is_given_and_freed() {
        let mut given = Vec::with_capacity(100);
        given.extend([1_u16, 2, 3]);
        let list = given.into_ffi_vec();
        // SAFETY: given a moment ago.
        let elements = unsafe { std::slice::from_raw_parts(list.ptr, list.len) };
        assert_eq!(elements, [1, 2, 3]);
        // SAFETY: given once, freed once.
        unsafe { free(NAME, list) };
    }

    #[test]
    fn an_empty_list_is_not_null() {
        #[repr(C, align(8192))]
        #[derive(Clone, Copy)]
        struct Page;

        // SAFETY: no bytes.
        unsafe impl FfiType for Page {
            const TRIVIAL: bool = true;

            unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
                Ok(())
            }
        }

        let list = Vec::<u64>::new().into_ffi_vec();
        assert!(list.ptr.is_aligned() && list.ptr.addr() >= 4096 && list.len == 0);
        // SAFETY: given once, freed once.
        unsafe { free(NAME, list) };
        let list = vec![Page; 3].into_ffi_vec();
        assert!(list.ptr.is_aligned() && !list.ptr.is_null() && list.len == 3);
        // SAFETY: given once, freed once.
        unsafe { free(NAME, list) };
        // SAFETY: null.
        unsafe { free(NAME, None::<Vec<u8>>.into_ffi_vec()) };
    }

    #[test]
    fn the_drop_of_an_element_may_panic() {
        crate::clear_last_error();
        let list = vec![Counted(0), Counted(1), Counted(2)].into_ffi_vec();
        // SAFETY: given once, freed once.
        unsafe { free(NAME, list) };
        assert_eq!(DROPS.load(Relaxed), 3);
        let error = crate::last_error().unwrap();
        assert_eq!((error.function(), error.message().contains("1 stays")), ("free", true));
    }
}
