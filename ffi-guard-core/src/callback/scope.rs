//! The Rust frame that calls C, and in which a panic of its callbacks goes on.

use super::arity::CallbackFn;
use super::call_policy::{Concurrent, SameThread, Sequential};
use super::carried::CallbackPanic;
use super::closure::CallbackBuilder;
use super::scope_list::OpenScope;
use crate::panic::recover::{self, Name};
use std::marker::PhantomData;
use std::thread;

/// A stretch of Rust code that calls C, made by [`across_c`] and [`try_across_c`].
pub struct Scope {
    open: OpenScope,
    // The panic goes on in the frame of one thread; callbacks reach other threads through C alone.
    one_thread: PhantomData<*const ()>,
}

/// Calls C code that calls back, and lets a panic of a callback go on here once C has returned.
///
/// Callbacks are made from closures by the [`Scope`]. When one panics, C gets its fallback value and
/// goes on; the calls after it return their fallback without running; and when `f` has returned, the
/// panic goes on from this function: the destructors of the frames above run, the hook does not fire a
/// second time, and a `catch_unwind` further out gets the very payload.
///
/// If the thread was already unwinding when the scope opened, a second panic would abort the process:
/// the panic is recorded instead, as that of a guarded function is, and `f`'s value is returned.
///
/// # Panics
///
/// With the first panic of a callback of this scope. If `f` panics itself, with that: the panic of a callback
/// is then recorded, as that of a guarded function is.
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
            // A second panic in here would hide the first, or abort.
            recover::drop_recorded(Name::new(c"across_c"), value);
            carried.resume()
        }
    }
}

/// As [`across_c`], with the panic of a callback as a value.
///
/// # Errors
///
/// The first panic of a callback of this scope, also where the thread was already unwinding; what `f`
/// returned is dropped then.
///
/// # Panics
///
/// With what `f` panics with; as for [`across_c`], the panic of a callback is then recorded.
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

/// If `f` unwinds, the scope is dropped with what it has kept.
fn run<R>(f: impl FnOnce(&Scope) -> R) -> (R, Option<CallbackPanic>) {
    let scope = Scope { open: OpenScope::new(), one_thread: PhantomData };
    let value = f(&scope);
    (value, scope.open.panics().take())
}

impl Scope {
    /// Makes a callback of a closure that this thread calls, one call at a time. Its arguments are what C
    /// passes: take pointers as raw pointers.
    ///
    /// A call from another thread, or from inside the closure, is refused: it returns the fallback and
    /// is recorded as [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[track_caller]
    pub fn callback<'s, F, A, R>(&'s self, closure: F) -> CallbackBuilder<'s, SameThread, F, A, R>
    where
        F: CallbackFn<SameThread, A, R> + 's,
    {
        CallbackBuilder::new(self.open.panics(), closure)
    }

    /// Makes a callback of a closure that any thread calls, one call at a time.
    ///
    /// A call while another one runs is refused, as [`callback`](Self::callback) says.
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

    /// Makes a callback of a closure that any thread calls at any time.
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
        // The frame is left by another panic already.
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
