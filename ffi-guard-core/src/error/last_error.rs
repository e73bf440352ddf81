//! The latest failure of a thread, like `errno`.
//!
//! The thread-locals are const-initialised and have no `Drop`. So they work while a thread or the process ends, and
//! they do not keep a library mapped after `dlclose`.

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

/// Increments the thread's number of failures and returns it.
pub(crate) fn increment_count() -> u64 {
    LAST.with(|last| {
        last.count.set(last.count.get() + 1);
        last.count.get()
    })
}

/// Returns the thread's number of failures.
pub(crate) fn count() -> u64 {
    LAST.with(|last| last.count.get())
}

/// Makes `error` the thread's latest failure.
pub(crate) fn set(error: &Error) {
    LAST.with(|last| {
        last.error.set(*error);
        last.present.set(true);
    });
}

/// The last error of this thread, saved while code of the user runs, which may fail in guarded functions or clear the
/// last error.
pub(crate) struct SavedError<'e> {
    error: Option<&'e Error>,
    /// Whether the count in `error` includes failures that the user's code causes.
    counts: bool,
    /// The backtrace of `error`. Clearing the last error drops the stored backtrace.
    backtrace: Option<Arc<Backtrace>>,
    /// The thread's number of failures when the last error was last known to be `error`.
    count: Cell<u64>,
}

impl<'e> SavedError<'e> {
    /// Saves the failure of the current call, which is the last error now.
    pub(crate) fn failure(error: &'e Error) -> Self {
        Self::new(Some(error), true)
    }

    /// Saves the failure of an earlier call, without changes.
    pub(crate) fn earlier(error: Option<&'e Error>) -> Self {
        Self::new(error, false)
    }

    fn new(error: Option<&'e Error>, counts: bool) -> Self {
        let backtrace = error.and_then(Error::backtrace);
        Self { error, counts, backtrace, count: Cell::new(count()) }
    }

    /// Restores the last error if it was changed. It is large, so it is not copied if it is unchanged.
    ///
    /// Each failure increments the count before it becomes the last error, so the count and the presence reveal every
    /// change.
    pub(crate) fn restore(&self) {
        let present = LAST.with(|last| last.present.get());
        if present != self.error.is_some() || count() != self.count.get() {
            self.overwrite();
        }
    }

    /// Restores the last error unconditionally.
    fn overwrite(&self) {
        self.count.set(count());
        let Some(error) = self.error else { return LAST.with(|last| last.present.set(false)) };
        let count = if self.counts { count() } else { error.count };
        set(&Error { count, ..*error });
        self.restore_backtrace();
    }

    fn restore_backtrace(&self) {
        if let (Some(error), Some(backtrace)) = (self.error, &self.backtrace) {
            error.place.trace.restore(backtrace);
        }
    }
}

/// Runs code of the user after a failure, which remains the thread's last error.
pub(crate) fn preserve<R>(failure: &Error, user: impl FnOnce() -> R) -> R {
    let kept = SavedError::failure(failure);
    let value = user();
    kept.restore();
    value
}

/// Runs code of the user with `error` as the thread's last error, and restores the previous one. If the code fails in
/// guarded functions, their latest failure remains instead.
pub(crate) fn with_temporary<R>(error: &Error, user: impl FnOnce() -> R) -> R {
    let before = last_error();
    let before = SavedError::earlier(before.as_ref());
    set(error);
    let lent = SavedError::failure(error);
    let value = user();
    lent.restore_backtrace();
    if count() == lent.count.get() {
        before.overwrite();
    }
    value
}

/// Returns the address of the thread's latest failure for C, or null if there is none.
///
/// The address is valid for as long as the thread exists, and its content until the next failure on this thread or
/// [`clear_last_error`].
pub(crate) fn address() -> *const Error {
    LAST.with(|last| if last.present.get() { last.error.as_ptr() } else { std::ptr::null_mut() })
}

/// Returns a copy of the latest failure of a guarded function on this thread.
///
/// It follows the rules of `errno`: each thread has its own, a failure sets it, and a success leaves it unchanged.
/// `None` before the first failure and after [`clear_last_error`].
///
/// The values that a failed call still owns are dropped before its failure is recorded. The failure is the last error
/// for observers, the fallback and [`Status::failure`](crate::Status::failure), and when the call returns, even if
/// these fail in guarded functions or clear the last error. A panic of a callback that continues in an
/// [`across_c`](crate::across_c) is the last error only for the fallback of that callback.
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

/// Clears the latest failure of this thread. The number of its failures is kept.
pub fn clear_last_error() {
    let cleared = LAST.with(|last| {
        last.present.set(false);
        last.error.replace(Error::BLANK)
    });
    cleared.place.trace.forget();
}

/// Returns the backtrace of the [`last_error`], if it has one; see [`Error::backtrace`].
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
