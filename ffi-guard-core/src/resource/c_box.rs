//! [`CBox`]: owns a resource that C allocated.

use std::ffi::c_void;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// Owns a resource that C allocated. Dropping it, also during unwinding, calls the C function that frees it, exactly
/// once.
///
/// `T` is the target of C's pointer, `R` the return type of the free function.
///
/// It does not implement `Deref`: only the C library knows whether the `T` is initialized and who writes to it. It is
/// not `Send`, because the thread rules of the C library are unknown. If the documentation of the library allows it,
/// implement `Send` for a type of your own:
///
/// ```
/// # use ffi_guard::CBox;
/// # use std::ffi::c_int;
/// # #[allow(non_camel_case_types)] struct sqlite3;
/// struct Database(CBox<sqlite3, c_int>);
///
/// // SAFETY: the library is compiled to be used from any thread.
/// unsafe impl Send for Database {}
/// ```
///
/// # Examples
///
/// ```
/// use ffi_guard::CBox;
/// use std::ffi::{CStr, c_char, c_void};
///
/// unsafe extern "C" {
///     fn strdup(text: *const c_char) -> *mut c_char;
///     fn free(pointer: *mut c_void);
/// }
///
/// // SAFETY: strdup allocates with malloc, or returns null.
/// let copy = unsafe { CBox::new_untyped(strdup(c"a copy".as_ptr()), free) }.expect("memory");
/// // SAFETY: strdup's text ends with a NUL, and lives as long as its owner.
/// assert_eq!(unsafe { CStr::from_ptr(copy.as_ptr()) }, c"a copy");
/// ```
///
/// A constructor that returns its object through an out-parameter:
///
/// ```
/// # use ffi_guard::CBox;
/// # use std::ffi::{c_char, c_int};
/// # use std::ptr;
/// # #[allow(non_camel_case_types)] struct sqlite3;
/// # unsafe extern "C" fn sqlite3_open(_: *const c_char, out: *mut *mut sqlite3) -> c_int {
/// #     unsafe { *out = ptr::NonNull::dangling().as_ptr() };
/// #     14
/// # }
/// # unsafe extern "C" fn sqlite3_close(_: *mut sqlite3) -> c_int { 0 }
/// fn open(path: &std::ffi::CStr) -> Result<CBox<sqlite3, c_int>, c_int> {
///     let mut database = ptr::null_mut();
///     // SAFETY: a path that ends with a NUL, and a place for the result.
///     let code = unsafe { sqlite3_open(path.as_ptr(), &mut database) };
///     // Owned before the code is read: this library leaves something to close behind a failure as well.
///     // SAFETY: made by sqlite3_open, and nobody else closes it.
///     let database = unsafe { CBox::new(database, sqlite3_close) };
///     database.filter(|_| code == 0).ok_or(code)
/// }
/// assert_eq!(open(c"/no/such/file").unwrap_err(), 14);
/// ```
#[must_use = "dropping this frees the resource"]
pub struct CBox<T, R = ()> {
    pointer: NonNull<T>,
    free: Free<T, R>,
}

/// The free function with the signature that C declares, so that it is called by its own type.
enum Free<T, R> {
    Typed(unsafe extern "C" fn(*mut T) -> R),
    Untyped(unsafe extern "C" fn(*mut c_void) -> R),
}

impl<T, R> CBox<T, R> {
    /// Takes ownership of the target of `pointer`, to be freed by `free`; `None` if `pointer` is null.
    ///
    /// # Safety
    ///
    /// `pointer` is null, or `free` may be called with it once, at any time from now on, on this thread. Nobody else
    /// frees it.
    pub unsafe fn new(pointer: *mut T, free: unsafe extern "C" fn(*mut T) -> R) -> Option<Self> {
        Some(Self { pointer: NonNull::new(pointer)?, free: Free::Typed(free) })
    }

    /// Takes ownership, with a free function that takes a `void *`, like `free` of the C library.
    ///
    /// # Safety
    ///
    /// As for [`new`](Self::new).
    pub unsafe fn new_untyped(
        pointer: *mut T,
        free: unsafe extern "C" fn(*mut c_void) -> R,
    ) -> Option<Self> {
        Some(Self { pointer: NonNull::new(pointer)?, free: Free::Untyped(free) })
    }

    /// Returns the pointer, for C functions that use it without freeing it. It is never null.
    ///
    /// It is valid for as long as this owner exists.
    #[must_use]
    pub fn as_ptr(&self) -> *mut T {
        self.pointer.as_ptr()
    }

    /// Frees the resource now, and returns the result of the C function.
    ///
    /// If the result means that C refused to free it, the resource leaks. Prefer a function that cannot refuse, if
    /// there is one, such as `sqlite3_close_v2` instead of `sqlite3_close`.
    ///
    /// ```
    /// use ffi_guard::CBox;
    /// use std::ffi::{c_char, c_int};
    ///
    /// #[repr(C)]
    /// struct File([u8; 0]); // C's FILE
    ///
    /// unsafe extern "C" {
    ///     safe fn tmpfile() -> *mut File;
    ///     fn fputs(text: *const c_char, file: *mut File) -> c_int;
    ///     fn fclose(file: *mut File) -> c_int;
    /// }
    ///
    /// // SAFETY: an open file, or null.
    /// let file = unsafe { CBox::new(tmpfile(), fclose) }.expect("a temporary file");
    /// // SAFETY: the file is open.
    /// unsafe { fputs(c"text".as_ptr(), file.as_ptr()) };
    /// assert_eq!(file.free(), 0, "what was still buffered could not be written");
    /// ```
    pub fn free(self) -> R {
        let owner = ManuallyDrop::new(self);
        // SAFETY: `self` is consumed and `ManuallyDrop` keeps it from being dropped, so this is the only call.
        unsafe { owner.call() }
    }

    /// Passes ownership to C, which must free the resource.
    ///
    /// ```
    /// # use ffi_guard::CBox;
    /// # use std::ffi::{c_char, c_void};
    /// # unsafe extern "C" {
    /// #     fn strdup(text: *const c_char) -> *mut c_char;
    /// #     fn free(pointer: *mut c_void);
    /// # }
    /// /// The caller frees the text with `free`.
    /// extern "C" fn greeting() -> *mut c_char {
    ///     // SAFETY: strdup allocates with malloc, or returns null.
    ///     let text = unsafe { CBox::new_untyped(strdup(c"hello".as_ptr()), free) };
    ///     // .. what may fail or panic, and would free the text ..
    ///     text.map_or(std::ptr::null_mut(), CBox::into_raw)
    /// }
    /// # unsafe { free(greeting().cast()) };
    /// ```
    #[must_use = "the resource leaks unless C frees it"]
    pub fn into_raw(self) -> *mut T {
        ManuallyDrop::new(self).as_ptr()
    }

    /// # Safety
    ///
    /// This is called once, and `self` is not used afterwards.
    unsafe fn call(&self) -> R {
        // SAFETY: the caller of `new` or `new_untyped` guarantees that `free` may be called once with the pointer, and
        // the caller of this function that this is the only call. `free` is `extern "C"`, so it cannot unwind.
        unsafe {
            match self.free {
                Free::Typed(free) => free(self.as_ptr()),
                Free::Untyped(free) => free(self.as_ptr().cast()),
            }
        }
    }
}

impl<T, R> Drop for CBox<T, R> {
    fn drop(&mut self) {
        // SAFETY: a value is dropped once, and not at all after `free` or `into_raw`, which wrap it in `ManuallyDrop`.
        unsafe { self.call() };
    }
}

impl<T, R> fmt::Debug for CBox<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CBox").field(&self.pointer).finish()
    }
}
