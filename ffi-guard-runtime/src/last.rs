//! The thread's latest failure, as `errno` is the thread's latest error number.
//!
//! The thread-locals are const-initialised and have no `Drop`: they work in every phase of a
//! thread's and of the process's end, and they do not keep a library mapped after `dlclose`.

use crate::error::Error;
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::sync::Arc;

struct Last {
    present: Cell<bool>,
    error: Cell<Error>,
    count: Cell<u64>,
}

thread_local! {
    static LAST: Last = const {
        Last { present: Cell::new(false), error: Cell::new(Error::BLANK), count: Cell::new(0) }
    };
}

/// Counts one more failure on this thread and returns how many that makes.
pub(crate) fn count_one() -> u64 {
    LAST.with(|last| {
        last.count.set(last.count.get() + 1);
        last.count.get()
    })
}

/// How many failures this thread has had.
pub(crate) fn count() -> u64 {
    LAST.with(|last| last.count.get())
}

/// Makes `error` the thread's latest failure.
///
/// Failures that its observers caused were published before it; the count must not go back.
pub(crate) fn publish(error: &Error) {
    LAST.with(|last| {
        last.error.set(Error { count: last.count.get(), ..*error });
        last.present.set(true);
    });
}

/// Runs code whose failures do not become the thread's latest one. They are counted.
#[cfg(feature = "track-frames")]
pub(crate) fn undisturbed(others: impl FnOnce()) {
    let (present, error) = LAST.with(|last| (last.present.get(), last.error.get()));
    others();
    LAST.with(|last| {
        last.error.set(error);
        last.present.set(present);
    });
}

/// The address of the thread's latest failure, for C; null where there is none.
///
/// It stays valid for as long as the thread lives, and its content until the next failure on this
/// thread or [`clear_last_error`].
pub(crate) fn address() -> *const Error {
    LAST.with(|last| if last.present.get() { last.error.as_ptr() } else { std::ptr::null_mut() })
}

/// The latest failure of a guarded function on this thread, as a copy.
///
/// Set on failure, untouched by success, per thread: the rules of `errno`. `None` before the first
/// failure and after [`clear_last_error`].
///
/// # Examples
///
/// ```
/// use ffi_guard::ffi_export;
///
/// #[ffi_export(fallback = -1)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn last_doc_divide(a: i32, b: i32) -> i32 {
///     a / b
/// }
///
/// assert_eq!(last_doc_divide(6, 3), 2);
/// assert!(ffi_guard::last_error().is_none());
///
/// assert_eq!(last_doc_divide(6, 0), -1);
/// assert_eq!(ffi_guard::last_error().unwrap().message(), "attempt to divide by zero");
///
/// ffi_guard::clear_last_error();
/// assert!(ffi_guard::last_error().is_none());
/// ```
#[must_use]
pub fn last_error() -> Option<Error> {
    LAST.with(|last| last.present.get().then(|| last.error.get()))
}

/// Forgets the latest failure of this thread. The count of its failures goes on.
pub fn clear_last_error() {
    let cleared = LAST.with(|last| {
        last.present.set(false);
        last.error.replace(Error::BLANK)
    });
    cleared.place.trace.forget();
}

/// The backtrace of the latest failure of a guarded function on this thread: that of [`last_error`], if it has one; see
/// [`Error::backtrace`].
///
/// # Examples
///
/// ```
/// ffi_guard::ffi_library! { prefix = "traced", quiet = true, backtrace = true }
///
/// #[ffi_guard::ffi_export(fallback = -1)]
/// pub fn traced_first(items: &[i32]) -> i32 {
///     first_of(items)
/// }
///
/// #[inline(never)]
/// fn first_of(items: &[i32]) -> i32 {
///     items[0]
/// }
///
/// # mod c {
/// #     unsafe extern "C" {
/// #         pub fn traced_first(items: *const i32, len: usize) -> i32;
/// #     }
/// # }
/// # fn main() {
/// # if cfg!(miri) { return }
/// // As C calls it:
/// assert_eq!(unsafe { c::traced_first(std::ptr::null(), 0) }, -1);
/// let backtrace = ffi_guard::last_backtrace().unwrap();
/// assert!(backtrace.to_string().contains("first_of"), "{backtrace}");
/// # }
/// ```
#[must_use]
pub fn last_backtrace() -> Option<Arc<Backtrace>> {
    last_error()?.backtrace()
}
