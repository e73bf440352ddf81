//! [`SurroundingScope`]: the destination of panics of `#[ffi_callback]`.

use super::callback_panic::CallbackPanic;
use super::scope_list;
use crate::error::Error;
use crate::error::last_error;
use crate::panic::name::Name;
use crate::panic::payload::Payload;
use crate::panic::recover::{self, PanicDestination};

/// Routes a panic to the innermost open scope of the thread, or to the thread's last error if no scope is open or the scope
/// already has a panic.
pub struct SurroundingScope {
    error: Error,
    recorded: bool,
}

impl PanicDestination for SurroundingScope {
    /// Stores the panic before the fallback runs, because a panic that the fallback causes in the same scope comes
    /// later.
    fn receive(function: Name, payload: Payload) -> Self {
        scope_list::with_innermost(|panics| match panics.filter(|panics| !panics.is_full()) {
            None => Self { error: recover::record_panic(function, payload), recorded: true },
            Some(panics) => {
                let carried = CallbackPanic::catch(function, payload);
                let error = carried.describe();
                panics.store(carried);
                Self { error, recorded: false }
            }
        })
    }

    fn error(&self) -> &Error {
        &self.error
    }

    fn with_last_error<R>(&self, fallback: impl FnOnce() -> R) -> R {
        if self.recorded {
            last_error::preserve(&self.error, fallback)
        } else {
            // The panic continues in the scope, so the thread has no new last error.
            last_error::with_temporary(&self.error, fallback)
        }
    }
}
