//! [`Poison`]: a mark that a panic leaves, so that later calls do not work on what it may have left half done.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};

/// Whether a panic has left a state unusable: for `#[ffi_export(poison = STATE)]`.
///
/// Each call of such a function asks first. Once one of them has panicked, each returns its fallback, with an error of
/// the kind [`Poisoned`](crate::ErrorKind::Poisoned), without running, until [`clear`](Self::clear). An `Err` and an
/// argument that is refused poison nothing.
///
/// Asking is one acquire load. It does not lock: a call that has begun before another one panics goes on.
///
/// # Examples
///
/// ```
/// use ffi_guard::{ErrorKind, Poison, ffi_export};
///
/// static STATE: Poison = Poison::new();
///
/// #[ffi_export(fallback = -1, poison = STATE)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn poison_doc_push(value: i32) -> i32 {
///     assert!(value >= 0, "{value} is negative");
///     value
/// }
///
/// /// For C: brings the state in order, and says so. Without `poison`, so that it runs.
/// #[ffi_export]
/// pub fn poison_doc_reset() {
///     STATE.clear();
/// }
///
/// assert_eq!(poison_doc_push(1), 1);
/// assert_eq!(poison_doc_push(-1), -1);
/// assert!(STATE.is_poisoned());
/// assert_eq!(poison_doc_push(1), -1);
/// assert_eq!(ffi_guard::last_error().unwrap().kind(), ErrorKind::Poisoned);
/// poison_doc_reset();
/// assert_eq!(poison_doc_push(1), 1);
/// ```
#[derive(Debug, Default)]
pub struct Poison {
    poisoned: AtomicBool,
}

impl Poison {
    /// Nothing has panicked yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { poisoned: AtomicBool::new(false) }
    }

    /// Whether a call has panicked since the last [`clear`](Self::clear). Whoever learns so sees what that call did.
    #[must_use]
    #[inline]
    pub fn is_poisoned(&self) -> bool {
        self.poisoned.load(Acquire)
    }

    /// Lets calls in again: for who has brought the state in order, which they then see.
    #[inline]
    pub fn clear(&self) {
        self.poisoned.store(false, Release);
    }

    #[cold]
    pub(crate) fn set(&self) {
        self.poisoned.store(true, Release);
    }
}

/// Poisons a state when it is dropped: on the way of a panic, for the shim forgets it after a call that returned.
pub struct PoisonOnUnwind(&'static Poison);

impl PoisonOnUnwind {
    /// Arms one.
    #[inline(always)]
    #[must_use]
    pub fn new(poison: &'static Poison) -> Self {
        Self(poison)
    }
}

impl Drop for PoisonOnUnwind {
    fn drop(&mut self) {
        self.0.set();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_that_is_dropped_poisons_until_it_is_cleared() {
        static STATE: Poison = Poison::new();
        std::mem::forget(PoisonOnUnwind::new(&STATE));
        assert!(!STATE.is_poisoned());
        drop(PoisonOnUnwind::new(&STATE));
        assert!(STATE.is_poisoned() && STATE.is_poisoned());
        STATE.clear();
        assert!(!STATE.is_poisoned());
    }
}
