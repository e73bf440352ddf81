//! Callbacks: a closure as a C function pointer and a data pointer.

use super::CLOSURE;
use super::arity::{CallTarget, CallbackFn};
use super::call_policy::CallPolicy;
use super::callback_panic::CallbackPanic;
use super::fallback_policy::{FallbackFn, FallbackPolicy, FallbackTrait, FallbackValue};
use super::panic_slot::PanicSlot;
use crate::error::OwnedLocation;
use crate::error::last_error;
use crate::panic::fallback::Fallback;
use crate::panic::payload::Payload;
use crate::panic::recover;
use crate::track::tracked_call;
use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::ptr::NonNull;

/// A callback whose fallback value is not set yet; created by [`Scope`](super::Scope). `.or(..)`, `.or_default()` or
/// `.or_else(..)` returns the [`Callback`].
#[must_use = "say what C gets from a call that panics: `.or(..)`, `.or_default()` or `.or_else(..)`"]
pub struct CallbackBuilder<'s, K, F, A, R> {
    panics: &'s PanicSlot,
    closure: F,
    origin: &'static Location<'static>,
    signature: PhantomData<fn(K, A) -> R>,
}

impl<'s, K: CallPolicy, F: CallbackFn<K, A, R>, A, R> CallbackBuilder<'s, K, F, A, R> {
    #[track_caller]
    pub(super) fn new(panics: &'s PanicSlot, closure: F) -> Self {
        Self { panics, closure, origin: Location::caller(), signature: PhantomData }
    }

    /// Sets the value that a panicking or rejected call returns.
    pub fn or(self, value: R) -> Callback<'s, K, F, A, R, FallbackValue<R>>
    where
        R: Copy,
    {
        self.build(FallbackValue(value))
    }

    /// Makes a panicking or rejected call return the [`Fallback`] of its type. Numbers do not implement it.
    pub fn or_default(self) -> Callback<'s, K, F, A, R, FallbackTrait>
    where
        R: Fallback,
    {
        self.build(FallbackTrait)
    }

    /// Makes a panicking or rejected call return the result of `fallback`. If `fallback` panics, the process aborts. It
    /// runs on the thread of the call, so it must be `Sync`.
    pub fn or_else<G: Fn() -> R + Sync>(
        self,
        fallback: G,
    ) -> Callback<'s, K, F, A, R, FallbackFn<G>> {
        self.build(FallbackFn(fallback))
    }

    fn build<D: FallbackPolicy<R>>(self, fallback: D) -> Callback<'s, K, F, A, R, D> {
        let Self { panics, closure, origin, .. } = self;
        let state =
            State { closure: UnsafeCell::new(closure), fallback, panics, policy: K::new(), origin };
        Callback {
            state: NonNull::from(Box::leak(Box::new(state))),
            owned: PhantomData,
            signature: PhantomData,
        }
    }
}

/// The target of the data pointer.
pub(super) struct State<'s, K, F, D> {
    closure: UnsafeCell<F>,
    fallback: D,
    panics: &'s PanicSlot,
    policy: K,
    origin: &'static Location<'static>,
}

/// A callback for C: pass [`data`](Self::data) and one of the two functions.
///
/// The caller of C must keep the callback alive until every call has returned: it must not be dropped inside one of its
/// own calls, and C must not call it after its scope has ended, even if it was leaked.
pub struct Callback<'s, K: CallPolicy, F, A, R, D> {
    // Not a `Box`: moving a `Box` asserts unique access to its value, but C has a pointer to it.
    state: NonNull<State<'s, K, F, D>>,
    owned: PhantomData<State<'s, K, F, D>>,
    signature: PhantomData<fn(A) -> R>,
}

impl<K: CallPolicy, F: CallbackFn<K, A, R>, A, R, D: FallbackPolicy<R>>
    Callback<'_, K, F, A, R, D>
{
    /// Returns the function for a C API that passes the data pointer as the first argument.
    #[must_use]
    pub fn data_first(&self) -> F::First {
        F::first::<ScopedTarget<K, D>>()
    }

    /// Returns the function for a C API that passes the data pointer as the last argument.
    #[must_use]
    pub fn data_last(&self) -> F::Last {
        F::last::<ScopedTarget<K, D>>()
    }

    /// Returns the data pointer, for both functions.
    #[must_use]
    pub fn data(&self) -> *mut c_void {
        self.state.as_ptr().cast()
    }
}

impl<K: CallPolicy, F, A, R, D> Drop for Callback<'_, K, F, A, R, D> {
    fn drop(&mut self) {
        // SAFETY: the pointer came from `Box::leak` in `build`, and only the statement below frees it.
        let policy = unsafe { &self.state.as_ref().policy };
        // A closure that drops its own callback would free its own memory while it runs. The callback is leaked
        // instead.
        if policy.enter().is_ok() {
            // SAFETY: the pointer came from `Box::leak` in `build`. No call runs: `SameThread` and `Sequential` have
            // just admitted this drop as the only user, and for `Concurrent` the caller of C guarantees it.
            drop(unsafe { Box::from_raw(self.state.as_ptr()) });
        }
    }
}

/// Calls a closure that lives in a scope.
pub(super) struct ScopedTarget<K, D>(PhantomData<(K, D)>);

impl<K: CallPolicy, F, R, D: FallbackPolicy<R>> CallTarget<F, R> for ScopedTarget<K, D> {
    unsafe fn call(data: *mut c_void, call: impl FnOnce(*mut F) -> R) -> R {
        // SAFETY: the caller passes the data pointer of a live callback of these types. Other threads may have the same
        // reference; before the policy has admitted them they use only the panic slot, which is `Sync`, and the policy.
        let state = unsafe { &*data.cast::<State<'_, K, F, D>>() };
        if state.panics.is_full() {
            return skip_call(call, || state.fallback());
        }
        if let Err(why) = state.policy.enter() {
            return state.refuse(why, call);
        }
        let result =
            tracked_call!(CLOSURE, catch_unwind(AssertUnwindSafe(|| call(state.closure.get()))));
        state.policy.leave();
        result.unwrap_or_else(|payload| state.panicked(payload))
    }
}

/// Returns the fallback of a rejected call. C has passed ownership of the arguments, so they are dropped.
#[cold]
fn skip_call<R>(call: impl Sized, fallback: impl FnOnce() -> R) -> R {
    recover::drop_recorded(CLOSURE, call);
    fallback()
}

/// Records a rejected call and returns its fallback, during which the rejection is the last error. C has passed
/// ownership of the arguments. They are dropped before the rejection is recorded, because their destructors may fail.
pub(super) fn refuse<R>(
    call: impl Sized,
    why: &str,
    origin: &Location<'_>,
    fallback: impl FnOnce() -> R,
) -> R {
    recover::drop_recorded(CLOSURE, call);
    let error = tracked_call!(CLOSURE, recover::refuse(CLOSURE, why, OwnedLocation::of(origin)));
    last_error::preserve(&error, fallback)
}

impl<K, F, D> State<'_, K, F, D> {
    /// Not inlined: the error is built in this frame, and would enlarge the frame of accepted calls.
    #[cold]
    #[inline(never)]
    fn refuse<R>(&self, why: &str, call: impl Sized) -> R
    where
        D: FallbackPolicy<R>,
    {
        refuse(call, why, self.origin, || self.fallback())
    }

    /// Stores a panic in the scope and returns the fallback, during which the panic is the last error.
    #[cold]
    #[inline(never)]
    fn panicked<R>(&self, payload: Payload) -> R
    where
        D: FallbackPolicy<R>,
    {
        let carried = CallbackPanic::catch(CLOSURE, payload);
        let error = carried.describe();
        self.panics.store(carried);
        last_error::with_temporary(&error, || self.fallback())
    }

    #[cold]
    fn fallback<R>(&self) -> R
    where
        D: FallbackPolicy<R>,
    {
        recover::evaluate_fallback(CLOSURE, || self.fallback.value())
    }
}
