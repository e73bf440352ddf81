//! The C API of the last error: `ffi_guard_error`, and the functions that `ffi_library!` exports with the prefix of the
//! library. `include/ffi_guard.h` declares them.

use crate::error::Error;
use crate::error::text::Text;
use crate::error::{backtrace_text, c_buffer, last_error};
use crate::panic::payload;
use std::ffi::{c_char, c_void};
#[cfg(feature = "describe")]
use std::mem::offset_of;
use std::ptr;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{PoisonError, RwLock};

/// `ffi_guard_error` of `ffi_guard.h`, version 1. Later versions add members at the end.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct RawError {
    size: usize,
    kind: i32,
    line: u32,
    column: u32,
    code: i32,
    function: *const c_char,
    message: *const c_char,
    file: *const c_char,
    count: u64,
}

// The layout of the C struct. `tests/tests/header.rs` asserts the same for the header.
#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<RawError>() == 56 && align_of::<RawError>() == 8);

#[cfg(feature = "describe")]
crate::__ffi_guard_describe! {
    type RawError "ffi_guard_error" json
    b"{\"kind\":\"struct\",\"type\":" &{ RawError }
    b",\"size\":" (size_of::<RawError>())
    b",\"align\":" (align_of::<RawError>())
    b",\"fields\":[{\"name\":\"size\",\"offset\":" (offset_of!(RawError, size))
    b",\"type\":" { usize }
    b"},{\"name\":\"kind\",\"offset\":" (offset_of!(RawError, kind))
    b",\"type\":" { i32 }
    b"},{\"name\":\"line\",\"offset\":" (offset_of!(RawError, line))
    b",\"type\":" { u32 }
    b"},{\"name\":\"column\",\"offset\":" (offset_of!(RawError, column))
    b",\"type\":" { u32 }
    b"},{\"name\":\"code\",\"offset\":" (offset_of!(RawError, code))
    b",\"type\":" { i32 }
    b"},{\"name\":\"function\",\"offset\":" (offset_of!(RawError, function))
    b",\"type\":{\"kind\":\"pointer\",\"mutable\":false,\"nullable\":true,\"to\":\
        {\"kind\":\"written\",\"text\":\"c_char\",\"is\":" { c_char }
    b"}}},{\"name\":\"message\",\"offset\":" (offset_of!(RawError, message))
    b",\"type\":{\"kind\":\"pointer\",\"mutable\":false,\"nullable\":true,\"to\":\
        {\"kind\":\"written\",\"text\":\"c_char\",\"is\":" { c_char }
    b"}}},{\"name\":\"file\",\"offset\":" (offset_of!(RawError, file))
    b",\"type\":{\"kind\":\"pointer\",\"mutable\":false,\"nullable\":true,\"to\":\
        {\"kind\":\"written\",\"text\":\"c_char\",\"is\":" { c_char }
    b"}}},{\"name\":\"count\",\"offset\":" (offset_of!(RawError, count))
    b",\"type\":" { u64 }
    b"}]}" [""]
}

impl RawError {
    const SIZE: usize = size_of::<Self>();

    const NONE: Self = Self {
        size: Self::SIZE,
        kind: 0,
        line: 0,
        column: 0,
        code: 0,
        function: ptr::null(),
        message: ptr::null(),
        file: ptr::null(),
        count: 0,
    };

    /// Returns a C view of an error, with pointers to its strings.
    ///
    /// # Safety
    ///
    /// `error` is valid for reads. The view must not be used after `error` was moved or dropped.
    unsafe fn view(error: *const Error) -> Self {
        // SAFETY: the caller passes an error that is valid for reads; only members that are `Copy` are read.
        let Error { kind, c_code: code, count, function, .. } = unsafe { *error };
        // SAFETY: the fields are in bounds of `error`. The strings are not read, and no reference to them is created,
        // because they may be in the thread-local that the next failure overwrites while C uses the view.
        let (message, file, line, column) = unsafe {
            (
                Text::c_str(&raw const (*error).message),
                Text::c_str(&raw const (*error).place.file),
                (*error).place.line,
                (*error).place.column,
            )
        };
        let function = function.as_ptr();
        Self {
            size: Self::SIZE,
            kind: kind as i32,
            line,
            column,
            code,
            function,
            message,
            file,
            count,
        }
    }
}

/// `PREFIX_last_error`: writes the thread's latest failure to `out` and returns its kind, or 0 if there is none.
///
/// # Safety
///
/// `out` is null, misaligned, or points to a struct of the size that its member `size` contains.
pub unsafe fn last_error(out: *mut RawError) -> i32 {
    let address = last_error::address();
    let view = if address.is_null() {
        RawError::NONE
    } else {
        // SAFETY: an address that is not null is the thread's record, which exists for as long as the thread.
        unsafe { RawError::view(address) }
    };
    if !out.is_null() && out.is_aligned() {
        // SAFETY: `out` is neither null nor misaligned, so the caller guarantees a struct with a valid `size`.
        unsafe { write(out, view) };
    }
    view.kind
}

/// Writes `view` to the struct of the caller, who may know another version of it.
///
/// # Safety
///
/// As for [`last_error`]; `out` is neither null nor misaligned.
unsafe fn write(out: *mut RawError, view: RawError) {
    // SAFETY: C has set `size`, which is the first member in every version.
    let size = unsafe { (*out).size };
    if let Some(tail) = size.checked_sub(RawError::SIZE) {
        // SAFETY: C guarantees `size` bytes at `out`, and `size` is at least the size of this version.
        unsafe {
            out.write(RawError { size, ..view });
            out.add(1).cast::<u8>().write_bytes(0, tail);
        }
    }
}

/// `PREFIX_last_error_message`: returns the message of the thread's latest failure, or "" if there is none; never null.
#[must_use]
pub fn last_error_message() -> *const c_char {
    let address = last_error::address();
    if address.is_null() {
        c"".as_ptr()
    } else {
        // SAFETY: an address that is not null is the thread's record; this computes an address and creates no
        // reference.
        Text::c_str(unsafe { &raw const (*address).message })
    }
}

/// `PREFIX_last_error_backtrace`: writes as much of the backtrace of the thread's latest failure as fits, starting at
/// the author's code, and returns its full length; 0 if there is none.
///
/// # Safety
///
/// `buffer` is valid for writes of `size` bytes, or null.
pub unsafe fn last_error_backtrace(buffer: *mut c_char, size: usize) -> usize {
    let mut length = 0;
    // std reads debug information to resolve symbols, which may panic.
    payload::catch_and_discard(|| {
        let text = last_error::last_backtrace().map_or_else(String::new, |backtrace| {
            backtrace_text::from_author_on(&backtrace.to_string())
        });
        // SAFETY: this function has the contract of `c_buffer::write`, which the caller upholds.
        length = unsafe { c_buffer::write(buffer, size, &text) };
    });
    length
}

/// The type of the callback for `PREFIX_set_error_callback`.
pub type ErrorCallback = unsafe extern "C" fn(*const RawError, *mut c_void);

#[derive(Clone, Copy)]
struct Callback {
    function: ErrorCallback,
    data: *mut c_void,
}

// SAFETY: the data pointer is not dereferenced here. C guarantees that the callback may be called with it from any
// thread, as the header says.
unsafe impl Send for Callback {}
// SAFETY: the data pointer is not dereferenced here. C guarantees that the callback may be called with it from any
// thread, as the header says.
unsafe impl Sync for Callback {}

/// The callback. Function and data are one value, so no thread sees one without the other.
static CALLBACK: RwLock<Option<Callback>> = RwLock::new(None);

/// Whether a callback is set. Kept outside the lock, because every failing thread would write to the lock word.
static HAS_CALLBACK: AtomicBool = AtomicBool::new(false);

/// `PREFIX_set_error_callback`: sets the function that is called for each failure from now on, or removes it if null.
///
/// # Safety
///
/// `function` does not unwind, and may be called with `data` from any thread. This includes a short time after it was
/// replaced, because another thread may be about to call it.
pub unsafe fn set_error_callback(function: Option<ErrorCallback>, data: *mut c_void) {
    let mut callback = CALLBACK.write().unwrap_or_else(PoisonError::into_inner);
    *callback = function.map(|function| Callback { function, data });
    HAS_CALLBACK.store(callback.is_some(), Release);
}

/// Calls the C callback, outside the lock, because it may set another callback or call guarded functions.
pub(crate) fn call_back(error: &Error) {
    if !HAS_CALLBACK.load(Acquire) {
        return;
    }
    let callback = *CALLBACK.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(Callback { function, data }) = callback {
        // SAFETY: a reference is valid for reads, and outlives the view.
        let view = unsafe { RawError::view(error) };
        // SAFETY: the caller of `set_error_callback` guarantees that the callback may be called with `data` from any
        // thread.
        unsafe { function(&view, data) };
    }
}
