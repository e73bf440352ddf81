//! Where a panic of an `#[ffi_callback]` goes: into the scope around it, if the thread has one open.

use super::carried::Carried;
use super::open;
use crate::error::Error;
use crate::last;
use crate::payload::Payload;
use crate::recover::{self, Destination, Name};

/// Routes a panic to the innermost open scope of the thread, or to the thread's last error if no scope is open or the scope
/// already has a panic.
pub struct SurroundingScope {
    error: Error,
    recorded: bool,
}

impl Destination for SurroundingScope {
    /// Kept at once, before the author's fallback runs: a panic that this causes in the same scope came later.
    fn take(function: Name, payload: Payload) -> Self {
        open::with_innermost(|stash| match stash.filter(|stash| !stash.is_full()) {
            None => Self { error: recover::announce(function, payload), recorded: true },
            Some(stash) => {
                let carried = Carried::catch(function, payload);
                let error = carried.describe();
                stash.keep(carried);
                Self { error, recorded: false }
            }
        })
    }

    fn error(&self) -> &Error {
        &self.error
    }

    fn during<R>(&self, fallback: impl FnOnce() -> R) -> R {
        if self.recorded {
            last::keep(&self.error, fallback)
        } else {
            // The panic goes on in the scope, so this thread has not failed yet.
            last::lend(&self.error, fallback)
        }
    }
}
