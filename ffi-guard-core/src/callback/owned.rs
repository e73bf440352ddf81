//! [`OwnedCallback`]: a callback that C stores until it destroys it.

use super::CLOSURE;
use super::arity::{CallTarget, CallbackFn};
use super::call_policy::Sequential;
use super::callback_panic::CallbackPanic;
use super::closure::refuse;
use super::fallback_policy::{FallbackFn, FallbackPolicy, FallbackTrait, FallbackValue};
use crate::error::last_error;
use crate::panic::fallback::Fallback;
use crate::panic::payload::Payload;
use crate::panic::recover;
use crate::track::tracked_call;
use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{AcqRel, Relaxed};

/// Frees a callback that C has stored. C calls it once, and begins no calls of the callback afterwards. Calls may still
/// be running, and it may be called from inside the callback: the last call frees it.
pub type Destroy = unsafe extern "C" fn(*mut c_void);

/// A closure for C to store. C calls it from any thread, one call at a time.
///
/// No Rust frame waits for it, so its panics, including a panic of the closure's destructor, are recorded as failures.
/// A call during another call is rejected.
///
/// # Examples
///
/// ```
/// use ffi_guard::callback::OwnedCallback;
/// use std::ffi::{c_int, c_void};
///
/// # struct Handler(unsafe extern "C" fn(c_int, *mut c_void) -> c_int, *mut c_void, unsafe extern "C" fn(*mut c_void));
/// # impl Handler {
/// #     fn set(
/// #         f: unsafe extern "C" fn(c_int, *mut c_void) -> c_int,
/// #         data: *mut c_void,
/// #         destroy: unsafe extern "C" fn(*mut c_void),
/// #     ) -> Self {
/// #         Self(f, data, destroy)
/// #     }
/// #     fn fire(&self, n: c_int) -> c_int { unsafe { (self.0)(n, self.1) } }
/// # }
/// # impl Drop for Handler { fn drop(&mut self) { unsafe { (self.2)(self.1) } } }
/// let mut total = 0;
/// let callback = OwnedCallback::new(move |n: c_int| -> c_int { total += 10 / n; total }).or(-1);
/// let (function, data, destroy) = callback.into_raw_last();
///
/// // In C: void handler_set(int (*)(int, void *), void *data, void (*destroy)(void *));
/// let handler = Handler::set(function, data, destroy);
/// assert_eq!(handler.fire(5), 2);
/// assert_eq!(handler.fire(0), -1);
/// assert_eq!(ffi_guard::last_error().unwrap().message(), "attempt to divide by zero");
/// assert_eq!(handler.fire(2), 7);
/// ```
pub struct OwnedCallback<F, A, R, D> {
    state: Box<State<F, D>>,
    signature: PhantomData<fn(A) -> R>,
}

/// An owned callback whose fallback value is not set yet; created by [`OwnedCallback::new`].
#[must_use = "say what C gets from a call that panics: `.or(..)`, `.or_default()` or `.or_else(..)`"]
pub struct OwnedBuilder<F, A, R> {
    closure: F,
    origin: &'static Location<'static>,
    signature: PhantomData<fn(A) -> R>,
}

/// A call is running the closure.
const RUNNING: u32 = 1;
/// C has destroyed the callback.
const DESTROYED: u32 = 2;
/// One unit per user: a call, admitted or not, or the destruction. The last user frees a destroyed callback.
const ONE_USER: u32 = 4;

struct State<F, D> {
    phase: AtomicU32,
    closure: UnsafeCell<F>,
    fallback: D,
    origin: &'static Location<'static>,
}

impl<F: Send + 'static, A, R> OwnedCallback<F, A, R, ()>
where
    F: CallbackFn<Sequential, A, R>,
{
    /// Creates a callback from a closure.
    #[track_caller]
    #[expect(clippy::new_ret_no_self, reason = "what C gets from a panic must be said first")]
    pub fn new(closure: F) -> OwnedBuilder<F, A, R> {
        OwnedBuilder { closure, origin: Location::caller(), signature: PhantomData }
    }
}

impl<F: Send + 'static, A, R> OwnedBuilder<F, A, R> {
    /// Sets the value that a panicking or rejected call returns.
    pub fn or(self, value: R) -> OwnedCallback<F, A, R, FallbackValue<R>>
    where
        R: Copy + Send + 'static,
    {
        self.build(FallbackValue(value))
    }

    /// Makes a panicking or rejected call return the [`Fallback`] of its type.
    pub fn or_default(self) -> OwnedCallback<F, A, R, FallbackTrait>
    where
        R: Fallback,
    {
        self.build(FallbackTrait)
    }

    /// Makes a panicking or rejected call return the result of `fallback`. If `fallback` panics, the process aborts.
    pub fn or_else<G>(self, fallback: G) -> OwnedCallback<F, A, R, FallbackFn<G>>
    where
        G: Fn() -> R + Send + Sync + 'static,
    {
        self.build(FallbackFn(fallback))
    }

    fn build<D>(self, fallback: D) -> OwnedCallback<F, A, R, D> {
        let Self { closure, origin, .. } = self;
        let closure = UnsafeCell::new(closure);
        let state = State { phase: AtomicU32::new(0), closure, fallback, origin };
        OwnedCallback { state: Box::new(state), signature: PhantomData }
    }
}

impl<F: CallbackFn<Sequential, A, R>, A, R, D: FallbackPolicy<R>> OwnedCallback<F, A, R, D> {
    /// Passes ownership to C: returns function, data pointer and destroy function, for a C API that passes the data
    /// pointer as the first argument.
    ///
    /// C must call `destroy` with the data pointer once to free the callback.
    #[must_use = "the callback leaks unless C destroys it"]
    pub fn into_raw_first(self) -> (F::First, *mut c_void, Destroy) {
        (F::first::<OwnedTarget<D>>(), Box::into_raw(self.state).cast(), destroy::<F, D>)
    }

    /// The same for a C API that passes the data pointer as the last argument.
    #[must_use = "the callback leaks unless C destroys it"]
    pub fn into_raw_last(self) -> (F::Last, *mut c_void, Destroy) {
        (F::last::<OwnedTarget<D>>(), Box::into_raw(self.state).cast(), destroy::<F, D>)
    }
}

/// Calls a closure that C has stored.
pub(super) struct OwnedTarget<D>(PhantomData<D>);

impl<F, R, D: FallbackPolicy<R>> CallTarget<F, R> for OwnedTarget<D> {
    unsafe fn call(data: *mut c_void, call: impl FnOnce(*mut F) -> R) -> R {
        let state = data.cast::<State<F, D>>();
        // SAFETY: the caller guarantees that the callback exists when the call begins, and from `enter` on nobody frees
        // it before this call leaves it.
        let (phase, origin, closure) =
            unsafe { (&(*state).phase, (*state).origin, (*state).closure.get()) };
        let exclusive = enter(phase, RUNNING) & RUNNING == 0;
        // The last user runs destructors of the author, which must not change the last error of a call that failed.
        let end = || {
            // SAFETY: `enter` above keeps the state alive. The reference ends here: a callee that has a reference must
            // not free its target.
            let value =
                recover::evaluate_fallback(CLOSURE, || unsafe { &(*state).fallback }.value());
            // SAFETY: this matches the call of `enter` above, and `state` is not used afterwards.
            unsafe { leave(state, if exclusive { RUNNING } else { 0 }) };
            value
        };
        if !exclusive {
            let why = "the callback is running already, and it takes one call at a time";
            return refuse(call, why, origin, end);
        }
        match tracked_call!(CLOSURE, catch_unwind(AssertUnwindSafe(|| call(closure)))) {
            Ok(value) => {
                // SAFETY: this matches the call of `enter` above, and `state` is not used afterwards.
                unsafe { leave(state, RUNNING) };
                value
            }
            Err(payload) => panicked(payload, end),
        }
    }
}

/// Records a panic, which is the last error while `end` runs.
#[cold]
#[inline(never)]
fn panicked<R>(payload: Payload, end: impl FnOnce() -> R) -> R {
    let error = CallbackPanic::catch(CLOSURE, payload).record();
    last_error::preserve(&error, end)
}

/// # Safety
///
/// `data` is the data pointer of a live callback of these types, and C begins no calls of it any more. Calls may be
/// running, including the one that calls this.
unsafe extern "C" fn destroy<F, D>(data: *mut c_void) {
    let state = data.cast::<State<F, D>>();
    // SAFETY: C guarantees that the callback has not been destroyed before, so the state exists.
    enter(unsafe { &(*state).phase }, DESTROYED);
    // SAFETY: this matches the call of `enter` above, and `state` is not used afterwards.
    unsafe { leave(state, 0) };
}

/// Adds a user and sets `flag`. Returns the previous value.
fn enter(phase: &AtomicU32, flag: u32) -> u32 {
    let mut before = phase.load(Relaxed);
    while let Err(now) =
        phase.compare_exchange_weak(before, (before + ONE_USER) | flag, AcqRel, Relaxed)
    {
        before = now;
    }
    before
}

/// Removes a user and clears `flag`. The last user frees a destroyed callback.
///
/// # Safety
///
/// This is called once for each [`enter`]; the caller does not use the value afterwards.
unsafe fn leave<F, D>(state: *mut State<F, D>, flag: u32) {
    // SAFETY: the caller has entered and not left yet, so the value exists.
    let before = unsafe { (*state).phase.fetch_sub(ONE_USER + flag, AcqRel) };
    if before - ONE_USER - flag == DESTROYED {
        // SAFETY: C has destroyed the callback, so no new users come, and this was the last one.
        unsafe { free(state) };
    }
}

/// # Safety
///
/// `state` came from `Box::into_raw`, and nobody uses it any more.
unsafe fn free<F, D>(state: *mut State<F, D>) {
    // SAFETY: the caller guarantees that `state` came from `Box::into_raw` and has no other users.
    let state = unsafe { Box::from_raw(state) };
    // C calls this, so a panic of the closure's destructor must not leave it.
    recover::drop_recorded(CLOSURE, state);
}
