//! Lists that C owns: the return value of a function that returns a `Vec`.

use super::string::free_string;
use super::view::address_without_bytes;
use super::{FfiType, InvalidArgument};
#[cfg(feature = "describe")]
use crate::describe::{
    Describe,
    Piece::{self, Json, Pieces},
};
use crate::handle::FfiHandle;
use crate::handle::private::{CreateHandleError, PendingOwner, UniqueOwner, free as free_handle};
use crate::panic::fallback::Fallback;
use crate::panic::name::Name;
use crate::panic::recover::{self, LastError};
use std::ffi::{CString, c_char};
use std::fmt;
use std::mem::needs_drop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

/// The C representation of a returned `Vec<T>`: a `struct { T *ptr; size_t len; }`. C owns the list and frees it with a
/// function that the library exports.
///
/// Name this type to compute a fallback value. A function without a fallback returns [`NULL`](Self::NULL) after a
/// failure.
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
///     (1..=n).filter(|divisor| n % divisor == 0).collect()
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

#[cfg(feature = "describe")]
crate::__ffi_guard_describe! {
    generic [T: crate::describe::Describe] [FfiVec<T>] [] [{T},] "FfiVec"
    b"{\"kind\":\"struct\",\"type\":" &{ FfiVec<T> }
    b",\"size\":" (size_of::<FfiVec<T>>())
    b",\"align\":" (align_of::<FfiVec<T>>())
    b",\"fields\":[{\"name\":\"ptr\",\"offset\":0,\"type\":" { *mut T }
    b"},{\"name\":\"len\",\"offset\":" (size_of::<usize>())
    b",\"type\":" { usize }
    b"}]}"
}

impl<T> FfiVec<T> {
    /// No list: `ptr` is null. The `ptr` of an empty list is not null.
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

// Suggesting this impl would not help users who lack one for their own type.
#[diagnostic::do_not_recommend]
impl<T> Fallback for FfiVec<T> {
    fn fallback() -> Self {
        Self::NULL
    }
}

#[diagnostic::do_not_recommend]
// SAFETY: a raw pointer, which the library does not dereference here, and a number have no invalid bit patterns.
unsafe impl<T: FfiType> FfiType for FfiVec<T> {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

/// Converts a value into a list that C owns.
pub trait IntoFfiVec {
    /// The type of the elements.
    type Element;

    /// Passes ownership of the list to C.
    fn into_ffi_vec(self) -> FfiVec<Self::Element>;
}

impl<T: FfiType> IntoFfiVec for Vec<T> {
    type Element = T;

    fn into_ffi_vec(self) -> FfiVec<T> {
        let list = Box::into_raw(self.into_boxed_slice());
        // A list without bytes has no allocation.
        let address_of_empty = || ptr::without_provenance_mut(address_without_bytes::<T>());
        let len = list.len();
        let ptr = if len * size_of::<T>() == 0 { address_of_empty() } else { list.cast() };
        FfiVec { ptr, len }
    }
}

impl<T: FfiType> IntoFfiVec for Option<Vec<T>> {
    type Element = T;

    fn into_ffi_vec(self) -> FfiVec<T> {
        self.map_or(FfiVec::NULL, Vec::into_ffi_vec)
    }
}

/// A string in a list that C owns; null if C has taken it.
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct OwnedString(*mut c_char);

#[cfg(feature = "describe")]
// SAFETY: `NUMBER` is `None`.
unsafe impl Describe for OwnedString {
    const TYPE: &'static [Piece] = &[
        Json(
            br#"{"kind":"pointer","mutable":true,"nullable":true,"to":{"kind":"written","text":"c_char","is":"#,
        ),
        Pieces(<c_char as Describe>::TYPE),
        Json(b"}}"),
    ];
}

// SAFETY: a raw pointer may hold any address, because the library does not dereference it here.
unsafe impl FfiType for OwnedString {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

/// Passes ownership of strings to C: of all or, if one cannot be converted, of none. `None` is a null list.
///
/// # Errors
///
/// Returns an error if a string contains a NUL.
pub fn texts(
    list: impl Into<Option<Vec<String>>>,
) -> Result<FfiVec<OwnedString>, TruncatedElement> {
    let Some(list) = list.into() else { return Ok(FfiVec::NULL) };
    let mut texts = Vec::with_capacity(list.len());
    for (index, text) in list.into_iter().enumerate() {
        match CString::new(text) {
            Ok(text) => texts.push(OwnedString(text.into_raw())),
            Err(error) => {
                // SAFETY: `CString::into_raw` returned the texts above, and C does not have them.
                texts.into_iter().for_each(|OwnedString(text)| unsafe { free_string(text) });
                return Err(TruncatedElement { index, position: error.nul_position() });
            }
        }
    }
    Ok(texts.into_ffi_vec())
}

/// The position of a NUL inside a string of a list, which would end the string for C.
#[derive(Debug)]
pub struct TruncatedElement {
    index: usize,
    position: usize,
}

impl fmt::Display for TruncatedElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, position } = self;
        write!(
            f,
            "the text at index {index} of the list to return has a NUL at byte {position}, where it would end for C"
        )
    }
}

/// Passes ownership of objects to C: of all or, if no handle can be created for one, of none. `None` is a null list.
///
/// # Errors
///
/// Returns the reason if a handle cannot be created. The objects are dropped.
pub fn handles<T: FfiHandle<Owner: UniqueOwner<T>>>(
    function: Name,
    list: impl Into<Option<Vec<Box<T>>>>,
) -> Result<FfiVec<*mut T>, CreateHandleError> {
    let Some(list) = list.into() else { return Ok(FfiVec::NULL) };
    let mut failed = None;
    let create = |object| {
        if failed.is_some() {
            recover::drop_recorded(function, object);
            return ptr::null_mut();
        }
        PendingOwner::of_box(object).map_or_else(
            |(error, object)| {
                failed = Some(error);
                recover::drop_recorded(function, object);
                ptr::null_mut()
            },
            PendingOwner::into_raw,
        )
    };
    // In the memory of the list.
    let handles: Vec<*mut T> = list.into_iter().map(create).collect();
    let Some(error) = failed else { return Ok(handles.into_ffi_vec()) };
    for handle in handles {
        // SAFETY: `PendingOwner::of_box` created the handle, or it is null, and C does not have it.
        recover::drop_recorded(function, unsafe { PendingOwner::of_handle(handle) });
    }
    Err(error)
}

/// Frees a list from [`texts`]: the body of the library's `vec_string_free`. C has taken the strings that are null.
///
/// # Safety
///
/// `vec` is null, or came from `texts` and was not freed yet. Its elements are null, or came from `texts` and were not
/// freed yet.
pub unsafe fn free_texts(vec: FfiVec<OwnedString>) {
    // SAFETY: the caller passes a list from `texts`, which got it from `into_ffi_vec`.
    let Some(list) = (unsafe { take(vec) }) else { return };
    for OwnedString(text) in list {
        // SAFETY: the caller passes null or a string from `CString::into_raw` in `texts`, which it gives up.
        unsafe { free_string(text) };
    }
}

/// Frees a list from [`handles`]: the body of the library's `vec_…_free`. C has taken the handles that are null. If the
/// destructor of an object panics, the panic is recorded, and the other objects are freed.
///
/// # Safety
///
/// `vec` is null, or came from `handles` and was not freed yet. Its elements are null, or handles of `T` that C does not
/// use any more; checked ones may be any values.
pub unsafe fn free_handles<T: FfiHandle>(function: Name, vec: FfiVec<*mut T>) {
    // SAFETY: the caller passes a list from `handles`, which got it from `into_ffi_vec`.
    let Some(list) = (unsafe { take(vec) }) else { return };
    for handle in list {
        // SAFETY: the caller passes null or a handle that C does not use any more.
        let free = || unsafe { free_handle::<T>(function, Name::new(c"vec"), handle) };
        if let Err(payload) = catch_unwind(AssertUnwindSafe(free)) {
            recover::record::<LastError, ()>(function, payload, ());
        }
    }
}

/// Returns a list that C gives back. `None` if it is null.
///
/// # Safety
///
/// `vec` is null, or came from [`IntoFfiVec::into_ffi_vec`] and was not freed yet. Its elements are values of `T`.
#[inline(always)]
unsafe fn take<T>(vec: FfiVec<T>) -> Option<Box<[T]>> {
    if vec.ptr.is_null() {
        return None;
    }
    // SAFETY: the caller passes pointer and length from `into_ffi_vec`, which got them from `Box::into_raw`. For a list
    // without bytes any aligned, non-null address is valid.
    Some(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(vec.ptr, vec.len)) })
}

/// Frees a list from [`IntoFfiVec::into_ffi_vec`]: the body of the library's `vec_…_free`. If the destructor of an
/// element panics, the panic is recorded.
///
/// # Safety
///
/// `vec` is null, or came from `into_ffi_vec` and was not freed yet. Its elements are values of `T` and still own what
/// they owned then.
#[inline(always)]
pub unsafe fn free<T: FfiType>(function: Name, vec: FfiVec<T>) {
    // SAFETY: this function has the contract of `take`, which the caller upholds.
    let Some(list) = (unsafe { take(vec) }) else { return };
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
    use crate::convert::tests::Page;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    const NAME: Name = Name::new(c"free");

    static DROPS: AtomicUsize = AtomicUsize::new(0);

    /// Counts its drops. The drop of `Counted(1)` panics.
    struct Counted(i32);

    impl Drop for Counted {
        fn drop(&mut self) {
            DROPS.fetch_add(1, Relaxed);
            assert_ne!(self.0, 1, "1 stays");
        }
    }

    // SAFETY: `Counted` is an `i32`, and every bit pattern is an `i32`.
    unsafe impl FfiType for Counted {
        const TRIVIAL: bool = true;

        unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
            Ok(())
        }
    }

    #[test]
    fn a_list_is_converted_and_freed() {
        let mut vec = Vec::with_capacity(100);
        vec.extend([1_u16, 2, 3]);
        let list = vec.into_ffi_vec();
        // SAFETY: `into_ffi_vec` has just returned this list, and it is not freed yet.
        let elements = unsafe { std::slice::from_raw_parts(list.ptr, list.len) };
        assert_eq!(elements, [1, 2, 3]);
        // SAFETY: the list came from `into_ffi_vec` and is freed once.
        unsafe { free(NAME, list) };
    }

    #[test]
    fn an_empty_list_is_not_null() {
        let list = Vec::<u64>::new().into_ffi_vec();
        assert!(list.ptr.is_aligned() && list.ptr.addr() >= 4096 && list.len == 0);
        // SAFETY: the list came from `into_ffi_vec` and is freed once.
        unsafe { free(NAME, list) };
        let list = vec![Page; 3].into_ffi_vec();
        assert!(list.ptr.is_aligned() && !list.ptr.is_null() && list.len == 3);
        // SAFETY: the list came from `into_ffi_vec` and is freed once.
        unsafe { free(NAME, list) };
        // SAFETY: freeing a null list is allowed.
        unsafe { free(NAME, None::<Vec<u8>>.into_ffi_vec()) };
    }

    #[test]
    fn the_drop_of_an_element_may_panic() {
        crate::clear_last_error();
        let list = vec![Counted(0), Counted(1), Counted(2)].into_ffi_vec();
        // SAFETY: the list came from `into_ffi_vec` and is freed once.
        unsafe { free(NAME, list) };
        assert_eq!(DROPS.load(Relaxed), 3);
        let error = crate::last_error().unwrap();
        assert_eq!((error.function(), error.message().contains("1 stays")), ("free", true));
    }
}
