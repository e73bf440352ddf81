//! [`PanicSlot`]: stores the first panic of a scope's callbacks until C has returned.

use super::callback_panic::CallbackPanic;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Stores the first panic. Callbacks on any thread may fill it.
pub(super) struct PanicSlot {
    /// Whether a panic is stored. Every call reads it, so that calls after a panic do not run.
    full: AtomicBool,
    stored: Mutex<Option<CallbackPanic>>,
}

impl PanicSlot {
    pub(super) const fn new() -> Self {
        Self { full: AtomicBool::new(false), stored: Mutex::new(None) }
    }

    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.full.load(Relaxed)
    }

    /// Stores a panic if it is the first. A later panic, of another thread, has no frame to continue in and is
    /// recorded.
    #[cold]
    pub(super) fn store(&self, carried: CallbackPanic) {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        if stored.is_none() {
            *stored = Some(carried);
            self.full.store(true, Relaxed);
        } else {
            // Outside the lock, because this calls observers.
            drop(stored);
            carried.record();
        }
    }

    pub(super) fn take(&self) -> Option<CallbackPanic> {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
