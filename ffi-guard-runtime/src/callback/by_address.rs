//! Where a panic of an `#[ffi_callback]` goes: into the scope around it, if the thread has one open.

use super::carried::Carried;
use super::open;
use crate::error::Error;
use crate::guard::{self, Destination, Name};
use crate::last;
use crate::payload::Payload;

/// The innermost scope of this thread; without one, or where that has a panic already, the last error.
pub struct SurroundingScope {
    error: Error,
    /// There where a scope is to keep it.
    carried: Option<Carried>,
}

impl Destination for SurroundingScope {
    fn take(function: Name, payload: Payload) -> Self {
        if open::with_innermost(|stash| stash.is_some_and(|stash| !stash.is_full())) {
            let carried = Carried::catch(function, payload);
            Self { error: carried.describe(), carried: Some(carried) }
        } else {
            Self { error: guard::announce(function, payload), carried: None }
        }
    }

    fn error(&self) -> &Error {
        &self.error
    }

    /// Looks for the scope again: the author's fallback has run since, and may have filled it.
    fn arrive(self) {
        match self.carried {
            None => last::publish(&self.error),
            Some(carried) => open::with_innermost(|stash| match stash {
                Some(stash) => stash.keep(carried),
                None => carried.record(),
            }),
        }
    }
}
