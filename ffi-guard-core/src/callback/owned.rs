//! A callback that C keeps: it lives until C destroys it.

use super::CLOSURE;
use super::arity::{CallTarget, CallbackFn};
use super::call_policy::Sequential;
use super::carried::CallbackPanic;
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

/// Frees a callback that C kept; to be called once, after which C begins no call any more. Calls may be
/// under way, so it may be called from inside the callback: the last of them frees it.
pub type Destroy = unsafe extern "C" fn(*mut c_void);

/// A closure for C to keep, which C calls from any thread, one call at a time.
///
/// No Rust frame waits for it, so its panics, including a panic of the closure's destructor, are recorded as failures. A
/// call while another one runs is refused.
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

/// A closure that still needs to know what C gets when it does not return; made by
/// [`OwnedCallback::new`].
#[must_use = "say what C gets from a call that panics: `.or(..)`, `.or_default()` or `.or_else(..)`"]
pub struct OwnedBuilder<F, A, R> {
    closure: F,
    origin: &'static Location<'static>,
    signature: PhantomData<fn(A) -> R>,
}

/// A call runs the closure.
const RUNNING: u32 = 1;
/// C has destroyed the callback.
const DESTROYED: u32 = 2;
/// One that is inside: a call, let in or not, or the destruction. The last one out frees what is doomed.
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
    /// IntoOwned the closure that C is to keep.
    #[track_caller]
    #[expect(clippy::new_ret_no_self, reason = "what C gets from a panic must be said first")]
    pub fn new(closure: F) -> OwnedBuilder<F, A, R> {
        OwnedBuilder { closure, origin: Location::caller(), signature: PhantomData }
    }
}

impl<F: Send + 'static, A, R> OwnedBuilder<F, A, R> {
    /// A call that panics or is not let in returns `value`.
    pub fn or(self, value: R) -> OwnedCallback<F, A, R, FallbackValue<R>>
    where
        R: Copy + Send + 'static,
    {
        self.build(FallbackValue(value))
    }

    /// A call that panics or is not let in returns what the type names.
    pub fn or_default(self) -> OwnedCallback<F, A, R, FallbackTrait>
    where
        R: Fallback,
    {
        self.build(FallbackTrait)
    }

    /// A call that panics or is not let in returns what `fallback` returns. If that panics, the process
    /// aborts.
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
    /// The parts for a C interface that passes the data pointer first: function, data, destroy.
    ///
    /// From here on the callback is C's: it is freed when C calls `destroy` with the data, once.
    #[must_use = "the callback leaks unless C destroys it"]
    pub fn into_raw_first(self) -> (F::First, *mut c_void, Destroy) {
        (F::first::<OwnedTarget<D>>(), Box::into_raw(self.state).cast(), destroy::<F, D>)
    }

    /// The same for a C interface that passes the data pointer last.
    #[must_use = "the callback leaks unless C destroys it"]
    pub fn into_raw_last(self) -> (F::Last, *mut c_void, Destroy) {
        (F::last::<OwnedTarget<D>>(), Box::into_raw(self.state).cast(), destroy::<F, D>)
    }
}

/// The target of a callback that C keeps.
pub(super) struct OwnedTarget<D>(PhantomData<D>);

impl<F, R, D: FallbackPolicy<R>> CallTarget<F, R> for OwnedTarget<D> {
    unsafe fn call(data: *mut c_void, call: impl FnOnce(*mut F) -> R) -> R {
        let state = data.cast::<State<F, D>>();
        // SAFETY: by contract the callback lives when the call begins, and from `enter` on it is freed
        // by nobody before this call leaves it.
        let (phase, origin, closure) =
            unsafe { (&(*state).phase, (*state).origin, (*state).closure.get()) };
        let alone = enter(phase, RUNNING) & RUNNING == 0;
        // The last one out runs the author's destructors, which must not change the last error of a call that failed.
        let end = || {
            // SAFETY: entered above. The reference ends here: a callee that has one must not free what it points to.
            let value =
                recover::evaluate_fallback(CLOSURE, || unsafe { &(*state).fallback }.value());
            // SAFETY: entered above.
            unsafe { leave(state, if alone { RUNNING } else { 0 }) };
            value
        };
        if !alone {
            let why = "the callback is running already, and it takes one call at a time";
            return refuse(call, why, origin, end);
        }
        match tracked_call!(CLOSURE, catch_unwind(AssertUnwindSafe(|| call(closure)))) {
            Ok(value) => {
                // SAFETY: entered above.
                unsafe { leave(state, RUNNING) };
                value
            }
            Err(payload) => panicked(payload, end),
        }
    }
}

/// Records a panic, which is the last error for `end`.
#[cold]
#[inline(never)]
fn panicked<R>(payload: Payload, end: impl FnOnce() -> R) -> R {
    let error = CallbackPanic::catch(CLOSURE, payload).record();
    last_error::preserve(&error, end)
}

/// # Safety
///
/// `data` is that of a living callback of these types, and C begins no call of it any more. Calls may be
/// under way, this one's caller among them.
unsafe extern "C" fn destroy<F, D>(data: *mut c_void) {
    let state = data.cast::<State<F, D>>();
    // SAFETY: by contract the callback lives.
    enter(unsafe { &(*state).phase }, DESTROYED);
    // SAFETY: entered.
    unsafe { leave(state, 0) };
}

/// One more inside, with a flag set; returns what was before.
fn enter(phase: &AtomicU32, flag: u32) -> u32 {
    let mut before = phase.load(Relaxed);
    while let Err(now) =
        phase.compare_exchange_weak(before, (before + ONE_USER) | flag, AcqRel, Relaxed)
    {
        before = now;
    }
    before
}

/// One less inside, with `flag` taken back.
///
/// # Safety
///
/// To be called once for each [`enter`]; the value is not used afterwards.
unsafe fn leave<F, D>(state: *mut State<F, D>, flag: u32) {
    // SAFETY: whoever is inside may use the value.
    let before = unsafe { (*state).phase.fetch_sub(ONE_USER + flag, AcqRel) };
    if before - ONE_USER - flag == DESTROYED {
        // SAFETY: doomed, so nobody comes in any more, and this was the last one inside.
        unsafe { free(state) };
    }
}

/// # Safety
///
/// `state` came from `Box::into_raw`, and nobody uses it any more.
unsafe fn free<F, D>(state: *mut State<F, D>) {
    // SAFETY: by contract.
    let state = unsafe { Box::from_raw(state) };
    // The closure's destructor is the author's, and the caller is C.
    recover::drop_recorded(CLOSURE, state);
}
