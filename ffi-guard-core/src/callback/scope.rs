//! [`across_c`]: the Rust frame that calls C, where panics of callbacks continue.

use super::arity::CallbackFn;
use super::call_policy::{Concurrent, SameThread, Sequential};
use super::callback_panic::CallbackPanic;
use super::closure::CallbackBuilder;
use super::scope_list::OpenScope;
use crate::panic::name::Name;
use crate::panic::recover;
use std::marker::PhantomData;
use std::thread;

/// Creates callbacks for C; passed by [`across_c`] and [`try_across_c`] to the closure that calls C.
pub struct Scope {
    open: OpenScope,
    // Not `Send` and not `Sync`: the panic continues in a frame of this thread, and other threads use callbacks only
    // through C.
    one_thread: PhantomData<*const ()>,
}

/// Calls C code that calls back into Rust, and resumes the panic of a callback after C has returned.
///
/// The [`Scope`] creates callbacks from closures. If one panics, C receives its fallback value and continues. Later
/// calls of the scope's callbacks return their fallback without running. When `f` has returned, this function resumes
/// the panic: the destructors of the outer frames run, the panic hook does not run again, and an outer `catch_unwind`
/// gets the original payload.
///
/// If the thread was already unwinding when this was called, a second panic would abort the process. The panic is then
/// recorded like the panic of a guarded function, and the value of `f` is returned.
///
/// # Panics
///
/// Panics with the first panic of a callback of this scope. If `f` panics, panics with that panic, and records the
/// panic of a callback like the panic of a guarded function.
///
/// # Examples
///
/// ```
/// use std::ffi::{c_int, c_void};
///
/// # extern "C" fn c_each(count: c_int, f: unsafe extern "C" fn(c_int, *mut c_void) -> c_int, data: *mut c_void) {
/// #     for i in 0..count { unsafe { f(i, data) }; }
/// # }
/// // In C: void c_each(int count, int (*f)(int, void *), void *data);
/// let mut seen = Vec::new();
/// ffi_guard::across_c(|scope| {
///     let callback = scope.callback(|i: c_int| -> c_int { seen.push(i); 0 }).or(-1);
///     c_each(3, callback.data_last(), callback.data());
/// });
/// assert_eq!(seen, [0, 1, 2]);
///
/// let caught = std::panic::catch_unwind(|| {
///     ffi_guard::across_c(|scope| {
///         let callback = scope.callback(|i: c_int| -> c_int { panic!("at {i}") }).or(-1);
///         c_each(3, callback.data_last(), callback.data());
///     })
/// });
/// assert_eq!(caught.unwrap_err().downcast_ref::<String>().unwrap(), "at 0");
/// ```
pub fn across_c<R>(f: impl FnOnce(&Scope) -> R) -> R {
    let unwinding = thread::panicking();
    let (value, carried) = run(f);
    match carried {
        None => value,
        Some(carried) if unwinding => {
            carried.record();
            value
        }
        Some(carried) => {
            // A panic of this destructor would replace the panic of the callback, or abort.
            recover::drop_recorded(Name::new(c"across_c"), value);
            carried.resume()
        }
    }
}

/// Like [`across_c`], but returns the panic of a callback.
///
/// # Errors
///
/// Returns the first panic of a callback of this scope, even if the thread was already unwinding. The value of `f` is
/// dropped.
///
/// # Panics
///
/// Panics if `f` panics. The panic of a callback is then recorded, as by [`across_c`].
#[expect(clippy::result_large_err, reason = "a failure path that needs no allocator")]
pub fn try_across_c<R>(f: impl FnOnce(&Scope) -> R) -> Result<R, CallbackPanic> {
    let (value, carried) = run(f);
    match carried {
        None => Ok(value),
        Some(carried) => {
            recover::drop_recorded(Name::new(c"try_across_c"), value);
            Err(carried)
        }
    }
}

/// Runs `f` with a new scope. If `f` unwinds, dropping the scope records a panic that it has stored.
fn run<R>(f: impl FnOnce(&Scope) -> R) -> (R, Option<CallbackPanic>) {
    let scope = Scope { open: OpenScope::new(), one_thread: PhantomData };
    let value = f(&scope);
    (value, scope.open.panics().take())
}

impl Scope {
    /// Creates a callback that only this thread calls, one call at a time. Its arguments are passed from C unchanged:
    /// take pointers as raw pointers.
    ///
    /// A call from another thread, or from inside the closure, is rejected: it returns the fallback, and is recorded as
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[track_caller]
    pub fn callback<'s, F, A, R>(&'s self, closure: F) -> CallbackBuilder<'s, SameThread, F, A, R>
    where
        F: CallbackFn<SameThread, A, R> + 's,
    {
        CallbackBuilder::new(self.open.panics(), closure)
    }

    /// Creates a callback that any thread may call, one call at a time.
    ///
    /// A call during another call is rejected, as by [`callback`](Self::callback).
    #[track_caller]
    pub fn callback_send<'s, F, A, R>(
        &'s self,
        closure: F,
    ) -> CallbackBuilder<'s, Sequential, F, A, R>
    where
        F: CallbackFn<Sequential, A, R> + Send + 's,
    {
        CallbackBuilder::new(self.open.panics(), closure)
    }

    /// Creates a callback that any number of threads may call at the same time.
    #[track_caller]
    pub fn callback_sync<'s, F, A, R>(
        &'s self,
        closure: F,
    ) -> CallbackBuilder<'s, Concurrent, F, A, R>
    where
        F: CallbackFn<Concurrent, A, R> + Sync + 's,
    {
        CallbackBuilder::new(self.open.panics(), closure)
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        // A panic is stored only if `f` unwinds: the frame is left by that other panic.
        if let Some(carried) = self.open.panics().take() {
            carried.record();
        }
    }
}

impl std::fmt::Debug for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope")
            .field("panicked", &self.open.panics().is_full())
            .finish_non_exhaustive()
    }
}
