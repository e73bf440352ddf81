//! [`Poison`]: records that a panic may have left a state inconsistent.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};

/// Records whether a panic may have left a state inconsistent; for `#[ffi_export(poison = STATE)]`.
///
/// Functions with this attribute check the state before each call. After one of them has panicked, they return their
/// fallback without running, with an error of the kind [`Poisoned`](crate::ErrorKind::Poisoned), until
/// [`clear`](Self::clear). An `Err` or a rejected argument does not poison the state.
///
/// The check is one acquire load and not a lock: a call that is already running when another one panics continues.
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
/// /// Repairs the state. It has no `poison` argument, so it runs although the state is poisoned.
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
    /// Creates a state that is not poisoned.
    #[must_use]
    pub const fn new() -> Self {
        Self { poisoned: AtomicBool::new(false) }
    }

    /// Returns whether a call has panicked since the last [`clear`](Self::clear). The effects of that call are then
    /// visible to the caller.
    #[must_use]
    #[inline]
    pub fn is_poisoned(&self) -> bool {
        self.poisoned.load(Acquire)
    }

    /// Allows calls again. Later calls see what this thread wrote before, when it repaired the state.
    #[inline]
    pub fn clear(&self) {
        self.poisoned.store(false, Release);
    }

    #[cold]
    pub(crate) fn set(&self) {
        self.poisoned.store(true, Release);
    }
}

/// Poisons a state when dropped during unwinding. The shim forgets it if the function returns.
pub struct PoisonOnUnwind(&'static Poison);

impl PoisonOnUnwind {
    /// Creates a value that poisons the state when dropped.
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
    fn a_dropped_guard_poisons_until_the_state_is_cleared() {
        static STATE: Poison = Poison::new();
        std::mem::forget(PoisonOnUnwind::new(&STATE));
        assert!(!STATE.is_poisoned());
        drop(PoisonOnUnwind::new(&STATE));
        assert!(STATE.is_poisoned() && STATE.is_poisoned());
        STATE.clear();
        assert!(!STATE.is_poisoned());
    }
}
