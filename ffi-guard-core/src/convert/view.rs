//! Views: texts, lists and values that C reads in place, in memory that Rust or C keeps.
//!
//! A view has no lifetime. rustc checks the lifetime of the reference that the author's function returns, and the shim
//! makes the view before its own borrows end. How long C may use it is in its documentation.

use super::{FfiType, InvalidArgument};
use crate::panic::fallback::Fallback;
use std::ffi::{CStr, c_char};
use std::fmt;
use std::ptr;

/// The C representation of a returned `&str`: a `struct { const char *ptr; size_t len; }`. The text is UTF-8, has no NUL
/// at its end, and is not owned by C.
///
/// Name this type to compute a fallback value. A function without a fallback returns [`NULL`](Self::NULL) after a
/// failure.
///
/// # Examples
///
/// ```
/// use ffi_guard::{FfiHandle, ffi_export};
///
/// ffi_guard::ffi_library! { prefix = "str_doc" }
///
/// #[derive(FfiHandle)]
/// pub struct Word(String);
///
/// #[ffi_export]
/// impl Word {
///     pub fn new(word: &str) -> Self {
///         Self(word.to_owned())
///     }
///
///     /// In C: `str_doc_str str_doc_word_text(const str_doc_word *word)`.
///     pub fn text(&self) -> &str {
///         &self.0
///     }
///
///     /// A null `ptr` is `None`.
///     pub fn domain(&self) -> Option<&str> {
///         self.0.split_once('@').map(|(_, domain)| domain)
///     }
/// }
/// # fn main() {
/// assert_eq!(Word::new("a@b").domain(), Some("b"));
/// # }
/// ```
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FfiStr {
    ptr: *const c_char,
    len: usize,
}

/// The C representation of a returned `&[T]`: a `struct { const T *ptr; size_t len; }`. C does not own the elements.
///
/// Name this type to compute a fallback value. A function without a fallback returns [`NULL`](Self::NULL) after a
/// failure.
///
/// # Examples
///
/// ```
/// use ffi_guard::ffi_export;
///
/// ffi_guard::ffi_library! { prefix = "slice_doc" }
///
/// /// In C: `slice_doc_slice_u32 slice_doc_primes(void)`.
/// #[ffi_export]
/// pub fn slice_doc_primes() -> &'static [u32] {
///     &[2, 3, 5, 7]
/// }
///
/// /// In C: `slice_doc_slice_u8 slice_doc_trimmed(const uint8_t *bytes, size_t bytes_len)`.
/// #[ffi_export]
/// pub fn slice_doc_trimmed(bytes: &[u8]) -> &[u8] {
///     bytes.trim_ascii()
/// }
/// # fn main() {
/// assert_eq!(slice_doc_trimmed(b" a "), b"a");
/// # }
/// ```
#[repr(C)]
pub struct FfiSlice<T> {
    ptr: *const T,
    len: usize,
}

#[cfg(feature = "describe")]
crate::__ffi_guard_describe! {
    generic [] [FfiStr] [] [] "FfiStr"
    b"{\"kind\":\"struct\",\"type\":" &{ FfiStr }
    b",\"size\":" (size_of::<FfiStr>())
    b",\"align\":" (align_of::<FfiStr>())
    b",\"fields\":[{\"name\":\"ptr\",\"offset\":0,\"type\":{\"kind\":\"pointer\",\"mutable\":false,\"nullable\":true,\"to\":{\"kind\":\"written\",\"text\":\"c_char\",\"is\":" { c_char }
    b"}}},{\"name\":\"len\",\"offset\":" (size_of::<usize>())
    b",\"type\":" { usize }
    b"}]}"
}

#[cfg(feature = "describe")]
crate::__ffi_guard_describe! {
    generic [T: crate::describe::Describe] [FfiSlice<T>] [] [{T},] "FfiSlice"
    b"{\"kind\":\"struct\",\"type\":" &{ FfiSlice<T> }
    b",\"size\":" (size_of::<FfiSlice<T>>())
    b",\"align\":" (align_of::<FfiSlice<T>>())
    b",\"fields\":[{\"name\":\"ptr\",\"offset\":0,\"type\":" { *const T }
    b"},{\"name\":\"len\",\"offset\":" (size_of::<usize>())
    b",\"type\":" { usize }
    b"}]}"
}

impl FfiStr {
    /// No text: `ptr` is null. The `ptr` of an empty text is not null.
    pub const NULL: Self = Self { ptr: ptr::null(), len: 0 };
}

impl<T> FfiSlice<T> {
    /// No list: `ptr` is null. The `ptr` of an empty list is not null.
    pub const NULL: Self = Self { ptr: ptr::null(), len: 0 };
}

impl<T> Clone for FfiSlice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FfiSlice<T> {}

impl fmt::Debug for FfiStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FfiStr").field("ptr", &self.ptr).field("len", &self.len).finish()
    }
}

impl<T> fmt::Debug for FfiSlice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FfiSlice").field("ptr", &self.ptr).field("len", &self.len).finish()
    }
}

// Suggesting these impls would not help users who lack one for their own type.
#[diagnostic::do_not_recommend]
impl Fallback for FfiStr {
    fn fallback() -> Self {
        Self::NULL
    }
}

#[diagnostic::do_not_recommend]
impl<T> Fallback for FfiSlice<T> {
    fn fallback() -> Self {
        Self::NULL
    }
}

#[diagnostic::do_not_recommend]
// SAFETY: a raw pointer, which the library does not dereference, and a number have no invalid bit patterns.
unsafe impl FfiType for FfiStr {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
// SAFETY: a raw pointer, which the library does not dereference, and a number have no invalid bit patterns.
unsafe impl<T> FfiType for FfiSlice<T> {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

/// Returns the address for C of an empty array of `T`. It is aligned, not null, and not in the first page: Go stops a
/// program that stores such an address in a pointer.
pub(super) const fn address_without_bytes<T>() -> usize {
    let align = align_of::<T>();
    if align > 4096 { align } else { 4096 }
}

/// Returns the address of the elements for C.
#[inline(always)]
fn address<T>(list: &[T]) -> *const T {
    if size_of_val(list) == 0 {
        return ptr::without_provenance(address_without_bytes::<T>());
    }
    list.as_ptr()
}

/// Returns the view of a text; of `None`, a null one.
#[inline(always)]
pub fn str<'a>(text: impl Into<Option<&'a str>>) -> FfiStr {
    text.into().map_or(FfiStr::NULL, |text| FfiStr {
        ptr: address(text.as_bytes()).cast(),
        len: text.len(),
    })
}

/// Returns the view of a list; of `None`, a null one.
#[inline(always)]
pub fn slice<'a, T: ReadInPlace + 'a>(list: impl Into<Option<&'a [T]>>) -> FfiSlice<T> {
    list.into().map_or(FfiSlice::NULL, |list| FfiSlice { ptr: address(list), len: list.len() })
}

/// Returns the address of a C string; of `None`, null.
#[inline(always)]
pub fn c_str<'a>(text: impl Into<Option<&'a CStr>>) -> *const c_char {
    text.into().map_or(ptr::null(), CStr::as_ptr)
}

/// Returns the address of a value; of `None`, null.
#[inline(always)]
pub fn reference<'a, T: ReadInPlace + 'a>(value: impl Into<Option<&'a T>>) -> *const T {
    value.into().map_or(ptr::null(), |value| address(std::slice::from_ref(value)))
}

/// A type that C can read in place: the element of a list, or the value behind a pointer.
#[diagnostic::on_unimplemented(
    message = "C cannot read `{Self}` in place",
    label = "`FfiType` is not implemented for this type",
    note = "for a handle: return an `Arc<{Self}>`, of which C owns one reference, and write `#[ffi(owner = arc)]` on the \
            type; a borrowed handle could be used after its object is gone, and the library could not tell",
    note = "for your own type that C can declare: `#[derive(ffi_guard::FfiType)]`, with a `#[repr(..)]`"
)]
pub trait ReadInPlace {}

#[diagnostic::do_not_recommend]
impl<T: FfiType> ReadInPlace for T {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::tests::Page;

    #[test]
    fn a_view_has_the_address_and_the_length() {
        let value = 7_u64;
        assert_eq!(reference(Some(&value)), &raw const value);
        assert_eq!(c_str(c"text"), c"text".as_ptr());
        let text = String::from("häuser");
        let view = str(text.as_str());
        assert_eq!((view.ptr.cast(), view.len), (text.as_ptr(), 7));
        let list = [1_u16, 2, 3];
        let view = slice(list.as_slice());
        assert_eq!((view.ptr, view.len), (list.as_ptr(), 3));
        // SAFETY: the view is of `list`, which is alive.
        assert_eq!(unsafe { *view.ptr.add(2) }, 3);
    }

    #[test]
    fn an_empty_view_is_neither_null_nor_in_the_first_page() {
        let text = str("");
        assert!(text.ptr.addr() >= 4096 && text.len == 0);
        let list = slice([0_u64; 0].as_slice());
        assert!(list.ptr.addr() >= 4096 && list.ptr.is_aligned() && list.len == 0);
        let list = slice([Page; 2].as_slice());
        assert!(!list.ptr.is_null() && list.ptr.is_aligned() && list.len == 2);
    }

    #[test]
    fn none_is_null() {
        assert!(c_str(None).is_null() && reference(None::<&u8>).is_null());
        assert!(str(None).ptr.is_null());
        assert!(slice(None::<&[u8]>).ptr.is_null());
        assert!(!str(Some("")).ptr.is_null());
        assert!(FfiStr::fallback().ptr.is_null() && FfiSlice::<u8>::fallback().ptr.is_null());
    }
}
