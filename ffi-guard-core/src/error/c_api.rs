//! What C sees of an error: `ffi_guard_error` and the functions that `ffi_library!` exports under the
//! library's prefix. `include/ffi_guard.h` declares them.

use crate::error::Error;
use crate::error::text::Text;
use crate::error::{backtrace_text, c_buffer, last_error};
use crate::panic::payload;
use std::ffi::{c_char, c_void};
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

// As a C compiler lays the struct out; `tests/tests/header.rs` asserts the same of the header.
#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<RawError>() == 56 && align_of::<RawError>() == 8);

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

    /// The C view of an error, whose texts it points into.
    ///
    /// # Safety
    ///
    /// `error` is valid for reads. The view is good for as long as `error` stays where it is.
    unsafe fn view(error: *const Error) -> Self {
        // SAFETY: valid for reads by contract; only plain members are read.
        let Error { kind, c_code: code, count, function, .. } = unsafe { *error };
        // SAFETY: in bounds of `error`; the texts are not read, and no reference to them is made, as
        // they may lie in the thread-local that the next failure overwrites while C holds the view.
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

/// `PREFIX_last_error`: writes the thread's latest failure to `out` and returns its kind, 0 for none.
///
/// # Safety
///
/// `out` is null, misaligned, or points to a struct whose member `size` is set and says how many bytes are there.
pub unsafe fn last_error(out: *mut RawError) -> i32 {
    let address = last_error::address();
    let view = if address.is_null() {
        RawError::NONE
    } else {
        // SAFETY: not null, so it is the thread's record, which lives as long as the thread.
        unsafe { RawError::view(address) }
    };
    if !out.is_null() && out.is_aligned() {
        // SAFETY: neither null nor misaligned, so a struct with a valid `size` by contract.
        unsafe { write(out, view) };
    }
    view.kind
}

/// Writes as much of `view` as the caller, who may know another version of the struct, has room for.
///
/// # Safety
///
/// As for [`last_error`], with `out` neither null nor misaligned.
unsafe fn write(out: *mut RawError, view: RawError) {
    // SAFETY: the caller has set `size`, the first member of every version.
    let size = unsafe { (*out).size };
    if let Some(tail) = size.checked_sub(RawError::SIZE) {
        // SAFETY: `size` bytes are there by contract, at least those of this version.
        unsafe {
            out.write(RawError { size, ..view });
            out.add(1).cast::<u8>().write_bytes(0, tail);
        }
    }
}

/// `PREFIX_last_error_message`: the text of the thread's latest failure, "" for none; never null.
#[must_use]
pub fn last_error_message() -> *const c_char {
    let address = last_error::address();
    if address.is_null() {
        c"".as_ptr()
    } else {
        // SAFETY: not null, so it is the thread's record; no reference is made, only an address.
        Text::c_str(unsafe { &raw const (*address).message })
    }
}

/// `PREFIX_last_error_backtrace`: writes the backtrace of the thread's latest failure from the author's code on, as much
/// as fits, and returns its length; 0 for none.
///
/// # Safety
///
/// `buffer` is valid for writes of `size` bytes; null for 0.
pub unsafe fn last_error_backtrace(buffer: *mut c_char, size: usize) -> usize {
    let mut length = 0;
    // Symbols are looked up by code of std's that reads files of others.
    payload::catch_and_discard(|| {
        let text = last_error::last_backtrace().map_or_else(String::new, |backtrace| {
            backtrace_text::from_author_on(&backtrace.to_string())
        });
        // SAFETY: the caller of this function upholds the contract of `write`, which is the same.
        length = unsafe { c_buffer::write(buffer, size, &text) };
    });
    length
}

/// What `PREFIX_set_error_callback` takes.
pub type ErrorCallback = unsafe extern "C" fn(*const RawError, *mut c_void);

#[derive(Clone, Copy)]
struct Callback {
    function: ErrorCallback,
    data: *mut c_void,
}

// SAFETY: the pointer is not dereferenced here; the header tells C that the callback may be called
// from any thread, with this pointer.
unsafe impl Send for Callback {}
// SAFETY: as for `Send`.
unsafe impl Sync for Callback {}

/// Function and data as one pair: nobody sees the one without the other.
static CALLBACK: RwLock<Option<Callback>> = RwLock::new(None);

/// Whether there is one. Beside the lock, whose word all threads that fail would write.
static HAS_CALLBACK: AtomicBool = AtomicBool::new(false);

/// `PREFIX_set_error_callback`: who is told of each failure from now on; null for nobody.
///
/// # Safety
///
/// `function` does not unwind and may be called with `data` from any thread, until some time after
/// it was replaced: a failure under way on another thread may still call it.
pub unsafe fn set_error_callback(function: Option<ErrorCallback>, data: *mut c_void) {
    let mut callback = CALLBACK.write().unwrap_or_else(PoisonError::into_inner);
    *callback = function.map(|function| Callback { function, data });
    HAS_CALLBACK.store(callback.is_some(), Release);
}

/// Tells the C callback, outside the lock: it may set another callback, or call guarded functions.
pub(crate) fn call_back(error: &Error) {
    if !HAS_CALLBACK.load(Acquire) {
        return;
    }
    let callback = *CALLBACK.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(Callback { function, data }) = callback {
        // SAFETY: a reference is valid for reads; the view dies before it.
        let view = unsafe { RawError::view(error) };
        // SAFETY: whoever set the callback promised that it may be called with `data` from any thread.
        unsafe { function(&view, data) };
    }
}
