//! The fallback values of callbacks.

use crate::panic::fallback::Fallback;

mod sealed {
    /// Prevents implementations of [`FallbackPolicy`](super::FallbackPolicy) outside of this module.
    pub trait Sealed {}

    impl<R> Sealed for super::FallbackValue<R> {}
    impl Sealed for super::FallbackTrait {}
    impl<G> Sealed for super::FallbackFn<G> {}
}

/// Computes the value that a callback returns to C if its closure panicked or was not called.
///
/// Sealed: implemented by [`FallbackValue`], [`FallbackTrait`] and [`FallbackFn`].
pub trait FallbackPolicy<R>: sealed::Sealed {
    /// Returns the value. If it panics, the process aborts.
    fn value(&self) -> R;
}

/// Returns the same value each time; made by [`CallbackBuilder::or`](super::CallbackBuilder::or).
///
/// The value is `Copy`: a rejected call may come from any thread, on which no `clone` or `drop` of the value may run.
#[derive(Clone, Debug)]
pub struct FallbackValue<R>(pub(super) R);

impl<R: Copy> FallbackPolicy<R> for FallbackValue<R> {
    fn value(&self) -> R {
        self.0
    }
}

/// Returns the [`Fallback`] of the type; made by [`CallbackBuilder::or_default`](super::CallbackBuilder::or_default).
#[derive(Clone, Copy, Debug)]
pub struct FallbackTrait;

impl<R: Fallback> FallbackPolicy<R> for FallbackTrait {
    fn value(&self) -> R {
        R::fallback()
    }
}

/// Calls a closure; made by [`CallbackBuilder::or_else`](super::CallbackBuilder::or_else).
#[derive(Clone, Debug)]
pub struct FallbackFn<G>(pub(super) G);

impl<R, G: Fn() -> R> FallbackPolicy<R> for FallbackFn<G> {
    fn value(&self) -> R {
        (self.0)()
    }
}
