//! Where a scope keeps the first panic of its callbacks until C has returned.

use super::carried::CallbackPanic;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Callbacks of any thread may fill it.
pub(super) struct PanicSlot {
    /// Whether a panic is kept: read by every call, so that the calls after it do not run.
    full: AtomicBool,
    kept: Mutex<Option<CallbackPanic>>,
}

impl PanicSlot {
    pub(super) const fn new() -> Self {
        Self { full: AtomicBool::new(false), kept: Mutex::new(None) }
    }

    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.full.load(Relaxed)
    }

    /// Keeps a panic if it is the first. Another one, of a thread that ran at the same time, has no frame
    /// to go on in; it is recorded.
    #[cold]
    pub(super) fn store(&self, carried: CallbackPanic) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = Some(carried);
            self.full.store(true, Relaxed);
        } else {
            // Not under the lock: code of others runs.
            drop(kept);
            carried.record();
        }
    }

    pub(super) fn take(&self) -> Option<CallbackPanic> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
