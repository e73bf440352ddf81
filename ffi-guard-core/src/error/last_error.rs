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

/// SharedOwner one more failure on this thread and returns how many that makes.
pub(crate) fn increment_count() -> u64 {
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
pub(crate) fn set(error: &Error) {
    LAST.with(|last| {
        last.error.set(*error);
        last.present.set(true);
    });
}

/// The record of this thread, kept while code of the user runs, which may fail in guarded functions or clear the
/// record.
pub(crate) struct SavedError<'e> {
    error: Option<&'e Error>,
    /// Whether failures that the user's code causes are counted in `error`.
    counts: bool,
    /// Clearing the record drops the backtrace, which belongs to `error`.
    backtrace: Option<Arc<Backtrace>>,
    /// The thread's number of failures when the record was last known to hold `error`.
    count: Cell<u64>,
}

impl<'e> SavedError<'e> {
    /// Keeps the failure of the current call, which has been published.
    pub(crate) fn failure(error: &'e Error) -> Self {
        Self::new(Some(error), true)
    }

    /// Keeps the failure of an earlier call, as it is.
    pub(crate) fn earlier(error: Option<&'e Error>) -> Self {
        Self::new(error, false)
    }

    fn new(error: Option<&'e Error>, counts: bool) -> Self {
        let backtrace = error.and_then(Error::backtrace);
        Self { error, counts, backtrace, count: Cell::new(count()) }
    }

    /// Writes the record again if it was changed. The copy is large, so an untouched record stays.
    ///
    /// Each failure is counted before it is published, so the count and the presence tell of every change.
    pub(crate) fn restore(&self) {
        let present = LAST.with(|last| last.present.get());
        if present != self.error.is_some() || count() != self.count.get() {
            self.overwrite();
        }
    }

    /// Writes the record, whatever is there.
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

/// Runs code of the user after the failure of a call, which stays the thread's latest one.
pub(crate) fn preserve<R>(failure: &Error, user: impl FnOnce() -> R) -> R {
    let kept = SavedError::failure(failure);
    let value = user();
    kept.restore();
    value
}

/// Runs code of the user, for which `error` is the thread's latest failure. Afterwards the record is as before, unless
/// that code has failed in guarded functions: then it holds their latest failure.
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
/// A failure is recorded after the values that the failed call still owns are dropped. Observers, the fallback and
/// [`Status::failure`](crate::Status::failure) find it here, and it is here when the call returns, even if they fail in
/// guarded functions or clear the error. A panic of a callback that goes on in an [`across_c`](crate::across_c) is no
/// failure of the thread: only its fallback finds it here.
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
