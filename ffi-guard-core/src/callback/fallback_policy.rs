//! What C gets from a callback that did not return.

use crate::fallback::Fallback;

/// The fallback of a callback.
pub trait FallbackPolicy<R> {
    /// Called for each call that panicked or was not let in. If it panics, the process aborts.
    fn value(&self) -> R;
}

/// The same value each time: [`Builder::or`](super::Builder::or). `Copy`, because a call that is not let
/// in may come from any thread, where nothing of the author's may run on a value of another thread.
#[derive(Clone, Debug)]
pub struct ByValue<R>(pub(super) R);

impl<R: Copy> FallbackPolicy<R> for ByValue<R> {
    fn value(&self) -> R {
        self.0
    }
}

/// What the type names: [`Builder::or_default`](super::Builder::or_default).
#[derive(Clone, Copy, Debug)]
pub struct ByTrait;

impl<R: Fallback> FallbackPolicy<R> for ByTrait {
    fn value(&self) -> R {
        R::fallback()
    }
}

/// What a closure returns: [`Builder::or_else`](super::Builder::or_else).
#[derive(Clone, Debug)]
pub struct ByClosure<G>(pub(super) G);

impl<R, G: Fn() -> R> FallbackPolicy<R> for ByClosure<G> {
    fn value(&self) -> R {
        (self.0)()
    }
}
