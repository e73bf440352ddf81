//! What C gets from a callback that did not return.

use crate::panic::fallback::Fallback;

/// The fallback of a callback.
pub trait FallbackPolicy<R> {
    /// Called for each call that panicked or was not let in. If it panics, the process aborts.
    fn value(&self) -> R;
}

/// The same value each time: [`CallbackBuilder::or`](super::CallbackBuilder::or). `Copy`, because a call that is not let
/// in may come from any thread, where nothing of the author's may run on a value of another thread.
#[derive(Clone, Debug)]
pub struct FallbackValue<R>(pub(super) R);

impl<R: Copy> FallbackPolicy<R> for FallbackValue<R> {
    fn value(&self) -> R {
        self.0
    }
}

/// What the type names: [`CallbackBuilder::or_default`](super::CallbackBuilder::or_default).
#[derive(Clone, Copy, Debug)]
pub struct FallbackTrait;

impl<R: Fallback> FallbackPolicy<R> for FallbackTrait {
    fn value(&self) -> R {
        R::fallback()
    }
}

/// What a closure returns: [`CallbackBuilder::or_else`](super::CallbackBuilder::or_else).
#[derive(Clone, Debug)]
pub struct FallbackFn<G>(pub(super) G);

impl<R, G: Fn() -> R> FallbackPolicy<R> for FallbackFn<G> {
    fn value(&self) -> R {
        (self.0)()
    }
}
