//! A panic on its way through C.

use crate::error::{Error, Location, OwnedLocation};
use crate::panic::payload::{self, Payload};
use crate::panic::recover::Name;
use crate::panic::{location, recover};
use std::any::Any;
use std::ffi::CStr;
use std::fmt;
use std::panic::resume_unwind;

/// A panic that was caught in a callback and carried through C, with the place where it was raised.
///
/// Dropped, it is gone: whatever the payload's destructor does is contained.
pub struct CallbackPanic {
    /// There until it is taken out, which consumes the value.
    payload: Option<Payload>,
    place: Option<OwnedLocation>,
    /// What the error is to say that panicked, if the panic is recorded after all.
    function: &'static CStr,
}

impl CallbackPanic {
    /// IntoOwned hold of a payload on the thread that caught it, where its place is known.
    pub(super) fn catch(function: Name, payload: Payload) -> Self {
        let place = location::take(&*payload);
        Self { payload: Some(payload), place, function: function.get() }
    }

    /// Lets the panic go on in this frame, as [`resume_unwind`] does: the hook does not run again. A
    /// guard further out finds the place where it was raised first.
    pub fn resume(mut self) -> ! {
        let payload = self.take();
        if let (Some(text), Some(place)) = (payload::text(&*payload), self.place) {
            location::remember_at(text, place);
        }
        resume_unwind(payload)
    }

    /// Makes the panic the thread's last error, where it has no frame to go on in.
    pub(super) fn record(mut self) -> Error {
        let payload = self.take();
        recover::record_panic_at(Name::new(self.function), payload, self.place)
    }

    /// The error that this panic would be.
    pub(super) fn describe(&self) -> Error {
        match &self.payload {
            Some(payload) => recover::describe_panic(Name::new(self.function), payload, self.place),
            None => Error::BLANK,
        }
    }

    /// The payload, as [`catch_unwind`](std::panic::catch_unwind) would have returned it.
    #[must_use]
    pub fn into_payload(mut self) -> Box<dyn Any + Send> {
        self.take()
    }

    /// The panic's message, if the payload is a string.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        payload::text(&**self.payload.as_ref()?)
    }

    /// Where the panic was raised, where that is known: see [`Error::location`](crate::Error::location).
    #[must_use]
    pub fn location(&self) -> Option<Location<'_>> {
        self.place.as_ref().and_then(OwnedLocation::location)
    }

    fn take(&mut self) -> Payload {
        // Both callers consume the value, so the default is never made.
        self.payload.take().unwrap_or_else(|| Box::new(()))
    }
}

impl fmt::Debug for CallbackPanic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackPanic")
            .field("message", &self.message())
            .field("location", &self.location())
            .finish_non_exhaustive()
    }
}

impl Drop for CallbackPanic {
    fn drop(&mut self) {
        if let Some(payload) = self.payload.take() {
            payload::discard(payload);
        }
    }
}
