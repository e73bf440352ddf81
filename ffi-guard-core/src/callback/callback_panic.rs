//! [`CallbackPanic`]: a panic on its way through C.

use crate::error::{Error, Location, OwnedLocation};
use crate::panic::name::Name;
use crate::panic::payload::{self, Payload};
use crate::panic::{location, recover};
use std::any::Any;
use std::ffi::CStr;
use std::fmt;
use std::panic::resume_unwind;

/// The panic of a callback and its location, returned by [`try_across_c`](crate::try_across_c).
///
/// Dropping it discards the panic. If the destructor of the payload panics, that panic is discarded too.
pub struct CallbackPanic {
    /// `Some` until a method that consumes the value takes it.
    payload: Option<Payload>,
    place: Option<OwnedLocation>,
    /// The name of the function in the error, if the panic is recorded after all.
    function: &'static CStr,
}

impl CallbackPanic {
    /// Stores a payload. Must run on the thread that caught it, where its location is known.
    pub(super) fn catch(function: Name, payload: Payload) -> Self {
        let place = location::take(&*payload);
        Self { payload: Some(payload), place, function: function.get() }
    }

    /// Resumes the panic in this frame, like [`resume_unwind`]: the panic hook does not run again. An outer guard still
    /// finds the location where the panic was first raised.
    pub fn resume(mut self) -> ! {
        let payload = self.take();
        if let (Some(text), Some(place)) = (payload::text(&*payload), self.place) {
            location::remember_at(text, place);
        }
        resume_unwind(payload)
    }

    /// Records the panic as the thread's last error, if it has no frame to continue in.
    pub(super) fn record(mut self) -> Error {
        let payload = self.take();
        recover::record_panic_at(Name::new(self.function), payload, self.place)
    }

    /// Returns the error that this panic would be if it were recorded.
    pub(super) fn describe(&self) -> Error {
        match &self.payload {
            Some(payload) => recover::describe_panic(Name::new(self.function), payload, self.place),
            None => Error::BLANK,
        }
    }

    /// Returns the payload, like [`catch_unwind`](std::panic::catch_unwind).
    #[must_use]
    pub fn into_payload(mut self) -> Box<dyn Any + Send> {
        self.take()
    }

    /// Returns the message of the panic, if the payload is a string.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        payload::text(&**self.payload.as_ref()?)
    }

    /// Returns where the panic was raised, if the location is known; see [`Error::location`](crate::Error::location).
    #[must_use]
    pub fn location(&self) -> Option<Location<'_>> {
        self.place.as_ref().and_then(OwnedLocation::location)
    }

    fn take(&mut self) -> Payload {
        // Every caller consumes the value, so the default is not used.
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
