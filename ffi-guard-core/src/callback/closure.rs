//! A closure as C calls it: a function pointer and a data pointer.

use super::CLOSURE;
use super::arity::{CallTarget, CallbackFn};
use super::call_policy::CallPolicy;
use super::carried::CallbackPanic;
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

/// A closure that still needs to know what C gets when it does not return; made by [`Scope`](super::Scope).
/// `.or(..)`, `.or_default()` and `.or_else(..)` make a [`Callback`] of it.
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

    /// A call that panics or is not let in returns `value`.
    pub fn or(self, value: R) -> Callback<'s, K, F, A, R, FallbackValue<R>>
    where
        R: Copy,
    {
        self.build(FallbackValue(value))
    }

    /// A call that panics or is not let in returns what the type names. Numbers name nothing: see
    /// [`Fallback`].
    pub fn or_default(self) -> Callback<'s, K, F, A, R, FallbackTrait>
    where
        R: Fallback,
    {
        self.build(FallbackTrait)
    }

    /// A call that panics or is not let in returns what `fallback` returns. If that panics, the process
    /// aborts. It is called on the thread that called, so it is `Sync`.
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

/// What the data pointer points to.
pub(super) struct State<'s, K, F, D> {
    closure: UnsafeCell<F>,
    fallback: D,
    panics: &'s PanicSlot,
    policy: K,
    origin: &'static Location<'static>,
}

/// A callback for C: hand it [`data`](Self::data) and one of the two functions.
///
/// Whoever calls C keeps the callback alive until every call has returned: it is not dropped from inside
/// a call of its own, and C does not call it once its scope has ended, even if it was leaked.
pub struct Callback<'s, K: CallPolicy, F, A, R, D> {
    // Not a `Box`, which would claim to be the only way to the closure whenever it is moved.
    state: NonNull<State<'s, K, F, D>>,
    owned: PhantomData<State<'s, K, F, D>>,
    signature: PhantomData<fn(A) -> R>,
}

impl<K: CallPolicy, F: CallbackFn<K, A, R>, A, R, D: FallbackPolicy<R>>
    Callback<'_, K, F, A, R, D>
{
    /// The function for a C interface that passes the data pointer first.
    #[must_use]
    pub fn data_first(&self) -> F::First {
        F::first::<ScopedTarget<K, D>>()
    }

    /// The function for a C interface that passes the data pointer last.
    #[must_use]
    pub fn data_last(&self) -> F::Last {
        F::last::<ScopedTarget<K, D>>()
    }

    /// The data pointer, for both of them.
    #[must_use]
    pub fn data(&self) -> *mut c_void {
        self.state.as_ptr().cast()
    }
}

impl<K: CallPolicy, F, A, R, D> Drop for Callback<'_, K, F, A, R, D> {
    fn drop(&mut self) {
        // SAFETY: it came from `Box::leak`, and only what follows frees it.
        let policy = unsafe { &self.state.as_ref().policy };
        // A closure that drops its own callback would free what it runs from; it is leaked instead.
        if policy.enter().is_ok() {
            // SAFETY: as above. No call runs: the policy said so, or, where it lets in all, whoever
            // called C promised it.
            drop(unsafe { Box::from_raw(self.state.as_ptr()) });
        }
    }
}

/// The target of a callback that lives in a scope.
pub(super) struct ScopedTarget<K, D>(PhantomData<(K, D)>);

impl<K: CallPolicy, F, R, D: FallbackPolicy<R>> CallTarget<F, R> for ScopedTarget<K, D> {
    unsafe fn call(data: *mut c_void, call: impl FnOnce(*mut F) -> R) -> R {
        // SAFETY: by contract. Other threads may hold the same reference; they touch nothing in it
        // before the policy has let them in but the panics, which is for all of them.
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

/// The fallback of a call that was not let in. C has given its arguments away, so they are dropped.
#[cold]
fn skip_call<R>(call: impl Sized, fallback: impl FnOnce() -> R) -> R {
    recover::drop_recorded(CLOSURE, call);
    fallback()
}

/// Records a call that was not let in, and computes its fallback, for which this is the last error. C has given the
/// arguments away, so they are dropped, before the record: their destructors may fail.
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
    /// Not inlined: the error is built in this frame, and would widen that of the calls that are let in.
    #[cold]
    #[inline(never)]
    fn refuse<R>(&self, why: &str, call: impl Sized) -> R
    where
        D: FallbackPolicy<R>,
    {
        refuse(call, why, self.origin, || self.fallback())
    }

    /// Keeps a panic for the scope. The fallback finds it as the last error.
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
